"""Conservative estimates of the width of drawn words, and where to break them.

A drawing made at build time cannot know the reader's typeface. The widths here are those of the
widest of the usual interface faces (Verdana, DejaVu Sans), so that a label fits in any of them.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

_THIN: Final = frozenset("iljI|!.,:;'’`")
_NARROW: Final = frozenset('frt()[]{}-‐/\\" “”*')
_WIDE: Final = frozenset("mwMWQ@%&—…+<>=~#")
_LINE_HEIGHT: Final = 1.25
_PIECE: Final = re.compile(r"[^\s\-‐/]*[-‐/]+|[^\s\-‐/]+")
"""A run of text that cannot be broken; a hyphen or slash stays with the text before it."""


@lru_cache(maxsize=1 << 13)
def width(text: str, *, size: float) -> float:
    """Width of a text at a font size, in the same unit, without trailing spaces."""
    return sum(map(_em, text.removesuffix(" "))) * size


@lru_cache(maxsize=1 << 12)
def _em(c: str) -> float:
    if c in _THIN:
        return 0.36
    if c in _NARROW:
        return 0.46
    if c in _WIDE:
        return 0.98
    if unicodedata.combining(c) or unicodedata.category(c) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(c) in "WF":
        return 1.05
    return 0.76 if c.isupper() else 0.65


def height(lines: int, *, size: float) -> float:
    """Height of so many lines at a font size."""
    return lines * size * _LINE_HEIGHT


def room_for_words(text: str, *, size: float, least: float) -> float:
    """How wide lines are that cut no word of a text: no narrower than its longest, unless that is extremely long.

    Args:
        text: The text.
        size: The font size.
        least: The width of lines where no word is longer; none is wider than twice that.
    """
    longest = max((width(word, size=size) for word in text.split()), default=0.0)
    return min(max(least, longest), 2 * least)


@lru_cache(maxsize=1 << 13)
def wrap(text: str, *, size: float, room: float) -> tuple[str, ...]:
    """Breaks a text into lines no wider than the room, at a font size; see `wrapped`."""
    return wrapped(text, measure=lambda part: width(part, size=size), room=room)


def wrapped(text: str, *, measure: Callable[[str], float], room: float) -> tuple[str, ...]:
    """Breaks a text into lines no wider than the room.

    Lines break at spaces, after hyphens and after slashes; a word too long for a line of its own is cut where it must
    be. A space at which a line broke stays at its end, where it takes no room: joined, the lines are the text again, as
    a screen reader reads them.

    Args:
        text: The text.
        measure: The width of a part of it.
        room: The width of a line.
    """
    if (whole := " ".join(text.split())) and measure(whole) <= room:
        return (whole,)
    lines: list[str] = []
    current = ""
    for gap, piece in _pieces(text, measure, room):
        joined = f"{current}{gap}{piece}" if current else piece
        if current and measure(joined) > room:
            lines.append(f"{current}{gap}")
            current = piece
        else:
            current = joined
    return (*lines, current) if current else tuple(lines)


def _pieces(text: str, measure: Callable[[str], float], room: float) -> Iterator[tuple[str, str]]:
    """The parts between which a line may break, each with the gap before it."""
    for word in text.split():
        gap = " "
        for match in _PIECE.finditer(word):
            for part in _cut(match.group(), measure, room):
                yield gap, part
                gap = ""


def _cut(piece: str, measure: Callable[[str], float], room: float) -> Iterator[str]:
    """Cuts what is wider than the room into parts of about one width, so that no lone letter is left."""
    whole = measure(piece)
    if whole <= room:
        yield piece
        return
    limit = min(room, whole / math.ceil(whole / room) + measure("m"))
    part = ""
    for c in piece:
        if part and measure(part + c) > limit:
            yield part
            part = c
        else:
            part += c
    yield part
