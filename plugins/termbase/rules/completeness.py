"""What a concept should have besides a definition."""

from collections.abc import Iterator

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.vocabulary import RelationKind, Status
from termbase.rules.view import View, finding


def no_source(view: View) -> Iterator[Diagnostic]:
    """Finds concepts that no source defines and whose file says nothing of where they come from."""
    if not view.termbase.sources:
        return
    for concept in view.own:
        own = concept.own
        if own is None or concept.evidence or own.notes or own.disagreements or own.references or own.imported_from:
            continue
        if view.meant(concept).isdisjoint(("notes", "disagreements", "references")):
            yield finding(
                concept, code=Code.NO_SOURCE, at="term", severity=Severity.NOTE,
                message=f"no source defines “{concept.term}”, and no note says where it comes from",
                hint="Readers cannot see what the definition is based on. Add a source entry, a publication under `references:`, or a line under `notes:`.",
            )  # fmt: skip


def no_category(view: View) -> Iterator[Diagnostic]:
    """Finds concepts without a category, in a glossary that has categories."""
    if not view.termbase.categories:
        return
    for concept in view.own:
        if concept.category is None and "category" not in view.meant(concept):
            known = ", ".join(category.id for category in view.termbase.categories)
            yield finding(
                concept, code=Code.NO_CATEGORY, at="term", severity=Severity.NOTE, message=f"“{concept.term}” has no category",
                hint=f"It is missing from the category pages. Add `category:` with one of: {known}.",
            )  # fmt: skip


def orphan(view: View) -> Iterator[Diagnostic]:
    """Finds concepts without any relation, in a glossary that relates concepts."""
    if not view.pairs:
        return
    for concept in view.own:
        if not (concept.relations or concept.remote_relations or concept.same_elsewhere) and view.meant(
            concept
        ).isdisjoint(RelationKind):
            yield finding(
                concept, code=Code.NO_RELATION, at="term", severity=Severity.NOTE,
                message=f"“{concept.term}” has no relation to another concept",
                hint="Readers reach a dead end here. Add `broader:`, `related:`, or `contrast:`.",
            )  # fmt: skip


def unrecorded_review(view: View) -> Iterator[Diagnostic]:
    """Finds files that say they have been reviewed, but not by whom and when."""
    for concept in view.own:
        entry = concept.lead
        if concept.own is None or concept.own.reviewed is not None or "status" not in entry.places.keys:
            continue
        if concept.own.status is Status.REVIEWED and "reviewed" not in view.meant(concept):
            yield finding(
                concept, code=Code.UNRECORDED_REVIEW, at="status", severity=Severity.NOTE,
                message=f"“{concept.term}” says that it has been reviewed, but not by whom and when",
                hint="A review counts with a name and a date. Add `reviewed: {by: …, date: …}`, or remove `status:`.",
            )  # fmt: skip
