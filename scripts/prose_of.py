"""The prose of a file: its text with everything that is not prose blanked out, position by position."""

import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import PurePath
from typing import Final

import yaml
from jinja2 import Environment

from termbase.text.untrusted_yaml import QUICK_LOADER

SCRIPT_WORDS: Final = re.compile(r'/\*.*?\*/|(?<!\S)//[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`', re.DOTALL)
"""A comment or a string of JavaScript."""
SPOKEN: Final = {"alt", "aria-label", "content", "placeholder", "title"}
GAP: Final = "\0"
"""Takes the place of a character that is not prose. Unlike a space, it never joins two words into a phrase."""
FSTRING_MIDDLE: Final = getattr(tokenize, "FSTRING_MIDDLE", -1)
FSTRING_ENDS: Final = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "FSTRING_END")}
"""From Python 3.12 on, an f-string is several tokens."""
NOT_WORDS: Final = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|(?<=\])\([^()\s]*\)|\{ ?[#.:][^{}]*\}")
"""Inline code, the target of a link, or an attribute list."""
Span = tuple[int, int]


def prose_of(name: str, text: str) -> str:
    """Returns a string of the same length and lines, in which only the prose of the file is left."""
    return READERS[PurePath(name).suffix](text)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Blanks everything outside the spans. White space stays, so that a phrase may run over a line break."""
    kept = ["\n" if char == "\n" else " " if char.isspace() else GAP for char in text]
    for start, end in spans:
        kept[start:end] = text[start:end]
    return "".join(kept)


def line_starts(text: str) -> list[int]:
    """The offset of each line."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def of_markdown(text: str) -> str:
    """Everything outside fenced code, inline code, link targets, and attribute lists."""
    return blanked(text, _markdown_spans(text))


def _markdown_spans(text: str) -> Iterator[Span]:
    fence, offset = "", 0
    for line in text.splitlines(keepends=True):
        mark = line.strip()
        if fence:
            fence = "" if mark.startswith(fence) and not mark.strip(fence[0]) else fence
        elif mark.startswith(("```", "~~~")):
            fence = mark[: len(mark) - len(mark.lstrip(mark[0]))]
        else:
            for start, end in _outside(line):
                yield offset + start, offset + end
        offset += len(line)


def _outside(line: str) -> Iterator[Span]:
    start = 0
    for match in NOT_WORDS.finditer(line):
        yield start, match.start()
        start = match.end()
    yield start, len(line)


def of_python(text: str) -> str:
    """Strings, docstrings, and comments. Adjacent strings are read as one, without their quotes."""
    starts, spans, spaces = line_starts(text), [], []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start, end = starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
        if token.type == tokenize.COMMENT:
            spans.append((start + 1, end))
            spaces.append((start, start + 1))
        elif token.type == tokenize.STRING:
            quote = len(token.string) - len(token.string.lstrip("rbfuRBFU"))
            width = 3 if token.string[quote : quote + 3] in {'"""', "'''"} else 1
            inside = (start + quote + width, end - width)
            spans += _between_holes(text, *inside) if "f" in token.string[:quote].lower() else [inside]
            spaces += [(start, start + quote + width), (end - width, end)]
        elif token.type == FSTRING_MIDDLE:
            spans.append((start, end))
        elif token.type in FSTRING_ENDS:
            spaces.append((start, end))
    prose = list(blanked(text, spans))
    for start, end in spaces:
        prose[start:end] = " " * (end - start)
    return "".join(prose)


def _between_holes(text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of an f-string outside `{…}`; a doubled brace is text."""
    depth, begin, at = 0, start, start
    while at < end:
        if not depth and text[at : at + 2] in {"{{", "}}"}:
            at += 1
        elif text[at] == "{":
            if not depth:
                yield begin, at
            depth += 1
        elif text[at] == "}" and depth:
            depth -= 1
            begin = at + 1
        at += 1
    yield begin, end


def of_script(text: str) -> str:
    """Comments and strings of JavaScript."""
    return blanked(text, [match.span() for match in SCRIPT_WORDS.finditer(text)])


def of_yaml(text: str) -> str:
    """Values, not keys or comments."""
    return blanked(text, [span for node in yaml.compose_all(text, Loader=QUICK_LOADER) for span in _values(node)])


def _values(node: yaml.Node | None) -> Iterator[Span]:
    match node:
        case yaml.MappingNode(value=pairs):
            for _key, value in pairs:
                yield from _values(value)
        case yaml.SequenceNode(value=items):
            for item in items:
                yield from _values(item)
        case yaml.ScalarNode():
            yield node.start_mark.index, node.end_mark.index


def of_template(text: str) -> str:
    """Text and spoken attributes outside Jinja's tags, and strings and comments within them."""
    html, spans, position = list(text), [], 0
    for _line, kind, value in Environment().lex(text):
        start = text.index(value, position)
        if kind != "data":
            html[start : start + len(value)] = ["\n" if char == "\n" else " " for char in value]
        if kind in {"string", "comment"}:
            spans.append((start, start + len(value)))
        position = start + len(value)
    parser = _Html()
    parser.feed("".join(html))
    parser.close()
    prose = list(blanked("".join(html), _offsets(text, parser.found)))
    for start, end in spans:
        prose[start:end] = text[start:end]
    return "".join(prose)


def _offsets(text: str, found: Iterable[tuple[int, int, str]]) -> Iterator[Span]:
    starts = line_starts(text)
    for line, column, part in found:
        start = starts[line - 1] + column
        yield start, start + len(part)


class _Html(HTMLParser):
    """Collects text, comments, and the attributes that people read or hear, each with its line and column."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        whole = self.get_starttag_text() or ""
        for name, value in attrs:
            if name in SPOKEN and value and "\n" not in whole:
                self.found.append((line, column + whole.index(value), value))

    def handle_data(self, data: str) -> None:
        self.found.append((*self.getpos(), data))

    def handle_comment(self, data: str) -> None:
        self.found.append((*self.getpos(), f"<!--{data}-->"))


READERS: Final[dict[str, Callable[[str], str]]] = {
    ".md": of_markdown,
    ".py": of_python,
    ".yml": of_yaml,
    ".html": of_template,
    ".js": of_script,
}
"""How each kind of file is read."""
