"""Pairs of texts that are nearly equal, found again after a change of a few texts without comparing all of them.

The weight of a word depends on all texts, so each edit changes the similarity of many pairs, but only slightly. All
pairs that are nearly similar enough are kept. Among texts that have not changed since, no other pair can have become
similar enough unless a word weighs so much more or less that all texts are compared again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from termbase.identity.similarity import COMMON, Wording, content_words, repeated
from termbase.model.concept import ConceptId

_NEAR: Final = 0.75
"""Pairs are kept if they reach this share of the threshold."""
_CHANGES: Final = 10
"""Number of changed texts after which all texts are compared again."""


class KeptPairs:
    """The pairs of texts whose similarity reaches a threshold.

    Args:
        threshold: The least similarity, from 0 to 1.
    """

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._texts: dict[ConceptId, str] = {}
        self._words: dict[ConceptId, frozenset[str]] = {}
        self._compared: Wording[ConceptId] | None = None
        self._near: tuple[tuple[ConceptId, ConceptId], ...] = ()
        self.compared_all = 0
        """How often all texts were compared."""

    def alike(self, texts: Mapping[ConceptId, str]) -> Iterator[tuple[tuple[ConceptId, ConceptId], float]]:
        """Yields the same as `similarity.alike` for the threshold."""
        before = self._texts
        self._words = {
            key: self._words[key] if before.get(key) == text else frozenset(content_words(text))
            for key, text in texts.items()
        }
        self._texts = dict(texts)
        now = Wording(self._words)
        changed = self._changed(now)
        if changed is None:
            self.compared_all += 1
            near = now.alike(self._threshold * _NEAR, common=COMMON + _CHANGES)
            self._compared, self._near, changed = now, tuple(pair for pair, _ in near), frozenset()
        found = dict.fromkeys(repeated(now.words), 1.0)
        for a, b in (*self._near, *_met(now, changed)):
            there = a in now.words and b in now.words and now.meet(a, b)
            if there and (similarity := now.similarity(a, b)) >= self._threshold:
                found[a, b] = similarity
        yield from sorted(found.items())

    def _changed(self, now: Wording[ConceptId]) -> frozenset[ConceptId] | None:
        """The texts that have changed since all were compared; None if all must be compared again."""
        then = self._compared
        if then is None:
            return None
        changed = [key for key, words in now.words.items() if then.words.get(key) != words]
        gone = [key for key in then.words if key not in now.words]
        if len(changed) + len(gone) > _CHANGES:
            return None
        parts = [(weight / old) for word, weight in now.weight.items() if (old := then.weight.get(word))]
        most, least = max(parts, default=1.0), min(parts, default=1.0)
        # No pair of unchanged texts has become more similar than by this factor.
        return frozenset(changed) if most / least * _NEAR < 1 - 1e-6 else None


def _met(now: Wording[ConceptId], changed: frozenset[ConceptId]) -> Iterator[tuple[ConceptId, ConceptId]]:
    """The pairs of a changed text and another with which it shares a rare word."""
    for key in changed:
        rare = frozenset(word for word in now.words[key] if 1 < now.frequency[word] <= COMMON)
        for other, words in now.words.items() if rare else ():
            if other != key and not rare.isdisjoint(words):
                yield min(key, other), max(key, other)
