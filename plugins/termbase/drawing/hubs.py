"""Concepts with very many relations, so that no drawing of a neighbor goes through all of them.

The concepts two steps away through a hub are nearly the same for each of its neighbors. They are ranked once and
shared; otherwise the work for a hub would grow with the square of its relations.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final

from termbase.model.concept import Concept, ConceptId
from termbase.model.vocabulary import RelationKind
from termbase.text.alphabet import sort_key

MANY: Final = 64
"""Minimum number of relations of a hub."""

_Step = tuple[ConceptId, RelationKind]
"""A neighbor that leads to a concept two steps away, and the relation between the two."""


class Hubs:
    """The hubs of a glossary and the concepts that they lead to."""

    def __init__(self, concepts: Mapping[str, Concept], terms: Mapping[str, str], *, many: int = MANY) -> None:
        self._terms = terms
        self._concepts = concepts
        self._kinds: dict[ConceptId, Mapping[ConceptId, Sequence[RelationKind]]] = {}
        for concept in concepts.values():
            if len(concept.relations) >= many:
                kinds: dict[ConceptId, list[RelationKind]] = defaultdict(list)
                for relation in concept.relations:
                    kinds[relation.target].append(relation.kind)
                self._kinds[concept.id] = dict(kinds)
        self._ranked: dict[tuple[ConceptId, ...], Mapping[ConceptId, None]] = {}

    def ways(
        self, neighbours: Sequence[ConceptId], *, shown: Set[ConceptId], without: Set[ConceptId], most: int
    ) -> tuple[Mapping[ConceptId, Sequence[_Step]], int]:
        """The concepts that some neighbors lead to, each with the steps there, and how many there are in all.

        Of those that only hubs lead to, just the first in rank that a shown hub leads to are returned.

        Args:
            neighbours: The neighbors, in the order in which steps are listed.
            shown: Those of the neighbors that the drawing shows.
            without: Concepts to leave out.
            most: How many to return at most of those that only hubs lead to.
        """
        found: dict[ConceptId, list[_Step]] = {}
        for by in neighbours:
            if by not in self._kinds:
                found.update((r.target, []) for r in self._concepts[by].relations if r.target not in without)
        total = len(found)
        through = tuple(by for by in neighbours if by in self._kinds)
        if through:
            ranked = self._rank(through)
            total += len(ranked) - sum(1 for id in (*without, *found) if id in ranked)
            shown_hubs = [self._kinds[by] for by in shown if by in self._kinds]
            taken = without | found.keys()
            rest = (id for id in ranked if id not in taken and any(id in led_to for led_to in shown_hubs))
            found.update((id, []) for id in (islice(rest, most) if shown_hubs else ()))
        for by in neighbours:
            for target, kinds in self._steps(by, found):
                if target in found:
                    found[target] += ((by, kind) for kind in kinds)
        return found, total

    def _steps(self, by: ConceptId, wanted: Iterable[ConceptId]) -> Iterator[tuple[ConceptId, Sequence[RelationKind]]]:
        if (hub := self._kinds.get(by)) is not None:
            yield from ((id, hub[id]) for id in wanted if id in hub)
        else:
            yield from ((relation.target, (relation.kind,)) for relation in self._concepts[by].relations)

    def _rank(self, hubs: tuple[ConceptId, ...]) -> Mapping[ConceptId, None]:
        """Everything that these hubs lead to: what most of their relations lead to first, then by name."""
        if hubs not in self._ranked:
            counts = Counter(id for hub in hubs for id, kinds in self._kinds[hub].items() for _ in kinds)
            order = sorted(counts, key=lambda id: (-counts[id], sort_key(self._terms[id]), id))
            self._ranked[hubs] = dict.fromkeys(order)
        return self._ranked[hubs]
