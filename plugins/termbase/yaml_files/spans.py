"""Locates every value in the text of a term file, so that it can be edited in place.

The strict reader records where a value begins; to change a value and keep the comments, quotes, and
line breaks around it, its end must be known as well. This module does not decide what to change.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from termbase.yaml_files.tree import Document, Mapping, Node, Pointer, Scalar, Sequence, parse

_COMMENT: Final = re.compile(r"[ ]*#")
_BLANK: Final = re.compile(r"[ \t]*\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A value or a key, with its position in the text. Offsets count characters from 0."""

    pointer: Pointer
    kind: Literal["key", "text", "list", "keys"]
    start: int
    end: int
    """The offset after it. For a list or mapping without brackets: the offset after its last item."""
    style: str = ""
    """For text: "" (plain), a quote, "|", or ">"; for lists and mappings: "" or the bracket."""
    value: str = ""
    """The text of a key or scalar, as parsed."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """The replacement of one piece of text by another."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The lines that belong to one key: the comments right above it, the key, its value."""

    key: str
    start: int
    """Start of its first comment's line, or of its own; for the first key of a list item, the offset after the dash."""
    key_start: int
    end: int


def spans(text: str) -> tuple[Span, ...]:
    """Every key and value of a file, in order; what holds others comes before them.

    None for a text that the strict reader refuses.
    """
    return spans_of(parsed(text))


@lru_cache(maxsize=4)
def parsed(text: str) -> Document:
    """The document of a text that may not be in a file; the steps of an edit ask for the same one in turn."""
    return parse(text, file="")


def spans_of(document: Document) -> tuple[Span, ...]:
    """The same for a file that has been parsed."""
    return () if document.root is None else tuple(_spans(document.root, ()))


def _spans(node: Node, pointer: Pointer) -> Iterator[Span]:
    match node:
        case Scalar():
            yield Span(pointer=pointer, kind="text", start=node.start, end=node.end, style=node.style, value=node.text)
        case Sequence():
            yield Span(pointer=pointer, kind="list", start=node.start, end=node.end, style=node.style)
            for place, item in enumerate(node.items):
                yield from _spans(item, (*pointer, place))
        case Mapping():
            yield Span(pointer=pointer, kind="keys", start=node.start, end=node.end, style=node.style)
            for name, item in node.items.items():
                key = node.keys[name]
                inner = (*pointer, name)
                yield Span(pointer=inner, kind="key", start=key.start, end=key.end, style=key.style, value=name)
                yield from _spans(item, inner)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Applies all edits. They must not overlap; two at the same offset are applied in the given order."""
    # From the end to the beginning, so that no edit moves the place of one that is still to come.
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def line_start(text: str, offset: int) -> int:
    """The start of the line that contains an offset, after the byte order mark that some editors add."""
    return text.rfind("\n", 0, offset) + 1 or int(text.startswith("\ufeff"))


def newline(text: str) -> str:
    """The line break that a file uses."""
    return "\r\n" if "\r\n" in text else "\n"


def chunks(text: str, node: Node | None) -> tuple[Chunk, ...]:
    """The chunks of the keys of one mapping, in order; together they cover it without a gap.

    None if the keys are in braces, or share a line.
    """
    if not isinstance(node, Mapping) or node.style or not node.items:
        return ()
    keys = [node.keys[name] for name in node.items]
    ends = [max(key.end, value.end) for key, value in zip(keys, node.items.values(), strict=True)]
    # A comment belongs to the key below it, unless it is on the line on which the value above ends.
    starts = [keys[0].start if _shares_line(text, keys[0]) else _with_comments(text, keys[0].start, 0)]
    for key, behind in zip(keys[1:], ends, strict=False):
        if _shares_line(text, key):
            return ()
        starts.append(_with_comments(text, key.start, behind))
    # The reader ends a block of text after its empty lines, which belong to what follows the mapping.
    last = ends[-1] - len(text[keys[-1].start : ends[-1]]) + len(text[keys[-1].start : ends[-1]].rstrip())
    stops = [*starts[1:], _line_end(text, last)]
    return tuple(
        Chunk(key=name, start=start, key_start=key.start, end=stop)
        for name, key, start, stop in zip(node.items, keys, starts, stops, strict=True)
    )


def _shares_line(text: str, key: Scalar) -> bool:
    return bool(text[line_start(text, key.start) : key.start].strip(" "))


def _line_end(text: str, offset: int) -> int:
    stop = text.find("\n", offset)
    return len(text) if stop < 0 else stop + 1


def _with_comments(text: str, key_start: int, behind: int) -> int:
    """The start of the comments right above a key, not counting the modeline and the file's header."""
    start = line_start(text, key_start)
    column = key_start - start
    at = start
    while at > max(behind, line_start(text, 0)):
        above = line_start(text, at - 1)
        line = text[above:at]
        comment = _COMMENT.match(line)
        if above < behind or comment is None or comment.end() - 1 > column or "yaml-language-server" in line:
            break
        at = above
    # Comments that begin the file are about the file: they stay on top when its first key moves.
    head = at == line_start(text, 0) and behind == 0
    return start if head else at
