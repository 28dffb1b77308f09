"""Words of texts and where they occur, in small scripts: a search loads only the blocks that it needs.

A file for each letter would be empty or huge; words are sorted and cut into blocks of about the same size instead. The
code that loads them has the first word of each block, and so can find the block of a word. They are scripts, not JSON,
because a page opened from a disk may load scripts but may not fetch files.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from termbase.site.structured_data import script_json
from termbase.text.word_places import WordPlaces

_SIZE: Final = 24_000
"""Letters of a block before it is compressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBlocks:
    """The words of numbered texts."""

    first: tuple[str, ...]
    """The first word of each block."""
    blocks: tuple[str, ...]
    """Each block as JSON: a list of places for each word."""
    frequent: tuple[str, ...]
    """Words in so many texts that they count only in the first fields."""


def word_blocks(found: WordPlaces) -> WordBlocks:
    """Cuts the words of texts into blocks."""
    blocks = list(_cut(found.places))
    return WordBlocks(
        first=tuple(next(iter(block)) for block in blocks),
        blocks=tuple(script_json(block) for block in blocks),
        frequent=found.frequent,
    )


def _cut(places: Mapping[str, Sequence[int]]) -> Iterator[dict[str, Sequence[int]]]:
    block: dict[str, Sequence[int]] = {}
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


def block_scripts(folder: str, blocks: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Path and text of the script of each block; it hands its data over with its own path."""
    for number, block in enumerate(blocks):
        path = f"{folder}/{number}.js"
        data = block if isinstance(block, str) else script_json(block)
        yield path, f'(window.termbaseBlocks||={{}})["{path}"]={data};\n'
