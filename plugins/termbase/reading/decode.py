"""Decodes documents into entries: reports every problem of every file, and keeps every valid value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from termbase.model.author_files import (
    SHAPES,
    DecisionsFile,
    EntriesFile,
    GlossaryFile,
    ShapeName,
    SourceEntry,
    SourceItem,
    SourcesFile,
)
from termbase.model.codes import Code
from termbase.model.concept import ConceptId, Entry, EntryKey, SourceId, StoredDecision
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.glossary_file import UNTITLED, CustomField
from termbase.reading.concept_files import concepts
from termbase.reading.custom_fields import declared
from termbase.reading.entry_names import designations, is_name, reserved, unnamed
from termbase.reading.validate import nearest, validate
from termbase.text.folding import normalize
from termbase.text.kept import Kept
from termbase.text.line_starts import LineStarts
from termbase.text.slug import RESERVED
from termbase.yaml_files.places import places
from termbase.yaml_files.tree import Document, Node, Scalar, Sequence, locate
from termbase.yaml_files.tree import Mapping as MappingNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The content of the files as typed values."""

    glossary: GlossaryFile
    fields: tuple[CustomField, ...]
    """The custom fields that term files may have."""
    glossary_document: Document
    """The file it was read from; an empty `termbase.yml` if there is none."""
    introductions: Mapping[str, Location]
    """The location of each category's introduction, by the category's id."""
    sources: tuple[SourceItem, ...]
    source_notes: Mapping[str, Location]
    """The location of the note on each source, by the source's id."""
    entries: tuple[Entry, ...]
    decisions: tuple[StoredDecision, ...]
    diagnostics: tuple[Diagnostic, ...]
    complete: Mapping[str, bool]
    """Whether each file could be used completely."""


def _source_entries(
    document: Document, root: Node, known: Iterable[str]
) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Decodes the entries of a file one by one, so that an invalid entry does not affect the others."""
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
        found.append(_unknown_source(file.source, known, locate(root, ("source",))))
    seen: dict[str, Location] = {}
    lines = LineStarts(document.text.removeprefix("\ufeff"))
    for index, item in enumerate(listed.items):
        spec, problems = validate(item, SourceEntry)
        found += [_relocated(problem, index) for problem in problems]
        if spec is None:
            continue
        where = locate(item, ("locator",))
        first = seen.setdefault(spec.locator, where)
        if problem := _unusable(spec, where, first=first):
            found.append(problem)
            continue
        if spec.id in RESERVED:
            found.append(reserved(spec.id, locate(item, ("id",)), spec.term or spec.id))
            spec = replace(spec, id=None)
        printed = spec.headword or spec.term or ""
        full, names = designations(spec.term, spec, source, printed) if spec.term else ("", ())
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
                places=places(item, document, lines),
            )
        )
    return tuple(entries), tuple(found)


def _unknown_source(source: str, known: Iterable[str], where: Location) -> Diagnostic:
    guess = nearest(source, known)
    return Diagnostic(
        code=Code.UNKNOWN_SOURCE,
        severity=Severity.ERROR,
        where=where,
        message=f"no source has the id “{source}”",
        hint=(f"Did you mean `{guess}`? " if guess else "")
        + "Sources are listed in sources.yml; every entry must cite one.",
    )


def _unusable(spec: SourceEntry, where: Location, *, first: Location) -> Diagnostic | None:
    """Why an entry is left out; None if it is used.

    Args:
        spec: The entry.
        where: The location of its locator.
        first: That of the first entry of the file with the same locator.
    """
    if first is not where:
        return Diagnostic(
            code=Code.DUPLICATE_LOCATOR,
            severity=Severity.ERROR,
            where=where,
            message=f"duplicate locator “{spec.locator}”; it first appears on line {first.line}",
            hint="A locator must identify one entry of the source. Only the first is used; correct one of them.",
        )
    if spec.term is None and not spec.candidates:
        return Diagnostic(
            code=Code.MISSING_KEY,
            severity=Severity.ERROR,
            message="the key “term” is missing",
            where=where,
            hint="Add `term:`, or `candidates:` if no name fits.",
        )
    return unnamed(spec.term, where) if spec.term is not None and not is_name(spec.term) else None


def _relocated(problem: Diagnostic, index: int) -> Diagnostic:
    return replace(problem, message=f"entry {index + 1}: {problem.message}")


def shape_of(file: str) -> ShapeName:
    """The kind of file at a path inside the glossary folder."""
    parts = file.split("/")
    if "entries" in parts[:-1]:
        return "entries"
    if "concepts" in parts[:-1]:
        return "concept"
    stem = parts[-1].rsplit(".", 1)[0]
    names: Mapping[str, ShapeName] = {"sources": "sources", "termbase": "termbase", "decisions": "decisions"}
    return names.get(stem, "concept")


KeptEntries = Kept[tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]]
"""The content of each file when it was last decoded."""


def decode(documents: Iterable[Document], *, root: str = "", kept: KeptEntries | None = None) -> Decoded:
    """Turns documents into entries.

    Args:
        documents: The parsed files of the glossary folder.
        root: The folder's path, as the documents' file names begin with it.
        kept: What was in the files the last time they were decoded.
    """
    kept = kept or KeptEntries()
    ordered = sorted(documents, key=lambda document: document.file)
    found: list[Diagnostic] = [problem for document in ordered for problem in document.diagnostics]
    shapes = {document.file: shape_of(document.file.removeprefix(root).lstrip("/")) for document in ordered}
    complete = {document.file: not document.diagnostics for document in ordered}

    def report(file: str, problems: Iterable[Diagnostic]) -> None:
        for problem in problems:
            found.append(problem)
            complete[file] = False

    glossary, glossary_document = GlossaryFile(title=UNTITLED), Document(file="termbase.yml", root=None)
    sources: list[SourceItem] = []
    source_notes: dict[str, Location] = {}
    decisions: list[StoredDecision] = []
    for document in ordered:
        if document.root is None or shapes[document.file] not in ("termbase", "sources", "decisions"):
            continue
        value, problems = validate(document.root, SHAPES[shapes[document.file]])
        report(document.file, problems)
        if isinstance(value, GlossaryFile):
            glossary, glossary_document = value, document
        elif isinstance(value, SourcesFile):
            sources += _new_sources(value, document, {source.id for source in sources}, report)
            source_notes = {**_places(document, "sources", "note"), **source_notes}
        elif isinstance(value, DecisionsFile):
            decisions += _decisions(value, document, report)
    fields, wrong = declared(glossary.fields, glossary_document)
    report(glossary_document.file, wrong)
    known = [source.id for source in sources]
    kept.begin((root, known, fields))
    entries: list[Entry] = []
    for document in ordered:
        if document.root is not None and (shape := shapes[document.file]) in ("entries", "concept"):
            read = partial(_source_entries, known=known) if shape == "entries" else partial(concepts, fields=fields)
            more, problems = kept.value((document,), partial(read, document, document.root))
            report(document.file, problems)
            entries += more
    entries, clashes = _one_key_each(entries)
    for clash in clashes:
        report(clash.where.file, (clash,))
    return Decoded(
        glossary=glossary,
        fields=fields,
        glossary_document=glossary_document,
        introductions=_places(glossary_document, "categories", "introduction"),
        sources=tuple(sources),
        source_notes=source_notes,
        entries=tuple(entries),
        decisions=tuple(decisions),
        diagnostics=tuple(found),
        complete=complete,
    )


def _places(document: Document, listed: str, key: str) -> dict[str, Location]:
    """The location of a key in each item of a list, by the item's id; the first item wins if two share an id."""
    found: dict[str, Location] = {}
    items = document.root.items.get(listed) if isinstance(document.root, MappingNode) else None
    for item in items.items if isinstance(items, Sequence) else ():
        if isinstance(item, MappingNode) and isinstance(id := item.items.get("id"), Scalar) and key in item.keys:
            found.setdefault(id.text, item.keys[key].where)
    return found


def _decisions(value: DecisionsFile, document: Document, report: Any) -> list[StoredDecision]:
    """The decisions of a file with their places; those that decide nothing, or both ways, are reported."""
    found: list[StoredDecision] = []
    for index, decision in enumerate(value.decisions):
        where = Location(file=document.file)
        if document.root is not None:
            key = "same_as" if decision.same_as else "distinct_from"
            where = locate(document.root, ("decisions", index, key))
        if (decision.same_as is None) == (decision.distinct_from is None):
            problem = Diagnostic(
                code=Code.INCOMPLETE_DECISION,
                severity=Severity.ERROR,
                where=where,
                message=f"decision {index + 1} needs either “same_as” or “distinct_from”, with two entries",
                hint="Such as `{same_as: [a:alpha, b:alpha], reason: Both are the first letter.}`.",
            )
            report(document.file, (problem,))
        else:
            found.append(StoredDecision(decision=decision, where=where))
    return found


def _new_sources(value: SourcesFile, document: Document, taken: set[str], report: Any) -> list[SourceItem]:
    """The sources of one file whose ids are not taken; the others are reported."""
    new: list[SourceItem] = []
    for index, source in enumerate(value.sources):
        if source.id not in taken:
            taken.add(source.id)
            new.append(source)
            continue
        where = locate(document.root, ("sources", index, "id")) if document.root else Location(file=document.file)
        problem = Diagnostic(
            code=Code.DUPLICATE_SOURCE,
            severity=Severity.ERROR,
            message=f"two sources have the id “{source.id}”",
            where=where,
            hint="Entries could not refer to one of them. Give one a different id; only the first is used.",
        )
        report(document.file, (problem,))
    return new


def _one_key_each(entries: list[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """Keeps the first of two entries with the same key; two files with the same id are an error that names both."""
    unique: dict[str, Entry] = {}
    found: list[Diagnostic] = []
    for entry in entries:
        first = unique.setdefault(normalize(entry.key).casefold(), entry)
        if first is not entry:
            what = f"the id “{entry.id}”" if entry.own else f"the entry “{entry.key}”"
            found.append(
                Diagnostic(
                    code=Code.DUPLICATE_ID,
                    severity=Severity.ERROR,
                    where=entry.at("id"),
                    message=f"{what} is already used in {first.where.file}:{first.where.line}",
                    hint="Only the first is used. Give this one a different id or, if both describe one concept, combine the two files.",
                )
            )
    return list(unique.values()), found
