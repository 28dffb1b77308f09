"""Strict YAML: text stays text, keys are unique, and every value has its position.

PyYAML's loaders read `NO` as false, `1.10` as 1.1 and keep the last of two equal keys. Term files
are full of such words, so this reads PyYAML's *events*, once, and builds a tree of its own. A node
knows its line and column for messages, and its offsets for changing the file in place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import yaml
from yaml.reader import Reader

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity, error_at
from termbase.text.line_starts import LineStarts
from termbase.text.untrusted_yaml import QUICK_LOADER
from termbase.yaml_files.syntax_errors import control_character, syntax_error

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 16
MAX_NODES: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text value."""

    text: str
    where: Location
    start: int = 0
    """Offset in the text of the file, in characters from 0."""
    end: int = 0
    """Offset just behind it."""
    style: str = ""
    """"" for plain text, a quotation mark, "|" or ">"."""
    spoiled: bool = False
    """Whether it replaces a rejected value, so that nothing more should be reported about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    where: Location
    start: int = 0
    end: int = 0
    """For a list without brackets: just behind its last item."""
    style: str = ""
    """The opening bracket, or "" if each item has a line of its own."""
    spoiled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A mapping from unique keys to nodes, in the order of the file."""

    items: dict[str, "Node"]
    keys: dict[str, Scalar]
    """Where each key is."""
    where: Location
    start: int = 0
    end: int = 0
    """For keys without braces: just behind the last value."""
    style: str = ""
    """The opening brace, or "" if each key has a line of its own."""
    spoiled: bool = False
    """Whether a key in it was refused."""


Pointer = tuple[int | str, ...]
"""The keys and list indexes that lead to a value."""
Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One parsed file: its tree (None if it could not be parsed) and its problems."""

    file: str
    root: Node | None
    diagnostics: tuple[Diagnostic, ...] = ()
    text: str = field(default="", repr=False)
    """The text as read, byte order mark and line breaks included; "" if it could not be read."""


class _TooMuchError(Exception):
    """A limit was passed; the diagnostic has been added."""


@dataclass(slots=True)
class _Reader:
    file: str
    text: str
    shift: int
    """Characters before the YAML: the byte order mark."""
    lines: LineStarts
    found: list[Diagnostic] = field(default_factory=list)
    nodes: int = 0

    def at(self, mark: Any) -> Location:
        line, column = self.lines.at(mark.index)
        return Location(file=self.file, line=line, column=column)

    def span(self, event: Any) -> tuple[int, int]:
        """Where an event begins and ends in the text."""
        return event.start_mark.index + self.shift, event.end_mark.index + self.shift

    def complain(
        self, code: str, where: Location, message: str, hint: str, *, severity: Severity = Severity.ERROR
    ) -> None:
        self.found.append(Diagnostic(code=code, severity=severity, message=message, where=where, hint=hint))

    def plain(self, event: Any) -> None:
        """Rejects anchors and tags, but keeps the value itself."""
        where = self.at(event.start_mark)
        if event.anchor is not None:
            self.complain(
                Code.ANCHOR,
                where,
                f"anchor “&{event.anchor}” is not allowed here",
                "Anchors and aliases let one value replace another unnoticed. Write the text out wherever it is needed.",
            )
        if event.tag is not None:
            self.complain(
                Code.TAG,
                where,
                f"tag “{event.tag}” is not allowed here",
                "Every value in a term file is text, a list, or a mapping. Remove the tag.",
            )

    def scalar(self, event: Any, where: Location) -> Scalar:
        """A value. In folded text a blank line ends a paragraph, so it stays one."""
        self.plain(event)
        value: str = event.value
        if Reader.NON_PRINTABLE.search(value):
            self.complain(
                Code.CONTROL_CHARACTER,
                where,
                "an escape sequence in this text produces a control character",
                "It has been omitted. Write the character that readers should see.",
            )
            value = Reader.NON_PRINTABLE.sub("", value)
        style = event.style if event.style in ("'", '"', "|", ">") else ""
        return Scalar(
            text=value.rstrip("\n").replace("\n", "\n\n") if style == ">" else value,
            where=where,
            start=event.start_mark.index + self.shift,
            end=event.end_mark.index + self.shift,
            style=style,
        )

    def node(self, events: Iterator[Any], event: Any, depth: int) -> Node:
        """Reads one value; an alias, which is refused, becomes an empty text."""
        self.nodes += 1
        where = self.at(event.start_mark)
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            what = f"more than {MAX_DEPTH} levels deep" if depth > MAX_DEPTH else f"over {MAX_NODES:,} values"
            self.found.clear()
            self.complain(Code.LIMIT_EXCEEDED, where, f"the file is {what}", "Split it into smaller, flatter files.")
            raise _TooMuchError
        match event:
            case yaml.AliasEvent():
                start, end = self.span(event)
                self.complain(
                    Code.ANCHOR,
                    where,
                    f"alias “*{event.anchor}” is not allowed here",
                    "Write the text out wherever it is needed.",
                )
                return Scalar(text="", where=where, start=start, end=end, spoiled=True)
            case yaml.ScalarEvent():
                return self.scalar(event, where)
            case yaml.SequenceStartEvent():
                return self.sequence(events, event, where, depth)
            case _:
                return self.mapping(events, event, where, depth)

    def sequence(self, events: Iterator[Any], event: Any, where: Location, depth: int) -> Sequence:
        self.plain(event)
        items: list[Node] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(self.node(events, inner, depth + 1))
        end = max((item.end for item in items), default=event.end_mark.index + self.shift)
        return Sequence(
            items=tuple(items),
            where=where,
            start=event.start_mark.index + self.shift,
            end=self.span(inner)[1] if event.flow_style else end,
            style="[" if event.flow_style else "",
        )

    def mapping(self, events: Iterator[Any], event: Any, where: Location, depth: int) -> Mapping:
        self.plain(event)
        items: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        repeated: dict[str, list[Location]] = {}
        spoiled = False
        end = event.end_mark.index + self.shift
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self.node(events, inner, depth + 1)
            value = self.node(events, next(events), depth + 1)
            end = max(end, value.end)
            if not isinstance(key, Scalar):
                spoiled = True
                if not key.spoiled:
                    self.complain(
                        Code.KEY_NOT_TEXT, key.where, "a key must be plain text", self.how_to_write_a_key(event, key)
                    )
            elif key.spoiled:
                spoiled = True
            elif key.text == "<<":
                self.complain(
                    Code.ANCHOR,
                    key.where,
                    "the merge key “<<” is not allowed here",
                    "Write the keys out wherever they are needed.",
                )
            elif key.text in items:
                repeated.setdefault(key.text, []).append(key.where)
            else:
                items[key.text] = value
                keys[key.text] = key
        for name, places in repeated.items():
            often = "" if len(places) == 1 else f", {len(places) + 1:,} times"
            self.complain(
                Code.DUPLICATE_KEY,
                places[0],
                f"duplicate key “{name}”{often}; it first appears on line {keys[name].where.line}",
                "Only the first is used. Combine them, or remove all but one.",
            )
        return Mapping(
            items=items,
            keys=keys,
            where=where,
            start=event.start_mark.index + self.shift,
            end=self.span(inner)[1] if event.flow_style else end,
            style="{" if event.flow_style else "",
            spoiled=spoiled,
        )

    def how_to_write_a_key(self, event: Any, key: Node) -> str:
        """The hint for a list or braces in place of a key; `{{ x }}` belongs to a template."""
        if event.flow_style and key.start == event.start_mark.index + self.shift + 1 and key.style == "{":
            return "Double braces belong to a template. Fill it in, or put the text in quotation marks."
        return "Write `key: value`, or put the text in quotation marks."


def parse(text: str, *, file: str) -> Document:
    """Parses the text of one file.

    Problems with a single value (a duplicate key, an anchor, a tag) are reported, and the rest is kept.
    A syntax error, or a file that exceeds the limits on size, depth, or nodes, leaves no tree.
    """

    def refused(*found: Diagnostic) -> Document:
        return Document(file=file, root=None, diagnostics=found, text=text)

    problem = partial(error_at, Location(file=file))
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return refused(
            problem(Code.LIMIT_EXCEEDED, f"the file is larger than {MAX_BYTES:,} bytes", "Split it into smaller files.")
        )
    bare = text.removeprefix("\ufeff")
    lines = LineStarts(bare)
    if (control := control_character(file, bare, lines)) is not None:
        return refused(control)
    reader = _Reader(file=file, text=text, shift=len(text) - len(bare), lines=lines)
    root: Node | None = None
    try:
        events = iter(yaml.parse(bare, Loader=QUICK_LOADER))
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    reader.complain(
                        Code.SECOND_DOCUMENT,
                        reader.at(event.start_mark),
                        "a second document starts here",
                        "A file may contain only one document, so the text after “---” was not read. Move it to a separate file.",
                    )
                    break
                root = reader.node(events, next(events), 1)
    except _TooMuchError:
        return refused(reader.found[-1])
    except yaml.YAMLError as error:
        return refused(syntax_error(file, bare, lines, error))
    if isinstance(root, Scalar) and not root.text and not root.spoiled:
        root = None
    if root is None and not reader.found:
        return refused(
            problem(Code.EMPTY_FILE, "the file is empty", "Add at least `term:` and `definition:`, or delete the file.")
        )
    found = tuple(sorted(reader.found, key=lambda problem: problem.where))
    return Document(file=file, root=root, diagnostics=found, text=text)


def plain_values(node: Node) -> Any:
    """The tree as Python strings, lists, and dictionaries, for validation."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain_values(item) for item in node.items]
        case Mapping():
            return {key: plain_values(value) for key, value in node.items.items()}


def locate(node: Node, pointer: tuple[int | str, ...]) -> Location:
    """The location of the value at a pointer, or of the deepest part of the pointer that exists."""
    where = node.where
    for step in pointer:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            where, node = node.keys[step].where, node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            where = node.where
        else:
            break
    return where


def descend(node: Node | None, pointer: tuple[int | str, ...]) -> Node | None:
    """The node at a pointer, or None if there is none."""
    for step in pointer:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.items.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node
