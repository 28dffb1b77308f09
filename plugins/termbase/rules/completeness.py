"""What a concept should have besides a definition."""

from collections.abc import Iterator

from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.vocabulary import RelationKind
from termbase.rules.view import View, finding


def no_source(view: View) -> Iterator[Diagnostic]:
    """Finds concepts that no source defines and whose file says nothing of where they come from."""
    if not view.termbase.sources:
        return
    for concept in view.own:
        own = concept.own
        if own is None or concept.evidence or own.notes or own.disagreements:
            continue
        if view.meant(concept).isdisjoint(("notes", "disagreements")):
            yield finding(
                concept, code="TB611", at="term", severity=Severity.NOTE,
                message=f"no source defines “{concept.term}”, and no note says where it comes from",
                hint="A reader cannot tell on what the definition rests. Add an entry of a source, or a line under `notes:`.",
            )  # fmt: skip


def no_category(view: View) -> Iterator[Diagnostic]:
    """Finds concepts without a category, in a glossary that has categories."""
    if not view.termbase.categories:
        return
    for concept in view.own:
        if concept.category is None and "category" not in view.meant(concept):
            known = ", ".join(category.id for category in view.termbase.categories)
            yield finding(
                concept, code="TB612", at="term", message=f"“{concept.term}” has no category",
                hint=f"It is on no category's page. Add `category:` with one of: {known}.",
            )  # fmt: skip


def orphan(view: View) -> Iterator[Diagnostic]:
    """Finds concepts without any relation, in a glossary that relates concepts."""
    if not view.pairs:
        return
    for concept in view.own:
        if not concept.relations and view.meant(concept).isdisjoint(RelationKind):
            yield finding(
                concept, code="TB613", at="term", message=f"“{concept.term}” is related to no other concept",
                hint="A reader who arrives here has nowhere to go on. Add `broader:`, `related:` or `contrast:`.",
            )  # fmt: skip
