"""How alike two definitions are: by the words they share, rare ones counting more.

Cheap and explainable: words are cut to their stems, each stem weighs more the fewer definitions
have it, and the shared words are the explanation. Nothing is compared in advance.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from termbase.model.concept import Entry

_LINK: Final = re.compile(r"\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]|\]\([^()\s]*\)")
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS: Final = (
    "ational", "ations", "ation", "ments", "ment", "ings", "ing", "ness", "ities", "ity", "ed", "es", "s", "ly",
    "al", "er", "or", "e",
)  # fmt: skip
_SMALL: Final = frozenset(
    [
        "a",
        "about",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "both",
        "but",
        "by",
        "can",
        "could",
        "do",
        "does",
        "each",
        "either",
        "etc",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "must",
        "no",
        "nor",
        "not",
        "of",
        "often",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "over",
        "own",
        "per",
        "same",
        "several",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "up",
        "upon",
        "use",
        "used",
        "using",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "would",
        "you",
        "your",
        "e",
        "g",
        "i",
        "example",
        "kind",
        "type",
        "sort",
        "term",
        "refers",
        "called",
        "known",
        "see",
    ]
)
"""Words that definitions of anything may share."""
_BACKGROUND: Final = 300
"""Definitions that an imagined larger glossary adds, so that few texts do not make every word look common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What two texts have in common."""

    value: float
    """From 0 to 1."""
    shared: tuple[str, ...]
    """Shared words as the first text has them, the rarest first."""
    words: int
    """The number of different words in the shorter text, the name's own left out."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word in lower case without its usual English endings: a key, not a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems(text: str) -> dict[str, str]:
    """The stems of the content words of a text, each with a spelling."""
    plain = _LINK.sub(lambda match: match[1] or "", text) if "[" in text else text
    found: dict[str, str] = {}
    for token in _TOKEN.findall(plain.lower()):
        if token not in _SMALL:
            found.setdefault(stem(token), token)
    return found


class Wording:
    """The definitions of all entries, as they are compared.

    Attributes:
        comparisons: How many pairs of texts were compared; the cost of a merge is in it.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._frequency: Counter[str] = Counter()
        self._texts = 0
        self._cut: dict[str, dict[str, str]] = {}
        self._known: dict[tuple[str, str], Alike | None] = {}
        self.comparisons = 0
        for entry in entries:
            if entry.definition:
                self._texts += 1
                # A definition that repeats its own name says nothing about how ordinary the name is.
                self._frequency.update(stems(entry.definition).keys() - stems(entry.term).keys())

    def everyday(self, word: str) -> float:
        """How common a word is in definitions: 0 for one that none has, about 4 for the commonest."""
        return math.log1p(1000 * self._frequency[stem(word)] / (self._texts + _BACKGROUND))

    def weight(self, key: str) -> float:
        """The weight of a stem: the rarer, the more."""
        return math.log(1 + (self._texts + _BACKGROUND) / (self._frequency[key] or 1))

    def words(self, entry: Entry) -> dict[str, str]:
        """The stems of an entry's definition with their spellings."""
        if entry.key not in self._cut:
            self._cut[entry.key] = stems(entry.definition)
        return self._cut[entry.key]

    def rarest(self, entry: Entry, count: int) -> list[str]:
        """The rarest stems of an entry's definition."""
        return sorted(self.words(entry), key=lambda word: (self._frequency[word], word))[:count]

    def alike(self, a: Entry, b: Entry) -> Alike | None:
        """What the definitions of two entries share besides their names; None if one has none."""
        pair = (a.key, b.key) if a.key <= b.key else (b.key, a.key)
        if pair not in self._known:
            self._known[pair] = self._compare(a, b)
        return self._known[pair]

    def nearly_equal(self, a: Entry, b: Entry) -> float:
        """The weight of the words that two definitions share over the weight of all their words, from 0 to 1."""
        ours, theirs = self.words(a), self.words(b)
        total = math.fsum(self.weight(word) for word in ours.keys() | theirs.keys())
        return math.fsum(self.weight(word) for word in ours.keys() & theirs.keys()) / total if total else 0.0

    def _compare(self, a: Entry, b: Entry) -> Alike | None:
        self.comparisons += 1
        named = {*stems(a.term), *stems(b.term)}
        ours, theirs = self.words(a), self.words(b)
        left, right = ours.keys() - named, theirs.keys() - named
        if not a.definition or not b.definition or not left or not right:
            # Nothing but the name is left: texts that consist of the same words agree, others say nothing.
            same = bool(a.definition) and ours.keys() == theirs.keys()
            return Alike(value=1.0, shared=tuple(ours.values()), words=len(ours)) if same else None
        shared = sorted(left & right, key=lambda word: (self._frequency[word], word))
        if not shared:
            return Alike(value=0.0, shared=(), words=min(len(left), len(right)))
        common = math.fsum(self.weight(word) for word in shared)
        # fsum, since sets come in any order and plain sums would differ in the last digit.
        least = min(math.fsum(self.weight(word) for word in side) for side in (left, right))
        # One shared word of a very short text is less than many of a long one, though its share is the same.
        value = common / least * (1 - math.exp(-common / 8))
        return Alike(value=value, shared=tuple(ours[word] for word in shared[:4]), words=min(len(left), len(right)))
