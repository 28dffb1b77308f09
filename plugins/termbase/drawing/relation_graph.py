"""Concepts as nodes, relations as edges, and the map that shows them.

Positions are computed here, at build time: a browser only moves and zooms the drawing. Labels have the same size at
every zoom level, so each has a minimum scale at which there is space for it; below that, its node is a dot.
"""

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from termbase.drawing.map_layout import Island, KeptIsland, islands
from termbase.drawing.text_width import height, room_for_words, width, wrap
from termbase.model.concept import Concept, ConceptId, Termbase
from termbase.model.vocabulary import RelationKind

LABEL: Final = 12.0
"""Font size of a node's label, in pixels of the screen."""
DRAWN: Final = 2500
"""Number of nodes above which the map shows only categories, because dots would say nothing."""
_TITLE: Final = 13.0
_LABEL_ROOM: Final = 80.0
"""Width at which a label is broken."""
_TITLE_ROOM: Final = 96.0
_TITLE_ABOVE: Final = (22.0, 4.0)
"""From the top of an island to the top and to the foot of its title, in pixels of the screen."""
_BOLD: Final = 1.08
_PAD: Final = 4.0
_DOT: Final = 6.0
_APART: Final = 2.0
_HEADROOM: Final = 44.0
"""Space for the title of an island at the top of the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedNode:
    """A concept in the graph."""

    id: ConceptId
    label: str
    category: str | None
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLabel:
    """The label of a node on the map."""

    lines: tuple[str, ...]
    """The text, broken into lines."""
    size: tuple[float, float]
    """Width and height of the label's frame, in pixels of the screen."""
    room_from: float
    """Pixels per unit of the map from which the label has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """A relation, listed once: a hierarchy from the narrower to the broader, others sorted by id."""

    source: ConceptId
    target: ConceptId
    kind: RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A category on the map."""

    category: str
    """Id, or "" for what has none."""
    title: str
    lines: tuple[str, ...]
    """The title, broken into lines."""
    island: Island


@dataclass(frozen=True, kw_only=True)
class Graph:
    """The whole graph with its drawing."""

    nodes: tuple[PlacedNode, ...]
    edges: tuple[GraphEdge, ...]
    regions: tuple[Region, ...] = ()
    bridges: tuple[tuple[str, str, int], ...] = ()
    """Pairs of categories with the number of relations between their concepts."""

    @property
    def detailed(self) -> bool:
        """True if the map draws every concept."""
        return len(self.nodes) <= DRAWN

    @cached_property
    def labels(self) -> Mapping[ConceptId, NodeLabel]:
        """The label of each node; only a page with the map needs them."""
        return _labels(self.nodes, self.regions)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the drawing."""
        shores = [region.island for region in self.regions]
        if not shores:
            return (0.0, 0.0, 1.0, 1.0)
        left, top = min(i.x - i.rx for i in shores), min(i.y - i.ry for i in shores) - _HEADROOM
        right, bottom = max(i.x + i.rx for i in shores), max(i.y + i.ry for i in shores)
        return round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)

    @property
    def places(self) -> Mapping[str, Region]:
        """Regions by category."""
        return {region.category: region for region in self.regions}

    @property
    def numbers(self) -> Mapping[str, int]:
        """The position of every node in the list of nodes, by id."""
        return {node.id: number for number, node in enumerate(self.nodes)}


def edges(termbase: Termbase) -> tuple[GraphEdge, ...]:
    """Every relation once."""
    found: dict[tuple[ConceptId, ConceptId, RelationKind], GraphEdge] = {}
    for concept in termbase.concepts:
        for relation in concept.relations:
            if relation.kind in (RelationKind.NARROWER, RelationKind.PARTS):
                continue
            source, target = concept.id, relation.target
            if not relation.kind.above and source > target:
                source, target = target, source
            found[source, target, relation.kind] = GraphEdge(source=source, target=target, kind=relation.kind)
    return tuple(found[key] for key in sorted(found))


def graph(termbase: Termbase, *, kept: Mapping[str, KeptIsland] | None = None, others: str = "Others") -> Graph:
    """The graph of a termbase.

    Args:
        termbase: The glossary.
        kept: Places from an earlier map; what is in it stays where it was.
        others: Title of the region of concepts without a category.
    """
    links = edges(termbase)
    degree = Counter(id for link in links for id in (link.source, link.target))
    members: dict[str, list[str]] = {category.id: [] for category in termbase.categories}
    for concept in termbase.concepts:
        members.setdefault(concept.category or "", []).append(concept.id)
    members[""] = members.pop("", [])
    shores = islands(members, [(link.source, link.target) for link in links], kept=kept)

    def title_of(category: str) -> str:
        known = termbase.category_by_id.get(category)
        return known.title if known is not None else category or others

    regions = tuple(
        Region(
            category=island.category,
            title=(title := title_of(island.category)),
            lines=wrap(title, size=_TITLE, room=room_for_words(title, size=_TITLE, least=_TITLE_ROOM)),
            island=island,
        )
        for island in shores
    )
    return Graph(
        nodes=_nodes(termbase.concepts, regions, degree),
        edges=links,
        regions=regions,
        bridges=_bridges(termbase, links),
    )


def _bridges(termbase: Termbase, links: Sequence[GraphEdge]) -> tuple[tuple[str, str, int], ...]:
    home = {concept.id: concept.category or "" for concept in termbase.concepts}
    counted = Counter(
        (min(pair), max(pair))
        for pair in ((home[link.source], home[link.target]) for link in links)
        if pair[0] != pair[1]
    )
    return tuple((a, b, count) for (a, b), count in sorted(counted.items()))


def _nodes(
    concepts: Sequence[Concept], regions: Sequence[Region], degree: Mapping[ConceptId, int]
) -> tuple[PlacedNode, ...]:
    places = {id: place for region in regions for id, place in region.island.places.items()}
    return tuple(
        PlacedNode(
            id=concept.id,
            label=concept.term,
            category=concept.category,
            degree=degree[concept.id],
            x=places[concept.id][0],
            y=places[concept.id][1],
        )
        for concept in concepts
    )


def _labels(nodes: Sequence[PlacedNode], regions: Sequence[Region]) -> Mapping[ConceptId, NodeLabel]:
    rooms = {node.id: room_for_words(node.label, size=LABEL, least=_LABEL_ROOM) for node in nodes}
    lines = {node.id: wrap(node.label, size=LABEL, room=rooms[node.id]) for node in nodes}
    first = sorted(nodes, key=lambda node: (-node.degree, node.id))
    drawn = tuple((node.id, node.x, node.y, lines[node.id]) for node in first) if len(first) <= DRAWN else ()
    titles = tuple(
        (r.island.x, r.island.y - r.island.ry, width(r.title, size=_TITLE) / 2 * _BOLD + _APART) for r in regions
    )
    room = _room_from(drawn, tuple((node.x, node.y) for node in first), titles)
    return {
        id: NodeLabel(lines=text, size=label_size(text), room_from=room.get(id, math.inf)) for id, text in lines.items()
    }


# A server draws the same map after nearly every save.
@lru_cache(maxsize=1)
def _room_from(
    labels: tuple[tuple[str, float, float, tuple[str, ...]], ...],
    dots: tuple[tuple[float, float], ...],
    titles: tuple[tuple[float, float, float], ...],
) -> Mapping[str, float]:
    """For each label, most important first, the minimum scale at which it has enough space.

    A label keeps its size while distances grow with the scale, so two labels that are apart at one
    scale are apart at every larger one. A label waits until it is clear of those before it, of the
    titles of islands, and of the dots of nodes without a label.
    """
    nearby, near_dots = _Nearby(), _Nearby()
    for x, y in dots if labels else ():
        near_dots.add(x, y, ())
    found: dict[str, float] = {}
    widest = 0.0
    for id, x, y, lines in labels:
        wide, tall = label_size(lines)
        half, rise = wide / 2 + _APART, tall / 2 + _APART
        scale = 0.0
        dot_half, dot_rise = half + _DOT, rise + _DOT
        for side in near_dots.sides(x, y):
            for other_x, other_y in side:
                # Anything further to the side than this is clear at a smaller scale than the current one.
                if other_x != x and dot_half / abs(other_x - x) <= scale:
                    break
                if (other_x, other_y) != (x, y):
                    scale = max(scale, _clear(other_x - x, other_y - y, dot_half, dot_rise))
        for other_x, other_y, other_half in titles:
            over = rise - _TITLE_ABOVE[1] if y > other_y else rise + _TITLE_ABOVE[0]
            scale = max(scale, _clear(other_x - x, other_y - y, half + other_half, over))
        for side in nearby.sides(x, y):
            for other_x, other_y, other_half, other_rise, other_from in side:
                if other_x != x and (half + widest) / abs(other_x - x) <= scale:
                    break
                clear = _clear(other_x - x, other_y - y, half + other_half, rise + other_rise)
                if clear > other_from:
                    scale = max(scale, clear)
        scale = round(scale + 0.005, 2)
        nearby.add(x, y, (half, rise, scale))
        widest = max(widest, half)
        found[id] = scale
    return found


def _clear(aside: float, under: float, half: float, rise: float) -> float:
    """The minimum scale at which two boxes do not touch, given the distance that their centers need."""
    return min(half / abs(aside) if aside else math.inf, rise / abs(under) if under else math.inf)


def label_size(lines: Sequence[str]) -> tuple[float, float]:
    """Width and height of a label with its frame, in pixels of the screen."""
    return (
        round(max(width(line, size=LABEL) for line in lines) + 2 * _PAD, 1),
        round(height(len(lines), size=LABEL) + _PAD, 1),
    )


class _Nearby:
    """An index of items by position, for finding those near a point without checking all of them."""

    _CELL: Final = 700.0
    """Labels farther apart than this meet only at scales that no reader uses."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, ...]]] = defaultdict(list)
        """For each cell, the items in it or in an adjacent one, from left to right."""

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return int(x // self._CELL), int(y // self._CELL)

    def add(self, x: float, y: float, size: tuple[float, ...]) -> None:
        column, row = self._cell(x, y)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                insort(self._cells[i, j], (x, y, *size))

    def sides(self, x: float, y: float) -> tuple[Sequence[tuple[float, ...]], Sequence[tuple[float, ...]]]:
        """The items near a point, to its right and to its left, each from the closest to the farthest."""
        near = self._cells.get(self._cell(x, y), [])
        start = bisect_left(near, (x,))
        return near[start:], near[:start][::-1]
