"""Merges entries of one name from several sources, the clearest pairs first.

Where a source gives a name several meanings, each entry elsewhere goes to the meaning that it fits
best, if one fits clearly better than the others. What is not clear becomes a question.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from termbase.identity.merge.ambiguous import same_name
from termbase.identity.merge.called import qualifier, spelled, term_key
from termbase.identity.merge.evidence import Bond, Evidence
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry, EntryKey, Sign
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule, SignKind

_Pair = tuple[Entry, Entry, Evidence]


def join_matches(group: Sequence[Entry], *, key: str, bench: Workbench, bond: Bond = "preferred") -> None:
    """Joins the entries of a name that are one concept on the evidence, and asks about the others."""
    forest, judge = bench.forest, bench.judge
    pairs: list[_Pair] = []
    for a, b in _candidates(group, bench):
        # Our own file may have the name as a synonym, which is weaker than a term.
        # So is the name of an alias: its source has chosen another one as the term.
        as_term = term_key(a) == term_key(b) and not bench.is_alias(a) and not bench.is_alias(b)
        shared = bond if as_term else "other"
        pairs.append((a, b, bench.weigh(a, b, bond=shared, name=spelled(b).get(key, b.term))))
    # The best pairs are joined first, so that the trees against which a doubtful pair is judged are as large, and its
    # rivals as settled, as they will get. Ties are broken by the places of the entries, not by the order of files.
    if len(pairs) > 1:
        pairs.sort(key=lambda pair: (-pair[2].score, pair[0].order, pair[1].order))
    told = _told_apart(group, bench)
    rivals = _rivals(pairs, bench)
    asked = 0
    for a, b, evidence in pairs:
        ra, rb = forest.root(a.key), forest.root(b.key)
        if ra == rb or forest.conflict(a.key, b.key) is not None:
            continue
        # A source that lists the name in both trees means two things by it, however similar the wording is.
        clash = bool(told[ra] & told[rb])
        fits = judge.joins(evidence) and not clash and not _rivaled(a, b, evidence, rivals, bench)
        whole = _on_the_whole(ra, rb, evidence, pairs, bench) if fits else evidence
        if fits and whole.score >= judge.weights["threshold"]["together"]:
            bench.join(
                a, b, MergeRule.SAME_NAME, same_name(spelled(b).get(key, b.term), spelled(a).get(key, a.term)), whole
            )
            told[forest.root(a.key)] = told[ra] | told[rb]
        elif asked < judge.weights["limits"]["questions"] and not _told_by_qualifier(a, b):
            bench.ask(a, b, a.term, evidence)
            asked += 1


def _on_the_whole(one: EntryKey, other: EntryKey, best: Evidence, pairs: Sequence[_Pair], bench: Workbench) -> Evidence:
    """The evidence for two trees: the best pair, less what the others fall short of it on average.

    A link in a chain may fit each of its neighbors while the ends do not fit at all.
    """
    forest = bench.forest
    if len(forest.members[one]) + len(forest.members[other]) == 2:
        return best
    ends = {one, other}
    scores = [pair.score for a, b, pair in pairs if {forest.root(a.key), forest.root(b.key)} == ends]
    short = round(math.fsum(scores) / len(scores) - best.score, 2)
    words = Reason.of("reason.others-fit-less")
    return Evidence(signs=(*best.signs, Sign(kind=SignKind.CONTEXT, words=words, weight=short))) if short < 0 else best


def _candidates(group: Sequence[Entry], bench: Workbench) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of different trees: all of a few entries, of many those that share a rare word, or the next."""
    forest = bench.forest
    most = int(bench.judge.weights["limits"]["compared"])
    one_each: dict[tuple[EntryKey, str | None], Entry] = {}
    for entry in group:
        one_each.setdefault((forest.root(entry.key), entry.source), entry)
    entries = list(one_each.values())
    if len(entries) <= most:
        yield from ((a, b) for a, b in combinations(entries, 2) if forest.root(a.key) != forest.root(b.key))
        return
    holders: dict[str, list[Entry]] = defaultdict(list)
    before: Entry | None = None
    # Of hundreds of entries of one name, all pairs would be tens of thousands. A rare word that both have finds those
    # that may fit, and the entry before joins each to the rest, so that no entry is left without a comparison.
    for entry in entries:
        met: dict[EntryKey, Entry] = {} if before is None else {before.key: before}
        for word in bench.judge.wording.rarest(entry, 3):
            met.update({other.key: other for other in holders[word][:2]})
            holders[word].append(entry)
        yield from ((other, entry) for other in met.values() if forest.root(other.key) != forest.root(entry.key))
        before = entry


def _told_apart(group: Sequence[Entry], bench: Workbench) -> dict[EntryKey, frozenset[str]]:
    """For each tree, the sources that list the name more than once and have one of its entries here."""
    trees: dict[str, set[EntryKey]] = defaultdict(set)
    for entry in group:
        trees[entry.source or ""].add(bench.forest.root(entry.key))
    told: dict[EntryKey, frozenset[str]] = defaultdict(frozenset)
    for source, roots in trees.items():
        if len(roots) > 1:
            for root in roots:
                told[root] |= {source}
    return told


def _rivals(
    pairs: Sequence[_Pair], bench: Workbench
) -> dict[tuple[EntryKey, str | None], list[tuple[float, EntryKey]]]:
    """For each tree and source, how well the trees of that source fit it, the best two first."""
    found: dict[tuple[EntryKey, str | None], list[tuple[float, EntryKey]]] = defaultdict(list)
    for a, b, evidence in pairs:
        for one, other in ((a, b), (b, a)):
            listed = found[bench.forest.root(one.key), other.source]
            root = bench.forest.root(other.key)
            if len(listed) < 2 and root not in (key for _, key in listed):
                listed.append((evidence.score, root))
    return found


def _rivaled(
    a: Entry,
    b: Entry,
    evidence: Evidence,
    rivals: dict[tuple[EntryKey, str | None], list[tuple[float, EntryKey]]],
    bench: Workbench,
) -> bool:
    """Whether another tree of the same source fits one of the two nearly as well."""
    limits = bench.judge.weights["threshold"]
    # Two meanings of one source can both fit, but with evidence this strong, there is no choice to make.
    if evidence.score >= limits["clear"]:
        return False
    lead = limits["lead"]
    for one, other in ((a, b), (b, a)):
        listed = rivals.get((bench.forest.root(one.key), other.source), [])
        if any(
            score > evidence.score - lead and bench.forest.root(key) != bench.forest.root(other.key)
            for score, key in listed
        ):
            return True
    return False


def _told_by_qualifier(a: Entry, b: Entry) -> bool:
    """Whether their own qualifiers distinguish the two, so that no question remains."""
    ours, theirs = qualifier(a), qualifier(b)
    return bool(ours and theirs and ours != theirs)
