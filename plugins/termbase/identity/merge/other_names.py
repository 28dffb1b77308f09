"""Concepts that an entry calls by two names: its synonym is the term of another.

Only a name that one entry has as its term and another as a synonym joins two concepts, on the
evidence, and never through a chain: "play, also drama" and "drama, also upset" do not make a play
an upset. A name that three concepts share joins none of them.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from termbase.identity.merge.called import called, term_key
from termbase.identity.merge.kept_apart import poles, undecided_names
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry, EntryKey
from termbase.model.diagnostics import Diagnostic
from termbase.model.reason import Reason
from termbase.model.vocabulary import DesignationKind, MergeRule

_OF_ONE_THING: Final = frozenset({DesignationKind.PREFERRED, DesignationKind.ADMITTED})

_Hubs = dict[EntryKey, EntryKey]
"""For each tree that a synonym has joined: the entry that states its synonyms."""


def join_by_other_names(
    entries: Sequence[Entry], *, waiting: Collection[EntryKey], bench: Workbench
) -> tuple[Diagnostic, ...]:
    """Joins concepts that an entry calls by two names, where the evidence holds."""
    named: dict[str, list[Entry]] = defaultdict(list)
    spellings: dict[str, str] = {}
    for entry in entries:
        if entry.key not in waiting:
            for name in called(entry, kinds=_OF_ONE_THING):
                named[name.key].append(entry)
                spellings.setdefault(name.key, name.text)
    found: list[Diagnostic] = []
    hubs: _Hubs = {}
    for key, sharing in sorted(named.items()):
        if len(sharing) < 2:
            continue
        if apart := poles(sharing, forest=bench.forest):
            if any(term_key(pole) != key for pole in apart):
                found += undecided_names(apart, key=key, forest=bench.forest)
            continue
        _bridge(sharing, key, spellings[key], hubs, bench)
    return tuple(found)


def _bridge(sharing: Sequence[Entry], key: str, name: str, hubs: _Hubs, bench: Workbench) -> None:
    forest = bench.forest
    trees: dict[EntryKey, list[Entry]] = defaultdict(list)
    for entry in sharing:
        trees[forest.root(entry.key)].append(entry)
    called_so = [entry for entry in sharing if term_key(entry) == key]
    if len(trees) < 2 or not called_so:
        return
    target = called_so[0]
    asked = 0
    for root, members in trees.items():
        if root == forest.root(target.key) or term_key(members[0]) == key:
            continue
        stating = members[0]
        within = stating.source == target.source
        evidence = bench.weigh(target, stating, bond="other", name=name)
        chained = {hubs.get(forest.root(entry.key), stating.key) for entry in (target, stating)} != {stating.key}
        # A source that has an entry of its own for the synonym means another thing, unless it repeats itself.
        alike = bench.judge.wording.nearly_equal(target, stating) if within else 0.0
        equal = alike >= bench.judge.weights["limits"]["short_equal"]
        sure = equal or (bench.judge.joins(evidence) and not within)
        if (
            sure
            and len(trees) == 2
            and not chained
            and not _lists_both(trees[root], trees[forest.root(target.key)], equal=equal)
        ):
            bench.join(target, stating, MergeRule.SAME_NAME, Reason.of("reason.name-of-both", name=name), evidence)
            hubs[forest.root(stating.key)] = stating.key
        elif asked < bench.judge.weights["limits"]["questions"]:
            bench.ask(target, stating, name, evidence)
            asked += 1


def _lists_both(ours: Sequence[Entry], theirs: Sequence[Entry], *, equal: bool) -> bool:
    """Whether one source lists entries of both sides, and so distinguishes them."""
    return not equal and bool({entry.source for entry in ours} & {entry.source for entry in theirs})
