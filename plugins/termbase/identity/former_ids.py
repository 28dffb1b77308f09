"""Ids that were published before: former ids of concepts, and ids of removed concepts."""

from collections.abc import Iterable

from termbase.identity.names import Names
from termbase.model.codes import Code
from termbase.model.concept import Concept, ConceptId
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.removed import Removed
from termbase.reading.decode import Decoded
from termbase.yaml_files.tree import locate


def former_ids(concepts: Iterable[Concept], found: list[Diagnostic]) -> dict[str, ConceptId]:
    """The ids that concepts had before, each with the concept it leads to; one that is in use is reported."""
    concepts = list(concepts)
    current = {concept.id for concept in concepts}
    former: dict[str, ConceptId] = {}
    for concept in concepts:
        for old in concept.own.former_ids if concept.own else ():
            if old in current or old in former:
                found.append(
                    Diagnostic(
                        code=Code.FORMER_ID_IN_USE,
                        severity=Severity.ERROR,
                        where=concept.lead.at("former_ids", old),
                        message=f"the former id “{old}” now belongs to “{former.get(old, old)}”",
                        hint="A URL can have only one target. Remove it here, or rename the other concept.",
                    )
                )
            else:
                former[old] = concept.id
    return former


def removed_ids(
    decoded: Decoded, names: Names, former: dict[str, ConceptId], found: list[Diagnostic]
) -> tuple[Removed, ...]:
    """Leads the ids of removed concepts to their successors; returns those that have none."""
    lost: list[Removed] = []
    document = decoded.glossary_document
    for place, tombstone in enumerate(decoded.glossary.removed):
        where = locate(document.root, ("removed", place, "id")) if document.root else Location(file=document.file)
        taken = names.ids.get(tombstone.id) or former.get(tombstone.id)
        if taken or any(tombstone.id == other.id for other in lost):
            leads = f"it leads to “{taken}”" if taken else "it is listed twice"
            found.append(
                Diagnostic(
                    code=Code.FORMER_ID_IN_USE,
                    severity=Severity.ERROR,
                    where=where,
                    message=f"“{tombstone.id}” is listed as removed, but {leads}",
                    hint="A URL can have only one target. Remove it from the list, or remove the concept.",
                )
            )
            continue
        meanings = names.meanings(tombstone.successor) if tombstone.successor else ()
        if len(meanings) == 1:
            former[tombstone.id] = meanings[0]
            continue
        if tombstone.successor:
            found.append(
                Diagnostic(
                    code=Code.UNKNOWN_CONCEPT,
                    severity=Severity.ERROR,
                    where=where,
                    message=f"the successor “{tombstone.successor}” of “{tombstone.id}” does not identify one concept",
                    hint="Write the id of the concept that its URLs should lead to.",
                )
            )
        lost.append(tombstone)
    return tuple(lost)
