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
"""Room for half a frame's line, and for the focus, at the edge of a drawing."""
BETWEEN: Final = 8.0
"""Room between two frames of a stack."""
HALF_SPACE: Final = 1.7
"""Half the width of a space; a browser counts the one at the end of a line, where it centers the line."""
_PAD: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label with its place: left, top and size."""

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

    def anchor(self, line: int) -> float:
        """Where the middle of a line is; half of a space at its end, which is invisible, is beyond it."""
        return rounded(self.x + self.width / 2 + (HALF_SPACE if self.lines[line].endswith(" ") else 0.0))

    def baseline(self, line: int) -> float:
        """The position of a line's letters."""
        top = self.y + (self.height - height(len(self.lines), size=FONT)) / 2
        return rounded(top + height(line, size=FONT) + FONT * 0.97)


@dataclass(frozen=True, slots=True)
class Label:
    """A neighbour's name broken into lines, not yet in its place; without a concept, the count of those left out."""

    concept: ConceptId | None
    kind: RelationKind
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height of its frame."""
        return _size(self.lines)[1]

    @property
    def width(self) -> float:
        """Width of its frame."""
        return _size(self.lines)[0]

    def at(self, x: float, y: float, *, width: float | None = None) -> Box:
        """The frame at a place; its width is that of the label where none is given."""
        return Box(
            lines=self.lines,
            x=rounded(x),
            y=rounded(y),
            width=rounded(self.width if width is None else width),
            height=rounded(self.height),
        )


@lru_cache(maxsize=1 << 16)
def _size(lines: tuple[str, ...]) -> tuple[float, float]:
    """Width and height of the frame around some lines."""
    wide = max(width(line, size=FONT) for line in lines)
    return wide + 2 * _PAD, height(len(lines), size=FONT) + 2 * _PAD


def label(concept: ConceptId | None, kind: RelationKind, text: str, *, room: float) -> Label:
    """A text as a label whose frame fits the available width."""
    return Label(concept, kind, wrap(text, size=FONT, room=room - 2 * _PAD - EDGE))


def stacked(labels: Sequence[Label]) -> float:
    """Height of frames one above the other."""
    return sum(label.height for label in labels) + BETWEEN * max(0, len(labels) - 1)


def rounded(value: float) -> float:
    """A length as it is written into a drawing: to a tenth of a pixel."""
    return round(value, 1)
