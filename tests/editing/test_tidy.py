"""Mending changes how a file looks and never what it says."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.editing.tidy import fix, modeline_for
from termbase.model.author_files import ConceptFile
from termbase.yaml_files.tree import parse, plain_values
from termbase.yaml_files.write import written

GLOSSARY = Path(__file__).parents[2] / "glossary"
LINE = "# yaml-language-server: $schema=../../schemas/concept.schema.json"


def mended(text: str, *, file: str = "concepts/churn.yml", modeline: str | None = None) -> str:
    result = fix(text, file=file, modeline=modeline)
    assert result.refused is None
    assert bool(result.changes) is (result.text != text)
    again = fix(result.text, file=file, modeline=modeline)
    assert (again.text, again.changes) == (result.text, ())
    return result.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("term: A\ndefinition: B\n", "term: A\ndefinition: B\n"),
        ("term: A  \ndefinition: B", "term: A\ndefinition: B\n"),
        ("term: A\ndefinition: B\n\n\n", "term: A\ndefinition: B\n"),
        ("term: A \r\ndefinition: B\r\n", "term: A\r\ndefinition: B\r\n"),
        ("definition: B\nterm: A\n", "term: A\ndefinition: B\n"),
        ("definition: B\n# of A\nterm: 'A'  # indeed\n", "# of A\nterm: 'A'  # indeed\ndefinition: B\n"),
        ("# head\n\ndefinition: B\nterm: A\n", "# head\n\nterm: A\ndefinition: B\n"),
        ("definition: >-\n  B\n  # C\n\nterm: A\n", "term: A\ndefinition: >-\n  B\n  # C\n"),
        ("term: A\ndefinition: |-\n  two spaces  \n  at the end\n", "term: A\ndefinition: |-\n  two spaces  \n  at the end\n"),
        (
            "term: A\ndefinition: B\ncontrast:\n- difference: D\n  # of C\n  term: C\n",
            "term: A\ndefinition: B\ncontrast:\n- difference: D\n  # of C\n  term: C\n",
        ),
        (
            "term: A\ndefinition: B\ncontrast:\n  - difference: D\n    term: C\n  # the end\n",
            "term: A\ndefinition: B\ncontrast:\n  - term: C\n    difference: D\n  # the end\n",
        ),
        ("term: A\ndefinition: B\ncontrast: [{difference: D, term: C}]\n",) * 2,
        ("\ufeffdefinition: B\nterm: A\n", "\ufeffterm: A\ndefinition: B\n"),
        ("definition: B\ncategroy: C\nterm: A\n",) * 2,
    ],
)  # fmt: skip
def test_what_is_mended_and_what_stays(before: str, after: str) -> None:
    assert mended(before) == after


def test_entries_are_put_in_order_one_by_one() -> None:
    before = "entries:\n  - definition: >-\n      D\n    locator: L1\n    term: A\nsource: s\n"
    after = "source: s\nentries:\n  - locator: L1\n    term: A\n    definition: >-\n      D\n"
    assert mended(before, file="entries/s.yml") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("term: A\ndefinition: B\n", f"{LINE}\nterm: A\ndefinition: B\n"),
        (f"{LINE}\nterm: A\ndefinition: B\n",) * 2,
        ("# of us\n# yaml-language-server: $schema=https://example.org/a.json\nterm: A\ndefinition: B\n",) * 2,
        ("\ufeffterm: A\ndefinition: B\n", f"\ufeff{LINE}\nterm: A\ndefinition: B\n"),
    ],
)
def test_the_line_for_editors_is_added_once(before: str, after: str) -> None:
    assert mended(before, modeline=LINE) == after


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("term: a: b\n", "not valid YAML"),
        ("term: A\nterm: B\n", "duplicate key"),
        ("term: A\ndefinition: |+\n  kept\n\n\n", "would change its meaning"),
        ("", "is empty"),
    ],
)
def test_a_file_that_cannot_be_mended_safely_is_left_alone(text: str, why: str) -> None:
    result = fix(text, file="concepts/a.yml")
    assert result.text == text
    assert result.refused is not None
    assert why in result.refused


KEYS = ("term", "abbreviations", "definition", "explanation", "example", "contrast", "notes")
VALUES: dict[str, Any] = {
    "term": "A",
    "abbreviations": ["B", "NO"],
    "definition": "word " * 40 + "end",
    "explanation": "first\n# second\n\nthird",
    "example": {"given": {"x": 1}, "result": 1, "text": "t"},
    "contrast": [{"term": "c", "difference": "d"}],
    "notes": ["n: o", "p"],
}


@given(st.permutations(KEYS), st.lists(st.booleans(), min_size=len(KEYS), max_size=len(KEYS)))
def test_any_order_becomes_the_usual_one_and_no_line_is_lost(order: list[str], commented: list[bool]) -> None:
    lines = [LINE]
    for key, comment in zip(order, commented, strict=True):
        lines += [f"# about {key}"] if comment else []
        lines += written(key, VALUES[key])
    text = "\n".join(lines) + "\n"
    after = mended(text)
    root, before = parse(after, file="x").root, parse(text, file="x").root
    assert root is not None
    assert before is not None
    assert plain_values(root) == plain_values(before)
    assert list(plain_values(root)) == [key for key in ConceptFile.__dataclass_fields__ if key in KEYS]
    assert sorted(after.splitlines()) == sorted(text.splitlines())
    rows = after.splitlines()
    for row, following in pairwise(rows):
        if row.startswith("# about "):
            assert following.startswith(row.removeprefix("# about ") + ":")


def test_our_files_need_no_mending() -> None:
    files = [(p.relative_to(GLOSSARY).as_posix(), p.read_bytes().decode("utf-8")) for p in GLOSSARY.rglob("*.yml")]
    results = {name: fix(text, file=name, modeline=modeline_for(name, files)) for name, text in files}
    assert {
        name: result.changes or result.refused for name, result in results.items() if result.changes or result.refused
    } == {}


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("concepts/a.yml", "$schema=../../schemas/concept.schema.json"),
        ("entries/a.yml", "$schema=../../schemas/entries.schema.json"),
        ("termbase.yml", "$schema=../schemas/termbase.schema.json"),
        ("a.yml", "$schema=../schemas/concept.schema.json"),
    ],
)
def test_without_a_model_the_schema_lies_next_to_the_glossary(file: str, line: str) -> None:
    assert modeline_for(file) == f"# yaml-language-server: {line}"


def test_the_line_of_the_neighbors_is_taken_over() -> None:
    url = "# yaml-language-server: $schema=https://example.org/concept.schema.json"
    others = [
        ("concepts/a.yml", f"{url}\nterm: A\n"),
        ("concepts/b.yml", f"{url}\nterm: B\n"),
        ("termbase.yml", "title: T\n"),
    ]
    assert modeline_for("concepts/c.yml", others) == url
    assert modeline_for("sources.yml", others).endswith("$schema=../schemas/sources.schema.json")
