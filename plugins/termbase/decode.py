"""From documents to entries: every problem of every file at once, every good value kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from termbase.diagnostics import Diagnostic, Location, Severity
from termbase.entry import (
    SHAPES,
    ConceptFile,
    EntriesFile,
    GlossaryFile,
    ShapeName,
    SourceEntry,
    SourceItem,
    SourcesFile,
)
from termbase.folding import fold, normalize, split_headword
from termbase.model import ConceptId, Designation, Entry, EntryKey, SourceId
from termbase.slug import RESERVED, is_id, slug
from termbase.vocabulary import DesignationKind
from termbase.yaml_source import Document, Node, Sequence, locate, plain
from termbase.yaml_source import Mapping as MappingNode

_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What the files say, in types."""

    glossary: GlossaryFile
    glossary_file: str
    """The file it was read from; `termbase.yml` where there is none."""
    sources: tuple[SourceItem, ...]
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    complete: Mapping[str, bool]
    """For each file, whether all of it could be used."""


_ADAPTERS: Final[dict[type[Any], TypeAdapter[Any]]] = {
    shape: TypeAdapter(shape) for shape in (ConceptFile, EntriesFile, SourcesFile, GlossaryFile, SourceEntry)
}


def allowed_keys(shape: type[Any]) -> tuple[str, ...]:
    """The keys of a file shape, in the order in which authors should write them."""
    return tuple(shape.__dataclass_fields__)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a mistyped word most likely stands for, if any is near."""
    found = process.extractOne(word, list(choices), score_cutoff=65)
    return None if found is None else str(found[0])


def _pointer(node: Node, location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drops what pydantic adds to a location to tell the arms of a union apart."""
    steps: list[int | str] = []
    for step in location:
        if isinstance(node, MappingNode) and isinstance(step, str) and step in node.items:
            node = node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _shape_name(kind: str) -> str:
    return {
        "tuple_type": "a list",
        "string_type": "text",
        "dataclass_type": "keys with values",
        "dict_type": "keys with values",
    }[kind]


def _what(value: Any) -> str:
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "keys with values"


def _name(pointer: tuple[int | str, ...]) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in pointer)


def _explain(error: Any, node: Node, shape: type[Any]) -> Diagnostic | None:
    """Tells one validation error in words; None for the arm of a union that was not meant."""
    location: tuple[int | str, ...] = error["loc"]
    pointer = _pointer(node, location)
    where = locate(node, pointer)
    value = error["input"]
    kind: str = error["type"]
    key = str(location[-1]) if location else ""

    def told(code: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic(code=code, severity=Severity.ERROR, message=message, where=where, hint=hint)

    match kind:
        case "missing":
            owner = f" in “{_name(pointer)}”" if pointer else ""
            return told(
                "TB201", f"the key “{key}”{owner} is missing", f"Add `{key}:`; without it this entry is left out."
            )
        case "unexpected_keyword_argument":
            where = locate(node, (*pointer, key))
            inner = _inner_shape(shape, pointer[:-1] if pointer and pointer[-1] == key else pointer)
            keys = allowed_keys(inner) if inner else ()
            guess = nearest(key, keys)
            did = f"Did you mean `{guess}`? " if guess else ""
            return told("TB202", f"there is no key “{key}”", f"{did}Allowed here: {', '.join(keys)}.")
        case "tuple_type" | "string_type" | "dataclass_type" | "dict_type":
            if kind == "string_type" and isinstance(value, dict) and "constrained-str" in location:
                return None
            if kind == "dataclass_type" and isinstance(value, str) and "Example" in location:
                return None
            wanted = _shape_name(kind)
            how = {
                "a list": f"Write `{key}: [{value if isinstance(value, str) else '…'}]`, or one item a line behind “- ”.",
                "text": "Write plain text behind the key.",
            }.get(wanted, "Write `key: value` lines, indented.")
            return told("TB203", f"“{_name(pointer)}” must be {wanted}, not {_what(value)}", how)
        case "enum" | "literal_error":
            expected = error["ctx"]["expected"].replace("'", "")
            guess = nearest(str(value), expected.replace(" or ", ", ").split(", "))
            did = f"Did you mean `{guess}`? " if guess else ""
            return told("TB204", f"{_quoted(value)} is not a value of “{_name(pointer)}”", f"{did}Allowed: {expected}.")
        case "string_too_short":
            return told(
                "TB201", f"“{_name(pointer)}” is empty", "Write something behind the key, or take the key away."
            )
        case "string_too_long":
            return told(
                "TB205", f"“{_name(pointer)}” is longer than {error['ctx']['max_length']:,} characters", "Shorten it."
            )
        case "float_parsing" | "float_type" | "finite_number":
            return told(
                "TB203",
                f"“{_name(pointer)}” must be a number, not {_quoted(value)}",
                "Write plain digits, with a point and without a unit: `120000` or `0.8`.",
            )
        case "bool_parsing" | "bool_type":
            return told("TB204", f"{_quoted(value)} is not a value of “{_name(pointer)}”", "Allowed: true, false.")
        case "string_pattern_mismatch" if "allow" in pointer:
            return told("TB202", f"there is no rule {_quoted(value)}",
                        "Findings of rules are allowed by their code: TB6 and two digits, as `check` prints it.")  # fmt: skip
        case "string_pattern_mismatch":
            if key == "id" or "former_ids" in pointer or key in ("source", "category"):
                usable = slug(str(value))
                return told(
                    "TB206",
                    f"{_quoted(value)} cannot be an id",
                    f"Ids are lower-case letters, digits and hyphens, 80 at most: `{usable}`.",
                )
            if key == "date":
                return told("TB207", f"{_quoted(value)} is not a date", "Write 2026, 2026-11 or 2026-11-22.")
            if key == "url":
                return told(
                    "TB207", f"{_quoted(value)} is not a web address", "Write it with http:// or https:// in front."
                )
            if key == "language":
                return told("TB207", f"{_quoted(value)} is not a language", "Write a BCP 47 code such as en or pt-BR.")
            return told("TB205", f"“{_name(pointer)}” must be a single line", "Take the line break away.")
    return told("TB203", f"“{_name(pointer)}”: {error['msg']}", "Compare the manual's page on term files.")


def _inner_shape(shape: type[Any], pointer: tuple[int | str, ...]) -> type[Any] | None:
    """The shape that a pointer leads to, found through the annotations of the fields."""
    from typing import get_args

    current: type[Any] | None = shape
    for step in pointer:
        if current is None:
            return None
        if isinstance(step, int):
            continue
        found = current.__dataclass_fields__.get(step) if hasattr(current, "__dataclass_fields__") else None
        if found is None:
            return None
        todo = [found.type]
        current = None
        while todo:
            kind = todo.pop()
            if hasattr(kind, "__dataclass_fields__"):
                current = kind
                break
            todo.extend(get_args(kind))
    return current


def _prune(data: Any, pointer: tuple[int | str, ...]) -> bool:
    """Removes the value at a pointer; says whether there was one."""
    if not pointer:
        return False
    for step in pointer[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    last = pointer[-1]
    if isinstance(data, dict) and last in data:
        del data[last]
        return True
    if isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = None  # keeps the places of the others; swept below
        return True
    return False


def _sweep(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _sweep(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_sweep(item) for item in data if item is not None]
    return data


def validate(node: Node, shape: type[Any]) -> tuple[Any | None, tuple[Diagnostic, ...]]:
    """Checks one tree against a shape.

    Returns the value with its wrong parts left out, or None where a required part is wrong, and a
    diagnostic for everything that was.
    """
    data = plain(node)
    adapter = _ADAPTERS[shape]
    found: list[Diagnostic] = []
    for attempt in range(_ROUNDS):
        try:
            return adapter.validate_python(data), tuple(found)
        except ValidationError as error:
            errors = error.errors()
        pruned = False
        for item in errors:
            if attempt == 0 and (told := _explain(item, node, shape)) is not None:
                found.append(told)
            location: tuple[int | str, ...] = item["loc"]
            pointer = _pointer(node, location)
            if item["type"] == "unexpected_keyword_argument":
                pointer = (*pointer, str(location[-1])) if not pointer or pointer[-1] != location[-1] else pointer
            elif item["type"] == "missing" and not pointer:
                return None, tuple(found)
            pruned = _prune(data, pointer) or pruned
        if not pruned:
            return None, tuple(found)
        data = _sweep(data)
    return None, tuple(found)


def _designations(
    term: str, spec: ConceptFile | SourceEntry, source: SourceId | None, headword: str
) -> tuple[str, tuple[Designation, ...]]:
    """The names that one entry gives: the full term, and all with their kinds, none twice."""
    sources = () if source is None else (source,)
    full, short = split_headword(term)
    given: list[tuple[str, DesignationKind]] = [(full, DesignationKind.PREFERRED)]
    if short:
        given.append((short, DesignationKind.ABBREVIATION))
    given += [(name, DesignationKind.ABBREVIATION) for name in spec.abbreviations]
    given += [(name, DesignationKind.ADMITTED) for name in spec.synonyms]
    if isinstance(spec, ConceptFile):
        given += [(name, DesignationKind.VARIANT) for name in spec.variants]
        given += [(name, DesignationKind.DEPRECATED) for name in spec.deprecated]
    elif fold(headword) != fold(term):
        given.append((split_headword(headword)[0], DesignationKind.VARIANT))
    unique: dict[str, Designation] = {}
    for text, kind in given:
        text = normalize(text)
        unique.setdefault(text, Designation(text=text, kind=kind, sources=sources))
    return full, tuple(unique.values())


def _unnamed(term: str, where: Location) -> Diagnostic:
    return Diagnostic(
        code="TB208",
        severity=Severity.ERROR,
        message=f"“{term}” has no letter or digit to be found by",
        where=where,
        hint="Spell the name out, and give the sign as a variant.",
    )


def _concept(file: str, stem: str, root: Node) -> tuple[Entry | None, tuple[Diagnostic, ...]]:
    spec, found = validate(root, ConceptFile)
    if spec is None:
        return None, found
    where = locate(root, ("term",))
    lines = dict(root.keys) if isinstance(root, MappingNode) else {}
    if not fold(spec.term):
        return None, (*found, _unnamed(spec.term, where))
    if spec.id is None and not is_id(stem):
        why = "a name that systems reserve" if stem in RESERVED else "not lower-case letters, digits and hyphens"
        problem = Diagnostic(
            code="TB206",
            severity=Severity.ERROR,
            where=Location(file=file),
            message=f"the file name “{stem}” cannot be an id: it is {why}",
            hint=f"Rename the file to {slug(spec.term)}.yml, or give an `id:`.",
        )
        return None, (*found, problem)
    chosen = ConceptId(spec.id or stem)
    if chosen in RESERVED:
        problem = Diagnostic(
            code="TB206",
            severity=Severity.ERROR,
            where=locate(root, ("id",)),
            message=f"“{chosen}” cannot be an id: it is a name that systems reserve",
            hint=f"Take another, such as {slug(spec.term)}.",
        )
        return None, (*found, problem)
    full, names = _designations(spec.term, spec, None, spec.term)
    entry = Entry(
        key=EntryKey(chosen), id=chosen, term=full, headword=spec.term, names=names, spec=spec, where=where, lines=lines
    )
    return entry, found


def _source_entries(root: Node, known: Iterable[str]) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Decodes a file of entries one by one, so that a bad entry loses nothing but itself."""
    found: list[Diagnostic] = []
    entries: list[Entry] = []
    if not isinstance(root, MappingNode) or not isinstance(listed := root.items.get("entries"), Sequence):
        _, problems = validate(root, EntriesFile)
        return (), problems
    shell = replace(root, items={**root.items, "entries": replace(listed, items=())})
    file, problems = validate(shell, EntriesFile)
    found += problems
    if file is None:
        return (), tuple(found)
    source = SourceId(file.source)
    if file.source not in set(known):
        guess = nearest(file.source, known)
        found.append(
            Diagnostic(
                code="TB209",
                severity=Severity.ERROR,
                where=locate(root, ("source",)),
                message=f"no source has the id “{file.source}”",
                hint=(f"Did you mean `{guess}`? " if guess else "")
                + "Sources are listed in sources.yml; entries need one to cite.",
            )
        )
    seen: dict[str, Location] = {}
    for index, item in enumerate(listed.items):
        spec, problems = validate(item, SourceEntry)
        found += [_relocated(problem, index) for problem in problems]
        if spec is None:
            continue
        where = locate(item, ("locator",))
        if spec.locator in seen:
            found.append(
                Diagnostic(
                    code="TB210",
                    severity=Severity.ERROR,
                    where=where,
                    message=f"locator “{spec.locator}” stands here twice; it was first given in line {seen[spec.locator].line}",
                    hint="A locator names one entry of the source. Only the first is used; correct one of them.",
                )
            )
            continue
        seen[spec.locator] = where
        if spec.term is None and not spec.candidates:
            found.append(
                Diagnostic(
                    code="TB201",
                    severity=Severity.ERROR,
                    message="the key “term” is missing",
                    where=where,
                    hint="Add `term:`, or `candidates:` where no name can be given honestly.",
                )
            )
            continue
        if spec.term is not None and not fold(spec.term):
            found.append(_unnamed(spec.term, where))
            continue
        printed = spec.headword or spec.term or ""
        full, names = _designations(spec.term, spec, source, printed) if spec.term else ("", ())
        entries.append(
            Entry(
                key=EntryKey(f"{source}:{spec.locator}"),
                id=ConceptId(spec.id) if spec.id else None,
                term=full,
                headword=printed,
                names=names,
                spec=spec,
                where=where,
                source=source,
                lines=dict(item.keys) if isinstance(item, MappingNode) else {},
            )
        )
    return tuple(entries), tuple(found)


def _relocated(problem: Diagnostic, index: int) -> Diagnostic:
    return replace(problem, message=f"entry {index + 1}: {problem.message}")


def shape_of(file: str) -> ShapeName:
    """Which kind of file a path inside the glossary folder is."""
    parts = file.split("/")
    if "entries" in parts[:-1]:
        return "entries"
    if "concepts" in parts[:-1]:
        return "concept"
    stem = parts[-1].rsplit(".", 1)[0]
    return "sources" if stem == "sources" else "termbase" if stem == "termbase" else "concept"


def decode(documents: Iterable[Document], *, root: str = "") -> Decoded:
    """Turns documents into entries.

    Args:
        documents: The files of the glossary folder, read.
        root: The folder's path as it stands in front of the documents' file names.
    """
    ordered = sorted(documents, key=lambda document: document.file)
    found: list[Diagnostic] = [problem for document in ordered for problem in document.diagnostics]
    shapes = {document.file: shape_of(document.file.removeprefix(root).lstrip("/")) for document in ordered}
    complete = {document.file: not document.diagnostics for document in ordered}

    def report(file: str, problems: Iterable[Diagnostic]) -> None:
        for problem in problems:
            found.append(problem)
            complete[file] = False

    glossary, glossary_file = GlossaryFile(title="Glossary"), "termbase.yml"
    sources: list[SourceItem] = []
    for document in ordered:
        if document.root is None or shapes[document.file] not in ("termbase", "sources"):
            continue
        value, problems = validate(document.root, SHAPES[shapes[document.file]])
        report(document.file, problems)
        if isinstance(value, GlossaryFile):
            glossary, glossary_file = value, document.file
        elif isinstance(value, SourcesFile):
            sources += _unique_sources(value, document, report)
    known = [source.id for source in sources]
    entries: list[Entry] = []
    for document in ordered:
        if document.root is None:
            continue
        if shapes[document.file] == "entries":
            more, problems = _source_entries(document.root, known)
            report(document.file, problems)
            entries += more
        elif shapes[document.file] == "concept":
            stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            entry, problems = _concept(document.file, stem, document.root)
            report(document.file, problems)
            if entry is not None:
                entries.append(entry)
    entries, clashes = _one_key_each(entries)
    found += clashes
    return Decoded(
        glossary=glossary,
        glossary_file=glossary_file,
        sources=tuple(sources),
        entries=tuple(entries),
        diagnostics=tuple(found),
        complete=complete,
    )


def _unique_sources(value: SourcesFile, document: Document, report: Any) -> list[SourceItem]:
    unique: dict[str, SourceItem] = {}
    for index, source in enumerate(value.sources):
        if source.id in unique:
            where = locate(document.root, ("sources", index, "id")) if document.root else Location(file=document.file)
            problem = Diagnostic(
                code="TB211",
                severity=Severity.ERROR,
                message=f"two sources have the id “{source.id}”",
                where=where,
                hint="Entries could not say which they mean. Give one of them another id; only the first is used.",
            )
            report(document.file, (problem,))
        unique.setdefault(source.id, source)
    return list(unique.values())


def _one_key_each(entries: list[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """Keeps the first of two entries with one key; two files with one id are an error naming both."""
    unique: dict[str, Entry] = {}
    found: list[Diagnostic] = []
    for entry in entries:
        first = unique.setdefault(normalize(entry.key).casefold(), entry)
        if first is not entry:
            what = f"the id “{entry.id}”" if entry.own else f"the entry “{entry.key}”"
            found.append(
                Diagnostic(
                    code="TB212",
                    severity=Severity.ERROR,
                    where=entry.at("id"),
                    message=f"{what} is taken: {first.where.file}:{first.where.line} has it",
                    hint="Only the first is used. Give this one another id or, if both are one concept, join the two files.",
                )
            )
    return list(unique.values()), found
