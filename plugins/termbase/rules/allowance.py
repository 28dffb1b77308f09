"""Findings that authors allow: they stay visible, with the author's reason."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding


def settle(view: View, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Turns findings that a term file allows into notes, and reports every allowance without a finding."""
    allowed = {
        (concept.accounts[0].entry.where.file, code): reason
        for concept in view.own
        if concept.own is not None
        for code, reason in concept.own.allow.items()
    }
    used: set[tuple[str, str]] = set()
    for diagnostic in diagnostics:
        key = (diagnostic.where.file, diagnostic.code)
        if key in allowed:
            used.add(key)
            reason = " ".join(allowed[key].split())
            yield replace(diagnostic, severity=Severity.NOTE, hint=f"Allowed by the term file: “{reason}”")
        else:
            yield diagnostic
    for concept in view.own:
        for code in concept.own.allow if concept.own is not None else ():
            if (concept.accounts[0].entry.where.file, code) not in used:
                yield finding(
                    concept, code="TB661", at="allow", message=f"“{concept.term}” allows {code}, but there is no such finding",
                    hint="Remove this allowance, or correct the code: it would hide the next finding.",
                )  # fmt: skip
