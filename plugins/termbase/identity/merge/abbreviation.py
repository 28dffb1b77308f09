"""Entries named only by an abbreviation, which is evidence only if exactly one concept has it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from termbase.identity.merge.outcome import Ambiguous
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry, EntryKey
from termbase.model.reason import Reason
from termbase.model.vocabulary import DesignationKind, MergeRule
from termbase.text.folding import is_abbreviation, singular_abbreviation


def join_by_abbreviation(
    entries: Sequence[Entry], *, waiting: Collection[EntryKey], settled: Collection[EntryKey], bench: Workbench
) -> list[Ambiguous]:
    """Places entries named only by an abbreviation; if several concepts have it, the entries wait.

    Args:
        entries: All entries, in order.
        waiting: Entries that wait for other reasons already.
        settled: Entries that a reviewer has placed.
        bench: What is joined so far.
    """
    forest = bench.forest
    owners: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in entry.names:
            if name.kind is DesignationKind.ABBREVIATION and entry.key not in waiting:
                owners[singular_abbreviation(name.text).casefold()].append(entry)
    alone = [
        entry
        for entry in entries
        if not entry.own
        and is_abbreviation(entry.term)
        and entry.key not in waiting
        and entry.key not in settled
        and forest.root(entry.key) not in forest.ids
    ]

    def possible(entry: Entry, without: set[EntryKey]) -> dict[EntryKey, Entry]:
        """The trees that have the abbreviation, each by its first entry; none if this tree has it itself."""
        roots: dict[EntryKey, Entry] = {}
        for owner in owners[singular_abbreviation(entry.term).casefold()]:
            if owner.key not in without and forest.conflict(owner.key, entry.key) is None:
                roots.setdefault(forest.root(owner.key), owner)
        return {} if forest.root(entry.key) in roots else roots

    # An entry that is waiting is not a candidate for another, so this repeats until nothing changes.
    undecided: set[EntryKey] = set()
    for _ in range(len(alone) + 1):
        waits = {entry.key for entry in alone if len(possible(entry, undecided)) > 1}
        if waits == undecided:
            break
        undecided = waits
    ambiguous: list[Ambiguous] = []
    for entry in alone:
        roots = possible(entry, undecided)
        if entry.key in undecided:
            ambiguous.append(Ambiguous(entry=entry, candidates=tuple(owner.key for owner in roots.values())))
        elif len(roots) == 1:
            (owner,) = roots.values()
            short = singular_abbreviation(entry.term)
            evidence = bench.weigh(owner, entry, bond="abbreviation", name=short)
            if bench.judge.joins(evidence):
                why = Reason.of("reason.abbreviates-only", name=short, other=owner.term)
                bench.join(owner, entry, MergeRule.ABBREVIATION, why, evidence)
            else:
                bench.ask(owner, entry, short, evidence)
    return ambiguous
