"""Custom fields: values that fit their declared types are kept, and the others are reported where they are."""

from typing import Any

import pytest

from termbase.model.author_files import ConceptFile
from tests.conftest import decoded, dump

DECLARED = [
    {"id": "owner"},
    {"id": "team", "choices": ["Sales", "Success"]},
    {"id": "tags", "type": "list", "choices": ["a", "b"]},
    {"id": "rank", "type": "number"},
    {"id": "review", "type": "date", "due": "true"},
    {"id": "wiki", "type": "url"},
    {"id": "public", "type": "boolean"},
]


def given(values: dict[str, Any], declared: list[dict[str, Any]] = DECLARED) -> tuple[Any, list[tuple[str, int, int]]]:
    """The values that are kept, and the code and place of each problem."""
    files = {
        "termbase.yml": dump({"title": "T", "fields": declared}),
        "concepts/bill.yml": dump({"term": "Bill", "definition": "D.", "fields": values}),
    }
    found = decoded(files)
    (entry,) = found.entries
    assert isinstance(entry.spec, ConceptFile)
    return entry.spec.fields, [(d.code, d.where.line, d.where.column) for d in found.diagnostics]


def test_values_that_fit_are_kept_in_the_order_of_declaration() -> None:
    values = {"public": "true", "wiki": "https://a.example/b", "review": "2027-03", "rank": "-1.5", "tags": ["b", "a"],
              "team": "Sales", "owner": "Ann"}  # fmt: skip
    kept, problems = given(values)
    assert problems == []
    assert list(kept.items()) == [
        ("owner", "Ann"), ("team", "Sales"), ("tags", ("b", "a")), ("rank", "-1.5"), ("review", "2027-03"),
        ("wiki", "https://a.example/b"), ("public", "true"),
    ]  # fmt: skip


def test_one_value_is_a_list_of_one() -> None:
    assert given({"tags": "a"})[0] == {"tags": ("a",)}


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("owner", ["Ann", "Ben"]), ("team", "success"), ("tags", ["a", "c"]), ("rank", "two"), ("rank", "1e5"),
        ("rank", "nan"), ("review", "2027-13"), ("review", "spring"), ("wiki", "a.example"), ("public", "yes"),
        ("wiki", "javascript:alert(1)"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_left_out_and_reported_at_its_place(id: str, value: Any) -> None:
    kept, problems = given({id: value})
    assert kept == {}
    assert [(code, line) for code, line, _ in problems] == [("TB215", 4 if isinstance(value, str) else 5)]


def test_an_unknown_field_is_reported_with_the_one_it_resembles() -> None:
    assert given({"ownr": "Ann"}) == ({}, [("TB214", 4, 3)])
    found = decoded({"concepts/bill.yml": dump({"term": "Bill", "definition": "D.", "fields": {"owner": "Ann"}})})
    assert [(d.code, "None is declared" in d.hint) for d in found.diagnostics] == [("TB214", True)]


@pytest.mark.parametrize(
    "declared",
    [
        {"id": "letter"}, {"id": "owner", "due": "true"}, {"id": "n", "type": "number", "choices": ["1"]},
        {"id": "owner", "type": "list", "due": "true"},
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_used_is_reported(declared: dict[str, Any]) -> None:
    assert [code for code, _, _ in given({}, [declared])[1]] == ["TB216"]


def test_a_field_is_declared_once() -> None:
    assert given({"a": "x"}, [{"id": "a"}, {"id": "a", "type": "date"}]) == ({"a": "x"}, [("TB216", 4, 3)])


def test_a_field_beside_the_keys_of_a_term_is_shown_its_place() -> None:
    files = {
        "termbase.yml": dump({"title": "T", "fields": DECLARED}),
        "concepts/bill.yml": dump({"term": "Bill", "definition": "D.", "owner": "Ann"}),
    }
    (problem,) = decoded(files).diagnostics
    assert (problem.code, "under `fields:`" in problem.hint) == ("TB202", True)
