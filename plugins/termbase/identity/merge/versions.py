"""Entries of one source with one name: versions and repetitions of one concept, or two distinct things.

A source that lists a name twice usually distinguishes two things, as a dictionary does with senses.
What joins them without a reviewer is equal or nearly equal wording, or that the source has marked
one as superseded.
"""

from collections import defaultdict
from collections.abc import Sequence

from termbase.identity.merge.ambiguous import same_name
from termbase.identity.merge.called import qualifier
from termbase.identity.merge.evidence import Evidence
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry, Sign
from termbase.model.vocabulary import MergeRule, SignKind


def join_versions(named: Sequence[Entry], *, bench: Workbench) -> None:
    """Joins entries of one name that a source gives in nearly the same words, or as versions of one."""
    if len(named) < 2:
        return
    listed: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in named:
        if not entry.own:
            listed[entry.source].append(entry)
    for versions in listed.values():
        if len(versions) > 1:
            _join_repeated(versions, bench)
            _join_superseded(versions, bench)


def _join_repeated(listed: Sequence[Entry], bench: Workbench) -> None:
    """Joins each entry with the first that says the same."""
    limits = bench.judge.weights["limits"]
    by_text: dict[str, Entry] = {}
    kept: list[Entry] = []
    for entry in listed:
        text = " ".join(entry.definition.split())
        first = by_text.setdefault(text, entry)
        if first is not entry and _compatible(first, entry):
            why = f"{entry.source} prints it again in the same words" if text else same_name(entry.term, first.term)
            bench.forest.join(first.key, entry.key, MergeRule.IDENTICAL_TEXT if text else MergeRule.SAME_NAME, why)
            bench.judge.joined_once(entry)
            continue
        alike = (
            (bench.judge.wording.nearly_equal(other, entry), other) for other in _worth_comparing(entry, kept, bench)
        )
        value, other = max(alike, key=lambda pair: pair[0], default=(0.0, entry))
        if value >= limits["near_equal"]:
            signs = (
                Sign(kind=SignKind.TEXT, words=f"{entry.source} gives it twice in nearly the same words", weight=6.0),
            )
            bench.join(other, entry, MergeRule.SAME_NAME, same_name(entry.term, other.term), Evidence(signs=signs))
            bench.judge.joined_once(entry)
        else:
            kept.append(entry)


def _worth_comparing(entry: Entry, kept: Sequence[Entry], bench: Workbench) -> Sequence[Entry]:
    """Earlier entries that may say nearly the same: all of a few, of many those that share a rare word."""
    most = int(bench.judge.weights["limits"]["compared"])
    kept = [other for other in kept if _compatible(other, entry)]
    if len(kept) <= most:
        return kept
    rare = set(bench.judge.wording.rarest(entry, 3))
    return [other for other in kept[:most] if rare & bench.judge.wording.words(other).keys()]


def _compatible(a: Entry, b: Entry) -> bool:
    """Whether the qualifiers of two entries allow them to be one: equal, or given by one only."""
    ours, theirs = qualifier(a), qualifier(b)
    return not ours or not theirs or ours == theirs


def _join_superseded(listed: Sequence[Entry], bench: Workbench) -> None:
    """Joins superseded entries with the version that is in force: the only one, or the one most like them."""
    current = [entry for entry in listed if not entry.superseded]
    roots = {bench.forest.root(entry.key): entry for entry in reversed(current or listed[:1])}
    for entry in listed:
        if not entry.superseded or bench.forest.root(entry.key) in roots:
            continue
        mine = qualifier(entry)
        alike = {
            key: bench.judge.wording.nearly_equal(other, entry)
            for key, other in roots.items()
            if qualifier(other) == mine
        }
        if not alike:
            continue
        best = max(alike, key=lambda key: (alike[key], roots[key].order))
        if len(alike) == 1 or alike[best] > 0:
            signs = (Sign(kind=SignKind.FIELD, words=f"{entry.source} has superseded one of them", weight=4.0),)
            why = f"{entry.source} has superseded it"
            bench.join(roots[best], entry, MergeRule.SAME_NAME, why, Evidence(signs=signs))
