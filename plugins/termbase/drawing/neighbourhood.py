"""A concept and its neighbors as a drawing: the position of each label and line.

Broader concepts and wholes are above, narrower ones and parts below, those not to be confused with it on the left,
related ones on the right (and on the left where nothing else is there). Labels are stacked in columns of their own, so
that no two ever touch. This module only computes the geometry, in pixels at natural size; templates do the drawing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.drawing.label_boxes import BETWEEN, EDGE, Box, Label, label, rounded, stacked
from termbase.model.concept import Concept, ConceptId
from termbase.model.vocabulary import RelationKind
from termbase.text.alphabet import sort_key

MOST_NEIGHBOURS: Final = 16
"""Maximum number of boxes for neighbors, including the one for those left out."""
ABOVE: Final = (RelationKind.BROADER, RelationKind.PART_OF)
"""Kinds that are drawn above the concept."""
BELOW: Final = (RelationKind.NARROWER, RelationKind.PARTS)
"""Kinds that are drawn below it."""
ORDER: Final = (*ABOVE, *BELOW, RelationKind.CONTRAST, RelationKind.RELATED)
"""Kinds of relation in the order in which they are named."""
_COLUMN: Final = 116.0
"""Wide enough for long words such as “Implementation”, which no label breaks."""
_MIDDLE: Final = 116.0
_GAP: Final = 30.0
_WIDTH: Final = 2 * _COLUMN + _MIDDLE + 2 * _GAP
_RISE: Final = 26.0
"""Space between the middle band and the boxes above or below it."""

Chosen = Mapping[RelationKind, Sequence[Label]]
"""The neighbors to show, by kind; the last of a kind may be the count of those left out."""

Listed = Mapping[RelationKind, Sequence[ConceptId]]
"""The neighbors of a concept by kind, every kind of `ORDER` among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A neighbor's box and the line that leads to it; without a concept, the box of those left out."""

    concept: ConceptId | None
    kind: RelationKind
    box: Box
    path: str
    """The line that leads to this box, as SVG path data."""
    beyond: tuple["Neighbour", ...] = ()
    """The neighbors of this one, in a drawing of two steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The drawing of one concept's relations."""

    width: float
    height: float
    centre: Box
    neighbours: tuple[Neighbour, ...]
    rest: Box | None = None
    """The box for omitted concepts that are two steps away."""

    @property
    def kinds(self) -> tuple[RelationKind, ...]:
        """The kinds of relation that occur, in the order of the legend."""
        found = {step.kind for near in self.neighbours for step in (near, *near.beyond)}
        return tuple(kind for kind in ORDER if kind in found)


def and_more(count: int) -> str:
    """The label of a box that stands for those left out."""
    return f"+ {count} more"


def neighbourhood(
    concept: Concept,
    terms: Mapping[str, str],
    *,
    more: Callable[[int], str] = and_more,
    listed: Listed | None = None,
) -> Neighbourhood | None:
    """The drawing of a concept's relations, or None if it has none.

    Args:
        concept: The concept in the middle.
        terms: Preferred term of every concept, by id.
        more: The label of a box for so many that are left out.
        listed: Its neighbors by kind, if they are known; see `neighbours_by_kind`.
    """
    if not concept.relations:
        return None
    shown = choose(listed or neighbours_by_kind(concept, terms), terms, room=_room, more=more)
    top = [item for kind in ABOVE for item in shown[kind]]
    bottom = [item for kind in BELOW for item in shown[kind]]
    left, right = shown[RelationKind.CONTRAST], shown[RelationKind.RELATED]
    # A side that would stay empty takes half of the other.
    if not left and len(right) > 1:
        left, right = right[len(right) - len(right) // 2 :], right[: len(right) - len(right) // 2]
    elif not right and len(left) > 1:
        left, right = left[: len(left) - len(left) // 2], left[len(left) - len(left) // 2 :]

    middle = label(concept.id, RelationKind.RELATED, concept.term, room=_MIDDLE)
    above = top[0].height + _RISE if len(top) == 1 else 0.0
    below = bottom[0].height + _RISE if len(bottom) == 1 else 0.0
    reach = max(stacked(left), stacked(right)) / 2
    top_rows, bottom_rows = _rows(top), _rows(bottom)
    head = _rows_height(top_rows) + _RISE if top_rows else 0.0
    foot = _rows_height(bottom_rows) + _RISE if bottom_rows else 0.0
    upper = max(reach, middle.height / 2 + above)
    lower = max(reach, middle.height / 2 + below)
    centre_y = EDGE + head + upper
    centre = middle.at((_WIDTH - _MIDDLE) / 2, centre_y - middle.height / 2, width=_MIDDLE)

    found: list[Neighbour] = []
    if len(top) == 1:
        found += _single(top[0], centre, y=centre.y - _RISE - top[0].height)
    found += _tree(top_rows, centre, y=EDGE, upward=True)
    found += side_column(left, centre, edge=_COLUMN, y=centre_y - stacked(left) / 2)
    found += side_column(right, centre, edge=_WIDTH - _COLUMN, y=centre_y - stacked(right) / 2)
    if len(bottom) == 1:
        found += _single(bottom[0], centre, y=centre.y + centre.height + _RISE)
    found += _tree(bottom_rows, centre, y=centre_y + lower + _RISE, upward=False)
    return Neighbourhood(
        width=_WIDTH,
        height=rounded(head + upper + lower + foot + 2 * EDGE),
        centre=centre,
        neighbours=tuple(found),
    )


def neighbours_by_kind(concept: Concept, terms: Mapping[str, str]) -> Listed:
    """The neighbors of a concept by kind, each kind in alphabetical order.

    Args:
        concept: The concept.
        terms: Preferred term of every concept, by id.
    """
    found: dict[RelationKind, list[ConceptId]] = {kind: [] for kind in ORDER}
    for relation in concept.relations:
        found[relation.kind].append(relation.target)
    for ids in found.values():
        if len(ids) > 1:
            ids.sort(key=lambda id: (sort_key(terms[id]), id))
    return found


def choose(
    listed: Listed,
    terms: Mapping[str, str],
    *,
    room: Callable[[RelationKind, int], float],
    more: Callable[[int], str] = and_more,
    most: int = MOST_NEIGHBOURS,
) -> Chosen:
    """The labels of each kind; if there are too many, every kind gives up some of its last.

    Args:
        listed: The neighbors by kind.
        terms: Preferred term of every concept, by id.
        room: Width for the box of a neighbor of a kind of which there are so many.
        more: The label of a box for so many that are left out.
        most: Boxes at most, those for what is left out among them.
    """
    total = sum(map(len, listed.values()))
    left_out = dict.fromkeys(ORDER, 0)
    while total - sum(left_out.values()) + sum(1 for count in left_out.values() if count) > most:
        longest = max(ORDER, key=lambda kind: len(listed[kind]) - left_out[kind])
        left_out[longest] += 1
    return {
        kind: [
            *(label(id, kind, terms[id], room=room(kind, len(ids))) for id in ids[: len(ids) - left_out[kind]]),
            *([label(None, kind, more(left_out[kind]), room=_COLUMN)] if left_out[kind] else []),
        ]
        if ids
        else []
        for kind, ids in listed.items()
    }


def _room(kind: RelationKind, count: int) -> float:
    """Width of a box: pairs next to a trunk have half of the drawing."""
    in_pairs = kind in (*ABOVE, *BELOW) and count > 1
    return (_WIDTH - _GAP) / 2 if in_pairs else _COLUMN


def _rows(labels: Sequence[Label]) -> list[Sequence[Label]]:
    """Two or more labels above or below are placed in pairs along a trunk."""
    return [] if len(labels) < 2 else [labels[i : i + 2] for i in range(0, len(labels), 2)]


def _rows_height(rows: Sequence[Sequence[Label]]) -> float:
    return sum(max(item.height for item in row) for row in rows) + BETWEEN * max(0, len(rows) - 1)


def _single(item: Label, centre: Box, *, y: float) -> Iterator[Neighbour]:
    box = item.at(centre.middle - item.width / 2, y)
    start, end = (centre.y, box.y + box.height) if box.y < centre.y else (centre.y + centre.height, box.y)
    yield Neighbour(concept=item.concept, kind=item.kind, box=box, path=f"M{centre.middle:g} {start:g}V{end:g}")


def side_column(labels: Sequence[Label], centre: Box, *, edge: float, y: float) -> Iterator[Neighbour]:
    """A stack of boxes at one side of a box, each with a curve from that side.

    Args:
        labels: The labels of the boxes, from the top.
        centre: The box they belong to.
        edge: Where the stack has the side that is turned to it.
        y: Top of the stack.
    """
    on_left = edge < centre.x
    start = rounded(centre.x if on_left else centre.x + centre.width)
    turn = rounded((start + edge) / 2)
    begin = f"M{start:g} {centre.centre:g}C{turn:g} {centre.centre:g} {turn:g} "
    for item in labels:
        box = item.at(edge - item.width if on_left else edge, y)
        height = f"{box.centre:g}"
        path = f"{begin}{height} {edge:g} {height}"
        yield Neighbour(concept=item.concept, kind=item.kind, box=box, path=path)
        y += item.height + BETWEEN


def _tree(rows: Sequence[Sequence[Label]], centre: Box, *, y: float, upward: bool) -> Iterator[Neighbour]:
    """Pairs of boxes on both sides of a trunk that leads to the concept's box."""
    trunk = centre.middle
    start = centre.y if upward else centre.y + centre.height
    for row in rows:
        tall = max(item.height for item in row)
        for side, item in enumerate(row):
            at = trunk - _GAP / 2 - item.width if side == 0 else trunk + _GAP / 2
            box = item.at(at, y + (tall - item.height) / 2)
            end = box.x + box.width if side == 0 else box.x
            path = f"M{trunk:g} {start:g}V{box.centre:g}H{end:g}"
            yield Neighbour(concept=item.concept, kind=item.kind, box=box, path=path)
        y += tall + BETWEEN
