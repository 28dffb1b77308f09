"""Findings that authors allow: they stay visible, with the author's reason."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from termbase.model.codes import Code
from termbase.model.concept import Concept
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.rules.view import View, finding


class _Starts:
    """Where the keys of each concept begin, by file: a file may hold several."""

    def __init__(self, view: View) -> None:
        self._concepts: dict[str, list[Concept]] = {}
        for concept in view.own:
            self._concepts.setdefault(concept.lead.where.file, []).append(concept)
        self._sorted: dict[str, list[tuple[Location, str]]] = {}

    def concept_at(self, where: Location) -> str:
        """The id of the concept whose keys are at a place, or ""."""
        if where.file not in self._sorted:
            self._sorted[where.file] = sorted(map(_start, self._concepts.get(where.file, ())))
        listed = self._sorted[where.file]
        place = bisect_right(listed, where, key=lambda item: item[0])
        return listed[max(0, place - 1)][1] if listed else ""


def _start(concept: Concept) -> tuple[Location, str]:
    first = concept.lead
    return min(first.places.keys.values(), default=first.where), str(concept.id)


def settle(view: View, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Turns findings that a term file allows into notes, and reports every allowance without a finding."""
    starts = _Starts(view)
    allowed = {
        (concept.id, code): reason
        for concept in view.own
        if concept.own is not None
        for code, reason in concept.own.allow.items()
    }
    used: set[tuple[str, str]] = set()
    codes = {code for _, code in allowed}
    for diagnostic in diagnostics:
        # Looking up the concept takes longer than most rules take to find something in it.
        if diagnostic.code not in codes:
            yield diagnostic
        elif (key := (starts.concept_at(diagnostic.where), diagnostic.code)) in allowed:
            used.add(key)
            reason = " ".join(allowed[key].split())
            yield replace(diagnostic, severity=Severity.NOTE, hint=f"Allowed by the term file: “{reason}”")
        else:
            yield diagnostic
    for concept in view.own:
        for code in concept.own.allow if concept.own is not None else ():
            if (concept.id, code) not in used:
                yield finding(
                    concept, code=Code.UNUSED_ALLOWANCE, at="allow", message=f"“{concept.term}” allows {code}, but there is no such finding",
                    hint="Remove this allowance, or correct the code: it would hide the next finding.",
                )  # fmt: skip
