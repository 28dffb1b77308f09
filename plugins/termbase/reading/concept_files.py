"""Decodes term files: one term each, or several under `terms:`."""

from collections.abc import Sequence
from dataclasses import replace

from termbase.model.author_files import ConceptFile, TermsFile
from termbase.model.codes import Code
from termbase.model.concept import ConceptId, Entry, EntryKey
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.glossary_file import CustomField
from termbase.reading.custom_fields import fitting
from termbase.reading.entry_names import designations, is_name, reserved, unnamed
from termbase.reading.validate import validate
from termbase.text.folding import split_headword
from termbase.text.line_starts import LineStarts
from termbase.text.slug import RESERVED, is_id, slug
from termbase.yaml_files.places import places
from termbase.yaml_files.tree import Document, Mapping, Node, Scalar, locate
from termbase.yaml_files.tree import Sequence as SequenceNode

_Found = tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]


def has_several(root: Node | None) -> bool:
    """Whether a term file holds several terms, under `terms:`."""
    listed = root.items.get("terms") if isinstance(root, Mapping) else None
    return listed is not None and not isinstance(listed, Scalar)


def pointer_to(root: Node | None, where: Location) -> tuple[int | str, ...]:
    """The keys and indexes that lead to a term in its file; none if it is the only one.

    Args:
        root: The keys of the file.
        where: The location of the term's name.
    """
    listed = root.items.get("terms") if isinstance(root, Mapping) else None
    for index, item in enumerate(listed.items if isinstance(listed, SequenceNode) else ()):
        if locate(item, ("term",)) == where:
            return ("terms", index)
    return ()


def concepts(document: Document, root: Node, fields: Sequence[CustomField]) -> _Found:
    """Decodes the terms of a file one by one, so that an invalid term does not affect the others.

    Args:
        document: The file.
        root: Its keys.
        fields: The custom fields that the glossary declares.
    """
    if not has_several(root) or not isinstance(root, Mapping):
        stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        entry, problems = _concept(document, root, stem=stem, fields=fields)
        return (() if entry is None else (entry,)), problems
    listed = root.items["terms"]
    if not isinstance(listed, SequenceNode):
        return (), validate(root, TermsFile)[1]
    found = list(validate(replace(root, items={**root.items, "terms": replace(listed, items=())}), TermsFile)[1])
    entries: list[Entry] = []
    lines = LineStarts(document.text.removeprefix("\ufeff"))
    for index, item in enumerate(listed.items):
        entry, problems = _concept(document, item, stem=None, fields=fields, lines=lines)
        found += [replace(problem, message=f"term {index + 1}: {problem.message}") for problem in problems]
        if entry is not None:
            entries.append(entry)
    return tuple(entries), tuple(found)


def _concept(
    document: Document,
    root: Node,
    *,
    stem: str | None,
    fields: Sequence[CustomField],
    lines: LineStarts | None = None,
) -> tuple[Entry | None, tuple[Diagnostic, ...]]:
    """One term.

    Args:
        document: The file.
        root: The keys of the term.
        stem: The name of the file, which is the id unless another is given; None if it has several terms.
        fields: The custom fields that the glossary declares.
        lines: Where the lines of the file start, if that is known already.
    """
    spec, problems = validate(root, ConceptFile)
    own = {f"there is no key “{item.id}”": item.id for item in fields}
    found = tuple(replace(p, hint=_belongs(own[p.message])) if p.message in own else p for p in problems)
    if spec is None:
        return None, found
    values, problems = fitting(spec.fields, fields, root=root)
    spec, found = replace(spec, fields=values), (*found, *problems)
    where = locate(root, ("term",))
    if not is_name(spec.term):
        return None, (*found, unnamed(spec.term, where))
    if spec.id is None and stem is not None and not is_id(stem):
        return None, (*found, _no_id(document, stem, spec.term))
    chosen = ConceptId(spec.id or stem or slug(split_headword(spec.term)[0]))
    if chosen in RESERVED:
        return None, (*found, reserved(chosen, locate(root, ("id",)), spec.term))
    full, names = designations(spec.term, spec, None, spec.term)
    entry = Entry(
        key=EntryKey(chosen),
        id=chosen,
        term=full,
        headword=spec.term,
        names=names,
        spec=spec,
        where=where,
        places=places(root, document, lines),
    )
    return entry, found


def _belongs(id: str) -> str:
    return f"It is a custom field of this glossary: write it under `fields:`, indented, as `{id}:`."


def _no_id(document: Document, stem: str, term: str) -> Diagnostic:
    why = "a reserved name" if stem in RESERVED else "not lowercase letters, digits, and hyphens"
    return Diagnostic(
        code=Code.NOT_AN_ID,
        severity=Severity.ERROR,
        where=Location(file=document.file),
        message=f"the file name “{stem}” cannot be an id: it is {why}",
        hint=f"Rename the file to {slug(term)}.yml, or add an `id:`.",
    )
