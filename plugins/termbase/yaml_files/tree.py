"""Strict YAML: text stays text, duplicate keys are rejected, and every value has a line and column.

PyYAML's loaders read `NO` as false and `1.10` as 1.1, and keep the last of two equal keys. Term files
are full of such words, so this module reads PyYAML's *events* and builds its own tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.reader import Reader

from termbase.model.diagnostics import Diagnostic, Location, Severity

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 16
MAX_NODES: Final = 100_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text value."""

    text: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A mapping from unique keys to nodes, in the order of the file."""

    items: dict[str, "Node"]
    keys: dict[str, Location]
    """The location of each key."""
    where: Location


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One parsed file: its tree (None if it could not be parsed) and its problems."""

    file: str
    root: Node | None
    diagnostics: tuple[Diagnostic, ...] = ()


class _TooMuchError(Exception):
    """Raised if a file exceeds a limit; has the diagnostic."""


@dataclass(slots=True)
class _Reader:
    file: str
    found: list[Diagnostic] = field(default_factory=list)
    nodes: int = 0

    def at(self, mark: Any) -> Location:
        return Location(file=self.file, line=mark.line + 1, column=mark.column + 1)

    def complain(self, code: str, where: Location, message: str, hint: str) -> None:
        self.found.append(Diagnostic(code=code, severity=Severity.ERROR, message=message, where=where, hint=hint))

    def plain(self, event: Any) -> None:
        """Rejects anchors and tags, but keeps the value itself."""
        where = self.at(event.start_mark)
        if event.anchor is not None:
            self.complain(
                "TB104",
                where,
                f"anchor “&{event.anchor}” is not allowed here",
                "Anchors and aliases let one value replace another unnoticed. Write the text out wherever it is needed.",
            )
        if event.tag is not None:
            self.complain(
                "TB105",
                where,
                f"tag “{event.tag}” is not allowed here",
                "Every value in a term file is text, a list, or a mapping. Remove the tag.",
            )

    def text(self, event: Any, where: Location) -> str:
        """The text of a value. A blank line in folded text ends a paragraph, so it is kept."""
        value: str = event.value
        if Reader.NON_PRINTABLE.search(value):
            self.complain(
                "TB113",
                where,
                "an escape sequence in this text produces a control character",
                "It has been omitted. Write the character that readers should see.",
            )
            value = Reader.NON_PRINTABLE.sub("", value)
        return value.rstrip("\n").replace("\n", "\n\n") if event.style == ">" else value

    def node(self, events: Iterator[Any], event: Any, depth: int) -> Node | None:
        """Reads one value; None for an alias, which is rejected and has no value."""
        self.nodes += 1
        where = self.at(event.start_mark)
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            what = f"more than {MAX_DEPTH} levels deep" if depth > MAX_DEPTH else f"over {MAX_NODES:,} values"
            self.complain("TB106", where, f"the file is {what}", "Split it into smaller, flatter files.")
            raise _TooMuchError
        match event:
            case yaml.AliasEvent():
                self.complain(
                    "TB104",
                    where,
                    f"alias “*{event.anchor}” is not allowed here",
                    "Write the text out where it is needed.",
                )
                return None
            case yaml.ScalarEvent():
                self.plain(event)
                return Scalar(text=self.text(event, where), where=where)
            case yaml.SequenceStartEvent():
                self.plain(event)
                items: list[Node] = []
                while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                    item = self.node(events, inner, depth + 1)
                    if item is not None:
                        items.append(item)
                return Sequence(items=tuple(items), where=where)
            case _:
                self.plain(event)
                return self.mapping(events, where, depth)

    def mapping(self, events: Iterator[Any], where: Location, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self.node(events, inner, depth + 1)
            value = self.node(events, next(events), depth + 1)
            if key is None:
                continue
            if not isinstance(key, Scalar):
                self.complain("TB107", key.where, "a key must be plain text", "Write `key: value`.")
            elif key.text == "<<":
                self.complain(
                    "TB104",
                    key.where,
                    "the merge key “<<” is not allowed here",
                    "Write the keys out wherever they are needed.",
                )
            elif key.text in items:
                self.complain(
                    "TB103",
                    key.where,
                    f"duplicate key “{key.text}”; it first appears on line {keys[key.text].line}",
                    "Only the first is used. Combine the two, or remove one.",
                )
            elif value is not None:
                items[key.text] = value
                keys[key.text] = key.where
        return Mapping(items=items, keys=keys, where=where)


_OPENED: Final = ("while scanning a simple key", "while scanning a quoted scalar", "while parsing a flow")
"""Errors that the parser notices at the end of an open construct; authors need its beginning."""


def _place(error: yaml.YAMLError) -> tuple[int, int]:
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    if mark is None or context.startswith(_OPENED):
        mark = getattr(error, "context_mark", None) or mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _precise(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The same error from the pure-Python parser, whose positions are more accurate than those of the C parser."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as better:
        return better
    return error


def _syntax(file: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    """Turns a YAML error into a diagnostic, with a specific hint for the most common causes."""
    error = _precise(text, error)
    line, column = _place(error)
    lines = text.splitlines()
    # The parser may stop after the actual error: a tab in the indentation is the likelier cause.
    for number in (line, line - 1):
        if 0 <= number < len(lines) and "\t" in lines[number][: len(lines[number]) - len(lines[number].lstrip())]:
            return Diagnostic(
                code="TB102",
                severity=Severity.ERROR,
                where=Location(file=file, line=number + 1, column=lines[number].index("\t") + 1),
                message="tab in the indentation",
                hint="YAML allows only spaces for indentation. Replace the tab with two spaces for each level.",
            )
    problem = getattr(error, "problem", None) or str(error)
    hint = "Nothing in this file could be used. Compare this line and the one above it with a file that works."
    if "mapping values are not allowed" in problem:
        hint = "A text that contains a colon followed by a space must be quoted: “key: 'text: more text'”."
    elif "could not find expected ':'" in problem:
        hint = "Put a colon and a space after each key, and indent longer text below its key."
    elif "block end" in problem or "block mapping" in problem:
        hint = "The indentation does not match the lines above. Keys at the same level must start in the same column."
    return Diagnostic(
        code="TB101",
        severity=Severity.ERROR,
        message=f"this is not valid YAML: {problem}",
        hint=hint,
        where=Location(file=file, line=line + 1, column=column + 1),
    )


def _control_character(file: str, text: str) -> Diagnostic | None:
    """Reports the first character that is not allowed in a text file."""
    found = Reader.NON_PRINTABLE.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    return Diagnostic(
        code="TB101",
        severity=Severity.ERROR,
        message=f"the file contains the control character U+{ord(found.group()):04X}",
        hint="Delete the invisible character, or paste the text again as plain text. Nothing in this file could be used.",
        where=Location(file=file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n")),
    )


def parse(text: str, *, file: str) -> Document:
    """Parses the text of one file.

    Problems with a single value (a duplicate key, an anchor, a tag) are reported, and the rest is kept.
    A syntax error, or a file that exceeds the limits on size, depth, or nodes, leaves no tree.
    """
    start = Location(file=file)

    def refused(code: str, message: str, hint: str) -> Document:
        problem = Diagnostic(code=code, severity=Severity.ERROR, message=message, where=start, hint=hint)
        return Document(file=file, root=None, diagnostics=(problem,))

    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return refused("TB106", f"the file is larger than {MAX_BYTES:,} bytes", "Split it into smaller files.")
    text = text.removeprefix("\ufeff")
    if (control := _control_character(file, text)) is not None:
        return Document(file=file, root=None, diagnostics=(control,))
    reader = _Reader(file=file)
    root: Node | None = None
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    reader.complain(
                        "TB108",
                        reader.at(event.start_mark),
                        "a second document starts here",
                        "A file may contain only one document, so the text after “---” was not read. Move it to a separate file.",
                    )
                    break
                root = reader.node(events, next(events), 1)
    except _TooMuchError:
        root = None
    except yaml.YAMLError as error:
        reader.found.append(_syntax(file, text, error))
        root = None
    except RecursionError:
        return refused("TB106", "the file is nested too deeply", "Flatten it.")
    if isinstance(root, Scalar) and not root.text:
        root = None
    if root is None and not reader.found:
        return refused("TB109", "the file is empty", "Add at least `term:` and `definition:`, or delete the file.")
    return Document(file=file, root=root, diagnostics=tuple(reader.found))


def plain(node: Node) -> Any:
    """The tree as Python strings, lists, and dictionaries, for validation."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.items.items()}


def locate(node: Node, pointer: tuple[int | str, ...]) -> Location:
    """The location of the value at a pointer, or of the deepest part of the pointer that exists."""
    where = node.where
    for step in pointer:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            where, node = node.keys[step], node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            where = node.where
        else:
            break
    return where
