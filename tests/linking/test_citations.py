"""`[@id]` in a text: a source by its id, under its one title."""

import pytest

from termbase.glossary import compile_glossary
from termbase.linking.restricted_markdown import RichText
from termbase.model.diagnostics import Diagnostic
from termbase.yaml_files.tree import parse
from tests.conftest import concept, dump, entries
from tests.linking.test_restricted_markdown import glossary
from tests.site.test_pages import body

SOURCES = dump(
    {"sources": [{"id": "book", "title": "The Churn Book: All of It"}, {"id": "an-essay", "title": "On churn"}]}
)


def strange(files: dict[str, str]) -> list[Diagnostic]:
    trees = [parse(text, file=f"glossary/{name}") for name, text in files.items()]
    return [found for found in compile_glossary(trees, root="glossary").diagnostics if found.code == "TB504"]


def rich() -> RichText:
    made = glossary()
    return RichText(made.index, made.names, {}, sources={"book": "The Churn Book", "an-essay": "On churn"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@book] says so.", '<cite><a href="s/book">The Churn Book</a></cite> says so.'),
        ("*[@an-essay]* differs", '<em><cite><a href="s/an-essay">On churn</a></cite></em> differs'),
        ("[@other] says so.", "[@other] says so."),
        ("`[@book]`", "<code>[@book]</code>"),
        (r"\[@book]", "[@book]"),
        ("[@Book] and [@book!]", "[@Book] and [@book!]"),
    ],
)
def test_a_source_is_cited_by_its_id(text: str, expected: str) -> None:
    rendered = rich().render(text)
    assert rendered.html(lambda target: "?", source=lambda id: f"s/{id}", inline=True) == expected


def test_without_pages_of_sources_the_title_has_no_link() -> None:
    rendered = rich().render("[@book] says so, [@book] again.")
    assert rendered.sources == ("book",)
    assert rendered.plain == "The Churn Book says so, The Churn Book again."
    for source in (None, lambda id: ""):
        assert "<cite>The Churn Book</cite> says" in rendered.html(lambda target: "?", source=source, inline=True)


def test_a_note_that_cites_a_source_is_next_to_what_sources_say() -> None:
    files = {
        "sources.yml": SOURCES,
        "entries/book.yml": entries("book", {"locator": "L1", "term": "Churn", "definition": "They leave."}),
        "concepts/churn.yml": concept("Churn", notes=["Of use.", "[@book] is vague."]),
    }
    page = body(files, "terms/churn")
    places = [page.index(words) for words in ("Of use.", 'id="sources"', "</a></cite> is vague.")]
    assert places == sorted(places)


def test_an_unknown_source_is_reported_where_it_is_cited() -> None:
    files = {"sources.yml": SOURCES, "concepts/churn.yml": concept("Churn", notes=["[@bok] is vague."])}
    found = strange(files)
    assert [d.hint for d in found] == [
        "Cite one of sources.yml: book, an-essay. Between backticks, as code, brackets have no meaning."
    ]
    del files["sources.yml"]
    assert not strange(files)
