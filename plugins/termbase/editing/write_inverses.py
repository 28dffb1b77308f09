"""Adds inverse relations, so that every file lists all of its own."""

from collections import defaultdict
from collections.abc import Mapping

from termbase.editing.list_items import with_items
from termbase.editing.tidy import Fixed
from termbase.model.concept import Concept, Relation, Termbase
from termbase.model.diagnostics import Location
from termbase.model.vocabulary import RelationKind
from termbase.reading.concept_files import pointer_to
from termbase.yaml_files.spans import parsed
from termbase.yaml_files.tree import Pointer

Lacking = tuple[Concept, tuple[Relation, ...]]
"""A concept, and the relations that its file lacks."""


def unwritten(termbase: Termbase) -> Mapping[str, tuple[Lacking, ...]]:
    """The relations that only the other side states, by the file of the concepts that lack them."""
    found: dict[str, tuple[Lacking, ...]] = {}
    for concept in termbase.concepts:
        lacking = tuple(r for r in concept.relations if not r.stated)
        if concept.own is not None and lacking:
            found[concept.where.file] = (*found.get(concept.where.file, ()), (concept, lacking))
    return found


def with_inverses(text: str, lacking: tuple[Lacking, ...]) -> Fixed:
    """A term file with all the relations that its concepts lack, or unchanged where one has no safe place."""
    made = text
    changes: list[str] = []
    root = parsed(text).root
    for concept, relations in lacking:
        place = Location(file="", line=concept.where.line, column=concept.where.column)
        result = with_relations(made, relations, within=pointer_to(root, place))
        if result.refused is not None:
            return Fixed(text=text, refused=result.refused)
        made = result.text
        changes += result.changes
    return Fixed(text=made, changes=tuple(changes))


def with_relations(text: str, relations: tuple[Relation, ...], *, within: Pointer = ()) -> Fixed:
    """A term file with relations added to one term; all of them, or none if one has no safe place."""
    items: dict[RelationKind, list[str | Mapping[str, str]]] = defaultdict(list)
    for relation in relations:
        items[relation.kind].append(_item(relation))
    made, changes = text, []
    for kind, added in items.items():
        after = with_items(made, kind.value, added, within=within)
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
