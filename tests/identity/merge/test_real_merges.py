"""A glossary of real size: every entry of four sources in one place, and the pairs that must never meet."""

from collections import Counter
from itertools import combinations

import pytest

from termbase.identity.merge import merge
from termbase.identity.resolve import resolve
from termbase.model.concept import Termbase
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.reading.decode import Decoded, decode
from termbase.reading.files import read
from tests.conftest import placed
from tests.exports.sites import FROZEN

COUNTS = {"csm-jargon-a-z": 37, "essential-dictionary": 83, "language-of-cs": 10, "plain-english": 37}


@pytest.fixture(scope="module")
def decoded() -> Decoded:
    return decode(read(FROZEN), root="glossary")


@pytest.fixture(scope="module")
def compiled(decoded: Decoded) -> tuple[Termbase, tuple[Diagnostic, ...]]:
    merged = merge(decoded.entries, decoded.decisions)
    resolved = resolve(decoded, merged)
    termbase, problems = resolved.termbase, resolved.diagnostics
    return termbase, (*decoded.diagnostics, *merged.diagnostics, *problems)


@pytest.fixture(scope="module")
def termbase(compiled: tuple[Termbase, tuple[Diagnostic, ...]]) -> Termbase:
    return compiled[0]


def test_nothing_is_wrong_with_it(compiled: tuple[Termbase, tuple[Diagnostic, ...]]) -> None:
    assert [str(problem) for problem in compiled[1] if problem.severity is not Severity.NOTE] == []


def test_every_entry_of_every_source_is_written_down(decoded: Decoded) -> None:
    assert Counter(entry.source for entry in decoded.entries if not entry.own) == COUNTS
    assert {source.id for source in decoded.sources} == set(COUNTS)


def test_every_entry_is_once_in_a_concept_or_unresolved(decoded: Decoded, termbase: Termbase) -> None:
    places = Counter((entry.source, entry.locator) for entry in termbase.entries)
    assert set(places.values()) == {1}
    assert set(places) == {(entry.source, entry.locator) for entry in decoded.entries if not entry.own}
    assert places.total() == 167


def test_the_lines_that_name_nothing_are_unresolved_with_candidates(termbase: Termbase) -> None:
    assert {item.entry.key for item in termbase.unresolved} == {f"essential-dictionary:L{n}" for n in (51, 78, 83)}
    assert all(item.candidates for item in termbase.unresolved)


def test_the_repetitions_of_the_dictionary_are_marked_and_nothing_else_is(termbase: Termbase) -> None:
    repeated = {
        a.entry.key: a.duplicate_of for concept in termbase.concepts for a in concept.evidence if a.duplicate_of
    }
    assert repeated == {
        "essential-dictionary:L44": "L34",
        "essential-dictionary:L55": "L49",
        "essential-dictionary:L63": "L57",
        "essential-dictionary:L84": "L75",
    }


@pytest.mark.parametrize(
    "keys",
    [
        ("csm-jargon-a-z:L5", "plain-english:L11", "essential-dictionary:L9", "language-of-cs:L44"),
        ("csm-jargon-a-z:L21", "language-of-cs:L46"),
        ("csm-jargon-a-z:L11", "csm-jargon-a-z:L41", "plain-english:L29"),
        ("csm-jargon-a-z:L22", "plain-english:L55", "language-of-cs:L24"),
        ("csm-jargon-a-z:L6", "plain-english:L21", "language-of-cs:L13"),
        ("csm-jargon-a-z:L13", "plain-english:L31"),
        ("csm-jargon-a-z:L30", "plain-english:L79", "language-of-cs:L27"),
        ("csm-jargon-a-z:L12", "plain-english:L27", "essential-dictionary:L11"),
        ("csm-jargon-a-z:L15", "plain-english:L33"),
        ("csm-jargon-a-z:L27", "plain-english:L65", "essential-dictionary:L67"),
        ("csm-jargon-a-z:L17", "plain-english:L45"),
        ("csm-jargon-a-z:L20", "plain-english:L49"),
        ("csm-jargon-a-z:L28", "plain-english:L67", "language-of-cs:L40"),
        ("csm-jargon-a-z:L23", "plain-english:L59", "language-of-cs:L36"),
        ("csm-jargon-a-z:L33", "plain-english:L81"),
        ("csm-jargon-a-z:L43", "essential-dictionary:L69"),
        ("csm-jargon-a-z:L18", "essential-dictionary:L53"),
        ("csm-jargon-a-z:L7", "essential-dictionary:L54"),
        ("csm-jargon-a-z:L19", "language-of-cs:L32"),
        ("plain-english:L39", "language-of-cs:L19"),
        ("plain-english:L47", "essential-dictionary:L6"),
        ("plain-english:L69", "essential-dictionary:L14"),
        ("plain-english:L77", "essential-dictionary:L64"),
        ("plain-english:L25", "essential-dictionary:L57", "essential-dictionary:L63"),
        ("essential-dictionary:L34", "essential-dictionary:L44"),
        ("essential-dictionary:L49", "essential-dictionary:L55"),
        ("essential-dictionary:L75", "essential-dictionary:L84"),
        ("essential-dictionary:L59", "essential-dictionary:L76"),
    ],
    ids=lambda keys: keys[0],
)
def test_these_entries_are_one_concept(termbase: Termbase, keys: tuple[str, ...]) -> None:
    assert len({placed(termbase)[key] for key in keys}) == 1


@pytest.mark.parametrize(
    "keys",
    [
        ("csm-jargon-a-z:L5", "csm-jargon-a-z:L21", "plain-english:L57"),
        ("csm-jargon-a-z:L15", "csm-jargon-a-z:L27", "essential-dictionary:L28"),
        ("csm-jargon-a-z:L13", "csm-jargon-a-z:L30", "csm-jargon-a-z:L14"),
        ("csm-jargon-a-z:L17", "essential-dictionary:L70"),
        ("essential-dictionary:L62", "essential-dictionary:L20"),
        ("csm-jargon-a-z:L20", "plain-english:L77", "essential-dictionary:L45"),
        ("csm-jargon-a-z:L6", "essential-dictionary:L72"),
        ("csm-jargon-a-z:L22", "essential-dictionary:L79"),
        ("csm-jargon-a-z:L3", "csm-jargon-a-z:L4", "csm-jargon-a-z:L12"),
        ("csm-jargon-a-z:L28", "essential-dictionary:L22"),
        ("csm-jargon-a-z:L23", "essential-dictionary:L30", "essential-dictionary:L31", "essential-dictionary:L58"),
        ("plain-english:L37", "essential-dictionary:L47"),
        ("csm-jargon-a-z:L9", "plain-english:L23", "csm-jargon-a-z:L19"),
        ("essential-dictionary:L80", "essential-dictionary:L56"),
        ("csm-jargon-a-z:L42", "essential-dictionary:L24"),
        ("csm-jargon-a-z:L39", "essential-dictionary:L38"),
        ("plain-english:L53", "plain-english:L63", "plain-english:L81"),
        ("plain-english:L17", "plain-english:L19", "essential-dictionary:L43"),
        ("csm-jargon-a-z:L11", "essential-dictionary:L46", "csm-jargon-a-z:L7"),
        ("essential-dictionary:L33", "essential-dictionary:L75"),
    ],
    ids=lambda keys: keys[0],
)
def test_these_entries_are_never_one_concept(termbase: Termbase, keys: tuple[str, ...]) -> None:
    pairs = list(combinations(keys, 2))
    assert pairs
    for one, other in pairs:
        assert placed(termbase)[one] != placed(termbase)[other]


@pytest.mark.parametrize("misprint", ["Hight Touch", "Sale Cycle"])
def test_a_misprint_of_a_source_is_findable_and_no_title(termbase: Termbase, misprint: str) -> None:
    names = [(name.text, name.kind) for concept in termbase.concepts for name in concept.designations]
    assert [kind.value for text, kind in names if text == misprint] == ["variant"]


def test_every_account_is_explained_by_a_chain_to_the_first(termbase: Termbase) -> None:
    assert termbase.concepts
    for concept in termbase.concepts:
        for account in concept.accounts:
            here = account.entry.key
            for edge in account.chain:
                assert here in (edge.a, edge.b)
                here = edge.b if here == edge.a else edge.a
            assert here == concept.accounts[0].entry.key
            assert account.because
