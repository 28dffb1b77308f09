"""Pairs of concepts that may be the same, for a reviewer to decide once and for all.

Similarity never merges anything. A reviewer who decides a pair stores the answer (`same_as`,
`distinct_from`, or any relation between the two), and the pair is not suggested again.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from termbase.identity.similarity import alike, content_words, misspelled
from termbase.model.concept import ConceptId, Designation, Termbase
from termbase.model.reason import Reason
from termbase.model.vocabulary import DesignationKind
from termbase.text.bracketed import without_brackets
from termbase.text.folding import fold, fold_action

_DEFINED_ALIKE: Final = 0.3
_MOST_SHARING: Final = 8
"""A name or abbreviation shared by more concepts than this is not evidence that two of them are one."""

_Pair = tuple[ConceptId, ConceptId]
"""Two concepts, the one with the smaller id first."""
_Sign = tuple[_Pair, float, Reason]
"""A pair, how much the sign weighs from 0 to 1, and the sign in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two concepts that may be one."""

    a: ConceptId
    b: ConceptId
    score: float
    """From 0 to 1: all signs together."""
    evidence: tuple[Reason, ...]
    """The signs in words, the strongest first."""


def suggest(termbase: Termbase) -> tuple[Suggestion, ...]:
    """The pairs that may be one concept and about which nothing is decided, the likeliest first."""
    settled = decided(termbase)
    signs: dict[_Pair, list[tuple[float, Reason]]] = defaultdict(list)
    for pair, weight, words in (*_by_abbreviation(termbase), *_by_name(termbase), *_by_definition(termbase)):
        if pair not in settled and words not in (known for _, known in signs[pair]):
            signs[pair].append((weight, words))
    found = (
        Suggestion(
            a=a, b=b,
            score=round(1 - math.prod(1 - weight for weight, _ in evidence), 3),
            evidence=tuple(words for _, words in sorted(evidence, key=lambda sign: (-sign[0], sign[1]))),
        )
        for (a, b), evidence in signs.items()
        if evidence
    )  # fmt: skip
    return tuple(sorted(found, key=lambda s: (-s.score, s.a, s.b)))


def decided(termbase: Termbase) -> frozenset[_Pair]:
    """The pairs that are not suggested: those with a stored decision or a relation, and those of open questions."""
    related = (
        (min(concept.id, relation.target), max(concept.id, relation.target))
        for concept in termbase.concepts
        for relation in concept.relations
    )
    asked = ((min(q.concepts), max(q.concepts)) for q in termbase.questions if q.concepts is not None)
    return frozenset((*related, *((item.a, item.b) for item in termbase.distinct), *asked))


def _pairs(ids: Iterable[ConceptId]) -> Iterator[_Pair]:
    unique = sorted(set(ids))
    if len(unique) <= _MOST_SHARING:
        yield from combinations(unique, 2)


def _by_abbreviation(termbase: Termbase) -> Iterator[_Sign]:
    owners: dict[str, list[ConceptId]] = defaultdict(list)
    for concept in termbase.concepts:
        for short in concept.abbreviations:
            owners[short].append(concept.id)
    for short, ids in sorted(owners.items()):
        yield from ((pair, 0.5, Reason.of("reason.both-abbreviated", name=short)) for pair in _pairs(ids))


def _by_name(termbase: Termbase) -> Iterator[_Sign]:
    called: dict[str, list[tuple[ConceptId, Designation]]] = defaultdict(list)
    for concept in termbase.concepts:
        for name in concept.designations:
            if name.kind is not DesignationKind.ABBREVIATION:
                called[fold(name.text)].append((concept.id, name))
    spelling = {key: owners[0][1].text for key, owners in called.items()}
    ids = {key: [id for id, _ in owners] for key, owners in called.items()}
    for key, owners in sorted(ids.items()):
        yield from ((pair, 0.95, Reason.of("reason.both-called", name=spelling[key])) for pair in _pairs(owners))
    for a, b in misspelled(spelling):
        words = Reason.of("reason.one-letter-apart", name=spelling[a], other=spelling[b])
        yield from ((pair, 0.9 - 0.9 / len(a), words) for pair in _across(ids[a], ids[b]))
    for weight, what, key_of in ((0.8, "reason.same-words", _words_key), (0.6, "reason.forms", _action_key)):
        groups: dict[str, list[str]] = defaultdict(list)
        for key, text in spelling.items():
            groups[key_of(text)].append(key)
        for group in groups.values():
            for a, b in combinations(sorted(group)[:_MOST_SHARING], 2):
                words = Reason.of(what, name=spelling[a], other=spelling[b])
                yield from ((pair, weight, words) for pair in _across(ids[a], ids[b]))


def _across(ours: Iterable[ConceptId], theirs: Iterable[ConceptId]) -> Iterator[_Pair]:
    pairs = {(min(a, b), max(a, b)) for a in ours for b in theirs if a != b}
    yield from sorted(pairs)


def _words_key(name: str) -> str:
    """Equal for names of the same words in any order."""
    return " ".join(sorted(content_words(name))) or name


def _action_key(name: str) -> str:
    """Equal for forms of one word; numbers have no forms."""
    return fold(name) if name[-1:].isdigit() else fold_action(name)


def _by_definition(termbase: Termbase) -> Iterator[_Sign]:
    definitions = {concept.id: without_brackets(concept.definition) for concept in termbase.concepts}
    for pair, similarity in alike(definitions, threshold=_DEFINED_ALIKE):
        yield pair, 0.9 * similarity, Reason.of("reason.similar", share=f"{similarity:.0%}")
