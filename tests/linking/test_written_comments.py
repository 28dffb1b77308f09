"""Comments that ask for nothing are reported at their place; code is not read."""

import pytest

from termbase.glossary import compile_glossary
from termbase.linking.written_comments import useless_comments
from termbase.yaml_files.tree import parse
from tests.linking.test_insertions import FILES

GLOSSARY = compile_glossary(parse(text, file=file) for file, text in FILES.items())


def found(text: str) -> list[str]:
    linker = GLOSSARY.linker(href=lambda target: target.path)
    comments = useless_comments(text, file="a.md", linker=linker)
    return [f"{c.diagnostic.where.line}:{c.diagnostic.where.column} {c.asked} {c.diagnostic.hint}" for c in comments]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("lst category=sky", "1:1  Did you mean `list`? Allowed: list, definition, off, on."),
        ("list category=ski", "1:1 category=ski Conditions are"),
        ("list tgas=wet", "1:1 tgas=wet Conditions are"),
        ("list category", "1:1  Such as"),
        ("definition", "1:1  Such as"),
        ("definition colud", "1:1 colud Close matches: Cloud."),
        ("of", "1:1  Did you mean `off`?"),
        ("off please", "1:1  Did you mean `off`?"),
        ("", "1:1  Allowed"),
    ],
)
def test_what_asks_for_nothing_is_reported(asked: str, told: str) -> None:
    (problem,) = found(f"<!-- termbase: {asked} -->\n")
    assert problem.startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- termbase: list category=sky -->", "<!-- termbase: definition cloud -->", "<!-- termbase: list -->",
        "<!-- termbase: off -->\nx\n<!-- termbase: on -->", "```\n<!-- termbase: lst -->\n```", "<!-- terms -->",
        "    <!-- termbase: lst -->", "`<!-- termbase: lst -->`", "---\na: <!-- termbase: lst -->\n---\nx",
    ],
)  # fmt: skip
def test_other_comments_and_code_are_not_reported(text: str) -> None:
    assert found(text) == []


def test_the_place_is_that_of_the_comment_and_not_of_the_same_in_code() -> None:
    text = "---\ntitle: A\n---\n\n```\n<!-- termbase: lst -->\n```\n\n  <!-- termbase: lst -->\n"
    assert [problem.split(" ")[0] for problem in found(text)] == ["9:3"]
