"""Labels in frames: their size, and the position of their letters.

A frame is as large as its text in the widest of the usual typefaces, so that no text leaves it.
Sizes are pixels of a drawing at its natural size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from termbase.drawing.text_width import height, width, wrap
from termbase.model.concept import ConceptId
from termbase.model.vocabulary import RelationKind

FONT: Final = 12.0
"""Font size of labels."""
EDGE: Final = 2.0
"""Space for half of a frame's line, and for the focus ring, at the edge of a drawing."""
BETWEEN: Final = 8.0
"""Space between two frames of a stack."""
HALF_SPACE: Final = 1.7
"""Half the width of a space; a browser counts the one at the end of a line, where it centers the line."""
_PAD: Final = 5.0
_LINE: Final = height(1, size=FONT)
_LETTERS: Final = FONT * 0.97
"""Distance from the top of a line to its baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label with its position: left, top, and size."""

    lines: tuple[str, ...]
    """The text; a space at a line break is kept at its end."""
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return rounded(self.x + self.width / 2)

    @property
    def centre(self) -> float:
        """Vertical middle."""
        return rounded(self.y + self.height / 2)

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """Where the middle of each line is, and its letters; half of an invisible space at its end is beyond the middle."""
        middle = self.x + self.width / 2
        top = self.y + (self.height - len(self.lines) * _LINE) / 2
        return tuple(
            [
                (round(middle + HALF_SPACE if text[-1:] == " " else middle, 1), round(top + line * _LINE + _LETTERS, 1))
                for line, text in enumerate(self.lines)
            ]
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A neighbor's name broken into lines, not yet in its place; without a concept, the count of those left out."""

    concept: ConceptId | None
    kind: RelationKind
    lines: tuple[str, ...]
    width: float
    """Width of its frame."""
    height: float
    """Height of its frame."""

    def at(self, x: float, y: float, *, width: float | None = None) -> Box:
        """The frame at a place; its width is that of the label if none is given."""
        return Box(
            lines=self.lines,
            x=round(x, 1),
            y=round(y, 1),
            width=round(self.width if width is None else width, 1),
            height=round(self.height, 1),
        )


# The same term is in the drawings of all its neighbors, in as many widths as there are kinds of places.
@lru_cache(maxsize=1 << 16)
def _lines(text: str, room: float) -> tuple[tuple[str, ...], float, float]:
    """A text in lines, and the width and height of the frame around them."""
    lines = wrap(text, size=FONT, room=room - 2 * _PAD - EDGE)
    wide = max(width(line, size=FONT) for line in lines)
    return lines, wide + 2 * _PAD, height(len(lines), size=FONT) + 2 * _PAD


def label(concept: ConceptId | None, kind: RelationKind, text: str, *, room: float) -> Label:
    """A text as a label whose frame fits the available width."""
    return Label(concept, kind, *_lines(text, room))


def stacked(labels: Sequence[Label]) -> float:
    """Height of frames one above the other."""
    if not labels:
        return 0.0
    return sum([label.height for label in labels]) + BETWEEN * (len(labels) - 1)


def rounded(value: float) -> float:
    """A length as written into a drawing: rounded to a tenth of a pixel."""
    return round(value, 1)
