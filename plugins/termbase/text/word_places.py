"""The words of numbered texts and where they occur, as every search of words uses them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

FIELD_COUNT: Final = 4
"""Fields of a text, the most important first; a place is the number of a text times this, plus that of the field."""
_WORD: Final = re.compile(r"[^\W_]+[+#]*")
_SHORTEST: Final = 3
"""Letters of a word; shorter ones occur everywhere."""
_LONGEST: Final = 40
_FEW: Final = 100
"""Number of texts up to which no word counts as frequent."""
_FREQUENT: Final = 0.3
"""Share of all texts above which a word says nothing about any of them."""
_TELLING: Final = 2
"""Fields in which a frequent word counts, too: they say what a text is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPlaces:
    """Where words occur."""

    places: Mapping[str, Sequence[int]]
    """For each word, in order, the number of each text that has it times `FIELD_COUNT`, plus that of the first field."""
    frequent: tuple[str, ...]
    """Words in so many texts that only the first fields count."""


def word_places(texts: Sequence[Sequence[str]]) -> WordPlaces:
    """Finds the words of texts.

    Args:
        texts: For each text its fields, the most important first; a word counts in the first that has it.
    """
    return places_of([new_words(fields) for fields in texts])


def new_words(fields: Iterable[str]) -> Sequence[Collection[str]]:
    """The words of each field of a text that no field before it has."""
    found, seen = [], set[str]()
    for text in fields:
        new = _words(text) - seen
        seen |= new
        found.append(new)
    return found


def places_of(texts: Sequence[Sequence[Iterable[str]]]) -> WordPlaces:
    """The places of words.

    Args:
        texts: For each text the words of its fields, as `new_words` finds them.
    """
    places: dict[str, list[int]] = {}
    for number, fields in enumerate(texts):
        for field, new in enumerate(fields):
            for word in new:
                places.setdefault(word, []).append(number * FIELD_COUNT + field)
    most = _FREQUENT * len(texts) if len(texts) > _FEW else len(texts)
    frequent = tuple(sorted(word for word, found in places.items() if len(found) > most))
    for word in frequent:
        places[word] = [place for place in places[word] if place % FIELD_COUNT < _TELLING]
    return WordPlaces(places={word: places[word] for word in sorted(places)}, frequent=frequent)


def without_accents(text: str) -> str:
    """A text without accents and other marks, and with plain letters in place of variants such as wide ones."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))


def _words(text: str) -> set[str]:
    """The different words of a text as they are written, in lower case: the script finds other forms of a word."""
    bare = text.replace("'", "").replace("’", "")
    return set(map(_folded, _WORD.findall(bare))) - {""}


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    bare = without_accents(word)
    return bare.lower() if _SHORTEST <= len(bare) <= _LONGEST else ""
