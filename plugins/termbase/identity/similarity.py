"""Finds similar texts and similarly spelled names without comparing each with each."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import accumulate, combinations
from operator import or_
from typing import Final, Generic, TypeVar

from rapidfuzz.distance import OSA

from termbase.text.words import folded_words

_Key = TypeVar("_Key", bound=str)

_SMALL: Final = """
a an and are as at be by can each for from has have how in into is it its not of on one or other over per so such than
that the their them they this to up used was what when where which who whose will with
"""
SMALL_WORDS: Final = frozenset(_SMALL.split())
"""Stop words, which grammar needs but which say nothing about the subject."""
COMMON: Final = 50
"""A word in more texts than this brings no two of them together; it still counts when they are compared."""

_BITS: Final = 512
"""Bits that represent the words of a text: enough that few of its words have the same."""
_UNIT: Final = 1 << 20
"""Weights are integers in units of one divided by this."""

_SHORTEST: Final = 6
"""Minimum length of a name to check for typos: shorter words are too often similar by chance."""


def content_words(text: str) -> tuple[str, ...]:
    """The folded words of a text without the small ones, in order."""
    return tuple(word for word in folded_words(text) if word not in SMALL_WORDS)


def alike(texts: Mapping[_Key, str], *, threshold: float) -> Iterator[tuple[tuple[_Key, _Key], float]]:
    """Yields the pairs of texts whose similarity reaches a threshold above 0, in order of their keys.

    Similarity is the weight of the words that two texts share over the weight of all their words,
    from 0 to 1; a rare word weighs more than a common one. Two alike texts must share one of the
    rarest words of each, so only those are looked up.
    """
    yield from Wording({key: frozenset(content_words(text)) for key, text in texts.items()}).alike(threshold)


class Wording(Generic[_Key]):
    """The words of texts and what each of them weighs.

    Args:
        words: The words of each text.
    """

    def __init__(self, words: Mapping[_Key, frozenset[str]]) -> None:
        self.words = words
        self.frequency = Counter(word for found in words.values() for word in found)
        # Whole numbers, since sets come in any order and sums of fractions would differ in the last digit.
        self.weight = {word: round(_UNIT * math.log1p(len(words) / n)) for word, n in self.frequency.items()}

    def total(self, words: Iterable[str]) -> int:
        """The weight of some words."""
        return sum(map(self.weight.__getitem__, words))

    def similarity(self, a: _Key, b: _Key) -> float:
        """The similarity of two texts of which at least one has words, from 0 to 1."""
        ours, theirs = self.words[a], self.words[b]
        shared = self.total(ours & theirs)
        return shared / (self.total(ours) + self.total(theirs) - shared)

    def meet(self, a: _Key, b: _Key) -> bool:
        """Whether two texts share a word that is rare enough to bring them together."""
        return any(self.frequency[word] <= COMMON for word in self.words[a] & self.words[b])

    def alike(self, threshold: float, *, common: int = COMMON) -> Iterator[tuple[tuple[_Key, _Key], float]]:
        """Yields the pairs whose similarity reaches a threshold, in order of their keys; see `alike`.

        Args:
            threshold: The least similarity.
            common: In how many texts a word may be that brings two of them together.
        """
        words, weight, similarities = self.words, self.weight, dict.fromkeys(repeated(self.words), 1.0)
        total = {key: self.total(found) for key, found in words.items()}
        for a, b in _candidates(words, self.frequency, weight, total, threshold, common):
            shared = sum(map(weight.__getitem__, words[a] & words[b]))
            similarity = shared / (total[a] + total[b] - shared)
            if similarity >= threshold:
                similarities[a, b] = similarity
        yield from sorted(similarities.items())


def repeated(words: Mapping[_Key, frozenset[str]]) -> Iterator[tuple[_Key, _Key]]:
    """Pairs of texts of the same words: each with the first that has them."""
    first: dict[frozenset[str], _Key] = {}
    for key in sorted(words):
        if words[key] and (earlier := first.setdefault(words[key], key)) != key:
            yield earlier, key


def _candidates(
    words: Mapping[_Key, frozenset[str]],
    frequency: Mapping[str, int],
    weight: Mapping[str, int],
    total: Mapping[_Key, int],
    threshold: float,
    common: int,
) -> Iterator[tuple[_Key, _Key]]:
    """Pairs that share one of their rarest words: those whose loss would bring them below the threshold.

    Two texts of which one weighs too much more than the other cannot reach it either; nor can two that share too
    few words, as a bit for each of their words shows: they share at most as many words as bits, and those of one
    text that have no bit of their own.
    """
    holders: dict[str, list[_Key]] = defaultdict(list)
    rank = {word: place for place, word in enumerate(sorted(frequency, key=lambda w: (frequency[w], w)))}
    bit = {word: 1 << place % _BITS for word, place in rank.items()}
    outlines: dict[_Key, int] = {}
    # Both sides of the last test are rounded, so pairs that close to the threshold are let through.
    part = threshold / (1 + threshold) * (1 - 1e-9)
    for key in sorted(words):
        weighs = total[key]
        least, most = threshold * weighs, weighs / threshold
        rarest = sorted(words[key], key=rank.__getitem__)
        outline = reduce(or_, map(bit.__getitem__, rarest), 0)
        hidden = len(rarest) - outline.bit_count()
        heaviest = list(accumulate(map(weight.__getitem__, rarest), initial=0))
        met: set[_Key] = set()
        spare = (1 - threshold) * weighs
        for word in rarest:
            if frequency[word] <= common:
                listed = holders[word]
                met.update(listed)
                listed.append(key)
            spare -= weight[word]
            if spare < 0:
                break
        yield from (
            (other, key)
            for other in met
            if least <= (its := total[other]) <= most
            and heaviest[(outline & outlines[other]).bit_count() + hidden] >= part * (weighs + its)
        )
        outlines[key] = outline


def misspelled(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yields pairs of folded names that differ by one letter more, less, other or swapped.

    Short names are left alone, and so are names with different digits, which are different things
    however near they look. Such a pair becomes equal when a letter is taken from one name or from
    each, so only names that share a shortened form are compared.
    """
    first: dict[str, str] = {}
    more: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if len(name) >= _SHORTEST:
            for form in {name, *(name[:index] + name[index + 1 :] for index in range(len(name)))}:
                if first.setdefault(form, name) is not name:
                    more[form].append(name)
    pairs = {pair for form, found in more.items() for pair in combinations((first[form], *found), 2)}
    for a, b in sorted(pairs):
        if OSA.distance(a, b, score_cutoff=1) == 1 and _digits(a) == _digits(b):
            yield a, b


def _digits(name: str) -> str:
    return "".join(c for c in name if c.isdigit())
