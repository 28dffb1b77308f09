"""Records with loosely named fields: rows of a table, JSON objects, front matter."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from termbase.imports.citations import CITATIONS, cited
from termbase.imports.imported import Imported, as_markdown, split_list, texts
from termbase.text.folding import is_abbreviation, normalize, split_headword

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("term", "name", "title", "word", "headword", "prefLabel", "label", "front", "designation"),
    "definition": ("definition", "description", "meaning", "hoverText", "summary", "back", "text"),
    "short": ("short", "short definition"),
    "id": ("id", "slug", "key", "identifier"),
    "abbreviations": ("abbreviations", "abbreviation", "abbr", "acronyms", "acronym", "short form"),
    "synonyms": ("synonyms", "synonym", "aliases", "alias", "altLabel", "also known as", "aka"),
    "variants": ("variants", "variant", "hiddenLabel", "spellings"),
    "deprecated": ("deprecated", "deprecated names"),
    "avoid": ("avoid",),
    "category": ("category", "categories", "group", "section", "domain", "subject"),
    "explanation": ("explanation", "details", "long", "body"),
    "formula": ("formula",),
    "unit": ("unit",),
    "example": ("example", "examples"),
    "broader": ("broader", "parent", "parents"),
    "narrower": ("narrower", "children"),
    "part_of": ("part_of", "part of", "broaderPartitive", "wholes"),
    "parts": ("parts", "narrowerPartitive", "has part"),
    "related": ("related", "see also", "related terms", "related_terms", "links"),
    "contrast": ("contrast", "not to be confused with"),
    "notes": ("notes", "note", "comment", "comments", "remarks"),
    "benchmark": ("benchmark", "benchmarks"),
    "references": ("references",),
}
"""Our fields with the names under which other systems have them, the usual one first."""

_LONGEST: Final = 200
"""Characters that a short definition has at most in a term file."""
_LISTS: Final = (
    "abbreviations", "synonyms", "variants", "deprecated", "broader", "narrower", "part_of", "parts", "related", "contrast"
)  # fmt: skip


def _known(field: str) -> str | None:
    folded = field.replace("_", " ").replace("-", " ").casefold().strip()
    for ours, theirs in FIELDS.items():
        if any(folded == name.replace("_", " ").casefold() for name in theirs):
            return ours
    return None


def read_record(
    record: Mapping[str, object], *, locator: str, write: Callable[[str], str] = as_markdown
) -> Imported | None:
    """Makes a term of a record; None where it has no name.

    Args:
        record: Fields under any of the names of `FIELDS`; others are kept in `rest`.
        locator: Where it stood.
        write: Turns a text of the record into restricted Markdown.
    """
    found: dict[str, object] = {}
    rest: dict[str, str] = {}
    for field, value in record.items():
        ours = _known(str(field))
        if value in (None, "", [], {}, ()):
            continue
        if ours is not None and ours not in found:
            found[ours] = value
        else:
            rest[str(field)] = "; ".join(texts(value)) or str(value)
    if "definition" not in found and "short" in found:
        found["definition"] = found.pop("short")
    name = normalize(" ".join(texts(found.get("name"))))
    if not name:
        return None
    lists = {ours: _names(found.get(ours)) for ours in _LISTS}
    full, short = split_headword(name)
    aliases = [n for n in lists["synonyms"] if n not in (name, full)]
    lists["abbreviations"] = tuple(
        dict.fromkeys(
            (*([short] if short else []), *lists["abbreviations"], *(n for n in aliases if is_abbreviation(n)))
        )
    )
    lists["synonyms"] = tuple(dict.fromkeys(n for n in aliases if not is_abbreviation(n)))
    category = texts(found.get("category"))
    if len(category) > 1:
        rest["category"] = "; ".join(category[1:])

    given = {key: cited(key, found[key]) for key in (*CITATIONS, "avoid") if key in found}
    rest |= {key: "; ".join(texts(found[key])) for key, items in given.items() if items is None}

    short = " ".join(write(" ".join(texts(found.get("short")))).split()) or None
    if short and len(short) > _LONGEST:
        rest["short"], short = short, None

    def prose(key: str) -> str | None:
        return "\n\n".join(write(text) for text in texts(found.get(key))) or None

    def line(key: str) -> str | None:
        return " ".join(" ".join(texts(found.get(key))).split()) or None

    return Imported(
        name=full, locator=locator, definition=prose("definition") or "", id=line("id"),
        short=short, explanation=prose("explanation"), category=category[0] if category else None, formula=line("formula"),
        unit=line("unit"), example=prose("example"), notes=tuple(write(text) for text in texts(found.get("notes"))),
        rest=rest, abbreviations=lists["abbreviations"], synonyms=lists["synonyms"], variants=lists["variants"],
        deprecated=lists["deprecated"], broader=lists["broader"], narrower=lists["narrower"],
        related=lists["related"], contrast=lists["contrast"], part_of=lists["part_of"], parts=lists["parts"],
        avoid=given.get("avoid") or (), benchmark=given.get("benchmark") or (), references=given.get("references") or (),
    )  # fmt: skip


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(normalize(name) for name in split_list(value))
    if isinstance(value, Sequence):
        return tuple(normalize(_ref(item)) for item in value if _ref(item))
    return ()


def _ref(item: object) -> str:
    """A name out of a text, or out of an object that has one."""
    if isinstance(item, Mapping):
        return str(item.get("id") or item.get("term") or item.get("name") or "")
    return str(item).strip()
