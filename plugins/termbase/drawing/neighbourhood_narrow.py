"""A concept and its neighbors, one below the other: for narrow windows, and for two steps.

Broader concepts are above, all others below. Each kind of relation has a rail of its own at the left, so that lines of
two kinds never overlap. In a drawing of two steps, the neighbors of a neighbor are to its right; a concept that several
neighbors lead to is next to one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from termbase.drawing.hubs import Hubs
from termbase.drawing.label_boxes import BETWEEN, EDGE, Label, label, rounded, stacked
from termbase.drawing.neighbourhood import (
    ABOVE,
    ORDER,
    Chosen,
    Listed,
    Neighbour,
    Neighbourhood,
    and_more,
    choose,
    neighbours_by_kind,
    side_column,
)
from termbase.model.concept import Concept, ConceptId
from termbase.model.vocabulary import RelationKind
from termbase.text.alphabet import sort_key

NARROW_WIDTH: Final = 304.0
"""Width at which the narrowest phone shows text in a readable size."""
MOST_BOXES: Final = 22
"""Maximum number of boxes in a drawing of two steps, including those for what is left out."""
_NEAR: Final = 11
"""Of these for neighbors, so that there is room for theirs."""
_RAIL: Final = 8.0
_STUB: Final = 16.0
_COLUMN: Final = 116.0
_GAP: Final = 26.0
_RISE: Final = 14.0
"""Space between the concept's box and the boxes above or below it."""

_Beyond = Mapping[ConceptId | None, Sequence[Label]]


def narrow(
    concept: Concept,
    terms: Mapping[str, str],
    *,
    more: Callable[[int], str] = and_more,
    listed: Listed | None = None,
) -> Neighbourhood | None:
    """The drawing of a concept's relations for a narrow window, or None if it has none.

    Args:
        concept: The concept in the middle.
        terms: Preferred term of every concept, by id.
        more: The label of a box for so many that are left out.
        listed: Its neighbors by kind, if they are known; see `neighbours_by_kind`.
    """
    if not concept.relations:
        return None
    left = _left(concept)
    near = choose(
        listed or neighbours_by_kind(concept, terms),
        terms,
        room=lambda kind, count: NARROW_WIDTH - EDGE - left,
        more=more,
    )
    return _drawn(concept, near, {}, left=left)


def two_steps(
    concept: Concept,
    terms: Mapping[str, str],
    hubs: Hubs,
    *,
    more: Callable[[int], str] = and_more,
    listed: Listed | None = None,
) -> Neighbourhood | None:
    """The diagram of a concept's neighbors and their neighbors, or None if there are none at two steps.

    Args:
        concept: The concept that the steps begin at.
        terms: Preferred term of every concept, by id.
        hubs: Finds what neighbors lead to.
        more: The label of a box for so many that are left out.
        listed: Its neighbors by kind, if they are known; see `neighbours_by_kind`.
    """
    listed = listed or neighbours_by_kind(concept, terms)
    neighbours = [by for kind in ORDER for by in sorted(listed[kind])]
    left = _left(concept)
    near = choose(listed, terms, room=lambda kind, count: _COLUMN, more=more, most=_NEAR)
    shown = [item.concept for kind in ORDER for item in near[kind]]
    ways, total = hubs.ways(
        neighbours, shown={id for id in shown if id}, without={*neighbours, concept.id}, most=MOST_BOXES + 1
    )
    if not total:
        return None
    # Concepts to which most neighbors lead come first.
    far = sorted(ways, key=lambda id: (-len(ways[id]), sort_key(terms[id]), id))
    reached = [id for id in far if any(by in shown for by, _ in ways[id])]
    room = MOST_BOXES - len(shown)
    if len(reached) > room or len(reached) < total:
        reached = reached[: room - 1]
    beyond: dict[ConceptId | None, list[Label]] = defaultdict(list)
    for id in reached:
        by, kind = min((way for way in ways[id] if way[0] in shown), key=lambda way: len(beyond[way[0]]))
        beyond[by].append(label(id, kind, terms[id], room=NARROW_WIDTH - EDGE - left - _COLUMN - _GAP))
    for items in beyond.values():
        items.sort(key=lambda item: (ORDER.index(item.kind), sort_key(terms[item.concept or ""])))
    drawing = _drawn(concept, near, beyond, left=left)
    if len(reached) == total:
        return drawing
    others = label(None, RelationKind.RELATED, more(total - len(reached)), room=_COLUMN)
    rest = others.at(left + _COLUMN + _GAP, drawing.height - EDGE + BETWEEN)
    return replace(drawing, rest=rest, height=rounded(rest.y + rest.height + EDGE))


def _left(concept: Concept) -> float:
    """Where neighbors begin: right of the rails of all kinds below."""
    below = {relation.kind for relation in concept.relations}.difference(ABOVE)
    return EDGE + _RAIL * max(1, len(below)) + _STUB


def _drawn(concept: Concept, near: Chosen, beyond: _Beyond, *, left: float) -> Neighbourhood:
    above = [item for kind in ABOVE for item in near[kind]]
    top = EDGE + (sum(_height(item, beyond) + BETWEEN for item in above) - BETWEEN + _RISE if above else 0.0)
    name = label(concept.id, RelationKind.RELATED, concept.term, room=NARROW_WIDTH - EDGE)
    # All rails begin at the concept's box, however short its name is.
    centre = name.at(EDGE, top, width=max(name.width, left - EDGE))
    found = list(_group(above, beyond, y=EDGE, start=centre.y, rail=left - _STUB, left=left))
    y = centre.y + centre.height + _RISE
    rail = left - _STUB
    for kind in ORDER[len(ABOVE) :]:
        if near[kind]:
            foot = centre.y + centre.height
            found += _group(near[kind], beyond, y=y, start=foot, rail=rail, left=left)
            y += sum(_height(item, beyond) + BETWEEN for item in near[kind])
            rail -= _RAIL
    last = centre.y + centre.height if len(found) == len(above) else y - BETWEEN
    return Neighbourhood(width=NARROW_WIDTH, height=rounded(last + EDGE), centre=centre, neighbours=tuple(found))


def _height(item: Label, beyond: _Beyond) -> float:
    return max(item.height, stacked(beyond.get(item.concept, ())))


def _group(
    items: Sequence[Label], beyond: _Beyond, *, y: float, start: float, rail: float, left: float
) -> Iterator[Neighbour]:
    """Neighbors of one kind, each with what lies beyond it to the right."""
    for item in items:
        tall = _height(item, beyond)
        box = item.at(left, y + (tall - item.height) / 2)
        further = beyond.get(item.concept, ())
        yield Neighbour(
            concept=item.concept,
            kind=item.kind,
            box=box,
            path=f"M{rail:g} {start:g}V{box.centre:g}H{left:g}",
            beyond=tuple(side_column(further, box, edge=left + _COLUMN + _GAP, y=y + (tall - stacked(further)) / 2)),
        )
        y += tall + BETWEEN
