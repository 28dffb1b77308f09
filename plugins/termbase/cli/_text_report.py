"""Diagnostics for a terminal: the line, a marker below the location, and the hint."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import click

from termbase.model.diagnostics import Diagnostic, Severity
from termbase.text.counted import counted
from termbase.text.escaping import visible

_COLORS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_QUOTED: Final = re.compile(r"“([^”]+)”")
_TOKEN: Final = re.compile(r"\[\[[^\]]*\]\]|[\w-]+")


def diagnostic_lines(diagnostic: Diagnostic, source: Sequence[str], *, width: int) -> Iterator[str]:
    """The lines that show one diagnostic.

    Args:
        diagnostic: The problem.
        source: The lines of its file; empty if they are not available.
        width: Columns of the terminal.
    """
    where, severity = diagnostic.where, diagnostic.severity
    head = click.style(f"{severity} {diagnostic.code}:", fg=_COLORS[severity], bold=True)
    yield f"{click.style(visible(str(where)), bold=True)}: {head} {visible(diagnostic.message)}"
    number = str(where.line)
    margin = " " * (len(number) + 2)
    if 0 < where.line <= len(source):
        line, mark = excerpt(
            source[where.line - 1].rstrip("\r\n"), where.column, width=width - len(margin) - 2,
            quoted=_QUOTED.findall(diagnostic.message),
        )  # fmt: skip
        yield f" {click.style(number, dim=True)} {click.style('|', dim=True)} {line}".rstrip()
        yield f"{margin}{click.style('|', dim=True)} {click.style(mark, fg=_COLORS[severity], bold=True)}"
    for told in textwrap.wrap(visible(diagnostic.hint), max(width - len(margin) - 2, 30), break_long_words=False):
        yield f"{margin}{click.style('=', dim=True)} {told}"


def excerpt(line: str, column: int, *, width: int, quoted: Sequence[str] = ()) -> tuple[str, str]:
    """A line of a file, cut to a width around a column, and the marker below it.

    The marker is as long as the longest quoted text that begins there, or as the word there.
    """
    line = line.replace("\t", " ")
    start = min(column - 1, len(line))
    token = _TOKEN.match(line, start)
    here = [len(text) for text in quoted if text and line.startswith(text, start)]
    length = max(here) if here else token.end() - start if token else 1
    if len(line) > width:
        cut = max(0, min(start - width // 3, len(line) - width))
        left, right = ("…" if cut else ""), ("…" if cut + width < len(line) else "")
        line = left + line[cut + len(left) : cut + width - len(right)] + right
        start -= cut
        length = min(length, max(1, len(line) - start))
    before, marked = visible(line[:start]), visible(line[start : start + length])
    return visible(line), " " * columns(before) + "^" + "~" * (max(columns(marked), 1) - 1)


def columns(text: str) -> int:
    """The number of terminal columns of a text: Chinese, Japanese, and Korean characters and emoji take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def closing(diagnostics: Sequence[Diagnostic], *, concepts: int, entries: int, notes_shown: bool) -> str:
    """The last line: what was checked and what was found."""
    found = {severity: sum(d.severity is severity for d in diagnostics) for severity in Severity}
    color = next((_COLORS[s] for s in (Severity.ERROR, Severity.WARNING) if found[s]), "green")
    told = ", ".join(counted(number, severity.value) for severity, number in found.items())
    more = " (see them with --notes)" if found[Severity.NOTE] and not notes_shown else ""
    glossary = f"{counted(concepts, 'concept')}, {counted(entries, 'entry')}"
    return click.style(f"{glossary}: {told}{more}", fg=color, bold=True)
