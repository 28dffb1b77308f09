"""Our glossary has no problem that `termbase check` names, and keeps every entry of its sources.

No test depends on its contents: terms may be added, removed, or renamed without a failure here.
"""

from collections import Counter
from pathlib import Path

import pytest

from termbase.glossary import Glossary
from termbase.model.diagnostics import Severity
from tests.ours import ours

PROJECT = Path(__file__).parents[2]
FOUNDING = {"csm-jargon-a-z": 37, "essential-dictionary": 83, "language-of-cs": 10, "plain-english": 37}
"""How many entries the four sources have that the glossary began with."""


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return ours()


def test_check_finds_nothing(glossary: Glossary) -> None:
    assert [str(problem) for problem in glossary.diagnostics if problem.severity is not Severity.NOTE] == []


def test_every_entry_is_in_one_place(glossary: Glossary) -> None:
    places = Counter(entry.key for entry in glossary.termbase.entries)
    assert set(places.values()) == {1}
    counts = Counter(entry.source for entry in glossary.termbase.entries)
    assert [source for source, count in FOUNDING.items() if counts[source] < count] == []


def test_every_account_is_explained_by_a_chain_to_the_first(glossary: Glossary) -> None:
    assert glossary.termbase.concepts
    for concept in glossary.termbase.concepts:
        for account in concept.accounts:
            here = account.entry.key
            for edge in account.chain:
                assert here in (edge.a, edge.b)
                here = edge.b if here == edge.a else edge.a
            assert here == concept.accounts[0].entry.key
            assert account.because
