"""A term as another system tells it, before it becomes a term file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says of the term, where the imported file tells it."""

    source: str
    locator: str
    headword: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One term of the other system. Texts are restricted Markdown; names are plain."""

    name: str
    locator: str
    """Where it stood: a row, an id, a heading, a file."""
    definition: str
    id: str | None = None
    short: str | None = None
    explanation: str | None = None
    category: str | None = None
    formula: str | None = None
    unit: str | None = None
    example: str | None = None
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
    notes: tuple[str, ...] = ()
    benchmark: tuple[Mapping[str, str], ...] = ()
    references: tuple[Mapping[str, str], ...] = ()
    said: tuple[Said, ...] = ()
    rest: Mapping[str, str] = field(default_factory=dict)
    """What has no place in a term file; it is kept as a comment and reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in the files it was given."""

    terms: tuple[Imported, ...]
    problems: tuple[str, ...] = ()
    """What could not be read, each with its place."""


ESCAPED: Final = frozenset("\\`*_[]#")


def as_markdown(plain: str) -> str:
    """Plain text as restricted Markdown that renders to the same words.

    Characters that Markdown would read as markup are escaped where they stand next to something
    they could mark up; a star between spaces stays a star.
    """
    text = " ".join(plain.split())
    written: list[str] = []
    for place, char in enumerate(text):
        if char == "#":
            marks = place == 0
        elif char in ESCAPED:
            alone = text[place - 1 : place] in ("", " ") and text[place + 1 : place + 2] in ("", " ")
            marks = not alone
        else:
            marks = char in "-+>" and place == 0
        written.append(f"\\{char}" if marks else char)
    return _numbered("".join(written))


def _numbered(text: str) -> str:
    """Keeps "1. text" at the beginning from becoming a list."""
    digits = len(text) - len(text.lstrip("0123456789"))
    return f"{text[:digits]}\\{text[digits:]}" if digits and text[digits : digits + 2] == ". " else text


def split_list(text: str) -> tuple[str, ...]:
    """Splits a cell that holds several names, at semicolons, bars or line breaks."""
    for sign in ("|", "\n"):
        text = text.replace(sign, ";")
    return tuple(part.strip() for part in text.split(";") if part.strip())


def texts(value: object) -> tuple[str, ...]:
    """A list of texts out of a text, a list or nothing, as loosely typed files have them."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, Sequence):
        return tuple(str(item).strip() for item in value if str(item).strip() and item is not None)
    return (str(value),)
