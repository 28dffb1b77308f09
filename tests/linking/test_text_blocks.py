"""Code blocks, tables, nested lists and relative links in the texts of terms."""

import pytest

from termbase.glossary import compile_glossary
from termbase.linking.text_blocks import deepened
from termbase.yaml_files.tree import parse
from tests.conftest import concept


def html(explanation: str) -> str:
    files = {"concepts/pod.yml": concept("Pod", explanation=explanation), "concepts/bay.yml": concept("Bay")}
    found = compile_glossary(parse(text, file=path) for path, text in files.items())
    rendered = found.texts.concepts[found.termbase.concepts[1].id].explanation
    assert rendered is not None
    return rendered.html(lambda target: f"/{target.path}")


def test_code_stays_as_written() -> None:
    made = html("Before:\n\n```yaml\nkind: <Bay>\n\n  name: *one*\n```\n\nAfter.")
    assert '<pre><code class="language-yaml">kind: &lt;Bay&gt;\n\n  name: *one*\n</code></pre>' in made
    assert "<p>After.</p>" in made


def test_an_unclosed_fence_takes_the_rest() -> None:
    assert html("~~~\na\n\nb") == "<pre><code>a\n\nb\n</code></pre>"


def test_a_table_is_a_table() -> None:
    made = html("| part | count |\n|---|---:|\n| box & bay | 2 |")
    assert "<table>" in made
    assert '<td align="right">2</td>' in made
    assert "style=" not in made


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_nested_lists_are_nested(indent: int) -> None:
    made = html(
        f"1. first\n{' ' * max(indent, 3)}- inside\n2. second" if indent > 2 else "- first\n  - inside\n- second"
    )
    assert made.count("<li>") == 3
    assert made.index("inside") < made.index("</ul>")
    assert "<li>first" in made.replace("\n", "").replace("<p>", "")


def test_code_within_an_item_ends_before_the_next_item() -> None:
    made = html("1. first\n\n   ```\n   code\n   ```\n2. second\n")
    assert made.count("<ol>") == 1
    assert "<pre><code>code\n</code></pre>" in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text.\n\n    code\n    more", ["5:7 an indented code block is not supported in texts, so “code” is shown as written"]),
        ("# Head\n\nSee ![a](b.png).\n\n[^1]: Note", [
            "3:3 a heading is not supported in texts, so “# Head” is shown as written",
            "5:7 an image is not supported in texts, so “![a](b.png)” is shown as written",
            "7:3 a footnote is not supported in texts, so “[^1]: Note” is shown as written",
        ]),
        ("- item\n\n    of it\n\n      - deep\n\n    too", []),
        ("```\n# no heading\n\n    no code\n```\n\n#1 is no heading", []),
    ],
)  # fmt: skip
def test_markdown_that_texts_cannot_have_is_reported(text: str, expected: list[str]) -> None:
    indented = text.replace("\n", "\n  ")
    source = f"term: Pod\nexplanation: |\n  {indented}\ndefinition: Group of things.\n"
    found = compile_glossary([parse(source, file="pod.yml")]).diagnostics
    assert [f"{d.where.line}:{d.where.column} {d.message}" for d in found if d.code == "TB503"] == expected


def test_text_without_lists_stays_as_it_is() -> None:
    lines = ["One", "  two - three", "", "    four", "2 - 1"]
    assert deepened(lines) == lines


def test_relative_links_lead_to_terms_or_are_reported() -> None:
    text = concept("Pod", definition="See [bay](bay.md), [too](../bay/), [berth](#berth), [nook](../docs/nook.md).")
    found = compile_glossary([parse(text, file="pod.yml"), parse(concept("Bay"), file="bay.yml")])
    rendered = found.texts.concepts[found.termbase.concepts[1].id].definition
    assert rendered.html(lambda target: f"/{target.path}").count('href="/terms/bay"') == 2
    assert [d.message.split("“")[1].split("”")[0] for d in found.diagnostics if d.code == "TB502"] == [
        "#berth",
        "../docs/nook.md",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("term: Rank\ndefinition: Best customer is # 1 and the next # 2.\n", (2, 30)),
        ("term: Rank\ndefinition: Best customer.\nnotes:\n  - One two # three\n", (4, 13)),
        ("term: Rank\ndefinition: 'Best customer is # 1.'\nstatus: draft # yes\n# all of it\n", None),
        ("term: C#\ndefinition: The language C# for all.\n", None),
    ],
)
def test_text_that_yaml_takes_for_a_comment_is_reported(text: str, place: tuple[int, int] | None) -> None:
    found = compile_glossary([parse(text, file="rank.yml")])
    assert [(d.where.line, d.where.column) for d in found.diagnostics if d.code == "TB116"] == (
        [place] if place else []
    )
