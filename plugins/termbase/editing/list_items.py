"""Adds to a term of a term file without touching the rest of the file."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from termbase.model.author_files import ConceptFile
from termbase.reading.validate import allowed_keys
from termbase.yaml_files.spans import Edit, apply, chunks, line_start, newline, parsed, spans
from termbase.yaml_files.tree import Node, Pointer, descend, plain_values
from termbase.yaml_files.write import Value, list_item, scalar, written

_ORDER: Final = allowed_keys(ConceptFile)


def with_items(text: str, key: str, items: Sequence[str | Mapping[str, str]], *, within: Pointer = ()) -> str | None:
    """A term file with items added at the end of one of a term's lists.

    A list in brackets, or with one item per line, keeps its form; a missing key is added at its
    usual position.

    Args:
        text: The file.
        key: The key of the list.
        items: What to add.
        within: What leads to the term in a file of several.

    Returns:
        The new text, or None if the file is written in a way that leaves no safe place.
    """
    added = [dict(item) if isinstance(item, Mapping) else item for item in items]
    expected, term = _expected(text, within)
    if term is None or not isinstance(term.setdefault(key, []), list):
        return None
    term[key] += added
    made = _inserted(text, key, items, within)
    return made if made is not None and _reads_as(made, expected) else None


def with_key(text: str, key: str, value: str, *, within: Pointer = ()) -> str | None:
    """A term file with a key that a term does not have yet; None if there is no safe place for it."""
    expected, term = _expected(text, within)
    if term is None or key in term:
        return None
    term[key] = value
    made = _with_new_key(text, key, value, within)
    return made if made is not None and _reads_as(made, expected) else None


def _expected(text: str, within: Pointer) -> tuple[Any, dict[str, Any] | None]:
    """The content of a file and, as a part of it to be changed, that of one term."""
    document = parsed(text)
    if document.root is None or document.diagnostics:
        return None, None
    whole = term = plain_values(document.root)
    for step in within:
        term = term[step]
    return whole, term if isinstance(term, dict) else None


def _reads_as(text: str, expected: Any) -> bool:
    again = parsed(text)
    return again.root is not None and not again.diagnostics and plain_values(again.root) == expected


def _inserted(text: str, key: str, items: Sequence[str | Mapping[str, str]], within: Pointer) -> str | None:
    found, pointer = spans(text), (*within, key)
    there = next((s for s in found if s.pointer == pointer and s.kind != "key"), None)
    if there is None:
        return _with_new_key(text, key, list(items), within)
    if there.kind != "list":
        return None
    inner = (s.end for s in found if s.pointer[: len(pointer)] == pointer and len(s.pointer) > len(pointer))
    last = max(inner, default=there.start + 1)
    if there.style:
        if not all(isinstance(item, str) for item in items):
            return None
        inside = ", ".join(scalar(str(item), flow=True) for item in items)
        comma = ", " if last > there.start + 1 else ""
        return apply(text, (Edit(start=last, end=last, text=comma + inside),))
    indent = there.start - line_start(text, there.start)
    lines = [line for item in items for line in list_item(item, indent=indent)]
    return _with_lines(text, len(text[:last].rstrip()), lines, behind=True)


def _with_new_key(text: str, key: str, value: Value, within: Pointer) -> str | None:
    node: Node | None = descend(parsed(text).root, within)
    parts = chunks(text, node)
    if not parts or key not in _ORDER:
        return None
    first = parts[0]
    lines = written(key, value, indent=first.key_start - line_start(text, first.key_start))
    place = _ORDER.index(key)
    following = next((p for p in parts if p.key in _ORDER and _ORDER.index(p.key) > place), None)
    if following is None or following.start != line_start(text, following.start):  # the dash of a list is before it
        return _with_lines(text, len(text[: parts[-1].end].rstrip()), lines, behind=True)
    return _with_lines(text, following.start, lines, behind=False)


def _with_lines(text: str, offset: int, lines: Sequence[str], *, behind: bool) -> str:
    """Inserts lines before the line that begins at an offset, or after the line that contains it."""
    end = newline(text)
    block = "".join(line.replace("\n", end) + end for line in lines)
    if behind:
        stop = text.find("\n", offset)
        if stop < 0:
            return text + end + block
        offset = stop + 1
    return text[:offset] + block + text[offset:]
