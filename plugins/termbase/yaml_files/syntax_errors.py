"""Explains YAML syntax errors in an author's terms, with the place to look at."""

from typing import Final

import yaml
from yaml.reader import Reader

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.text.line_starts import LineStarts

_OPENED: Final = ("while scanning a simple key", "while scanning a quoted scalar", "while parsing a flow")
"""Errors that are noticed at the end of what was opened; the author's place is its beginning."""
_READ_AGAIN: Final = 100_000
"""Characters up to which a second, slower parser is asked for a better place."""


def syntax_error(file: str, text: str, lines: LineStarts, error: yaml.YAMLError) -> Diagnostic:
    """Describes a YAML error; the commonest causes get a hint of their own.

    Args:
        file: Name of the file.
        text: Its text, without a byte order mark.
        lines: Where its lines start.
        error: What the parser in C reported.
    """
    error = _precise(text, error)
    line, column = lines.at(_offset(error))
    # The parser may stop after the culprit: a tab in the indentation is the more likely cause.
    for number in (line, line - 1):
        tab = _tab(text, lines, number)
        if tab:
            return Diagnostic(
                code=Code.TAB_INDENTATION,
                severity=Severity.ERROR,
                where=Location(file=file, line=number, column=tab),
                message="tab in the indentation",
                hint="YAML allows only spaces for indentation. Replace the tab with two spaces for each level.",
            )
    problem = getattr(error, "problem", None) or "it cannot be parsed"
    hint = "Nothing in this file could be used. Compare this line and the one above it with a working file."
    if "mapping values are not allowed" in problem:
        hint = "A text that contains a colon followed by a space must be quoted: “key: 'text: more text'”."
    elif "could not find expected ':'" in problem:
        hint = "Put a colon and a space after each key, and indent longer text below its key."
    elif "block end" in problem or "block mapping" in problem:
        hint = "The indentation does not match the lines above. Keys at the same level must start in the same column."
    return Diagnostic(
        code=Code.INVALID_YAML,
        severity=Severity.ERROR,
        message=f"this is not valid YAML: {problem}",
        hint=hint,
        where=Location(file=file, line=line, column=column),
    )


def control_character(file: str, text: str, lines: LineStarts) -> Diagnostic | None:
    """The first character that no text file may hold, if there is one."""
    found = Reader.NON_PRINTABLE.search(text)
    if found is None:
        return None
    line, column = lines.at(found.start())
    return Diagnostic(
        code=Code.INVALID_YAML,
        severity=Severity.ERROR,
        message=f"the file contains the control character U+{ord(found.group()):04X}",
        hint="Delete the invisible character, or paste the text again as plain text. Nothing in this file could be used.",
        where=Location(file=file, line=line, column=column),
    )


def _offset(error: yaml.YAMLError) -> int:
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    if mark is None or context.startswith(_OPENED):
        mark = getattr(error, "context_mark", None) or mark
    return 0 if mark is None else mark.index


def _precise(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The same error from the parser in Python, which knows places better than the one in C.

    It is slower, recurses, and fails in ways of its own; then the first report must do.
    """
    if len(text) > _READ_AGAIN:
        return error
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as better:
        return better
    except (ValueError, OverflowError, RecursionError):
        return error
    return error


def _tab(text: str, lines: LineStarts, number: int) -> int:
    """The column of a tab in the indentation of a line, or 0."""
    if not 0 < number <= len(lines):
        return 0
    start = lines.start(number)
    end = lines.start(number + 1) if number < len(lines) else len(text)
    line = text[start:end]
    return line.find("\t", 0, len(line) - len(line.lstrip(" \t"))) + 1
