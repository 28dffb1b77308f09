"""Words of texts and where they occur, in small scripts: a search loads only the blocks that it needs.

A file for each letter would be empty or huge; words are sorted and cut into blocks of about the same
size instead. What loads them gets the first word of each block, and so knows where a word must be.
A script, not JSON, because a page opened from a disk may load scripts but may not fetch files.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from termbase.site.structured_data import script_json

_WORD: Final = re.compile(r"[^\W_]+[+#]*")
_SIZE: Final = 24_000
"""Letters of a block before it is compressed."""
_SHORTEST: Final = 3
"""Letters of a word; shorter ones occur everywhere."""
_LONGEST: Final = 40
_FEW: Final = 100
"""Texts up to which no word counts as frequent."""
_FREQUENT: Final = 0.3
"""Share of all texts from which on a word says nothing about any of them."""
_TELLING: Final = 2
"""Fields in which a frequent word counts, too: they say what a text is about."""
FIELDS: Final = 4
"""A place is the number of a text times this, plus the number of the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBlocks:
    """The words of numbered texts."""

    first: tuple[str, ...]
    """The first word of each block."""
    blocks: tuple[str, ...]
    """Each block as JSON: a list of places for each word."""
    frequent: tuple[str, ...]
    """Words in so many texts that only the first fields have them."""


def word_blocks(texts: Sequence[Sequence[str]]) -> WordBlocks:
    """Finds the words of texts.

    Args:
        texts: For each text its fields, the most important first; a word counts in the first that has it.
    """
    places: dict[str, list[int]] = {}
    for number, fields in enumerate(texts):
        seen: set[str] = set()
        for field, text in enumerate(fields):
            new = _words(text) - seen
            seen |= new
            for word in new:
                places.setdefault(word, []).append(number * FIELDS + field)
    most = _FREQUENT * len(texts) if len(texts) > _FEW else len(texts)
    frequent = tuple(sorted(word for word, found in places.items() if len(found) > most))
    for word in frequent:
        places[word] = [place for place in places[word] if place % FIELDS < _TELLING]
    blocks = list(_cut({word: places[word] for word in sorted(places)}))
    return WordBlocks(
        first=tuple(next(iter(block)) for block in blocks),
        blocks=tuple(script_json(block) for block in blocks),
        frequent=frequent,
    )


def _cut(places: Mapping[str, list[int]]) -> Iterator[dict[str, list[int]]]:
    block: dict[str, list[int]] = {}
    size = 0
    for word, found in places.items():
        length = len(word) + 5 + sum(len(str(place)) + 1 for place in found)
        if block and size + length > _SIZE:
            yield block
            block, size = {}, 0
        block[word] = found
        size += length
    if block:
        yield block


def _words(text: str) -> set[str]:
    """The different words of a text as they are written, in lower case: the script finds other forms of a word."""
    bare = text.replace("'", "").replace("’", "")
    return set(map(_folded, _WORD.findall(bare))) - {""}


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.category(c).startswith("M"))
    return bare.lower() if _SHORTEST <= len(bare) <= _LONGEST else ""


def block_scripts(folder: str, blocks: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Path and text of the script of each block; it hands its data over with its own path."""
    for number, block in enumerate(blocks):
        path = f"{folder}/{number}.js"
        data = block if isinstance(block, str) else script_json(block)
        yield path, f'(window.termbaseBlocks||={{}})["{path}"]={data};\n'
