"""A font, and texts set in it: how wide they are, whether it has their letters, and where they break.

Each letter is placed on its own, by the font's measures and the kerning that is stored next to the packaged
fonts. What Pillow would do on its own depends on the libraries of the machine.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from math import floor
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from termbase.drawing.text_width import wrapped

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_EM: Final = 1000
"""Size at which a font is measured."""
_LEFT: Final = 0.5 + 0.5 / 64
_UP: Final = 0.5 - 0.5 / 64
"""Letters start at whole pixels, the nearest to where they would start in steps of 1/64, as FreeType counts."""
_NO_LETTER: Final = "\uffff"
"""A character that no font has, for which it shows what it shows for every letter it lacks."""


class Lettering:
    """A font.

    Args:
        data: The font file: TTF, OTF, or WOFF2.
        kerning: How much further apart a pair of letters is set, in thousandths of the size.
    """

    def __init__(self, data: bytes, kerning: Mapping[str, int] = MappingProxyType({})) -> None:
        self._data, self._kerning = data, kerning
        self._sizes: dict[int, FreeTypeFont] = {}
        self._shapes: dict[tuple[str, int], tuple[Image, int, int]] = {}
        self._advances: dict[str, float] = {}
        self._letters: dict[str, bool] = {}

    def at(self, size: int) -> "FreeTypeFont":
        """The font at a size in pixels.

        Raises:
            OSError: The file is not a font.
        """
        from PIL.ImageFont import Layout, truetype

        if size not in self._sizes:
            self._sizes[size] = truetype(BytesIO(self._data), size, layout_engine=Layout.BASIC)
        return self._sizes[size]

    def has(self, text: str) -> bool:
        """Whether the font can show a text, letter by letter."""
        return all(map(self._has, text))

    def _has(self, letter: str) -> bool:
        if letter not in self._letters:
            self._letters[letter] = letter.isspace() or (_stands_alone(letter) and self._shape(letter) != self._missing)
        return self._letters[letter]

    def _shape(self, letter: str) -> tuple[tuple[int, int], bytes]:
        mask = self.at(_EM // 10).getmask(letter)
        return mask.size, bytes(mask)

    @cached_property
    def _missing(self) -> tuple[tuple[int, int], bytes]:
        return self._shape(_NO_LETTER)

    def width(self, text: str, *, size: int) -> float:
        """Width of a text in pixels."""
        return sum(step for _, step in self._steps(text)) * size / _EM

    def _steps(self, text: str) -> Iterator[tuple[str, float]]:
        """Each letter, and how far from its start the next one starts, in thousandths of the size."""
        for letter, following in pairwise(f"{text}\n"):
            if letter not in self._advances:
                self._advances[letter] = self.at(_EM).getlength(letter)
            yield letter, self._advances[letter] + self._kerning.get(letter + following, 0)

    def lines(self, text: str, *, size: int, room: float) -> tuple[str, ...]:
        """A text in lines no wider than the room."""
        found = wrapped(text, measure=lambda part: self.width(part, size=size), room=room)
        return tuple(line.rstrip() for line in found)

    def draw(self, canvas: "Image", text: str, *, x: float, y: float, size: int) -> None:
        """Draws a text in white.

        Args:
            canvas: Where, in shades of gray.
            text: What.
            x: Where it starts.
            y: Its base line.
            size: Size of the font in pixels.
        """
        top = floor(y + _UP)
        for letter, step in self._steps(text):
            if not letter.isspace():
                shape, right, down = self._drawn(letter, size)
                canvas.paste(255, (floor(x + _LEFT) + right, top + down), shape)
            x += step * size / _EM

    def _drawn(self, letter: str, size: int) -> "tuple[Image, int, int]":
        """A letter as a mask, and where its left edge and top are from the point on the base line where it starts.

        It is drawn once for all its places.
        """
        if (letter, size) not in self._shapes:
            from PIL.Image import new
            from PIL.ImageDraw import Draw

            left, top, right, bottom = (round(edge) for edge in self.at(size).getbbox(letter, anchor="ls"))
            shape = new("L", (max(1, right - left), max(1, bottom - top)))
            Draw(shape).text((-left, -top), letter, font=self.at(size), fill=255, anchor="ls")
            self._shapes[letter, size] = shape, left, top
        return self._shapes[letter, size]


def _stands_alone(letter: str) -> bool:
    """Whether a letter looks the same next to any other, and follows the one before it from left to right."""
    return (
        unicodedata.category(letter)[0] in "LNPSZ"
        and unicodedata.bidirectional(letter) not in ("R", "AL", "AN")
        and not any(word in unicodedata.name(letter, "") for word in _JOINED)
    )


_JOINED: Final = (
    "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA",
    "THAI", "LAO", "TIBETAN", "MYANMAR", "KHMER", "MONGOLIAN", "HANGUL JUNGSEONG", "HANGUL JONGSEONG",
)  # fmt: skip
"""Scripts whose letters change their form or place with those around them."""


@cache
def packaged(weight: int) -> Lettering:
    """Literata, for all European languages.

    Args:
        weight: 400 or 600.
    """
    folder = files("termbase.site.cards")
    stored = json.loads(folder.joinpath("kerning.json").read_text("utf-8"))[str(weight)]
    kerning = {
        pairs[at : at + 2]: int(distance) for distance, pairs in stored.items() for at in range(0, len(pairs), 2)
    }
    return Lettering(folder.joinpath(f"literata-{weight}.woff2").read_bytes(), kerning)


@cache
def lettering(path: Path) -> Lettering:
    """The font in a file.

    Raises:
        OSError: It cannot be read.
    """
    return Lettering(path.read_bytes())
