"""Problems in an author's data, as values: what, where, why it matters, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic matters."""

    ERROR = "error"
    """Something is missing from the site; `check` and a strict build fail."""
    WARNING = "warning"
    """The site is complete but misleading or untidy; `check` and a strict build fail."""
    NOTE = "note"
    """A suggestion for a reviewer to decide; nothing fails."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file. Lines and columns count from 1."""

    file: str
    """POSIX path, relative to the project where possible."""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem, described so that an author can fix it."""

    code: str
    """Stable code such as `TB201`; the manual has an entry for each."""
    severity: Severity
    message: str
    """What is wrong, quoting the value."""
    where: Location
    hint: str
    """Why it matters and what to do."""

    def __str__(self) -> str:
        return f"{self.where}: {self.severity} {self.code}: {self.message}\n    {self.hint}"


def error_at(where: Location, code: str, message: str, hint: str) -> Diagnostic:
    """An error at a place.

    Args:
        where: The place.
        code: Its code.
        message: What is wrong.
        hint: What to do.
    """
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, where=where, hint=hint)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorts by place, then code, and drops repetitions."""
    unique = dict.fromkeys(diagnostics)
    # The places themselves compare more slowly, and a large glossary has tens of thousands of notes.
    return tuple(sorted(unique, key=lambda d: (d.where.file, d.where.line, d.where.column, d.code, d.message)))


def fails(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether `check` and a strict build must fail: anything above a note."""
    return any(d.severity is not Severity.NOTE for d in diagnostics)
