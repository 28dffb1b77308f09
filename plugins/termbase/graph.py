"""Concepts as nodes, relations as edges, and where to draw them.

Categories are clusters: each is laid out by itself and placed on a ring in the glossary's own
order, so that a new term moves its neighbours a little and the rest of the map not at all.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx

from termbase.model import Concept, ConceptId, Termbase
from termbase.vocabulary import RelationKind

_SPRING_LIMIT: Final = 400
"""Nodes of a cluster from which springs cost more than they show."""
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_SPACE: Final = 60.0
"""Room for one node, in the unit of the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A concept in the graph."""

    id: ConceptId
    label: str
    category: str | None
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """A relation, told once: a hierarchy from the narrower to the broader, others in order of id."""

    source: ConceptId
    target: ConceptId
    kind: RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The whole graph with its drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[GraphEdge, ...]


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


def graph(termbase: Termbase, *, kept: Mapping[str, tuple[float, float]] | None = None) -> Graph:
    """The graph of a termbase.

    Args:
        termbase: The glossary.
        kept: Positions from an earlier drawing; nodes in it stay where they were.
    """
    links = edges(termbase)
    degree: dict[ConceptId, int] = defaultdict(int)
    for link in links:
        degree[link.source] += 1
        degree[link.target] += 1
    places = _layout(termbase, links)
    nodes = []
    for concept in termbase.concepts:
        x, y = (kept or {}).get(concept.id, places[concept.id])
        nodes.append(
            Node(id=concept.id, label=concept.term, category=concept.category, degree=degree[concept.id], x=x, y=y)
        )
    return Graph(nodes=tuple(nodes), edges=links)


def _layout(termbase: Termbase, links: Sequence[GraphEdge]) -> dict[ConceptId, tuple[float, float]]:
    clusters: dict[str, list[Concept]] = {category.id: [] for category in termbase.categories}
    for concept in termbase.concepts:
        clusters.setdefault(concept.category or "", []).append(concept)
    filled = {name: members for name, members in clusters.items() if members}
    radii = {name: _SPACE * math.sqrt(len(members)) for name, members in filled.items()}
    # Each cluster gets an arc of the ring as wide as itself.
    around = sum(2 * radius for radius in radii.values())
    ring = 0.0 if len(filled) < 2 else max(around / (2 * math.pi), max(radii.values()) * 1.2)
    places: dict[ConceptId, tuple[float, float]] = {}
    passed = 0.0
    for name, members in filled.items():
        angle = 2 * math.pi * (passed + radii[name]) / around - math.pi / 2
        passed += 2 * radii[name]
        centre_x, centre_y = ring * math.cos(angle), ring * math.sin(angle)
        for id, (x, y) in _cluster(members, links).items():
            places[id] = (round(centre_x + x * radii[name], 1), round(centre_y + y * radii[name], 1))
    return places


def _cluster(members: Sequence[Concept], links: Sequence[GraphEdge]) -> dict[ConceptId, tuple[float, float]]:
    """Places one cluster's nodes within the unit circle."""
    start = {
        concept.id: (
            math.sqrt((index + 0.5) / len(members)) * math.cos(index * _GOLDEN),
            math.sqrt((index + 0.5) / len(members)) * math.sin(index * _GOLDEN),
        )
        for index, concept in enumerate(members)
    }
    if len(members) < 4 or len(members) > _SPRING_LIMIT:
        return start
    inner = nx.Graph()
    inner.add_nodes_from(start)
    inner.add_edges_from((link.source, link.target) for link in links if link.source in start and link.target in start)
    drawn = nx.spring_layout(inner, pos=start, iterations=30, k=1.6 / math.sqrt(len(members)), seed=1, scale=None)
    farthest = max(math.hypot(x, y) for x, y in drawn.values()) or 1.0
    return {id: (float(x) / farthest, float(y) / farthest) for id, (x, y) in drawn.items()}
