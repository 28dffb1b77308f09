"""Assigns entries to concepts that share a name but are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from termbase.identity.merge.called import spelled
from termbase.identity.merge.outcome import Ambiguous
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry, EntryKey
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Entries of one name, some of which must stay apart from one another."""

    group: Sequence[Entry]
    poles: Sequence[Entry]
    """One entry of each concept that is kept apart from another."""
    key: str
    """The folded name."""


def join_between(apart: Apart, *, bench: Workbench) -> list[Ambiguous]:
    """Places the entries of a name between the concepts that are kept apart; those that fit several wait."""
    forest = bench.forest
    waiting: list[Ambiguous] = []
    chosen: dict[EntryKey, Entry] = {}
    with_id = [pole for pole in apart.poles if forest.root(pole.key) in forest.ids]

    def fitting(entry: Entry, candidates: Sequence[Entry]) -> list[Entry]:
        return [other for other in candidates if other is not entry and not forest.conflict(other.key, entry.key)]

    # A tree without an id that fits none of those with an id is also a separate concept.
    concepts = [pole for pole in apart.poles if pole in with_id or not fitting(pole, with_id)]
    for entry in apart.group:
        if forest.root(entry.key) in forest.ids or entry in concepts:
            continue
        possible = fitting(entry, concepts)
        if len(possible) == 1:
            chosen[entry.key] = possible[0]
        elif possible and len(forest.members[forest.root(entry.key)]) == 1:
            waiting.append(Ambiguous(entry=entry, candidates=tuple(pole.key for pole in possible)))
    for key_of_entry, pole in chosen.items():
        entry = forest.entries[key_of_entry]
        name = spelled(pole)[apart.key]
        evidence = bench.weigh(pole, entry, bond="preferred", name=entry.term)
        if forest.root(pole.key) == forest.root(entry.key):
            continue
        if bench.judge.joins(evidence):
            bench.join(pole, entry, MergeRule.SAME_NAME, same_name(entry.term, name), evidence)
        else:
            bench.ask(pole, entry, entry.term, evidence)
    return waiting


def same_name(term: str, name: str) -> Reason:
    """The reason for a merge by a shared name."""
    if term == name:
        return Reason.of("reason.its-name", name=term)
    return Reason.of("reason.same-name", name=term, other=name)
