"""Locates every value in the text of a term file, so that it can be edited in place.

The strict reader records where a value begins; to change a value and keep the comments, quotes, and
line breaks around it, its end must be known as well. This module does not decide what to change.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import yaml

Pointer = tuple[int | str, ...]
"""The keys and list indexes that lead to a value."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
    """Every key and value of a file, in order; containers come before their items.

    Raises:
        yaml.YAMLError: The text is not valid YAML.
    """
    shift = int(text.startswith("\ufeff"))
    events = iter(yaml.parse(text[shift:], Loader=_Loader))
    found: list[Span] = []
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _read(events, next(events), (), shift, found)
            break
    return tuple(found)


def _read(events: Iterator[Any], event: Any, pointer: Pointer, shift: int, found: list[Span]) -> int:
    """Reads one value and returns the offset after it."""
    start: int = event.start_mark.index + shift
    end: int = event.end_mark.index + shift
    if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
        place = len(found)
        kind: Literal["list", "keys"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "keys"
        opener = {"list": "[", "keys": "{"}[kind] if event.flow_style else ""
        index = 0
        while not isinstance(inner := next(events), yaml.SequenceEndEvent | yaml.MappingEndEvent):
            step: int | str = index
            if kind == "keys":
                step = getattr(inner, "value", "")
                found.append(_key(inner, (*pointer, step), shift))
                inner = next(events)
            end = max(end, _read(events, inner, (*pointer, step), shift, found))
            index += 1
        if opener:
            end = _end(inner) + shift
        found.insert(place, Span(pointer=pointer, kind=kind, start=start, end=end, style=opener))
    else:
        value = getattr(event, "value", "")
        found.append(Span(pointer=pointer, kind="text", start=start, end=end, style=_style(event), value=value))
    return end


def _key(event: Any, pointer: Pointer, shift: int) -> Span:
    start = event.start_mark.index + shift
    return Span(
        pointer=pointer, kind="key", start=start, end=_end(event) + shift, style=_style(event), value=str(pointer[-1])
    )


def _end(event: Any) -> int:
    offset: int = event.end_mark.index
    return offset


def _style(event: Any) -> str:
    style = getattr(event, "style", None)
    return style if style in ("'", '"', "|", ">") else ""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Applies all edits. They must not overlap; two at the same offset are applied in the given order."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def line_start(text: str, offset: int) -> int:
    """The start of the line that contains an offset, after the byte order mark that some editors add."""
    return text.rfind("\n", 0, offset) + 1 or int(text.startswith("\ufeff"))


def newline(text: str) -> str:
    """The line break that a file uses."""
    return "\r\n" if "\r\n" in text else "\n"


def chunks(text: str, found: Iterable[Span], pointer: Pointer) -> tuple[Chunk, ...]:
    """The chunks of the keys at one level, in order; together they cover the level without gaps.

    None if the keys are in braces or share a line.
    """
    found = tuple(found)
    level = len(pointer)
    keys = [s for s in found if s.kind == "key" and s.pointer[:-1] == pointer and len(s.pointer) == level + 1]
    owner = next((s for s in found if s.kind == "keys" and s.pointer == pointer), None)
    if owner is None or owner.style or not keys:
        return ()
    ends = [max(s.end for s in found if s.pointer[: level + 1] == key.pointer) for key in keys]
    starts = [keys[0].start if _shares_line(text, keys[0]) else _with_comments(text, keys[0].start, 0)]
    for key, behind in zip(keys[1:], ends, strict=False):
        if _shares_line(text, key):
            return ()
        starts.append(_with_comments(text, key.start, behind))
    stops = [*starts[1:], _line_end(text, len(text[: ends[-1]].rstrip()))]
    return tuple(
        Chunk(key=key.value, start=start, key_start=key.start, end=stop)
        for key, start, stop in zip(keys, starts, stops, strict=True)
    )


def _shares_line(text: str, key: Span) -> bool:
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
    head = at == line_start(text, 0) and behind == 0
    return start if head else at
