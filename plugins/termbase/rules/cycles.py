"""Cycles in a graph, each reported once."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=str)


def cycles(graph: Mapping[Node, tuple[Node, ...]]) -> Iterator[tuple[Node, ...]]:
    """Yields cycles so that every node on a cycle is in at least one of them.

    A step from a node to itself does not count. Each cycle is the shortest for one of its nodes, and
    begins with its smallest. The number of all cycles can be exponential; this yields at most one per node.
    """
    from networkx import DiGraph, strongly_connected_components  # slower to import than most glossaries to check

    edges = ((node, target) for node, targets in graph.items() for target in targets)
    for component in strongly_connected_components(DiGraph(edges)):
        if len(component) < 2:
            continue
        told: set[Node] = set()
        for start in sorted(component):
            if start not in told:
                circle = _shortest(start, graph, component)
                told.update(circle)
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]


def _shortest(start: Node, graph: Mapping[Node, tuple[Node, ...]], within: set[Node]) -> tuple[Node, ...]:
    came: dict[Node, Node] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in sorted(graph.get(here, ())):
            if there == start and here != start:
                circle = [here]
                while circle[-1] != start:
                    circle.append(came[circle[-1]])
                return tuple(reversed(circle))
            if there in within and there not in came and there != start:
                came[there] = here
                queue.append(there)
    raise AssertionError("a strongly connected component has a cycle through each node")
