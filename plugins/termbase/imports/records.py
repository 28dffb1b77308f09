"""Lists, maps and trees of records, as JSON and YAML files have them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from termbase.imports.fields import known_column
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, problem, texts
from termbase.imports.places import Place, place_of, shown_place
from termbase.imports.record import Columns, Spelling, read_columns, read_record
from termbase.imports.rich_text import rich_text, shown_name
from termbase.imports.writer import Writer
from termbase.text.folding import fold, is_abbreviation
from termbase.text.slug import slug

_BRANCHES: Final = ("children", "narrower", "items", "terms", "concepts", "subterms", "entries", "nodes")
"""Keys under which trees store the children of a node."""
_DEPTH: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNode:
    """One record with its place in the file."""

    record: Mapping[str, Any]
    category: str | None = None
    parent: str | None = None
    """Id or name of the node above it."""
    place: Place | None = None
    """Its place, for a record that is made from a text."""


@dataclass(slots=True)
class _Walk:
    where: str
    asked: frozenset[str]
    left: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, value: object) -> None:
        if words := "; ".join(texts(value)):
            self.left.append(LeftOut(kind=kind, text=words, where=shown_place(self.where, place_of(value))))

    def field(self, key: str) -> str | None:
        """Our field for a key, the columns that the user mapped included."""
        return "name" if key.strip().casefold() in self.asked else known_column(key).field

    def named(self, record: Mapping[str, Any]) -> bool:
        """Whether an object has a name of its own."""
        named = ("name", "expansion", "abbreviations")
        return any(self.field(key) in named and not isinstance(value, Mapping) for key, value in record.items())


def read_records(data: Any, *, where: str, options: ImportOptions) -> Reading:
    """Reads the terms of parsed JSON or YAML.

    Args:
        data: Texts, lists and dictionaries.
        where: File, for what is left out.
        options: The user's options for columns and languages.
    """
    asked = frozenset(k.strip().casefold() for k, ours in options.columns.items() if ours == "name")
    walk = _Walk(where=where, asked=asked)
    nodes = list(_nodes(data, walk, RecordNode(record={}), 0))
    keys = list(dict.fromkeys(str(key) for node in nodes for key in node.record))
    columns = read_columns(keys, options)
    names = {
        str(part)
        for node in nodes
        for key, value in node.record.items()
        if columns.ours.get(key) == "name"
        for part in texts(value)
    }
    writer = Writer(where=where, terms={slug(name): name for name in names}, left=walk.left)
    known = {fold(name) for name in names}
    spelling = Spelling(
        text=lambda value: rich_text(str(value), writer, known), name=lambda value: shown_name(str(value))
    )
    terms: dict[tuple[str, ...], Imported] = {}
    for node in nodes:
        _read_node(node, columns, walk, writer, spelling, terms)
    problems = () if terms else (problem(where, _seen(data)),)
    return Reading(terms=tuple(terms.values()), left_out=tuple(walk.left), problems=problems)


def _read_node(
    node: RecordNode, columns: Columns, walk: _Walk, writer: Writer, spelling: Spelling, terms: dict[tuple[str, ...], Imported]
) -> None:  # fmt: skip
    writer.place = place_of(node.record) or node.place
    term = read_record(
        node.record, where=walk.where, place=node.place, columns=columns, spelling=spelling, left=walk.left
    )
    if term is None:
        walk.leave_out("items without a name", node.record)
        return
    above = (node.parent,) if node.parent and node.parent not in (term.id, term.name) else ()
    key: tuple[str, ...] = (term.id or "", term.name)
    known = terms.get(key)
    if known is not None and known.definition and term.definition not in ("", known.definition):
        key = (*key, term.definition)
        known = terms.get(key)
    if known is not None:
        # A tree repeats a node under each of its parents, and lists of references or acronyms repeat its name.
        fuller, other = (term, known) if len(term.definition) > len(known.definition) else (known, term)
        terms[key] = replace(
            fuller,
            broader=tuple(dict.fromkeys((*known.broader, *term.broader, *above))),
            abbreviations=tuple(dict.fromkeys((*known.abbreviations, *term.abbreviations))),
            synonyms=tuple(dict.fromkeys((*known.synonyms, *term.synonyms))),
            rest={**other.rest, **fuller.rest},
            category=fuller.category or other.category,
        )
        return
    terms[key] = replace(
        term, category=term.category or node.category, broader=tuple(dict.fromkeys((*term.broader, *above)))
    )


def _nodes(value: Any, walk: _Walk, above: RecordNode, depth: int) -> Iterator[RecordNode]:
    if depth > _DEPTH:
        walk.leave_out("nested too deeply", value)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping | list):
                yield from _nodes(item, walk, above, depth + 1)
            elif texts(item):
                yield from _listed(item, walk, above)
    elif isinstance(value, Mapping):
        yield from _object(value, walk, above, depth)
    else:
        walk.leave_out("text outside the terms", value)


def _listed(item: Any, walk: _Walk, above: RecordNode) -> Iterator[RecordNode]:
    """A text in a list: a name or, with a colon, a name and its definition."""
    text = str(item)
    name, colon, rest = text.partition(": ")
    record = {"term": name, "definition": rest} if colon and len(name.split()) <= 8 else {"term": text}
    if len(text) > 200 and "definition" not in record:
        walk.leave_out("text outside the terms", item)
    else:
        yield replace(above, record=record, place=place_of(item))


def _object(value: Mapping[str, Any], walk: _Walk, above: RecordNode, depth: int) -> Iterator[RecordNode]:
    holds_terms = {key: inner for key, inner in value.items() if _is_branch(key, inner, walk)}
    # A record: anything that it contains besides its fields is a term below it.
    if walk.named(value) and not _is_shell(value, holds_terms):
        own = {key: inner for key, inner in value.items() if key not in holds_terms}
        id = next((str(v) for k, v in own.items() if walk.field(k) == "id" and isinstance(v, str) and v), None)
        name = next((texts(v)[0] for k, v in own.items() if walk.field(k) == "name" and texts(v)), None)
        yield replace(above, record=own)
        for inner in holds_terms.values():
            yield from _nodes(inner, walk, replace(above, parent=id or name), depth + 1)
        return
    # `{"ARR": "Annual recurring revenue"}` in a list: the key is the name.
    if len(value) == 1 and not holds_terms and depth and not isinstance(next(iter(value.values())), Mapping | list):
        ((name, text),) = value.items()
        yield replace(above, record={"term": name, "definition": text})
        return
    lists = {k: v for k, v in value.items() if isinstance(v, list) and any(isinstance(i, Mapping) for i in v)}
    plain = {k: v for k, v in value.items() if not isinstance(v, Mapping | list) and texts(v)}
    # A map from names to records or texts. If a known field is among the keys, it is something else.
    if not (lists or holds_terms) and not any(known_column(key).field for key in value):
        yield from _by_name(value, walk, above, depth)
        return
    # The wrapper around the terms: "title" and "version" next to "terms".
    branches = lists or holds_terms
    whole = {key: inner for key, inner in value.items() if key not in branches}
    known = {k: v for k, v in whole.items() if isinstance(v, Mapping) and v and not lists}
    walk.leave_out("about the file as a whole", {k: v for k, v in whole.items() if k not in known})
    if known:
        yield from _by_name(known, walk, above, depth)
    # Several lists side by side are groups, and their keys are categories; a letter of the alphabet is none.
    groups = len(branches) > 1 and not plain
    for key, inner in branches.items():
        listed = groups and known_column(key).field is None and key not in _BRANCHES and len(key) > 1
        yield from _nodes(inner, walk, replace(above, category=key if listed else above.category), depth + 1)


def _is_branch(key: str, value: Any, walk: _Walk) -> bool:
    """Whether a key contains further terms rather than a field of its object."""
    items = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
    nodes = [item for item in items if isinstance(item, Mapping)]
    if not nodes or len(nodes) < len(items):
        return False
    named = sum(1 for node in nodes if walk.named(node))
    if known_column(key).field in (None, "narrower") or key in _BRANCHES:
        rich = any(len(node) > 1 for node in nodes)
        return named == len(nodes) and (rich or key in _BRANCHES)
    return False


def _is_shell(value: Mapping[str, Any], branches: Mapping[str, Any]) -> bool:
    """Whether a named object is the file itself: a title above a list that holds all the terms."""
    title = any(key.casefold() in ("title", "name", "description", "version", "$schema") for key in value)
    listed = [key for key in branches if key.casefold() in ("terms", "concepts", "entries", "items", "glossary")]
    return title and bool(listed)


def _holds_records(value: Mapping[str, Any]) -> bool:
    """Whether an object is a map of records, though some of its keys sound like fields."""
    return len(value) > 1 and all(isinstance(inner, Mapping) for inner in value.values())


def _by_name(value: Mapping[str, Any], walk: _Walk, above: RecordNode, depth: int) -> Iterator[RecordNode]:
    """An object whose keys are the names of terms, or of groups of them."""
    for name, inner in value.items():
        if isinstance(inner, Mapping) and inner and not _holds_records(inner) and any(map(walk.field, inner)):
            record = dict(inner)
            fields = {walk.field(key) for key in record}
            if "abbreviations" not in fields and is_abbreviation(name) and walk.named(record):
                record["abbreviation"] = name
            elif walk.named(record):
                record.setdefault("id", name)
            else:
                record = {"term": name, **record}
            yield from _object(record, walk, above, depth + 1)
        elif isinstance(inner, Mapping):
            below = replace(above, category=name if len(name) > 1 else above.category)
            yield from _nodes(inner, walk, below, depth + 1)
        elif isinstance(inner, list) and any(isinstance(item, Mapping) for item in inner):
            yield from _nodes(inner, walk, replace(above, category=name if len(name) > 1 else None), depth + 1)
        else:
            yield replace(above, record={"term": name, "definition": inner})


def _seen(data: Any) -> str:
    if isinstance(data, Mapping):
        keys = ", ".join(f"“{str(key)[:40]}”" for key in list(data)[:8])
        return f"no term was found in an object with the keys {keys}. Say which key holds the names, such as --map KEY=term"
    if isinstance(data, list) and data and isinstance(data[0], Mapping):
        keys = ", ".join(f"“{str(key)[:40]}”" for key in list(data[0])[:8])
        return f"none of the keys of its {len(data)} items is recognized as the name: {keys}. Say which one is: --map KEY=term"
    return "no list or object of terms was found"
