"""Adds to the lists of a term file without touching the rest of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from termbase.model.author_files import ConceptFile
from termbase.reading.validate import allowed_keys
from termbase.yaml_files.spans import Edit, apply, chunks, line_start, newline, spans
from termbase.yaml_files.tree import parse, plain
from termbase.yaml_files.write import Value, list_item, scalar, written

_ORDER: Final = allowed_keys(ConceptFile)


def with_items(text: str, key: str, items: Sequence[str | Mapping[str, str]]) -> str | None:
    """A concept file with items added at the end of one of its lists.

    A list in brackets, or with one item per line, keeps its form; a missing key is added at its
    usual position.

    Returns:
        The new text, or None if the file is written in a way that leaves no safe place.
    """
    document = parse(text, file="")
    if document.root is None or document.diagnostics:
        return None
    expected = plain(document.root)
    if not isinstance(expected, dict) or not isinstance(expected.setdefault(key, []), list):
        return None
    expected[key] += [dict(item) if isinstance(item, Mapping) else item for item in items]
    made = _inserted(text, key, items)
    return made if made is not None and _reads_as(made, expected) else None


def _reads_as(text: str, expected: Any) -> bool:
    again = parse(text, file="")
    return again.root is not None and not again.diagnostics and plain(again.root) == expected


def _inserted(text: str, key: str, items: Sequence[str | Mapping[str, str]]) -> str | None:
    found = spans(text)
    there = next((s for s in found if s.pointer == (key,) and s.kind != "key"), None)
    if there is None:
        return _with_new_key(text, key, items)
    if there.kind != "list":
        return None
    last = max((s.end for s in found if s.pointer[:1] == (key,) and len(s.pointer) > 1), default=there.start + 1)
    if there.style:
        if not all(isinstance(item, str) for item in items):
            return None
        inside = ", ".join(scalar(str(item), flow=True) for item in items)
        comma = ", " if last > there.start + 1 else ""
        return apply(text, (Edit(start=last, end=last, text=comma + inside),))
    indent = there.start - line_start(text, there.start)
    lines = [line for item in items for line in list_item(item, indent=indent)]
    return _with_lines(text, len(text[:last].rstrip()), lines, behind=True)


def _with_new_key(text: str, key: str, items: Sequence[str | Mapping[str, str]]) -> str | None:
    parts = chunks(text, parse(text, file="").root)
    if not parts or key not in _ORDER:
        return None
    value: Value = list(items)
    lines = written(key, value)
    place = _ORDER.index(key)
    following = next((p for p in parts if p.key in _ORDER and _ORDER.index(p.key) > place), None)
    if following is None:
        return _with_lines(text, len(text[: parts[-1].end].rstrip()), lines, behind=True)
    return _with_lines(text, following.start, lines, behind=False)


def _with_lines(text: str, offset: int, lines: Sequence[str], *, behind: bool) -> str:
    """Puts lines in front of the line that begins at an offset, or behind the line of one."""
    end = newline(text)
    block = "".join(line.replace("\n", end) + end for line in lines)
    if behind:
        stop = text.find("\n", offset)
        if stop < 0:
            return text + end + block
        offset = stop + 1
    return text[:offset] + block + text[offset:]
