"""The text of the term files that an import writes; what fits no key becomes a comment."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.editing.tidy import modeline_for
from termbase.imports.citations import CITATIONS
from termbase.imports.imported import Imported
from termbase.imports.references import References
from termbase.model.vocabulary import Status
from termbase.text.slug import slug
from termbase.yaml_files.write import Value, write_term, written

_LINE: Final = 200
_TEXT: Final = 20_000
_NAMES: Final = ("abbreviations", "synonyms", "variants", "deprecated")
_LINES: Final = ("unit", "range")
_PROSE: Final = ("short", "explanation", "example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A term as a piece of a file: its keys, and comments for the rest."""

    data: Mapping[str, Value]
    comments: tuple[str, ...]
    unplaced: tuple[str, ...] = ()
    """The names of the fields that became comments."""


def comment_line(text: str) -> str:
    """A text as one line of a comment, with nothing in it that could end the line."""
    return "# " + " ".join("".join(c if c.isprintable() else " " for c in text).split())


def can_be_name(text: str) -> bool:
    """Whether a text can be a name in a term file."""
    return 0 < len(text) <= _LINE and any(c.isalnum() for c in text)


def concept_block(term: Imported, own: str, refs: References, categories: set[str], origin: tuple[str, str]) -> Block:
    """A term as a file of its own, which cites the source and the location in it."""
    kept = dict(term.rest)
    data: dict[str, Value] = {"term": term.name, "status": (term.status or "draft")}
    data["status"] = str(data["status"])
    data["imported_from"] = {"source": origin[0], "locator": origin[1]}
    if term.category and slug(term.category) in categories:
        data["category"] = slug(term.category)
    elif term.category:
        _keep(kept, "category", term.category)
    hierarchy: set[str] = set()
    for key in ("broader", "narrower", "part_of", "parts", "related"):
        found, lost = refs.follow(term, getattr(term, key), own)
        data[key] = [ref for ref in found if ref not in hierarchy]
        hierarchy |= set(found)
        for ref in lost:
            _keep(kept, key, f"{ref} (no such term)")
    contrasts, lost = refs.follow(term, term.contrast, own)
    data["contrast"] = [{"term": ref} for ref in contrasts]
    for ref in lost:
        _keep(kept, "contrast", f"{ref} (no such term)")
    data |= _names(term, kept) | _lines(term, kept)
    data["direction"] = str(term.direction) if term.direction else ""
    data["formula_kind"] = str(term.formula_kind) if term.formula_kind else ""
    data["former_ids"] = [old for old in term.former_ids if old != own and slug(old) == old]
    for old in term.former_ids:
        if slug(old) != old:
            _keep(kept, "former_ids", old)
    definition, *further = _pieces(term.definition or term.explanation or "")
    told = term.explanation if term.definition else None
    explanation, *more = _pieces("\n\n".join([*further, *([told] if told else [])])) or [""]
    data |= {"definition": definition, "explanation": explanation, "mistakes": list(term.mistakes)}
    long: list[str] = []
    reasons = {item["name"]: dict(item) for item in term.avoid}
    avoided = dict.fromkeys((*(str(name) for name in _list(data["deprecated"])), *reasons))
    data["deprecated"] = [reasons.get(name, name) for name in avoided]
    data |= {"short": term.short or "", **{key: [dict(item) for item in getattr(term, key)] for key in CITATIONS}}
    for key in ("formula", "example"):
        value = getattr(term, key)
        if value and len(value) <= _TEXT:
            data[key] = value
        elif value:
            long += _pieces(value)
    data["notes"] = [piece for note in (*more, *term.notes, *long) for piece in _pieces(note)]
    data["fields"] = {id: list(value) if isinstance(value, tuple) else value for id, value in term.fields.items()}
    return _block(data, kept)


def entry_block(term: Imported, locator: str) -> Block:
    """A term as an entry of its source, which has no custom fields."""
    kept = dict(term.rest)
    for id, value in term.fields.items():
        _keep(kept, id, value if isinstance(value, str) else "; ".join(value))
    for key in ("direction", "formula_kind", *_LINES, *_PROSE):
        if value := getattr(term, key):
            _keep(kept, key, str(value))
    for key in (
        "narrower",
        "part_of",
        "parts",
        "related",
        "contrast",
        "variants",
        "deprecated",
        "former_ids",
        "mistakes",
    ):
        if values := getattr(term, key):
            _keep(kept, key, "; ".join(values))
    for key in (*CITATIONS, "avoid"):
        if items := getattr(term, key):
            _keep(kept, key, json.dumps([dict(item) for item in items], ensure_ascii=False))
    if term.status and term.status is not Status.RETIRED:
        _keep(kept, "status", str(term.status))
    wider = [ref for ref in term.broader if len(ref) <= _LINE]
    for ref in term.broader:
        if ref not in wider:
            _keep(kept, "broader", ref)
    if term.category and len(term.category) > _LINE:
        _keep(kept, "category", term.category)
    if term.formula and len(term.formula) > _TEXT:
        _keep(kept, "formula", term.formula)
    names = _names(term, {})
    definition, *more = _pieces(term.definition) or [""]
    note, *others = _pieces("\n\n".join((*more, *term.notes))) or [""]
    for text in others:
        _keep(kept, "note", text)
    data: dict[str, Value] = {
        "locator": locator, "term": term.name, "abbreviations": names["abbreviations"], "synonyms": names["synonyms"],
        "definition": definition, "note": note, "broader": wider, "superseded": term.status is Status.RETIRED,
        "domain": term.category if term.category and len(term.category) <= _LINE else "",
        "formula": term.formula if term.formula and len(term.formula) <= _TEXT else "",
    }  # fmt: skip
    for key in ("abbreviations", "synonyms"):
        for name in getattr(term, key):
            if not can_be_name(name):
                _keep(kept, key, name)
    return _block(data, kept)


def _block(data: Mapping[str, Value], kept: Mapping[str, str]) -> Block:
    comments = tuple(comment_line(f"{field}: {value}") for field, value in kept.items())
    return Block(data={key: value for key, value in data.items() if value}, comments=comments, unplaced=tuple(kept))


def _names(term: Imported, kept: dict[str, str]) -> dict[str, Value]:
    data: dict[str, Value] = {}
    for key in _NAMES:
        names = dict.fromkeys(name for name in getattr(term, key) if name != term.name)
        data[key] = [name for name in names if can_be_name(name)]
        for name in names:
            if not can_be_name(name):
                _keep(kept, key, name)
    return data


def _lines(term: Imported, kept: dict[str, str]) -> dict[str, Value]:
    data: dict[str, Value] = {}
    for key in _LINES:
        value = getattr(term, key)
        if value and len(value) <= _LINE:
            data[key] = value
        elif value:
            _keep(kept, key, value)
    return data


def _list(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else ()


def _keep(kept: dict[str, str], key: str, text: str) -> None:
    kept[key] = f"{kept[key]}; {text}" if key in kept else text


def _pieces(text: str) -> list[str]:
    """A text in pieces that fit a key, cut between paragraphs, sentences or words."""
    pieces = []
    while len(text) > _TEXT:
        part = text[:_TEXT]
        cut = next((at for sign in ("\n\n", "\n", ". ", " ") if (at := part.rfind(sign)) > _TEXT // 2), _TEXT - 1) + 1
        pieces.append(text[:cut].strip())
        text = text[cut:]
    return [piece for piece in (*pieces, text.strip()) if piece]


def concept_text(block: Block, own: str) -> str:
    """The file of one term."""
    head = [modeline_for(f"concepts/{own}.yml"), *block.comments]
    return "\n".join(head) + "\n" + write_term(block.data)


def entry_lines(block: Block) -> list[str]:
    """The lines of one entry, comments first."""
    lines = [line for key, value in block.data.items() for line in written(key, value, indent=4)]
    return [*(f"  {line}" for line in block.comments), f"  - {lines[0].lstrip()}", *lines[1:]]


def entries_texts(blocks: Iterable[Block], source: str, *, limit: int = 900_000) -> dict[str, str]:
    """The files of a source's entries, by path; each is smaller than what can be read at once."""
    files: dict[str, str] = {}
    lines: list[str] = []
    size = 0

    def finish() -> None:
        number = len(files) + 1
        path = f"entries/{source}.yml" if number == 1 else f"entries/{source}-{number}.yml"
        head = [modeline_for(path), *written("source", source), "entries:"]
        files[path] = "\n".join([*head, *lines]) + "\n"

    for block in blocks:
        more = entry_lines(block)
        length = sum(len(line.encode("utf-8", "replace")) + 1 for line in more)
        if lines and size + length > limit:
            finish()
            lines, size = [], 0
        lines += more
        size += length
    if lines:
        finish()
    return files
