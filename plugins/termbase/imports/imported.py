"""A term as read from another system, and what a reader did with the rest of its file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Final

from termbase.model.codes import Code
from termbase.model.glossary_file import CustomField
from termbase.model.vocabulary import Direction, FormulaKind, Status
from termbase.text.untrusted import UntrustedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says about the term, if the imported file quotes its sources."""

    source: str
    locator: str
    headword: str
    text: str
    record: Mapping[str, Any] | None = None
    """The whole entry as in its own term file, if the imported file is one of our exports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One term of the other system. Texts are restricted Markdown; names are plain text."""

    name: str
    locator: str
    """Stable location in the source: an id or a name, never a row number."""
    where: str = field(default="", compare=False)
    """File, line, and column at which it was read, for messages: `terms.csv:4:1`."""
    definition: str = ""
    id: str | None = None
    short: str | None = None
    explanation: str | None = None
    category: str | None = None
    status: Status | None = None
    """Editorial status, if the source gives one."""
    formula: str | None = None
    formula_kind: FormulaKind | None = None
    """How far the formula is agreed on."""
    unit: str | None = None
    range: str | None = None
    direction: Direction | None = None
    example: str | None = None
    mistakes: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()
    avoid: tuple[Mapping[str, str], ...] = ()
    """The deprecated names that have a reason: `name`, `reason`."""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    benchmark: tuple[Mapping[str, str], ...] = ()
    references: tuple[Mapping[str, str], ...] = ()
    said: tuple[Said, ...] = ()
    rest: Mapping[str, str] = field(default_factory=dict)
    """Data without a key in a term file; it becomes comments."""
    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Values of the custom fields that the glossary declares."""
    record: Mapping[str, Any] | None = None
    """The original term file, if the imported file is one of our exports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Words of the imported file that are in no term and in no comment."""

    kind: str
    """Their kind, under which they are counted: “in other languages (fr)”."""
    text: str
    """The words themselves."""
    where: str
    """File, line, and column: `terms.csv:4:1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in the files it was given: imported, kept with a term, or left out."""

    terms: tuple[Imported, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[str, ...] = ()
    """Why a file, or a part of it, could not be read, and what to do."""
    remarks: tuple[str, ...] = ()
    """Assumptions made while reading: an encoding, a language, a repair."""
    glossary: Mapping[str, Any] = field(default_factory=dict)
    """Title, categories, and sources, if the imported file is one of our exports."""

    def __add__(self, other: "Reading") -> "Reading":
        return Reading(
            terms=(*self.terms, *other.terms),
            left_out=(*self.left_out, *other.left_out),
            problems=(*self.problems, *other.problems),
            remarks=(*self.remarks, *other.remarks),
            glossary={**self.glossary, **other.glossary},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The user's options for reading."""

    language: str | None = None
    """Language to import if a file has several; None for the glossary's, or the file's main one."""
    glossary_language: str = "en"
    """Language of the glossary that terms go into."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our field for each column or key of the file, by the name it has there; a custom field as `field:<id>`."""
    fields: tuple[CustomField, ...] = ()
    """The custom fields that the glossary declares."""


def problem(file: str, words: str, *, line: int = 1, column: int = 1) -> str:
    """The message about a file, or a part of one, that cannot be imported: place, code, problem, and fix."""
    return f"{file}:{line}:{column}: error {Code.UNUSABLE_IMPORT}: {words}"


def refusal(file: str, error: UntrustedError) -> str:
    """The message about a file that exceeds a limit or is not in its format."""
    return problem(file, f"{error.message}. {error.hint}", line=error.line, column=error.column)


_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no file may contain: control characters, lone surrogates, and noncharacters."""


def cleaned(value: Any) -> Any:
    """A value without characters that no file may contain."""
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {cleaned(key): cleaned(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, Imported | Said):
        return replace(value, **{item.name: cleaned(getattr(value, item.name)) for item in fields(value)})
    return value


def in_all(readings: Iterable[Reading]) -> Reading:
    """One reading out of several."""
    listed = tuple(readings)
    glossary: dict[str, Any] = {}
    for reading in listed:
        glossary |= reading.glossary
    return Reading(
        terms=tuple(term for reading in listed for term in reading.terms),
        left_out=tuple(one for reading in listed for one in reading.left_out),
        problems=tuple(problem for reading in listed for problem in reading.problems),
        remarks=tuple(remark for reading in listed for remark in reading.remarks),
        glossary=glossary,
    )


def texts(value: object) -> tuple[str, ...]:
    """A list of texts from a text, a list, or nothing, as found in loosely typed files."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, Mapping):
        return tuple(f"{key}: {'; '.join(texts(inner))}" for key, inner in value.items() if texts(inner))
    if isinstance(value, Sequence):
        return tuple(text for item in value if (text := "; ".join(texts(item))))
    return (str(value),)
