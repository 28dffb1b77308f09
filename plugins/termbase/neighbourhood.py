"""A concept and its neighbours as a drawing: where each label and line goes.

Broader concepts stand above, narrower ones below, those not to be confused with it on the left,
related ones on the right (and on the left where nothing else is there). Labels are boxes as large
as their text in the widest of the usual typefaces, stacked in columns of their own, so that no two
ever touch. Templates do the drawing; here is only geometry, in pixels at natural size.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.collate import sort_key
from termbase.lettering import height, width, wrap
from termbase.model import Concept, ConceptId
from termbase.vocabulary import RelationKind

MOST: Final = 16
"""Neighbours shown at most, the box for those left out among them."""
FONT: Final = 12.0
"""Font size of labels."""
_COLUMN: Final = 112.0
_MIDDLE: Final = 104.0
_GAP: Final = 30.0
WIDTH: Final = 2 * _COLUMN + _MIDDLE + 2 * _GAP
_PAD_X: Final = 5.0
_PAD_Y: Final = 5.0
_BETWEEN: Final = 8.0
_RISE: Final = 26.0
"""Room between the middle band and what stands above or below it."""
_EDGE: Final = 2.0
_ORDER: Final = (RelationKind.BROADER, RelationKind.NARROWER, RelationKind.CONTRAST, RelationKind.RELATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label with its place: left, top and size."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return _round(self.x + self.width / 2)

    @property
    def centre(self) -> float:
        """Vertical middle."""
        return _round(self.y + self.height / 2)

    def baseline(self, line: int) -> float:
        """Where the letters of a line stand."""
        top = self.y + (self.height - height(len(self.lines), size=FONT)) / 2
        return _round(top + height(line, size=FONT) + FONT * 0.97)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A neighbour's box and the line that leads to it; without a concept, the box of those left out."""

    concept: ConceptId | None
    kind: RelationKind
    box: Box
    path: str
    """The line from the concept to this box, as SVG path data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The drawing of one concept's relations."""

    width: float
    height: float
    centre: Box
    neighbours: tuple[Neighbour, ...]

    @property
    def kinds(self) -> tuple[RelationKind, ...]:
        """The kinds of relation that occur, in the order of the legend."""
        found = {neighbour.kind for neighbour in self.neighbours}
        return tuple(kind for kind in _ORDER if kind in found)


@dataclass(frozen=True, slots=True)
class _Label:
    concept: ConceptId | None
    kind: RelationKind
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return height(len(self.lines), size=FONT) + 2 * _PAD_Y

    @property
    def width(self) -> float:
        return max(width(line, size=FONT) for line in self.lines) + 2 * _PAD_X

    def at(self, x: float, y: float, *, width: float | None = None) -> Box:
        return Box(
            lines=self.lines,
            x=_round(x),
            y=_round(y),
            width=_round(self.width if width is None else width),
            height=_round(self.height),
        )


def neighbourhood(concept: Concept, terms: Mapping[str, str]) -> Neighbourhood | None:
    """The drawing of a concept's relations, or None where it has none.

    Args:
        concept: The concept in the middle.
        terms: Preferred term of every concept, by id.
    """
    if not concept.relations:
        return None
    shown = _choose(concept, terms)
    top, bottom = shown[RelationKind.BROADER], shown[RelationKind.NARROWER]
    left, right = shown[RelationKind.CONTRAST], shown[RelationKind.RELATED]
    # A side that would stay empty takes half of the other.
    if not left and len(right) > 1:
        left, right = right[len(right) - len(right) // 2 :], right[: len(right) - len(right) // 2]
    elif not right and len(left) > 1:
        left, right = left[: len(left) - len(left) // 2], left[len(left) - len(left) // 2 :]

    middle = _label(None, RelationKind.RELATED, concept.term, _MIDDLE)
    above = top[0].height + _RISE if len(top) == 1 else 0.0
    below = bottom[0].height + _RISE if len(bottom) == 1 else 0.0
    reach = max(_stack(left), _stack(right)) / 2
    top_rows, bottom_rows = _rows(top), _rows(bottom)
    head = _rows_height(top_rows) + _RISE if top_rows else 0.0
    foot = _rows_height(bottom_rows) + _RISE if bottom_rows else 0.0
    upper = max(reach, middle.height / 2 + above)
    lower = max(reach, middle.height / 2 + below)
    centre_y = _EDGE + head + upper
    centre = middle.at((WIDTH - _MIDDLE) / 2, centre_y - middle.height / 2, width=_MIDDLE)

    found: list[Neighbour] = []
    if len(top) == 1:
        found += _single(top[0], centre, y=centre.y - _RISE - top[0].height)
    found += _tree(top_rows, centre, y=_EDGE, upward=True)
    found += _column(left, centre, edge=_COLUMN, y=centre_y - _stack(left) / 2)
    found += _column(right, centre, edge=WIDTH - _COLUMN, y=centre_y - _stack(right) / 2)
    if len(bottom) == 1:
        found += _single(bottom[0], centre, y=centre.y + centre.height + _RISE)
    found += _tree(bottom_rows, centre, y=centre_y + lower + _RISE, upward=False)
    return Neighbourhood(
        width=WIDTH,
        height=_round(head + upper + lower + foot + 2 * _EDGE),
        centre=centre,
        neighbours=tuple(found),
    )


def _choose(concept: Concept, terms: Mapping[str, str]) -> dict[RelationKind, list[_Label]]:
    """The labels of each kind; where there are too many, every kind gives up some of its last."""
    sorted_ids = {
        kind: sorted((r.target for r in concept.related(kind)), key=lambda id: (sort_key(terms[id]), id))
        for kind in _ORDER
    }
    total = sum(map(len, sorted_ids.values()))
    left_out = dict.fromkeys(_ORDER, 0)
    while total - sum(left_out.values()) + sum(1 for count in left_out.values() if count) > MOST:
        longest = max(_ORDER, key=lambda kind: len(sorted_ids[kind]) - left_out[kind])
        left_out[longest] += 1
    return {
        kind: [
            *(_label(id, kind, terms[id], _room(kind, ids)) for id in ids[: len(ids) - left_out[kind]]),
            *([_label(None, kind, f"+ {left_out[kind]} more", _COLUMN)] if left_out[kind] else []),
        ]
        for kind, ids in sorted_ids.items()
    }


def _room(kind: RelationKind, ids: Sequence[ConceptId]) -> float:
    """Width for a box: pairs beside a trunk have half of the drawing."""
    in_pairs = kind in (RelationKind.BROADER, RelationKind.NARROWER) and len(ids) > 1
    return (WIDTH - _GAP) / 2 if in_pairs else _COLUMN


def _label(concept: ConceptId | None, kind: RelationKind, text: str, column: float) -> _Label:
    return _Label(concept, kind, wrap(text, size=FONT, room=column - 2 * _PAD_X - _EDGE))


def _stack(labels: Sequence[_Label]) -> float:
    return sum(label.height for label in labels) + _BETWEEN * max(0, len(labels) - 1)


def _rows(labels: Sequence[_Label]) -> list[Sequence[_Label]]:
    """Two or more labels above or below stand in pairs beside a trunk."""
    return [] if len(labels) < 2 else [labels[i : i + 2] for i in range(0, len(labels), 2)]


def _rows_height(rows: Sequence[Sequence[_Label]]) -> float:
    return sum(max(label.height for label in row) for row in rows) + _BETWEEN * max(0, len(rows) - 1)


def _single(label: _Label, centre: Box, *, y: float) -> Iterator[Neighbour]:
    box = label.at(centre.middle - label.width / 2, y)
    start, end = (centre.y, box.y + box.height) if box.y < centre.y else (centre.y + centre.height, box.y)
    yield Neighbour(concept=label.concept, kind=label.kind, box=box, path=f"M{centre.middle:g} {start:g}V{end:g}")


def _column(labels: Sequence[_Label], centre: Box, *, edge: float, y: float) -> Iterator[Neighbour]:
    """A stack of boxes at one side, each with a curve from the side of the concept's box."""
    on_left = edge < centre.x
    start = centre.x if on_left else centre.x + centre.width
    turn = _round((start + edge) / 2)
    for label in labels:
        box = label.at(edge - label.width if on_left else edge, y)
        path = (
            f"M{start:g} {centre.centre:g}C{turn:g} {centre.centre:g} {turn:g} {box.centre:g} {edge:g} {box.centre:g}"
        )
        yield Neighbour(concept=label.concept, kind=label.kind, box=box, path=path)
        y += label.height + _BETWEEN


def _tree(rows: Sequence[Sequence[_Label]], centre: Box, *, y: float, upward: bool) -> Iterator[Neighbour]:
    """Pairs of boxes on both sides of a trunk that leads to the concept's box."""
    trunk = centre.middle
    start = centre.y if upward else centre.y + centre.height
    for row in rows:
        tall = max(label.height for label in row)
        for side, label in enumerate(row):
            at = trunk - _GAP / 2 - label.width if side == 0 else trunk + _GAP / 2
            box = label.at(at, y + (tall - label.height) / 2)
            end = box.x + box.width if side == 0 else box.x
            path = f"M{trunk:g} {start:g}V{box.centre:g}H{end:g}"
            yield Neighbour(concept=label.concept, kind=label.kind, box=box, path=path)
        y += tall + _BETWEEN


def _round(value: float) -> float:
    return round(value, 1)
