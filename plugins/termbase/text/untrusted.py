"""The single entry point for untrusted text, which checks size, encoding, depth, number of values, and entities.

A term file, a file to import, a remote glossary and a kept map all come through here, so that no reader lacks a limit
that another one has. Anything that exceeds a limit raises `UntrustedError`, which says in the author's terms what is
wrong, where, and what to do; a library's own messages are never shown.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from termbase.text.line_starts import LineStarts

MAX_FOREIGN_BYTES: Final = 32 * 1024 * 1024
"""Size of an import or a remote glossary at most."""
MAX_FOREIGN_DEPTH: Final = 100
"""Levels of brackets, objects or elements at most."""
MAX_FOREIGN_VALUES: Final = 1_000_000
"""Objects, lists or elements at most."""
MAX_ENTITY_TEXT: Final = 10_000_000
"""Characters that all uses of entities may add to a file whose format shortens addresses with them."""
Pairs = Callable[[list[tuple[str, Any]]], Any]
_MAX_DIGITS: Final = 400
"""Digits of a number at most; Python itself refuses to read more than 4,300."""

_JSON_NESTING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
_JSON_TOKEN: Final = re.compile(
    r'(?P<key>"[^"\\]*+(?:\\.[^"\\]*+)*+")(?=\s*+:)|"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}]|[\w.+-]++', re.DOTALL
)
_HALF: Final = re.compile(
    r"(?<!\\)(?:\\\\)*(\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|[c-fC-F][0-9a-fA-F]{2}))"
)
_PAIR: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


class UntrustedError(ValueError):
    """Input that cannot be used.

    Attributes:
        message: What is wrong.
        hint: What to do.
        line: Where, counted from 1.
        column: Where in the line, counted from 1.
    """

    def __init__(self, message: str, *, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if (self.line, self.column) != (1, 1) else ""
        return f"{place}{self.message}. {self.hint}"


class LimitError(UntrustedError):
    """Input that exceeds a limit."""


class EncodingError(UntrustedError):
    """Input that is not UTF-8."""


def too_large(limit: int) -> LimitError:
    """The refusal of something larger than a limit in bytes."""
    return LimitError(f"the file is larger than {limit:,} bytes", hint="Split it into smaller files.")


def to_text(data: bytes, *, limit: int = MAX_FOREIGN_BYTES) -> str:
    """Decodes UTF-8 strictly; a byte order mark stays.

    Raises:
        UntrustedError: The data is too large, or is not UTF-8; then with the line and column.
    """
    if len(data) > limit:
        raise too_large(limit)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = LineStarts(before).at(len(before))
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise EncodingError("the file is UTF-16, not UTF-8", hint="Save the file as UTF-8.") from None
        raise EncodingError(
            f"byte 0x{data[error.start]:02X} is not valid UTF-8",
            hint="Save the file as UTF-8; it may be Windows-1252 or another encoding now.",
            line=line,
            column=column,
        ) from None


def read_json(text: str, *, number: Callable[[str], Any] | None = None, pairs: Pairs | None = None) -> Any:
    """Parses JSON whose depth, size and numbers are ordinary.

    Args:
        text: The file, with or without a byte order mark.
        number: What makes a value of the digits of a number; it then may be of any size.
        pairs: What makes a value of the keys and values of an object; it may then repeat a key.

    Raises:
        UntrustedError: It is not JSON, too deep, too large, repeats a key, or holds a number or a
            character that could not be written again.
    """
    text = text.removeprefix("\ufeff")
    _check_nesting(text)
    try:
        value = json.loads(
            text,
            parse_int=number or _integer,
            parse_float=number or _decimal,
            parse_constant=number or _constant,
            object_pairs_hook=pairs or _object,
        )
    except _TokenError as error:
        line, column = LineStarts(text).at(_place(text, error))
        raise error.refused(error.message, hint=error.hint, line=line, column=column) from None
    except json.JSONDecodeError as error:
        line, column = LineStarts(text).at(error.pos)
        raise UntrustedError(
            f"this is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}",
            hint="Compare this part with a working file, or export the file again.",
            line=line,
            column=column,
        ) from None
    half = _HALF.search(_PAIR.sub(lambda pair: "_" * len(pair.group()), text))
    if half is not None:
        line, column = LineStarts(text).at(half.start(1))
        raise UntrustedError(
            f"the escape {half.group(1)} is half of a surrogate pair",
            hint="Remove it, or write the whole character.",
            line=line,
            column=column,
        )
    return value


def _check_nesting(text: str) -> None:
    depth = values = 0
    for found in _JSON_NESTING.finditer(text):
        sign = text[found.start()]
        if sign in "[{":
            depth += 1
            values += 1
            if depth > MAX_FOREIGN_DEPTH or values > MAX_FOREIGN_VALUES:
                line, column = LineStarts(text).at(found.start())
                raise _too_much(depth, line, column)
        elif sign in "]}":
            depth -= 1


def _too_much(depth: int, line: int, column: int) -> LimitError:
    what = (
        f"more than {MAX_FOREIGN_DEPTH} levels deep"
        if depth > MAX_FOREIGN_DEPTH
        else f"made of more than {MAX_FOREIGN_VALUES:,} objects and lists"
    )
    return LimitError(f"the file is {what}", hint="Flatten it or split it.", line=line, column=column)


class _TokenError(Exception):
    """A number or a key that cannot be used; the parser does not say where it is."""

    def __init__(self, token: str | None, message: str, *, hint: str, refused: type[UntrustedError]) -> None:
        super().__init__(message)
        self.token, self.message, self.hint, self.refused = token, message, hint, refused


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _number(digits)
    return int(digits)


def _decimal(digits: str) -> float:
    value = float(digits)
    if len(digits) > _MAX_DIGITS or not math.isfinite(value):
        raise _number(digits)
    return value


def _constant(name: str) -> float:
    hint = "Write a finite number, or null."
    raise _TokenError(name, f"{name} is not a JSON number", hint=hint, refused=UntrustedError)


def _number(digits: str) -> _TokenError:
    shown = digits if len(digits) <= 20 else f"{digits[:20]}…"
    hint = "Write it as text, in quotation marks."
    return _TokenError(digits, f"the number {shown} is too large", hint=hint, refused=LimitError)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        shown = twice if len(twice) <= 60 else f"{twice[:60]}…"
        hint = "One of the two values would be lost. Join them, or remove one."
        message = f"the key “{shown}” appears twice in one object"
        raise _TokenError(None, message, hint=hint, refused=UntrustedError)
    return made


def _place(text: str, error: _TokenError) -> int:
    """Where a token is in JSON that has been parsed up to it: the number, or else the first key that repeats one."""
    objects: list[set[str]] = []
    for found in _JSON_TOKEN.finditer(text):
        token = found.group()
        if token == "{":
            objects.append(set())
        elif token == "}":
            objects.pop()
        elif found["key"] is not None:
            key = json.loads(found["key"])
            if error.token is None and key in objects[-1]:
                return found.start()
            objects[-1].add(key)
        elif error.token is not None and token.startswith(error.token):
            return found.start()
    return 0


def read_xml(text: str) -> tuple[Element, list[tuple[int, int]]]:
    """Parses XML that declares no entities and is of ordinary depth and size.

    Returns:
        The root, and the line and column of each element in the order of the text.

    Raises:
        UntrustedError: It is not XML, declares an entity, or is too deep or too large.
    """
    starts = check_xml(text)
    try:
        return ElementTree.fromstring(text.removeprefix("\ufeff")), starts
    except ElementTree.ParseError as error:
        line, column = error.position
        raise _not_xml(error.code, line, column) from None


def check_xml(text: str, *, plain_entities: bool = False) -> list[tuple[int, int]]:
    """Checks XML before another parser reads it, and returns where each element begins; see `read_xml`.

    Args:
        text: The file.
        plain_entities: Whether entities may be declared whose text refers to nothing else, as RDF/XML
            shortens addresses with them.
    """
    parser = expat.ParserCreate("utf-8")
    depth = added = 0
    starts: list[tuple[int, int]] = []

    def place() -> tuple[int, int]:
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1

    def declared(name: str, parameter: object, value: str | None, *_: object) -> None:
        nonlocal added
        line, column = place()
        if plain_entities and not parameter and value is not None and not {"&", "%"} & set(value):
            added += len(value) * text.count(f"&{name};")
            if added <= MAX_ENTITY_TEXT:
                return
        raise UntrustedError(
            f"the entity “{name}” is declared here",
            hint="Entities can grow without limit, so none are read. Write the text out where it is used.",
            line=line,
            column=column,
        )

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        starts.append(place())
        if depth > MAX_FOREIGN_DEPTH or len(starts) > MAX_FOREIGN_VALUES:
            raise _too_much(depth, *place())

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parse_whole(parser, text.removeprefix("\ufeff"))
    except expat.ExpatError as error:
        raise _not_xml(error.code, error.lineno, error.offset) from None
    return starts


def parse_whole(parser: expat.XMLParserType, text: str) -> None:
    """Has a parser of XML read a whole document.

    `ParseFile` hands the text over in small pieces, and expat before 2.6 reads a long tag from its start for each.
    """
    parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003  (expat takes it by position)


def _not_xml(code: int, line: int, column: int) -> UntrustedError:
    return UntrustedError(
        f"this is not well-formed XML: {expat.ErrorString(code)}",
        hint="Compare this part with a working file, or export the file again.",
        line=line,
        column=column + 1,
    )


def check_contexts(value: Any) -> None:
    """Refuses JSON-LD whose context is somewhere else, since reading it would fetch that address.

    Raises:
        UntrustedError: A context is named by its address.
    """
    for key, inner in _members(value):
        elsewhere = [item for item in (inner if isinstance(inner, list) else [inner]) if isinstance(item, str)]
        if key in ("@context", "@import") and elsewhere:
            raise UntrustedError(
                f"the context “{elsewhere[0][:100]}” is not part of the file",
                hint="Nothing is fetched while reading. Expand the file first, or put the context into it.",
            )


def check_depth(value: Any) -> None:
    """Refuses values that a parser nested without limit, such as TOML's dotted keys.

    Raises:
        LimitError: They are more than `MAX_FOREIGN_DEPTH` levels deep.
    """
    level = [value]
    for _ in range(MAX_FOREIGN_DEPTH):
        level = [inner for item in level if isinstance(item, dict) for inner in item.values()] + [
            inner for item in level if isinstance(item, list) for inner in item
        ]
        if not level:
            return
    raise _too_much(MAX_FOREIGN_DEPTH + 1, 1, 1)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            yield from item.items()
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
