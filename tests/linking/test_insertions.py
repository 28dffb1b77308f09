"""Lists of terms and definitions that a hand-written page asks for."""

from dataclasses import replace

import pytest
from markdown import Markdown

from termbase.glossary import Glossary, compile_glossary
from termbase.linking.extension import TermLinks
from termbase.yaml_files.tree import parse
from tests.conftest import dump

FILES = {
    "termbase.yml": dump(
        {
            "title": "T",
            "categories": [{"id": "sky", "title": "Sky"}, {"id": "sea", "title": "Sea"}],
            "fields": [{"id": "owner"}, {"id": "tags", "type": "list"}],
        }
    ),
    "concepts/cloud.yml": dump({"term": "Cloud", "definition": "Water <b>aloft</b>.", "category": "sky"}),
    "concepts/rain-cloud.yml": dump(
        {
            "term": "Rain cloud",
            "definition": "Dark cloud.",
            "category": "sky",
            "fields": {"owner": "Ann B", "tags": ["wet", "dark"]},
        }
    ),
    "concepts/coast.yml": dump({"term": "Coast", "definition": "Edge of the sea.", "category": "sea"}),
}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return compile_glossary(parse(text, file=file) for file, text in FILES.items())


def page(glossary: Glossary, text: str, *extensions: str) -> tuple[str, list[str]]:
    heard: list[str] = []
    linker = glossary.linker(
        href=lambda target: f"{target.path}.md", unknown=lambda name, near: heard.append(f"{name}: {', '.join(near)}")
    )
    md = Markdown(extensions=[TermLinks(current=lambda _: linker, insertions=True), *extensions])
    return md.convert(text), heard


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("list category=sky", ["Cloud", "Rain cloud"]),
        ("list", ["Cloud", "Coast", "Rain cloud"]),
        ("list letter=c", ["Cloud", "Coast"]),
        ('list search="clouds"', ["Cloud", "Rain cloud"]),
        ("list category=sky letter=R", ["Rain cloud"]),
        ('list owner="ann b"', ["Rain cloud"]),
        ("list tags=wet category=sky", ["Rain cloud"]),
        ("list status=draft letter=R", ["Rain cloud"]),
        ("definition rain clouds", ["Rain cloud"]),
    ],
)
def test_a_comment_becomes_terms_with_links_and_definitions(glossary: Glossary, asked: str, terms: list[str]) -> None:
    html, heard = page(glossary, f"Before.\n<!-- termbase: {asked} -->\nAfter.")
    assert heard == []
    list_or_text = ("<ul", "<li><a ") if asked.startswith("list") else ("<div", "<p><a ")
    assert all(f"{tag}" in html for tag in list_or_text)
    assert [part.partition("<")[0] for part in html.split('.md">')[1:]] == terms
    assert html.startswith("<p>Before.</p>")
    assert html.endswith("<p>After.</p>")


def test_a_definition_is_text_and_a_link(glossary: Glossary) -> None:
    html, _ = page(glossary, "<!-- termbase: definition Cloud -->")
    assert "&lt;b&gt;aloft&lt;/b&gt;" in html
    assert 'href="terms/cloud.md"' in html


@pytest.mark.parametrize(
    "text",
    ["```\n<!-- termbase: list -->\n```", "    <!-- termbase: list -->", "`<!-- termbase: list -->`", "<!-- other -->"],
)
def test_code_and_other_comments_stay(glossary: Glossary, text: str) -> None:
    with_it, _ = page(glossary, text, "fenced_code")
    assert with_it == Markdown(extensions=["fenced_code"]).convert(text)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("definition colud", "colud: Cloud"),
        ("list category=ski", "category=ski: "),
        ("list letter=Z", "letter=Z: "),
        ("list tags=dry", "tags=dry: "),
        ("list tgas=wet", "tgas=wet: "),
    ],
)
def test_what_names_nothing_is_reported(glossary: Glossary, asked: str, told: str) -> None:
    html, heard = page(glossary, f"A.\n\n<!-- termbase: {asked} -->")
    assert (html, heard) == ("<p>A.</p>", [told])


def test_a_term_file_cannot_ask(glossary: Glossary) -> None:
    linker = replace(glossary.linker(href=lambda target: target.path), insert=None)
    md = Markdown(extensions=[TermLinks(current=lambda _: linker)])
    assert "tb-inserted" not in md.convert("<!-- termbase: list -->")
