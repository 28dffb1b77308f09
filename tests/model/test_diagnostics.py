from dataclasses import replace

import pytest

from termbase.model.diagnostics import Diagnostic, Location, Severity, fails, in_order

PROBLEM = Diagnostic(
    code="TB201",
    severity=Severity.ERROR,
    message="the key “term” is missing",
    where=Location(file="a.yml", line=2, column=3),
    hint="Add `term:`.",
)


def test_problems_stand_in_order_of_place_then_code_and_none_twice() -> None:
    expected = (
        replace(PROBLEM, where=Location(file="a.yml", line=2, column=1), code="TB999"),
        replace(PROBLEM, code="TB100"),
        PROBLEM,
        replace(PROBLEM, message="the key “unit” is missing"),
        replace(PROBLEM, where=Location(file="a.yml", line=10)),
        replace(PROBLEM, where=Location(file="b.yml")),
    )
    assert in_order([*reversed(expected), PROBLEM, expected[-1]]) == expected


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], False),
        ([Severity.NOTE], False),
        ([Severity.NOTE, Severity.WARNING], True),
        ([Severity.ERROR], True),
    ],
)
def test_anything_above_a_note_fails(severities: list[Severity], expected: bool) -> None:
    assert fails(replace(PROBLEM, severity=severity) for severity in severities) is expected


def test_a_problem_is_told_with_its_place_and_hint() -> None:
    assert str(PROBLEM) == "a.yml:2:3: error TB201: the key “term” is missing\n    Add `term:`."
