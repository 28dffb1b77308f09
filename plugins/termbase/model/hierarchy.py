"""The concepts above a concept: those that it is a kind or a part of, and so on upward."""

from collections.abc import Iterable, Mapping

from termbase.model.concept import Concept, ConceptId

Parents = Mapping[ConceptId, tuple[ConceptId, ...]]
"""The concepts one step above each concept."""


def parents_of(concepts: Iterable[Concept]) -> Parents:
    """The concepts that contain each one, as a kind or as a part."""
    return {
        concept.id: tuple(relation.target for relation in concept.relations if relation.kind.above)
        for concept in concepts
    }


def all_above(parents: Parents) -> Mapping[ConceptId, frozenset[ConceptId]]:
    """Everything above each concept at any distance; nothing is above itself, even in a cycle."""
    found: dict[ConceptId, frozenset[ConceptId]] = {}
    for id in parents:
        seen: set[ConceptId] = set()
        waiting = list(parents[id])
        while waiting:
            parent = waiting.pop()
            if parent not in seen:
                seen.add(parent)
                waiting += parents[parent]
        found[id] = frozenset(seen - {id})
    return found
