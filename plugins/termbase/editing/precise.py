"""Moves a diagnostic from a key to the words it quotes.

Most problems are found long after a value was parsed, when only its key is known. Authors need the
marker under the misspelled word itself, which may be ten lines further down.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import yaml

from termbase.model.diagnostics import Diagnostic
from termbase.yaml_files.spans import Span, line_start, spans

_QUOTED: Final = re.compile(r"“([^”]*)”")


def precise(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Moves diagnostics to the text they quote, if their file contains it.

    Args:
        diagnostics: Problems, in any order.
        texts: Texts of files, by the names that the diagnostics use; those missing are not needed.
    """
    known: dict[str, tuple[Span, ...]] = {}
    moved = []
    for diagnostic in diagnostics:
        file = diagnostic.where.file
        if file in texts and file not in known:
            known[file] = _spans(texts[file])
        moved.append(_moved(diagnostic, texts[file], known[file]) if file in texts else diagnostic)
    return tuple(moved)


def _spans(text: str) -> tuple[Span, ...]:
    try:
        return spans(text)
    except yaml.YAMLError:
        return ()


def _moved(diagnostic: Diagnostic, text: str, found: tuple[Span, ...]) -> Diagnostic:
    where = diagnostic.where
    key = next((s for s in found if s.kind == "key" and _place(text, s.start) == (where.line, where.column)), None)
    if key is None:
        return diagnostic
    inside = [s for s in found if s.pointer[: len(key.pointer)] == key.pointer and s is not key]
    for quoted in _QUOTED.findall(diagnostic.message):
        words = quoted.removesuffix("…")
        if not words or words == key.value:
            continue
        offset = _offset(words, text, inside)
        if offset is not None:
            line, column = _place(text, offset)
            return replace(diagnostic, where=replace(where, line=line, column=column))
    return diagnostic


def _offset(words: str, text: str, inside: list[Span]) -> int | None:
    """The location of the words: a whole value or, failing that, part of one."""
    for span in inside:
        if span.kind == "text" and span.value.strip() == words:
            return span.start
    for span in inside:
        at = text.find(words, span.start, span.end)
        if at >= 0:
            return at
    return None


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1 as the strict reader does."""
    return text.count("\n", 0, offset) + 1, offset - line_start(text, offset) + 1
