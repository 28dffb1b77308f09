import pytest

from termbase.identity.union_find import chain_of_reasons
from termbase.model.concept import Edge, EntryKey
from termbase.model.vocabulary import MergeRule

EDGES = tuple(
    Edge(a=EntryKey(a), b=EntryKey(b), rule=MergeRule.SAME_NAME, because=f"{a}{b}") for a, b in ("ab", "cb", "cd", "xy")
)


@pytest.mark.parametrize(
    ("start", "goal", "reasons"),
    [
        ("a", "d", ["ab", "cb", "cd"]),
        ("d", "a", ["cd", "cb", "ab"]),
        ("a", "a", []),
        ("a", "x", []),
        ("a", "unknown", []),
    ],
)
def test_a_chain_of_reasons_leads_from_one_entry_to_another(start: str, goal: str, reasons: list[str]) -> None:
    assert [edge.because for edge in chain_of_reasons(EDGES, EntryKey(start), EntryKey(goal))] == reasons
