"""Custom fields: overdue dates and missing values."""

from collections.abc import Iterator

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding


def overdue(view: View) -> Iterator[Diagnostic]:
    """Finds terms with a day that has passed, in a field that is declared as due; none if today is not known."""
    for item in view.termbase.fields if view.today else ():
        for concept in view.own:
            day = concept.own.fields.get(item.id) if concept.own else None
            # A month or a year has passed when the next one has begun.
            if item.due and isinstance(day, str) and day < view.today[: len(day)]:
                yield finding(
                    concept, code=Code.OVERDUE, at="fields", words=day, severity=Severity.NOTE,
                    message=f"“{item.label}” of “{concept.term}” was due on {day}",
                    hint="Check whether the text is still correct, then enter the next date.",
                )  # fmt: skip


def missing(view: View) -> Iterator[Diagnostic]:
    """Finds terms without a value for a field that every term should have."""
    for item in view.termbase.fields:
        for concept in view.own:
            if item.required and concept.own is not None and item.id not in concept.own.fields:
                yield finding(
                    concept, code=Code.MISSING_FIELD, at="fields" if concept.own.fields else "term", severity=Severity.NOTE,
                    message=f"“{concept.term}” has no “{item.label}”",
                    hint=f"The glossary asks for it in every term file: add `{item.id}` under `fields:`.",
                )  # fmt: skip
