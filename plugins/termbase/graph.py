"""Concepts as nodes, relations as edges, and the map that shows them.

Positions are settled here, at build time: a browser only moves and magnifies the drawing. Labels
have the same size at every magnification, so each says from which scale on there is room for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.islands import Island, Kept, islands
from termbase.lettering import height, width, wrap
from termbase.model import Concept, ConceptId, Termbase
from termbase.vocabulary import RelationKind

LABEL: Final = 12.0
"""Font size of a node's label, in pixels of the screen."""
_TITLE: Final = 13.0
_LABEL_ROOM: Final = 98.0
_TITLE_ROOM: Final = 96.0
_BELOW: Final = 8.0
"""From a node's middle to the top of its label, in pixels of the screen."""
_DOT: Final = 6.0
_APART: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A concept in the graph."""

    id: ConceptId
    label: str
    category: str | None
    degree: int
    x: float
    y: float
    lines: tuple[str, ...]
    """The label, broken into lines."""
    room_from: float
    """Pixels per unit of the map from which on the label has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """A relation, told once: a hierarchy from the narrower to the broader, others in order of id."""

    source: ConceptId
    target: ConceptId
    kind: RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A category on the map."""

    category: str
    """Id, or "" for what has none."""
    lines: tuple[str, ...]
    """The title, broken into lines."""
    island: Island


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The whole graph with its drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[GraphEdge, ...]
    regions: tuple[Region, ...] = ()
    bridges: tuple[tuple[str, str, int], ...] = ()
    """Pairs of categories with the number of relations between their concepts."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the drawing."""
        shores = [region.island for region in self.regions]
        if not shores:
            return (0.0, 0.0, 1.0, 1.0)
        left, top = min(i.x - i.rx for i in shores), min(i.y - i.ry for i in shores)
        right, bottom = max(i.x + i.rx for i in shores), max(i.y + i.ry for i in shores)
        return tuple(round(v, 1) for v in (left, top, right - left, bottom - top))  # type: ignore[return-value]

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
            if relation.kind is RelationKind.NARROWER:
                continue
            source, target = concept.id, relation.target
            if relation.kind is not RelationKind.BROADER and source > target:
                source, target = target, source
            found[source, target, relation.kind] = GraphEdge(source=source, target=target, kind=relation.kind)
    return tuple(found[key] for key in sorted(found))


def graph(termbase: Termbase, *, kept: Mapping[str, Kept] | None = None) -> Graph:
    """The graph of a termbase.

    Args:
        termbase: The glossary.
        kept: Places from an earlier map; what is in it stays where it was.
    """
    links = edges(termbase)
    degree = Counter(id for link in links for id in (link.source, link.target))
    members: dict[str, list[str]] = {category.id: [] for category in termbase.categories}
    for concept in termbase.concepts:
        members.setdefault(concept.category or "", []).append(concept.id)
    members[""] = members.pop("", [])
    shores = islands(members, [(link.source, link.target) for link in links], kept=kept)
    titles = {category.id: category.title for category in termbase.categories}
    regions = tuple(
        Region(
            category=island.category,
            lines=wrap(titles.get(island.category, island.category or "Others"), size=_TITLE, room=_TITLE_ROOM),
            island=island,
        )
        for island in shores
    )
    return Graph(
        nodes=_nodes(termbase.concepts, regions, degree), edges=links, regions=regions, bridges=_bridges(termbase, links)
    )


def _bridges(termbase: Termbase, links: Sequence[GraphEdge]) -> tuple[tuple[str, str, int], ...]:
    home = {concept.id: concept.category or "" for concept in termbase.concepts}
    counted = Counter(
        (min(pair), max(pair))
        for pair in ((home[link.source], home[link.target]) for link in links)
        if pair[0] != pair[1]
    )
    return tuple((a, b, count) for (a, b), count in sorted(counted.items()))


def _nodes(concepts: Sequence[Concept], regions: Sequence[Region], degree: Mapping[ConceptId, int]) -> tuple[Node, ...]:
    places = {id: place for region in regions for id, place in region.island.places.items()}
    labels = {concept.id: wrap(concept.term, size=LABEL, room=_LABEL_ROOM) for concept in concepts}
    first = sorted(labels, key=lambda id: (-degree[id], id))
    room = dict(_room_from([(id, *places[id], labels[id]) for id in first], [places[id] for id in first]))
    return tuple(
        Node(
            id=concept.id,
            label=concept.term,
            category=concept.category,
            degree=degree[concept.id],
            x=places[concept.id][0],
            y=places[concept.id][1],
            lines=labels[concept.id],
            room_from=room[concept.id],
        )
        for concept in concepts
    )


def _room_from(
    labels: Sequence[tuple[str, float, float, tuple[str, ...]]], dots: Sequence[tuple[float, float]]
) -> Iterator[tuple[str, float]]:
    """For each label, most important first, the scale from which on nothing stands in its way.

    A label keeps its size while distances grow with the scale, so two labels that are apart at one
    scale are apart at every larger one. A label waits until it is clear of those before it.
    """
    nearby = _Neighbours()
    near_dots = _Neighbours()
    for x, y in dots:
        near_dots.add(x, y, (x, y))
    for id, x, y, lines in labels:
        half, tall = max(width(line, size=LABEL) for line in lines) / 2 + _APART, height(len(lines), size=LABEL)
        scale = 0.0
        for other_x, other_y in near_dots.around(x, y):
            if (other_x, other_y) != (x, y):
                aside = (half + _DOT) / abs(other_x - x) if other_x != x else float("inf")
                # The label is below its own node, so a dot above the node is never in its way.
                under = (_BELOW + tall + _DOT) / (other_y - y) if other_y > y else 0.0
                scale = max(scale, min(aside, under))
        for other_x, other_y, other_half, other_tall, other_from in nearby.around(x, y):
            aside = (half + other_half) / abs(other_x - x) if other_x != x else float("inf")
            rise = other_y - y
            under = tall / rise if rise > 0 else other_tall / -rise if rise < 0 else float("inf")
            clear = min(aside, under)
            if clear > other_from:
                scale = max(scale, clear)
        scale = round(scale + 0.005, 2)
        nearby.add(x, y, (x, y, half, tall, scale))
        yield id, scale


class _Neighbours:
    """Things near a point of the map, found without looking at all of them."""

    _CELL: Final = 700.0
    """Further apart than this, labels meet only at scales that no reader sees a map at."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, ...]]] = defaultdict(list)

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return int(x // self._CELL), int(y // self._CELL)

    def add(self, x: float, y: float, thing: tuple[float, ...]) -> None:
        self._cells[self._cell(x, y)].append(thing)

    def around(self, x: float, y: float) -> Iterator[tuple[float, ...]]:
        column, row = self._cell(x, y)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                yield from self._cells.get((i, j), ())
