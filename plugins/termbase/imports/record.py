"""Records with loosely named fields: rows of a table, JSON or YAML objects, front matter."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from termbase.exports.csv import CUSTOM
from termbase.imports.citations import CITATIONS, cited
from termbase.imports.custom_fields import by_name
from termbase.imports.fields import Column, folded_header, known_column
from termbase.imports.imported import Imported, ImportOptions, LeftOut, texts
from termbase.imports.places import Place, place_of, shown_place
from termbase.imports.plain_text import as_markdown, split_list
from termbase.model.vocabulary import Direction, FormulaKind, Status
from termbase.text.folding import is_abbreviation, normalize, split_headword

_Word = TypeVar("_Word", bound=StrEnum)
_LISTS: Final = (
    "abbreviations", "synonyms", "variants", "deprecated", "broader", "narrower", "part_of", "parts", "related", "contrast", "former_ids",
)  # fmt: skip
_LONGEST: Final = 200
"""Characters that a short definition has at most in a term file."""
_REFERRING: Final = ("id", "term", "name", "label", "ref", "slug")
"""Keys of an object that refers to a term."""
_STATUSES: Final[Mapping[str, Status]] = {
    **dict.fromkeys(("retired", "superseded", "deprecated", "obsolete", "withdrawn", "retracted", "invalid",
                     "discontinued", "archived"), Status.RETIRED),
    **dict.fromkeys(("draft", "proposed", "submitted", "candidate"), Status.DRAFT),
}  # fmt: skip
"""Other systems' names for our statuses. A review elsewhere does not count here, so “reviewed” is not among them."""


def status_of(text: str) -> Status | None:
    """Our status for the other system's word; None if it says nothing for us."""
    return _STATUSES.get(text.strip().casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Maps the file's fields to ours; the languages that are not taken are listed separately."""

    ours: Mapping[str, str]
    """Our field by the name it has in the file."""
    foreign: Mapping[str, str]
    """Fields in languages that are not taken, each with its language."""
    language: str | None
    """The language that is taken, where the fields name any."""

    @property
    def named(self) -> bool:
        """Whether any field can hold the names of terms."""
        return any(ours in ("name", "expansion", "abbreviations") for ours in self.ours.values())


def read_columns(headers: Sequence[str], options: ImportOptions) -> Columns:
    """Assigns the fields of a file; the user's assignments take precedence over what the names suggest."""
    asked = {given.strip().casefold(): ours for given, ours in options.columns.items()}
    declared = by_name(options.fields)

    def column_of(header: str) -> Column:
        if (given := header.strip().casefold()) in asked:
            return Column(asked[given])
        # A declared field is found later by the name that the file has for it.
        return Column(None) if folded_header(header) in declared else known_column(header)

    meant = {header: column_of(header) for header in headers}
    for header, found in meant.items():
        if found.field == "name" and found.language and header.strip().casefold() not in asked and len(header) <= 3:
            others = sum(1 for c in meant.values() if c.language)
            if others < 2:  # a lone “id” or “no” is not a language
                meant[header] = Column(None)
    languages = [c.language for c in meant.values() if c.language]
    wanted = options.language or options.glossary_language.split("-")[0]
    language = (wanted if wanted in languages else languages[0]) if languages and not options.language else wanted
    return Columns(
        ours={h: c.field for h, c in meant.items() if c.field and (c.language in (None, language))},
        foreign={h: c.language for h, c in meant.items() if c.language and c.language != language},
        language=language if languages else None,
    )


def unique(headers: Sequence[str]) -> list[str]:
    """Headers of which none is empty or repeated."""
    seen: Counter[str] = Counter()
    named = []
    for place, header in enumerate(headers, 1):
        name = header or f"column {place}"
        seen[name] += 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named


def _text(value: object) -> str:
    """A value as restricted Markdown; an imported file may have a number where text is expected."""
    return as_markdown(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How values of a record become text."""

    text: Callable[[Any], str] = _text
    """A text as restricted Markdown."""
    name: Callable[[Any], str] = str
    """A name as plain text."""
    split: Callable[[str], Sequence[str]] = split_list
    """The names in one text."""
    exact: bool = False
    """True for our own exports: a line is an item, and every name has its kind already."""


def read_record(
    record: Mapping[str, object], *, where: str, place: Place | None = None, columns: Columns | None = None,
    locator: str | None = None, spelling: Spelling | None = None, left: list[LeftOut] | None = None,
) -> Imported | None:  # fmt: skip
    """Makes a term of a record; None if it has no name.

    Args:
        record: Fields under any of the names of `FIELD_NAMES`; others are kept in `rest`.
        where: File.
        place: Where in it the record begins; its own place if that is left out.
        columns: What the fields mean, if that is known for the whole file.
        locator: Place in the file; the id or the name if it is omitted.
        spelling: How values become text.
        left: Gets what is in other languages.
    """
    spelling = spelling or Spelling()
    known = columns or read_columns([str(key) for key in record], ImportOptions())
    found: dict[str, list[object]] = {}
    rest: dict[str, str] = {}
    foreign: list[LeftOut] = []
    place = place or place_of(record)
    for field, value in record.items():
        key = str(field)
        if value in (None, "", [], {}, ()):
            continue
        if key in known.foreign:
            kind = f"in other languages ({known.foreign[key]})"
            foreign.append(
                LeftOut(
                    kind=kind,
                    text=spelling.name(_flat(value)),
                    where=shown_place(where, place_of(field) or place_of(value) or place),
                )
            )
        elif (ours := known.ours.get(key)) is None or ours == "status" or ours.startswith(CUSTOM):
            keep(
                rest,
                ours if ours and ours != "status" else key,
                "; ".join(spelling.name(part) for part in _parts(value)),
            )
        else:
            found.setdefault(ours, []).append(value)
    if "definition" not in found and "short" in found:
        found["definition"] = found.pop("short")
    words = [
        spelling.name(_flat(value)) for key, value in record.items() if known.ours.get(str(key)) == "status" and value
    ]
    status = next((s for word in words if (s := status_of(word))), None)
    if spelling.exact:
        status = next((Status(word) for word in words if word in list(Status)), None)
        rest.pop("status", None)
    term = _term(_Values(found=found, rest=rest, spelling=spelling), locator=locator, status=status)
    if term is None:
        return None
    if left is not None:
        left += foreign
    return replace(term, where=shown_place(where, place))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Values:
    """The values of a record, by our fields."""

    found: Mapping[str, list[object]]
    rest: dict[str, str]
    """Gets what has no place in a term file."""
    spelling: Spelling

    def first(self, field: str) -> str:
        """The first value; further ones are kept."""
        values = [self.spelling.name(part) for value in self.found.get(field, []) for part in _parts(value)]
        values = [" ".join(value.split()) for value in values if value.strip()]
        for more in values[1:]:
            keep(self.rest, field, more)
        return values[0] if values else ""

    def one_of(self, field: str, kind: type[_Word]) -> _Word | None:
        """The first value as a word of a vocabulary; another word is kept."""
        word = self.first(field)
        if word in list(kind):
            return kind(word)
        keep(self.rest, field, word)
        return None

    def prose(self, field: str) -> tuple[str, ...]:
        """The values as texts."""
        parts = (part for value in self.found.get(field, []) for part in _parts(value))
        if self.spelling.exact and field in ("notes", "mistakes"):
            parts = (line for part in parts for line in str(part).splitlines())
        written = (self.spelling.text(part) for part in parts)
        return tuple(text for text in written if text)

    def short(self) -> str:
        """The short definition; one that is too long for a term file is kept."""
        text = " ".join("; ".join(self.prose("short")).split())
        if len(text) <= _LONGEST:
            return text
        keep(self.rest, "short", text)
        return ""

    def names(self, field: str) -> tuple[str, ...]:
        """The values as names."""
        return _names(field, self.found.get(field, []), self.spelling, self.rest)

    def cites(self) -> Mapping[str, tuple[Mapping[str, str], ...]]:
        """The items with sources, by field; what is no such item is kept."""
        cites: dict[str, tuple[Mapping[str, str], ...]] = {}
        for key in (*CITATIONS, "avoid"):
            for value in self.found.get(key, []):
                items = cited(key, value)
                if items is None:
                    keep(self.rest, key, "; ".join(texts(value)))
                else:
                    cites[key] = (*cites.get(key, ()), *items)
        return cites


def _term(values: _Values, *, locator: str | None, status: Status | None) -> Imported | None:
    lists = {field: values.names(field) for field in _LISTS}
    definitions = list(values.prose("definition"))
    term = _full_name(values, lists, definitions)
    if not term:
        return None
    full_name, short_name = (term, None) if values.spelling.exact else split_headword(term)
    _sort_names(lists, full_name, short_name, values.spelling)
    category, id = values.first("category"), values.first("id")
    explanations = (*definitions[1:], *values.prose("explanation"))
    cites = values.cites()
    return Imported(
        name=full_name, locator=locator or id or full_name, definition=definitions[0] if definitions else "",
        short=values.short() or None, benchmark=cites.get("benchmark", ()), references=cites.get("references", ()),
        avoid=cites.get("avoid", ()), part_of=lists["part_of"], parts=lists["parts"],
        id=id or None, explanation="\n\n".join(explanations) or None, category=category or None, status=status,
        formula=values.first("formula") or None, unit=values.first("unit") or None, range=values.first("range") or None,
        formula_kind=values.one_of("formula_kind", FormulaKind), direction=values.one_of("direction", Direction),
        example="\n\n".join(values.prose("example")) or None, mistakes=values.prose("mistakes"),
        notes=values.prose("notes"), rest=values.rest,
        abbreviations=lists["abbreviations"], synonyms=lists["synonyms"], variants=lists["variants"],
        deprecated=lists["deprecated"], broader=lists["broader"], narrower=lists["narrower"],
        related=lists["related"], contrast=lists["contrast"], former_ids=lists["former_ids"],
    )  # fmt: skip


def _full_name(values: _Values, lists: dict[str, tuple[str, ...]], definitions: list[str]) -> str:
    """The term; "" if the record has no name.

    Args:
        values: The record.
        lists: Its other names by kind; gets the shorter one of a pair, and loses an abbreviation that is the term.
        definitions: Loses a definition that only says what an abbreviation stands for.
    """
    name, expansion = normalize(values.first("name")), normalize(values.first("expansion"))
    # Tables of acronyms have no column of names: the acronym is the name, and a definition that only spells
    # it out ("Annual recurring revenue" for ARR) is the expansion.
    if not name and not expansion and lists["abbreviations"]:
        name, *others = lists["abbreviations"]
        lists["abbreviations"] = tuple(others)
        if definitions and (full := split_headword(f"{definitions[0]} ({name})"))[1]:
            expansion = full[0]
            del definitions[0]
    # Of a pair, the expansion is the term. The other is its abbreviation if it looks like one or is shorter.
    if expansion and name and expansion != name:
        kind = "abbreviations" if is_abbreviation(name) or len(name) < len(expansion) else "synonyms"
        lists[kind] = (name, *lists[kind])
    return expansion or name


def _sort_names(lists: dict[str, tuple[str, ...]], full: str, short: str | None, spelling: Spelling) -> None:
    """Sorts abbreviations out of other names and drops repetitions of the term itself."""
    for kind in ("abbreviations", "synonyms", "variants", "deprecated"):
        lists[kind] = tuple(dict.fromkeys(name for name in lists[kind] if name != full))
    if spelling.exact:
        return
    aliases = [name for name in lists["synonyms"] if name != short]
    shorter = [name for name in aliases if is_abbreviation(name) and name[0].isalnum() and "(" not in name]
    lists["abbreviations"] = tuple(dict.fromkeys((*([short] if short else []), *lists["abbreviations"], *shorter)))
    lists["synonyms"] = tuple(name for name in aliases if name not in shorter)


def keep(rest: dict[str, str], key: str, text: str) -> None:
    """Adds a text to what has no key in a term file."""
    text = text.strip()
    if text:
        rest[key] = f"{rest[key]}; {text}" if key in rest else text


def _flat(value: object) -> object:
    return "; ".join(texts(value)) if isinstance(value, Mapping | list | tuple) else value


def _parts(value: object) -> list[object]:
    """The texts in a value: itself, or what a list or an object holds."""
    return list(texts(value)) if isinstance(value, Mapping | list | tuple) else [value]


def _names(field: str, values: Sequence[object], spelling: Spelling, rest: dict[str, str]) -> tuple[str, ...]:
    """The names in the values of a field; what else an object says is kept."""
    names: list[str] = []
    for value in values:
        if not isinstance(value, Mapping | list | tuple):
            names += spelling.split(spelling.name(value))
            continue
        for item in [value] if isinstance(value, Mapping) else value:
            if not isinstance(item, Mapping):
                names.append("; ".join(texts(item)))
                continue
            key = next((key for key in _REFERRING if texts(item.get(key))), None)
            names += texts(item.get(key)) if key else [str(name) for name in item]
            keep(rest, field, "; ".join(texts({k: v for k, v in item.items() if k != key and texts(v)})))
    return tuple(dict.fromkeys(name for name in map(normalize, names) if name))
