"""Findings that authors allow: they stay visible, with the author's reason."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.rules.view import View, finding


def _starts(view: View) -> Mapping[str, list[tuple[Location, str]]]:
    """Where the keys of each concept begin, by file and in order: a file may hold several."""
    found: dict[str, list[tuple[Location, str]]] = {}
    for concept in view.own:
        first = concept.lead
        begins = min(first.places.keys.values(), default=first.where)
        found.setdefault(first.where.file, []).append((begins, str(concept.id)))
    return {file: sorted(listed) for file, listed in found.items()}


def _concept_at(where: Location, starts: Mapping[str, list[tuple[Location, str]]]) -> str:
    """The id of the concept whose keys are at a place, or ""."""
    listed = starts.get(where.file, [])
    place = bisect_right(listed, where, key=lambda item: item[0])
    return listed[max(0, place - 1)][1] if listed else ""


def settle(view: View, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Turns findings that a term file allows into notes, and reports every allowance without a finding."""
    starts = _starts(view)
    allowed = {
        (concept.id, code): reason
        for concept in view.own
        if concept.own is not None
        for code, reason in concept.own.allow.items()
    }
    used: set[tuple[str, str]] = set()
    for diagnostic in diagnostics:
        key = (_concept_at(diagnostic.where, starts), diagnostic.code)
        if key in allowed:
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
