"""Cycles in a graph, each reported once."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TypeVar

_Node = TypeVar("_Node", bound=str)


def cycles(graph: Mapping[_Node, tuple[_Node, ...]]) -> Iterator[tuple[_Node, ...]]:
    """Yields cycles so that every node on a cycle is in at least one of them.

    A step from a node to itself does not count. Each cycle is a shortest one for one of its nodes, and begins with its
    smallest node. The number of all cycles can be exponential; this yields at most one per node.
    """
    for component in components(graph):
        if len(component) < 2:
            continue
        told: set[_Node] = set()
        for start in sorted(component):
            if start not in told:
                circle = _shortest(start, graph, component)
                told.update(circle)
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]


def components(graph: Mapping[_Node, tuple[_Node, ...]]) -> Iterator[set[_Node]]:
    """Yields the strongly connected components, by Tarjan's algorithm with a stack of its own.

    Nodes in one component can reach each other. Linear in nodes and edges.
    """
    number: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    open_nodes: list[_Node] = []
    is_open: set[_Node] = set()
    for root in graph:
        if root in number:
            continue
        work = [(root, iter(graph.get(root, ())))]
        number[root] = low[root] = len(number)
        open_nodes.append(root)
        is_open.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in number:
                    number[target] = low[target] = len(number)
                    open_nodes.append(target)
                    is_open.add(target)
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in is_open:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    # All above the first node of a component on the stack belong to it.
                    component: set[_Node] = set()
                    while node not in component:
                        component.add(open_nodes.pop())
                    is_open -= component
                    yield component


def _shortest(start: _Node, graph: Mapping[_Node, tuple[_Node, ...]], within: set[_Node]) -> tuple[_Node, ...]:
    came: dict[_Node, _Node] = {}
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
