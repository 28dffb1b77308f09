"""Changes the id of a concept, in its own file and in all files that mention it."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from termbase.editing.list_items import with_items, with_key
from termbase.glossary import Glossary
from termbase.linking.linker import running_form
from termbase.model.concept import Concept
from termbase.model.diagnostics import Severity
from termbase.reading.concept_files import has_several, pointer_to
from termbase.text.folding import normalize
from termbase.text.line_starts import LineStarts
from termbase.text.slug import is_id, slug
from termbase.yaml_files.spans import Edit, Span, apply, parsed, spans, spans_of
from termbase.yaml_files.tree import Document, Pointer, descend, parse, plain_values
from termbase.yaml_files.write import scalar

_LISTS: Final = frozenset(("broader", "narrower", "part_of", "parts", "related", "same_as", "candidates"))
_PAIRS: Final = frozenset((("contrast", "term"), ("distinct_from", "term"), ("entries", "id"), ("terms", "id")))


class RenameError(Exception):
    """A rename that cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What a rename writes."""

    texts: Mapping[str, str]
    """New texts by file; the concept's own file under its new name."""
    moved: tuple[str, str] | None
    """The concept's file before and after, where its name changes."""
    changes: tuple[str, ...]
    """What changes where, in words, one line per file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """The ids, and the words that a bare `[[id]]` shows before and after."""

    old: str
    new: str
    shown: str
    shown_then: str

    def in_text(self, text: str, escape: str = "") -> str:
        """Replaces the id in `[[…]]` markup; the words that readers see stay the same."""

        def replaced(found: re.Match[str]) -> str:
            if found["bar"] or self.shown == self.shown_then:
                return f"[[{found['lead']}{self.new}{found['tail']}{found['bar'] or ']]'}"
            return f"[[{found['lead']}{self.new}|{_within_quotes(self.shown, escape)}{found['tail']}]]"

        return re.sub(rf"\[\[(?P<lead>\s*){self.old}(?P<tail>\s*)(?:(?P<bar>\|)|\]\])", replaced, text)


def rename(glossary: Glossary, texts: Mapping[str, str], old: str, new: str, *, root: str) -> Renamed:
    """Computes a rename without writing anything.

    Args:
        glossary: The glossary as it is.
        texts: The text of each of its files, by the file names of the glossary's documents.
        old: The id as it is.
        new: The id that it gets.
        root: The folder's path in front of the file names.

    Raises:
        RenameError: The id is unknown or the new one taken, or a file cannot be changed safely.
    """
    concept = _checked(glossary, texts, old, new)
    file = concept.where.file
    folder, name = posixpath.split(file)
    stem, suffix = posixpath.splitext(name)
    documents = {document.file: document for document in glossary.documents}
    root_of_file = documents[file].root
    target = posixpath.join(folder, new + suffix) if stem == old and not has_several(root_of_file) else file
    if target != file and target in texts:
        raise RenameError(f"The file {target} already exists. Move it, or choose another id.")
    change = _Change(old=old, new=new, shown=_shown(old, concept), shown_then=_shown(new, concept))
    made: dict[str, str] = {}
    told: list[str] = []
    for path, text in texts.items():
        own = path == file
        if old not in text and not own:
            continue
        after, where = _rewritten(text, change, documents[path])
        if own:
            after = _with_own_ids(after, change, file, within=pointer_to(root_of_file, concept.where))
            where = [*where, "former_ids"]
        if where:
            made[target if own else path] = after
            told.append(f"{target if own else path}: {', '.join(dict.fromkeys(where))}")
    _check_outcome(glossary, made, change, root=root, moved=(file, target))
    return Renamed(texts=made, moved=(file, target) if target != file else None, changes=tuple(told))


def _checked(glossary: Glossary, texts: Mapping[str, str], old: str, new: str) -> Concept:
    """The concept to rename, after all checks that can be made in advance."""
    concept = glossary.termbase.by_id.get(old)
    if concept is None:
        now = glossary.termbase.former_ids.get(old)
        near = glossary.names.meanings(old) or tuple(
            glossary.names.meanings(name)[0] for name in glossary.names.nearest(old)
        )
        hint = (
            f"It is now {now}." if now else f"Similar ids: {', '.join(near)}." if near else "Look it up: termbase find"
        )
        raise RenameError(f"There is no concept with the id “{old}”. {hint}")
    if concept.own is None or concept.where.file not in texts:
        raise RenameError(
            f"“{old}” has no concept file; its id comes from its name in the sources. "
            f"Write one first, with the id you want: termbase new “{concept.term}” --id {new}"
        )
    if not is_id(new):
        raise RenameError(
            f"“{new}” cannot be an id: ids are up to 80 lowercase letters, digits, and hyphens, "
            f"and not a reserved name. Try {slug(new)}."
        )
    if new == old:
        raise RenameError(f"“{old}” is already its id.")
    owner = new if new in glossary.termbase.by_id else glossary.termbase.former_ids.get(new)
    if owner == new:
        raise RenameError(f"The id “{new}” is taken by “{glossary.termbase.by_id[new].term}”. Choose another.")
    if owner is not None and owner != old:
        raise RenameError(f"The id “{new}” once belonged to {owner}, and old links to it lead there. Choose another.")
    return concept


def _shown(id: str, concept: Concept) -> str:
    """What a reader sees for a bare `[[id]]`: the term where the id has a hyphen, otherwise the id itself."""
    return running_form(concept.term) if "-" in id else id


def shown_for(id: str, glossary: Glossary) -> str:
    """What a bare `[[id]]` of a glossary shows."""
    return _shown(id, glossary.termbase.by_id[id])


def _is_reference(pointer: Pointer) -> bool:
    keys = tuple(step for step in pointer if isinstance(step, str))
    return (keys[-1:] != () and keys[-1] in _LISTS and isinstance(pointer[-1], int)) or keys[-2:] in _PAIRS


def _within_quotes(text: str, quote: str) -> str:
    if quote == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("'", "''") if quote == "'" else text


def _rewritten(text: str, change: _Change, document: Document) -> tuple[str, list[str]]:
    """The text with every mention changed, and the keys that contained one."""
    if document.root is None or document.diagnostics:
        where = document.diagnostics[0].where
        raise RenameError(
            f"{where}: this file mentions “{change.old}” but has a problem; fix it first (termbase check)."
        )
    edits: list[Edit] = []
    keys: list[str] = []
    changed: dict[Pointer, str] = {}
    found = spans_of(document) if document.text == text else spans(text)
    for span in found:
        if span.kind != "text":
            continue
        after, raw = _changed(text[span.start : span.end], span, change)
        if after == span.value:
            continue
        changed[span.pointer] = after
        edits.append(Edit(start=span.start, end=span.end, text=raw))
        keys.append(next(step for step in reversed(span.pointer) if isinstance(step, str)))
    made = apply(text, edits)
    again = {span.pointer: span.value for span in spans(made) if span.kind == "text"}
    for span in found:
        if span.kind == "text" and again.get(span.pointer) != changed.get(span.pointer, span.value):
            line, column = LineStarts(text).at(span.start)
            raise RenameError(
                f"{document.file}:{line}:{column}: “{change.old}” cannot be replaced safely here; edit the file manually."
            )
    return made, keys


def _changed(raw: str, span: Span, change: _Change) -> tuple[str, str]:
    """The value after the change, and its text in the file."""
    if _is_reference(span.pointer) or span.pointer == ("id",):
        if normalize(span.value) != change.old:
            return span.value, raw
        quoted = span.style + change.new + span.style if span.style in ("'", '"') else scalar(change.new, flow=True)
        return change.new, quoted
    return change.in_text(span.value), change.in_text(raw, span.style)


def _with_own_ids(text: str, change: _Change, file: str, *, within: Pointer) -> str:
    """Adds the new id if nothing else implies it, and keeps the old one as a former id."""
    if within and not any(span.pointer == (*within, "id") for span in spans(text)):
        # Several terms share the file, so its name cannot give the id.
        stated = with_key(text, "id", change.new, within=within)
        if stated is None:
            raise RenameError(f"{file}: there is no safe place for `id: {change.new}`; edit the file manually.")
        text = stated
    return _with_former_id(text, change, file, within=within)


def _with_former_id(text: str, change: _Change, file: str, *, within: Pointer) -> str:
    """Keeps the old id as a former id; if the new one was among the former ids, the old one replaces it."""
    listed = [s for s in spans(text) if s.pointer[:-1] == (*within, "former_ids")]
    for span in listed:
        if span.value == change.new:
            made = apply(text, (Edit(start=span.start, end=span.end, text=scalar(change.old, flow=True)),))
            break
    else:
        added = with_items(text, "former_ids", [change.old], within=within)
        if added is None:
            raise RenameError(
                f"{file}: “former_ids” is written in a form that cannot be extended automatically; edit it manually."
            )
        made = added
    term = descend(parsed(made).root, within)
    if term is None or change.old not in plain_values(term).get("former_ids", ()):
        raise RenameError(f"{file}: “former_ids” cannot be changed safely; edit it manually.")
    return made


def _check_outcome(
    glossary: Glossary, made: Mapping[str, str], change: _Change, *,
    root: str, moved: tuple[str, str],
) -> None:  # fmt: skip
    """Compiles the renamed glossary, and checks that nothing but the id has changed."""
    documents = {document.file: document for document in glossary.documents if document.file != moved[0]}
    documents |= {path: parse(text, file=path) for path, text in made.items()}
    after = glossary.again(documents.values(), root=root)
    before = {change.new if id == change.old else id for id in glossary.termbase.by_id}
    known = {(d.code, d.message) for d in glossary.diagnostics}
    for problem in after.diagnostics:
        new_problem = (problem.code, problem.message.replace(change.new, change.old)) not in known
        if problem.severity is Severity.ERROR and new_problem and (problem.code, problem.message) not in known:
            raise RenameError(f"Nothing was written, because the result would have a new error:\n{problem}")
    if before != set(after.termbase.by_id):
        lost = ", ".join(sorted(before ^ set(after.termbase.by_id)))
        raise RenameError(f"Nothing was written, because other concepts would change as well: {lost}.")
