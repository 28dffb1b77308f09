"""Adds inverse relations, so that every file lists all of its own."""

from collections import defaultdict
from collections.abc import Mapping

from termbase.editing.list_items import with_items
from termbase.editing.tidy import Fixed
from termbase.model.concept import Concept, Relation, Termbase
from termbase.model.vocabulary import RelationKind


def unwritten(termbase: Termbase) -> Mapping[str, tuple[Concept, tuple[Relation, ...]]]:
    """The relations that only the other side states, by the file of the concept that lacks them."""
    return {
        concept.where.file: (concept, lacking)
        for concept in termbase.concepts
        if concept.own is not None and (lacking := tuple(r for r in concept.relations if not r.stated))
    }


def with_relations(text: str, relations: tuple[Relation, ...]) -> Fixed:
    """A concept file with relations added; all of them, or none where one has no safe place."""
    items: dict[RelationKind, list[str | Mapping[str, str]]] = defaultdict(list)
    for relation in relations:
        items[relation.kind].append(_item(relation))
    made, changes = text, []
    for kind, added in items.items():
        after = with_items(made, kind.value, added)
        if after is None:
            return Fixed(
                text=text,
                refused=f"“{kind.value}” is written in a form that cannot be extended automatically; edit it manually",
            )
        made = after
        changes.append(f"added to {kind.value}: {', '.join(sorted(r.target for r in relations if r.kind is kind))}")
    return Fixed(text=made, changes=tuple(changes))


def _item(relation: Relation) -> str | Mapping[str, str]:
    if relation.kind is not RelationKind.CONTRAST:
        return str(relation.target)
    note = " ".join(relation.note.split())
    return {"term": relation.target, **({"difference": note} if note else {})}
