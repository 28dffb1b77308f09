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
from termbase.model.reason import Reason
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


class _Nearby:
    """Finds entries that may say nearly the same: all of a few, of many those that share a rare word."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._few: list[Entry] = []
        self._holders: dict[str, list[Entry]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        """Records an entry for later ones."""
        if len(self._few) < self._bench.judge.weights["limits"]["compared"]:
            self._few.append(entry)
        for word in self._bench.judge.wording.rarest(entry, 3):
            if len(self._holders[word]) < 2:
                self._holders[word].append(entry)

    def of(self, entry: Entry) -> list[Entry]:
        """The entries worth comparing with one, those that its qualifier excludes left out."""
        sharing = (other for word in self._bench.judge.wording.rarest(entry, 3) for other in self._holders[word])
        found = {other.key: other for other in (*self._few, *sharing)}
        return [other for other in found.values() if _compatible(other, entry)]


def _join_repeated(listed: Sequence[Entry], bench: Workbench) -> None:
    """Joins each entry with the first that says the same."""
    by_text: dict[str, Entry] = {}
    nearby = _Nearby(bench)
    for entry in listed:
        text = " ".join(entry.definition.split())
        first = by_text.setdefault(text, entry)
        if first is not entry and _compatible(first, entry):
            why = (
                Reason.of("reason.printed-again", source=entry.source or "")
                if text
                else same_name(entry.term, first.term)
            )
            bench.forest.join(first.key, entry.key, MergeRule.IDENTICAL_TEXT if text else MergeRule.SAME_NAME, why)
            bench.judge.joined_once(entry)
            continue
        alike = ((bench.judge.versions(other, entry), other) for other in nearby.of(entry))
        value, other = max(alike, key=lambda pair: pair[0], default=(0.0, entry))
        if value:
            words = Reason.of("reason.given-twice", source=entry.source or "")
            evidence = Evidence(signs=(Sign(kind=SignKind.TEXT, words=words, weight=6.0),))
            bench.join(other, entry, MergeRule.SAME_NAME, same_name(entry.term, other.term), evidence)
            bench.judge.joined_once(entry)
        else:
            nearby.add(entry)


def _compatible(a: Entry, b: Entry) -> bool:
    """Whether the qualifiers of two entries allow them to be one: equal, or given by one only."""
    ours, theirs = qualifier(a), qualifier(b)
    return not ours or not theirs or ours == theirs


def _join_superseded(listed: Sequence[Entry], bench: Workbench) -> None:
    """Joins superseded entries with the version that is in force: the only one, or the one most like them."""
    if not any(entry.superseded for entry in listed):
        return
    current: dict[str, list[Entry]] = defaultdict(list)
    for entry in [entry for entry in listed if not entry.superseded] or listed[:1]:
        current[qualifier(entry)].append(entry)
    nearby = _Nearby(bench)
    for entries in current.values():
        for entry in entries:
            nearby.add(entry)
    for entry in listed:
        if not entry.superseded:
            continue
        mine = qualifier(entry)
        versions = current[mine]
        near = versions if len(versions) == 1 else [e for e in nearby.of(entry) if qualifier(e) == mine]
        alike = [(bench.judge.wording.nearly_equal(other, entry), other) for other in near if other is not entry]
        value, best = max(alike, key=lambda pair: pair[0], default=(0.0, entry))
        if best is not entry and (len(versions) == 1 or value > 0):
            words = Reason.of("reason.one-superseded", source=entry.source or "")
            evidence = Evidence(signs=(Sign(kind=SignKind.FIELD, words=words, weight=4.0),))
            bench.join(
                best, entry, MergeRule.SAME_NAME, Reason.of("reason.superseded", source=entry.source or ""), evidence
            )
