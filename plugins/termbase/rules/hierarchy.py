"""Relations that contradict each other."""

from collections.abc import Iterator, Mapping
from typing import Final

from termbase.model.codes import Code
from termbase.model.concept import ConceptId
from termbase.model.diagnostics import Diagnostic
from termbase.model.hierarchy import all_above, parents_of
from termbase.model.vocabulary import RelationKind
from termbase.rules.cycles import cycles
from termbase.rules.view import View, finding

_LEVEL: Final = (RelationKind.RELATED, RelationKind.CONTRAST)
_UPWARD: Final[Mapping[RelationKind, str]] = {
    RelationKind.BROADER: "broader than",
    RelationKind.PART_OF: "a whole that contains",
}


def cyclic(view: View) -> Iterator[Diagnostic]:
    """Finds concepts that are broader than themselves by way of two or more others."""
    for circle in cycles(parents_of(view.termbase.concepts)):
        if len(circle) == 2:
            continue
        concepts = [view.termbase.by_id[id] for id in circle]
        chain = " → ".join(f"“{concept.term}”" for concept in (*concepts, concepts[0]))
        yield finding(
            next(concept for concept in concepts if concept.own is not None),
            code=Code.HIERARCHY_CYCLE, at="broader", message=f"the broader concepts form a cycle: {chain}",
            hint="Nothing is a part or a kind of itself. One of these steps is wrong: reverse it, or change it to `related:`.",
        )  # fmt: skip


def contradictory(view: View) -> Iterator[Diagnostic]:
    """Finds pairs of which each is broader than the other, or one is above the other and yet treated as a peer."""
    above = all_above(parents_of(view.termbase.concepts))
    for (a, b), relations in view.pairs.items():
        kinds = {relation.kind for relation in relations}
        upward = next((kind for kind in _UPWARD if kind in kinds), None)
        if upward and kinds.intersection(kind.inverse for kind in _UPWARD):
            yield _told(view, a, b, upward,
                        f"each is declared {_UPWARD[upward]} the other",
                        "Only one can contain the other. Keep the correct relation and remove the other.")  # fmt: skip
        if kinds.issuperset(_UPWARD) or kinds.issuperset(kind.inverse for kind in _UPWARD):
            kind = RelationKind.PART_OF if RelationKind.PART_OF in kinds else RelationKind.PARTS
            yield _told(view, a, b, kind,
                        "one is declared both a kind and a part of the other",
                        "A part is not a kind of its whole: a wheel is not a car. Keep the true relation.")  # fmt: skip
        for kind in _LEVEL:
            if kind in kinds and (b in above[a] or a in above[b]):
                yield _told(view, a, b, kind,
                            f"one is above the other in the hierarchy, but “{kind}” treats them as peers",
                            "SKOS does not allow both, and the hierarchy says more. "
                            f"Remove the `{kind}:`, or correct the hierarchy.")  # fmt: skip


def doubled(view: View) -> Iterator[Diagnostic]:
    """Finds pairs that are both related and contrasted."""
    for (a, b), relations in view.pairs.items():
        if {relation.kind for relation in relations}.issuperset(_LEVEL):
            yield _told(view, a, b, RelationKind.RELATED, "they are both related and contrasted",
                        "A contrast already relates them, so the page would list the pair twice. "
                        "Remove the `related:`.", code=Code.DUPLICATE_RELATION)  # fmt: skip


def _told(
    view: View,
    a: ConceptId,
    b: ConceptId,
    kind: RelationKind,
    problem: str,
    hint: str,
    code: str = Code.CONTRADICTORY_RELATIONS,
) -> Diagnostic:
    """A finding about a pair, at the concept whose file states the relation."""
    sides = ((a, kind, b), (b, kind.inverse, a))
    first, key, second = next(side for side in sides if view.states(*side))
    by_id = view.termbase.by_id
    message = f"“{by_id[first].term}” and “{by_id[second].term}”: {problem}"
    return finding(by_id[first], code=code, at=key.value, message=message, hint=hint)
