"""Cases a person can read: term files in, concepts and diagnostics out.

A case says what it is `about`, gives `files` by path, and what to `expect`: all concepts by id, each
with as much of it as matters to the case, and everything that is unresolved, distinct, former or
told. What a case does not mention of these last four must be empty. A diagnostic is written as
`file:line:column CODE`, and words that its message or hint must hold may follow.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.model.concept import Concept
from termbase.model.vocabulary import DesignationKind, RelationKind
from tests.conftest import load

CASES = tuple(sorted((Path(__file__).parent / "golden").glob("*.yml")))
EXPECTATIONS = {"concepts", "unresolved", "distinct", "former", "diagnostics"}


def view(found: Concept) -> dict[str, Any]:
    relations = {kind.value: [relation.target for relation in found.related(kind)] for kind in RelationKind}
    return {
        "term": found.term,
        "abbreviations": list(found.abbreviations),
        "synonyms": list(found.names(DesignationKind.ADMITTED)),
        "variants": list(found.names(DesignationKind.VARIANT)),
        "deprecated": list(found.names(DesignationKind.DEPRECATED)),
        "definition": found.definition,
        "entries": [[account.entry.key, account.rule.value] for account in found.accounts],
        "duplicates": {a.entry.key: a.duplicate_of for a in found.accounts if a.duplicate_of is not None},
        "relations": {kind: targets for kind, targets in relations.items() if targets},
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    case = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert set(case) == {"about", "files", "expect"}
    expected = case["expect"]
    assert {"concepts"} <= set(expected) <= EXPECTATIONS
    termbase, problems = load(case["files"])

    told = [line.split(" ", 2) for line in expected.get("diagnostics", [])]
    assert [[str(problem.where), problem.code] for problem in problems] == [line[:2] for line in told]
    for problem, (_, _, *words) in zip(problems, told, strict=True):
        assert all(part in f"{problem.message} {problem.hint}" for part in words)

    views = {found.id: view(found) for found in termbase.concepts}
    wanted = expected["concepts"]
    assert {id: {key: full[key] for key in wanted.get(id, full)} for id, full in views.items()} == wanted
    assert {item.entry.key: list(item.candidates) for item in termbase.unresolved} == expected.get("unresolved", {})
    assert [[item.a, item.b, item.reason] for item in termbase.distinct] == expected.get("distinct", [])
    assert termbase.former_ids == expected.get("former", {})


def test_there_are_cases() -> None:
    assert len(CASES) > 30
