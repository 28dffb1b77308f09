"""One spelling in one glossary: American or British."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View

_AMERICAN: Final = frozenset(("en-us", "en-ph"))
_BRITISH: Final = frozenset(("en-au", "en-gb", "en-ie", "en-in", "en-nz", "en-za"))
_ENDINGS: Final = ("", "s", "ed", "ing", "er", "ers", "ful", "able", "ist", "ite")
_ENDINGS_AFTER_E: Final = ("e", "es", "ed", "ing", "er", "ers", "able", "ation", "ations")


def spelling(view: View) -> Iterator[Diagnostic]:
    """Finds words in the spelling that is not the glossary's."""
    table = _foreign(view.termbase.language.casefold())
    if not table:
        return
    for passage in view.passages:
        for word in sorted(passage.lower_case_words & table.keys()):
            yield Diagnostic(
                code=Code.MIXED_SPELLING, severity=Severity.WARNING, where=passage.place(word),
                message=f"“{word}” in “{passage.key}” of “{passage.concept.term}” is not {view.termbase.language} spelling",
                hint=f"Write “{table[word]}”: mixed spellings break search.",
            )  # fmt: skip


@cache
def _foreign(language: str) -> Mapping[str, str]:
    """The words that are foreign to a variety of English, each with its counterpart."""
    if language not in _AMERICAN | _BRITISH:
        return {}
    text = files("termbase.rules").joinpath("spelling.txt").read_text("utf-8")
    table: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        british, american, *either = line.split()
        if language in _AMERICAN:
            table |= dict(_forms(british, american))
        elif not either:
            table |= dict(_forms(american, british))
    return table


def _forms(wrong: str, right: str) -> Iterator[tuple[str, str]]:
    """The two words with every ending. Some forms are not words; they never occur."""
    if wrong.endswith("e") and right.endswith("e"):
        yield from ((wrong[:-1] + ending, right[:-1] + ending) for ending in _ENDINGS_AFTER_E)
    else:
        yield from ((wrong + ending, right + ending) for ending in _ENDINGS)
