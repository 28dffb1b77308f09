"""The picture of a shared link: 1,200 by 630 pixels, with the name large and the text below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from termbase.site.cards.lettering import Lettering

WIDTH: Final = 1200
HEIGHT: Final = 630
_MARGIN: Final = 90
_ROOM: Final = WIDTH - 2 * _MARGIN
_BAR: Final = 18
"""Width of the bar at the left edge."""
_HEAD: Final = 30
_HEAD_LINE: Final = 112
"""Base line of the glossary's title."""
_NAMES: Final = ((88, 2), (76, 2), (64, 2), (56, 3), (46, 3))
"""Sizes of the name, each with the lines that it may take."""
_NAME_TOP: Final = 146
_NAME_STEP: Final = 1.14
"""Height of a line, as a share of the size."""
_NAME_DEPTH: Final = 0.35
"""How far letters reach below the base line, as a share of the size."""
_TEXT: Final = 38
_TEXT_TOP: Final = 62
"""From the name to the first base line of the text."""
_TEXT_STEP: Final = 52
_LAST_LINE: Final = 572
_LEVELS: Final = 16
"""Steps between paper and ink."""
_PAPER: Final = (0xFD, 0xFC, 0xF9)
_INK: Final = (0x1F, 0x24, 0x27)
_SOFT: Final = (0x55, 0x5C, 0x61)
ACCENT: Final = "#0b5a64"
_MORE: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What all cards of a site have in common."""

    name: Lettering
    """The font of the name."""
    text: Lettering
    """The font of the text."""
    accent: str = ACCENT
    """Color of the bar and the name, such as `#0b5a64`."""


def picture(design: Design, *, head: str, name: str, text: str) -> bytes:
    """The card as a PNG file; texts that are too long end in an ellipsis.

    Args:
        design: What all cards have in common.
        head: The title of the glossary, above the name; may be empty.
        name: The name.
        text: What is below it; may be empty.
    """
    from PIL import Image

    shapes = Image.new("L", (WIDTH, HEIGHT), 0)
    shapes.paste(255, (0, 0, _BAR, HEIGHT))
    if head:
        line = _shortened(design.name, [head], size=_HEAD, most=1)[0]
        design.name.draw(shapes, line, x=_MARGIN, y=_HEAD_LINE, size=_HEAD)
    texts = design.text.lines(text, size=_TEXT, room=_ROOM)
    size, lines = _name(design.name, name, below=len(texts))
    y: float = _NAME_TOP
    for line in lines:
        y += _NAME_STEP * size
        design.name.draw(shapes, line, x=_MARGIN, y=y, size=size)
    below = round(y + _NAME_DEPTH * size)
    y = below + _TEXT_TOP
    for line in _shortened(design.text, texts, size=_TEXT, most=_lines_from(y)):
        design.text.draw(shapes, line, x=_MARGIN, y=y, size=_TEXT)
        y += _TEXT_STEP
    return _png(shapes.tobytes(), above=_HEAD_LINE + 12, below=below, accent=design.accent)


def _name(font: Lettering, name: str, *, below: int) -> tuple[int, Sequence[str]]:
    """The largest size at which all of the name and of the lines below it fit, and the lines of the name.

    If there is none, all of the name comes first.
    """
    fitting = list(_fitting(font, name))
    for size, lines in fitting:
        if _lines_from(_NAME_TOP + (len(lines) * _NAME_STEP + _NAME_DEPTH) * size + _TEXT_TOP) >= below:
            return size, lines
    if fitting:
        return fitting[-1]
    size, most = _NAMES[-1]
    return size, _shortened(font, font.lines(name, size=size, room=_ROOM), size=size, most=most)


def _fitting(font: Lettering, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The sizes at which the name fits with whole words, the largest first, each with its lines."""
    for size, most in _NAMES:
        lines = font.lines(name, size=size, room=_ROOM)
        if len(lines) <= most and all(font.width(word, size=size) <= _ROOM for word in name.split()):
            yield size, lines


def _lines_from(y: float) -> int:
    """How many lines of text there are from a base line on."""
    return int((_LAST_LINE - y) // _TEXT_STEP) + 1


def _shortened(font: Lettering, lines: Sequence[str], *, size: int, most: int) -> Sequence[str]:
    """The first lines; the last of them ends in an ellipsis if something is left out."""
    kept = list(lines[: max(0, most)])
    if not kept or (len(kept) == len(lines) and font.width(kept[-1], size=size) <= _ROOM):
        return kept
    last = kept[-1]
    while last and font.width(f"{last}{_MORE}", size=size) > _ROOM:
        shorter = last.rpartition(" ")[0]
        last = shorter if len(shorter) > len(last) // 2 else last[:-1]
    return [*kept[:-1], f"{last.rstrip(' ,;:.–—')}{_MORE}"]


def _png(shapes: bytes, *, above: int, below: int, accent: str) -> bytes:
    """Colors shapes: what is above the name soft, the name and the bar in the accent, and what is below in ink."""
    from PIL import Image

    inks = (_SOFT, tuple(bytes.fromhex(accent.removeprefix("#"))), _INK)
    palette = [
        round(paper + (color - paper) * level / (_LEVELS - 1))
        for ink in inks
        for level in range(_LEVELS)
        for paper, color in zip(_PAPER, ink, strict=True)
    ]
    step = 256 // _LEVELS
    tables = [bytes(number * _LEVELS + value // step for value in range(256)) for number in range(len(inks))]
    bands = zip((0, above, below), (above, below, HEIGHT), tables, strict=True)
    colored = b"".join(shapes[WIDTH * start : WIDTH * end].translate(table) for start, end, table in bands)
    image = Image.frombytes("P", (WIDTH, HEIGHT), colored)
    image.putpalette(palette)
    # The bar runs through all bands, in one color.
    image.paste(2 * _LEVELS - 1, (0, 0, _BAR, HEIGHT))
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()
