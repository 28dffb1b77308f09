"""Automatic fixes: the order of keys, trailing spaces, the schema line for editors.

A fix edits individual lines, so comments, quotes, and folded text stay as they are. The result of
every step is parsed again, and a file whose meaning would change is left unchanged.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any, Final, get_args

from termbase.model.author_files import SHAPES, ShapeName
from termbase.model.json_schema import schema_file
from termbase.reading.concept_files import has_several
from termbase.reading.decode import shape_of
from termbase.reading.validate import allowed_keys
from termbase.yaml_files.spans import Edit, apply, chunks, line_start, newline, parsed, spans_of
from termbase.yaml_files.tree import Document, Mapping, Node, Pointer, Sequence, plain_values

_TRAILING: Final = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_ENDED: Final = "ended the file with one line break"
_MODELINE: Final = "yaml-language-server"
_Parse = Callable[[str], Document]
_SEVERAL: Final = re.compile(r"^terms:", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A file after fixing."""

    text: str
    """The new text; the old one if nothing changed or the file was refused."""
    changes: tuple[str, ...] = ()
    """What was done, in words."""
    refused: str | None = None
    """Why the file was left unchanged, if it was."""


def fix(text: str, *, file: str, modeline: str | None = None, known: Document | None = None) -> Fixed:
    """Fixes one file.

    Args:
        text: Its text.
        file: Its path inside the glossary folder, which determines its kind.
        modeline: The comment for editors, put in front where the file has none.
        known: The file as it was parsed, if it was.
    """

    def document_of(text: str) -> Document:
        return known if known is not None and known.text == text else parsed(text)

    document = document_of(text)
    if document.root is None or document.diagnostics:
        first = document.diagnostics[0]
        return Fixed(text=text, refused=f"line {first.where.line}: {first.message}; fix this first")
    meaning, shape = plain_values(document.root), SHAPES[file_shape(file, document.root)]
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("removed trailing spaces", lambda text: _without_trailing_spaces(text, document_of)),
        (_ENDED, _with_final_newline),
        ("added the schema line for editors", lambda text: _with_modeline(text, modeline, document_of)),
        ("put the keys in their usual order", lambda text: _in_order(text, shape, document_of)),
        (_ENDED, _with_final_newline),
    )
    now, changes = text, []
    for what, step in steps:
        after = step(now)
        if after == now:
            continue
        again = document_of(after)
        if again.root is None or again.diagnostics or plain_values(again.root) != meaning:
            return Fixed(text=text, refused=f"this fix ({what}) would change its meaning; edit it manually")
        now = after
        changes.append(what)
    return Fixed(text=now, changes=tuple(dict.fromkeys(changes)))


def file_shape(file: str, root: Node | None) -> ShapeName:
    """The kind of a file, by its path inside the glossary folder and by whether it holds several terms."""
    kind = shape_of(file)
    return "terms" if kind == "concept" and has_several(root) else kind


def modeline_for(file: str, others: Iterable[tuple[str, str]] = (), *, several: bool = False) -> str:
    """The comment that names the schema of a file for editors.

    It is the one that most files of the same kind and folder have or, without such files, the
    path to a folder `schemas` next to the glossary's.

    Args:
        file: Path of the file inside the glossary folder.
        others: Paths and texts of files that may serve as a model.
        several: Whether a term file holds several terms.
    """
    folder, kind = posixpath.dirname(file), "terms" if several else shape_of(file)
    alike = (
        text
        for path, text in others
        if posixpath.dirname(path) == folder
        and shape_of(path) == shape_of(file)
        and several == bool(_SEVERAL.search(text))
    )
    known = Counter(line for text in alike if _MODELINE in (line := text.lstrip("\ufeff").partition("\n")[0].rstrip()))
    if known:
        return min(known, key=lambda line: (-known[line], line))
    return f"# {_MODELINE}: $schema={posixpath.relpath('../schemas', folder or '.')}/{schema_file(kind)}"


def _without_trailing_spaces(text: str, document_of: _Parse) -> str:
    """Removes trailing spaces, except in block text, where they may be significant."""
    if not _TRAILING.search(text):
        return text
    kept = [
        (text.find("\n", s.start), s.end)
        for s in spans_of(document_of(text))
        if s.kind == "text" and s.style in ("|", ">")
    ]
    pieces: list[str] = []
    position = 0
    for start, end in kept:
        pieces += [_TRAILING.sub("", text[position : start + 1]), text[start + 1 : end]]
        position = max(position, end)
    return "".join((*pieces, _TRAILING.sub("", text[position:])))


def _with_final_newline(text: str) -> str:
    return text.rstrip(" \t\r\n") + newline(text)


def _with_modeline(text: str, modeline: str | None, document_of: _Parse) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    root = document_of(text).root
    if modeline is None or _MODELINE in text[: root.start if root else 0]:
        return text
    return f"{mark}{modeline}{newline(text)}{text.removeprefix(mark)}"


def _in_order(text: str, shape: type[Any], document_of: _Parse) -> str:
    """Puts the keys of every mapping in order, from the outside in.

    Each pass reorders mappings that are not inside each other, so there are at most as many passes
    as levels, however many mappings there are.
    """
    while True:
        edits = tuple(_misplaced(text, document_of(text).root, shape, ()))
        if not edits:
            return text
        text = apply(text, edits)


def _misplaced(text: str, node: Node | None, shape: type[Any], pointer: Pointer) -> Iterator[Edit]:
    """The edits that put the outermost mappings in order that are not."""
    children: Iterable[tuple[int | str, Node]] = ()
    if isinstance(node, Mapping):
        inner = shape_at(shape, pointer)
        edit = None if inner is None or node.style else _reordered(text, node, allowed_keys(inner))
        if edit is not None:
            yield edit
            return
        children = node.items.items()
    elif isinstance(node, Sequence):
        children = enumerate(node.items)
    for step, child in children:
        yield from _misplaced(text, child, shape, (*pointer, step))


def shape_at(shape: type[Any], pointer: Pointer) -> type[Any] | None:
    """The shape that a file has at a pointer, if it has one there."""
    current: type[Any] | None = shape
    for step in pointer:
        if current is None or isinstance(step, int):
            continue
        field = current.__dataclass_fields__.get(step)
        current = None if field is None else _first_shape(field.type)
    return current


def _first_shape(annotation: Any) -> type[Any] | None:
    if isinstance(annotation, type) and is_dataclass(annotation):
        return annotation
    return next((shape for arm in get_args(annotation) if (shape := _first_shape(arm)) is not None), None)


def _reordered(text: str, node: Mapping, order: tuple[str, ...]) -> Edit | None:
    """The edit that puts the keys of a mapping in order; None if none is needed, or the lines do not allow it."""
    if any(name not in order for name in node.items) or list(node.items) == sorted(node.items, key=order.index):
        return None
    parts = chunks(text, node)
    if not parts:
        return None
    wanted = sorted(parts, key=lambda part: order.index(part.key))
    first = parts[0]
    dashed = first.start == first.key_start and first.start != line_start(text, first.start)
    if dashed and wanted[0].start != line_start(text, wanted[0].key_start):
        return None  # a comment would end up between the dash and its key
    indent = " " * (first.key_start - line_start(text, first.key_start))
    pieces = []
    for part in wanted:
        piece = text[part.start : part.end]
        if dashed and part is first:
            piece = indent + piece
        pieces.append(piece)
    if dashed:
        pieces[0] = pieces[0].removeprefix(indent)
    return Edit(start=first.start, end=parts[-1].end, text="".join(pieces))
