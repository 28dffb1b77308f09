"""Writes term files the way an author would, so that they are parsed back to exactly the same text.

Short text is plain after its key, longer text is folded at 100 columns, and text that some YAML tool
would read as a number, a Boolean, or markup is quoted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Final

from termbase.model.author_files import ConceptFile
from termbase.model.scalars import Text

PROSE_WIDTH: Final = 100
"""Maximum width of a line of prose."""

Value = str | bool | int | float | Sequence["Value"] | Mapping[str, "Value"]
"""The values that a key of a term file may have."""

_WORDS: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""Words that YAML 1.1 or 1.2 reads as null or as a Boolean."""
_FIRST: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.")
_NUMERIC: Final = re.compile(r"[-+]?[0-9][0-9a-fA-FxXoO_.:eE+-]*")
_JOINERS: Final = "\u00a0\u200c\u200d"
"""Invisible characters that ordinary text needs: the no-break space, and the joiners of emoji and scripts."""
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_PROSE: Final = frozenset(field.name for field in fields(ConceptFile) if field.type == tuple[Text, ...])
_ORDER: Final = {field.name: place for place, field in enumerate(fields(ConceptFile))}


def write_term(data: Mapping[str, Value], *, modeline: str | None = None) -> str:
    """The text of a term file.

    Args:
        data: Keys and values. The keys of a concept are written in their usual order, followed by any
                others; empty values are omitted.
        modeline: A comment for the first line, which names the schema for editors.
    """
    lines = [] if modeline is None else [modeline]
    for key in sorted(data, key=lambda name: _ORDER.get(name, len(_ORDER))):
        lines += written(key, data[key])
    return "\n".join(lines) + "\n"


def written(key: str, value: Value, *, indent: int = 0) -> list[str]:
    """The lines of one key with its value; none if the value is empty."""
    lead = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, str):
        return [f"{lead} {_text(value, lead=len(lead) + 1, indent=indent + 2)}"]
    if isinstance(value, bool | int | float):
        return [f"{lead} {_number(value)}"]
    if not value:
        return []
    if key not in _PROSE and (flow := _flow(value)) is not None and len(lead) + 1 + len(flow) <= PROSE_WIDTH:
        return [f"{lead} {flow}"]
    if isinstance(value, Mapping):
        return [lead, *(line for name, inner in value.items() for line in written(name, inner, indent=indent + 2))]
    return [lead, *(line for item in value for line in list_item(item, indent=indent + 2))]


def list_item(item: Value, *, indent: int) -> list[str]:
    """The lines of one item in a list with one item per line."""
    lead = " " * indent + "- "
    if isinstance(item, str):
        return [lead + _text(item, lead=len(lead), indent=indent + 2)]
    lines: list[str] = []
    if isinstance(item, Mapping) and item:
        lines = [line for name, inner in item.items() for line in written(name, inner, indent=indent + 2)]
    elif (flow := _flow(item)) is not None:
        return [lead + flow]
    elif isinstance(item, Sequence):
        lines = [line for inner in item for line in list_item(inner, indent=indent + 2)]
    return [lead + lines[0][indent + 2 :], *lines[1:]] if lines else [f"{lead}{{}}"]


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line: plain if every YAML tool reads it as text, otherwise quoted.

    Args:
        text: Any text.
        flow: True for an item in brackets, where commas and brackets require quotes as well.
    """
    if _is_plain(text, flow=flow):
        return text
    if _is_visible(text) and "\n" not in text and ("\\" in text or '"' in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(c) for c in text) + '"'


def _is_plain(text: str, *, flow: bool) -> bool:
    return (
        bool(text)
        and text == text.strip()
        and _is_visible(text)
        and not ({"\n", "\t"} & set(text))
        and text[0] not in _FIRST
        and text.casefold() not in _WORDS
        and not _NUMERIC.fullmatch(text)
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not (flow and set(",[]{}:") & set(text))
    )


def _is_visible(text: str) -> bool:
    return all(c.isprintable() or c in _JOINERS or c == "\n" for c in text)


def _escaped(c: str) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    if c.isprintable() or c in _JOINERS:
        return c
    code = ord(c)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _number(value: float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def _flow(value: Value) -> str | None:
    """A list or a mapping of numbers on one line; None if it must not be written that way."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, bool | int | float):
        return _number(value)
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        if not all(isinstance(inner, int | float) for inner in value.values()):
            return None
        pairs = [f"{scalar(name, flow=True)}: {_flow(inner)}" for name, inner in value.items()]
        return "{" + ", ".join(pairs) + "}"
    items = [_flow(item) for item in value]
    return None if None in items else "[" + ", ".join(item for item in items if item is not None) + "]"


def _text(text: str, *, lead: int, indent: int) -> str:
    """A text after its key: on the same line if it fits, otherwise below."""
    one_line = scalar(text)
    tidy = bool(text) and text == text.strip() and _is_visible(text)
    if tidy and "\n" in text and all(line == line.rstrip() for line in text.split("\n")):
        return "\n".join(("|-", *(" " * indent + line if line else "" for line in text.split("\n"))))
    if not tidy or "\n" in text or lead + len(one_line) <= PROSE_WIDTH or " " not in text:
        return one_line
    return "\n".join((">-", *(" " * indent + line for line in _folded(text, width=PROSE_WIDTH - indent))))


def _folded(text: str, *, width: int) -> list[str]:
    """Breaks a text at single spaces, which folding restores."""
    lines: list[str] = []
    for word in _unbroken(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _unbroken(text: str) -> list[str]:
    """The pieces between single spaces; a line must not end at a run of several spaces."""
    return re.split(r"(?<! ) (?! )", text)
