"""Positions of concepts on the map: every category is an island with a place of its own.

A concept's place depends on its own category alone, and a category's on the order of categories,
so that a new term moves nothing beyond its island. Within an island the nodes sit on a lattice
wide enough for their labels, linked ones close to each other.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SLOT: Final = (104.0, 64.0)
"""Room for one node with its label, in the unit of the map: a pixel where every label is shown."""
_CAPACITY: Final = 14
"""Nodes that an island holds at that spacing; a fuller one is packed more closely."""
_ASPECT: Final = 1.3
_SEMI_MINOR: Final = math.sqrt(_CAPACITY * SLOT[0] * SLOT[1] / (math.pi * _ASPECT))
_SHORE: Final = 26.0
"""Room between the outermost nodes and the shore."""
_LARGEST: Final = _SEMI_MINOR * 1.12 + _SHORE
"""Half the height of the largest island; a lattice's outermost nodes lie a little outside its area."""
CELL: Final = (2 * _ASPECT * _LARGEST + 8.0, 1.74 * _LARGEST + 36.0)
"""Size of an island's place; rows are shifted by half of it, so that islands fill the gaps of the next row."""
_LINKED_LIMIT: Final = 300
"""Size of an island above which placement by links costs more than it is worth."""
_SWAPPED_LIMIT: Final = 60
"""The same for swapping nodes afterward."""
_PASSES: Final = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIsland:
    """The positions that an earlier map has fixed for one category."""

    centre: Point
    places: Mapping[str, Point]
    """Places of its concepts, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """A category on the map: an ellipse around its concepts."""

    category: str
    x: float
    y: float
    rx: float
    ry: float
    places: Mapping[str, Point]
    """Places of its concepts, by id."""


def islands(
    members: Mapping[str, Sequence[str]],
    links: Sequence[tuple[str, str]],
    *,
    kept: Mapping[str, KeptIsland] | None = None,
) -> tuple[Island, ...]:
    """Places every concept.

    Args:
        members: Ids of each category's concepts; the order of categories is that of their places.
        links: Pairs of ids that are related.
        kept: Positions to keep, by category.
    """
    kept = kept or {}
    home = {id: category for category, ids in members.items() for id in ids}
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in links:
        if a != b and home[a] == home[b]:
            near[a].add(b)
            near[b].add(a)
    free = _cells(len(members), taken=[settled.centre for settled in kept.values()])
    made = []
    for category, ids in members.items():
        settled = kept.get(category)
        centre = settled.centre if settled else next(free)
        places = {id: place for id, place in (settled.places if settled else {}).items() if id in ids}
        if ids:
            made.append(_island(category, centre, _settle(sorted(ids), near, centre, places)))
    return tuple(made)


def _cells(count: int, *, taken: Sequence[Point]) -> Iterator[Point]:
    """Places for islands: rows of alternating length, each shifted by half a place."""
    columns = math.ceil(math.sqrt(count * 1.3))
    row = 0
    while True:
        shift = row % 2
        for column in range(max(1, columns - shift)):
            place = (round((column + shift / 2) * CELL[0], 1), round(row * CELL[1], 1))
            if all(abs(place[0] - x) >= CELL[0] * 0.9 or abs(place[1] - y) >= CELL[1] * 0.9 for x, y in taken):
                yield place
        row += 1


def _slots(count: int, centre: Point, taken: Sequence[Point]) -> list[Point]:
    """The free places of a lattice closest to a center, closest first."""
    wanted = count + len(taken)
    scale = min(1.0, math.sqrt(_CAPACITY / max(1, wanted)))
    step_x, step_y = SLOT[0] * scale, SLOT[1] * scale
    reach = 2 + math.ceil(math.sqrt(wanted * 3))
    lattice = sorted(
        (round(math.hypot(x / _ASPECT, y), 3), round(y, 1), round(x, 1))
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
        for x, y in [((column + row % 2 / 2) * step_x, row * step_y)]
    )
    found = []
    for _, y, x in lattice:
        place = (round(centre[0] + x, 1), round(centre[1] + y, 1))
        if all(abs(place[0] - a) >= step_x * 0.8 or abs(place[1] - b) >= step_y * 0.8 for a, b in taken):
            found.append(place)
            if len(found) == count:
                break
    return found


def _settle(
    ids: Sequence[str], near: Mapping[str, set[str]], centre: Point, kept: Mapping[str, Point]
) -> dict[str, Point]:
    """Gives every concept of an island a place; those kept stay."""
    places = dict(kept)
    new = sorted((id for id in ids if id not in kept), key=lambda id: (-len(near.get(id, ())), id))
    slots = _slots(len(new), centre, tuple(kept.values()))
    if len(new) > _LINKED_LIMIT:
        return places | dict(zip(new, slots, strict=True))
    for id in new:
        drawn = [places[other] for other in near.get(id, ()) if other in places]
        best = min(slots, key=lambda slot: (_pull(slot, drawn), math.dist(slot, centre), slot))
        slots.remove(best)
        places[id] = best
    if len(new) <= _SWAPPED_LIMIT:
        _improve(new, near, places)
    return places


def _pull(place: Point, linked: Sequence[Point]) -> float:
    return round(sum(math.pow(math.hypot((place[0] - x) / _ASPECT, place[1] - y), 1.5) for x, y in linked), 3)


def _improve(movable: Sequence[str], near: Mapping[str, set[str]], places: dict[str, Point]) -> None:
    """Swaps pairs as long as that shortens links."""

    def cost(id: str) -> float:
        return _pull(places[id], [places[other] for other in sorted(near.get(id, ()))])

    for _ in range(_PASSES):
        changed = False
        for index, a in enumerate(movable):
            for b in movable[index + 1 :]:
                if not near.get(a) and not near.get(b):
                    continue
                before = cost(a) + cost(b)
                places[a], places[b] = places[b], places[a]
                if cost(a) + cost(b) < before - 0.01:
                    changed = True
                else:
                    places[a], places[b] = places[b], places[a]
        if not changed:
            return


def _island(category: str, centre: Point, places: Mapping[str, Point]) -> Island:
    """The smallest ellipse of the common shape around a center that holds all places."""
    reach = max(math.hypot((x - centre[0]) / _ASPECT, y - centre[1]) for x, y in places.values())
    return Island(
        category=category,
        x=centre[0],
        y=centre[1],
        rx=round((reach + _SHORE) * _ASPECT, 1),
        ry=round(reach + _SHORE, 1),
        places=dict(sorted(places.items())),
    )
