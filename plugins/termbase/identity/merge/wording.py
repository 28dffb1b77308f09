"""How similar two definitions are, by the words they share, with rare ones counting more.

Cheap and explainable: words are cut to their stems, each stem weighs more the fewer definitions
have it, and the shared words are the explanation. Words that begin alike, such as "identifying" and
"identity", are related and count for less. No pairs are compared in advance.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

from termbase.model.concept import Entry
from termbase.text.bracketed import BRACKETED

_LINK: Final = re.compile(BRACKETED + r"|\]\([^()\s]*\)")
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS: Final = (
    "ational", "ations", "ation", "ments", "ment", "ings", "ing", "ness", "ities", "ity", "ed", "es", "s", "ly",
    "al", "er", "or", "e",
)  # fmt: skip
_GRAMMAR: Final = """
a about all also an and any are as at be been both but by can could do does each either etc for from had has
have how if in into is it its may more most must no nor not of often on one only or other our over own per same
several should so some such than that the their them then there these they this those through to too under up
upon use used using was we were what when where whether which while who whose will with within without would you
your e g i example kind type sort term refers called known see
"""
_SMALL: Final = frozenset(_GRAMMAR.split())
"""Words that definitions of anything may share."""
_BACKGROUND: Final = 300
"""Number of imaginary additional definitions, so that words do not look common just because there are few texts."""
_HEAD: Final = 5
"""The number of first letters in which related words agree."""
_OPENING: Final = 3
"""Content words at the beginning of a definition among which the wider term is."""
_FULL: Final = 8
"""Shared weight that is nearly as much evidence as two texts can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What two texts have in common."""

    value: float
    """By equal words, from 0 to 1."""
    related: float
    """By words that begin alike, from 0 to 1."""
    shared: tuple[str, ...]
    """Shared words as the first text has them, the rarest first."""
    kin: tuple[str, str] | None
    """If no word is shared: the rarest two words that begin alike, one of each text."""
    kind: str
    """A word with which both texts begin, as a definition begins with its broader term; "" if there is none."""
    words: int
    """The number of different words in the shorter text, the name's own left out."""


@lru_cache(maxsize=1 << 16)
def content_stem(word: str) -> str:
    """A word in lower case without its usual English endings: a key, not a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 16)
def _content(word: str) -> str:
    """The stem of a word in lower case; "" for one that any definition may have."""
    return "" if word in _SMALL else content_stem(word)


def content_stems(text: str) -> dict[str, str]:
    """The stems of the content words of a text, each with a spelling, in order."""
    plain = _LINK.sub(lambda match: match[1] or "", text) if "[" in text else text
    tokens = _TOKEN.findall(plain.lower())
    found = dict(zip(map(_content, tokens), tokens, strict=True))
    found.pop("", None)
    return found


class ComparedDefinitions:
    """The definitions of all entries, as they are compared.

    Attributes:
        comparisons: How many pairs of texts were compared; the cost of a merge is in it.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entry for entry in entries if entry.definition)
        self._cut: dict[str, dict[str, str]] = {}
        self._weight: dict[str, float] = {}
        self._known: dict[tuple[str, str], Alike | None] = {}
        self.comparisons = 0

    @cached_property
    def _frequency(self) -> Counter[str]:
        """How many texts have each stem; not computed if no two entries share a name."""
        return Counter(chain.from_iterable(content_stems(entry.definition) for entry in self._entries))

    def weight(self, key: str) -> float:
        """The weight of a stem: the rarer, the more."""
        found = self._weight.get(key)
        if found is None:
            found = self._weight[key] = math.log(1 + (len(self._entries) + _BACKGROUND) / (self._frequency[key] or 1))
        return found

    def words(self, entry: Entry) -> dict[str, str]:
        """The stems of an entry's definition with their spellings."""
        found = self._cut.get(entry.key)
        if found is None:
            found = self._cut[entry.key] = content_stems(entry.definition)
        return found

    def rarest(self, entry: Entry, count: int) -> list[str]:
        """The rarest stems of an entry's definition."""
        return sorted(self.words(entry), key=self._rank)[:count]

    def alike(self, a: Entry, b: Entry) -> Alike | None:
        """What the definitions of two entries share besides their names; None if one has none."""
        pair = (a.key, b.key) if a.key <= b.key else (b.key, a.key)
        if pair not in self._known:
            self._known[pair] = self._compare(a, b)
        return self._known[pair]

    def nearly_equal(self, a: Entry, b: Entry) -> float:
        """The weight of the words that two definitions share over the weight of all their words, from 0 to 1."""
        ours, theirs = self.words(a), self.words(b)
        total = self._weights(ours.keys() | theirs.keys())
        return self._weights(ours.keys() & theirs.keys()) / total if total else 0.0

    def _rank(self, word: str) -> tuple[int, str]:
        return self._frequency[word], word

    def _compare(self, a: Entry, b: Entry) -> Alike | None:
        self.comparisons += 1
        named = {*content_stems(a.term), *content_stems(b.term)}
        ours, theirs = self.words(a), self.words(b)
        left, right = ours.keys() - named, theirs.keys() - named
        if not a.definition or not b.definition or not left or not right:
            # If nothing is left besides the name, texts that consist of the same words agree; others give no evidence.
            same = bool(a.definition) and ours.keys() == theirs.keys()
            shared = tuple(ours.values())
            if not same:
                return None
            return Alike(value=1.0, related=1.0, shared=shared, kin=None, kind="", words=len(ours))
        heads = ({word[:_HEAD]: word for word in sorted(side, key=self._rank, reverse=True)} for side in (left, right))
        ours_by_head, theirs_by_head = heads
        related = sorted(ours_by_head.keys() & theirs_by_head.keys(), key=lambda head: self._rank(ours_by_head[head]))
        weighed = [max(self.weight(ours_by_head[head]), self.weight(theirs_by_head[head])) for head in related]
        least = min(self._weights(side.values()) for side in (ours_by_head, theirs_by_head))
        shared_words = sorted(left & right, key=self._rank)
        common = self._weights(shared_words)
        openings = ([word for word in text if word not in named][:_OPENING] for text in (ours, theirs))
        begun = sorted(set.intersection(*map(set, openings)), key=self._rank)
        pair = (ours[ours_by_head[related[0]]], theirs[theirs_by_head[related[0]]]) if related else None
        return Alike(
            value=_share(common, min(self._weights(left), self._weights(right))),
            related=_share(math.fsum(weighed), least),
            shared=tuple(ours[word] for word in shared_words[:4]),
            kin=None if shared_words else pair,
            kind=ours[begun[0]] if begun else "",
            words=min(len(left), len(right)),
        )

    def _weights(self, words: Iterable[str]) -> float:
        """The sum of weights; fsum, since sets come in any order and plain sums would differ in the last digit."""
        return math.fsum(map(self.weight, words))


def _share(common: float, least: float) -> float:
    """A shared weight relative to the lighter text; one word of a very short text counts less than many of a long one."""
    return min(1.0, common / least) * (1 - math.exp(-common / _FULL))
