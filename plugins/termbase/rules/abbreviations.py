"""Finds abbreviations that readers may not know."""

import re
from collections.abc import Iterator
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic
from termbase.rules.view import View, finding
from termbase.text.folding import is_abbreviation, singular_abbreviation

_WORD: Final = re.compile(r"[^\W_]+(?:['’]s\b)?")
_QUANTITY: Final = re.compile(r"\d+[kKMGTP]?[bB]?")
_ROMAN: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_EVERYDAY: Final = frozenset(("AM", "CD", "DVD", "EU", "ID", "OK", "PC", "PDF", "PM", "TV", "UK", "UN", "US", "USA"))
"""Abbreviations that are in general English dictionaries and familiar to every newcomer."""


def undefined_abbreviation(view: View) -> Iterator[Diagnostic]:
    """Finds abbreviations in definitions that are neither explained there nor names of a concept."""
    for concept in view.own:
        text = view.definitions[concept.id]
        unknown = dict.fromkeys(
            short
            for match in _WORD.finditer(text)
            if not match.group()[1:].islower()
            and looks_short(short := singular_abbreviation(match.group()))
            and not view.names.meanings(short)
            and not _explained(short, text)
        )
        for short in unknown:
            yield finding(
                concept, code=Code.UNDEFINED_ABBREVIATION, at="definition", words=short,
                message=f"the definition of “{concept.term}” uses “{short}” without explaining it",
                hint="Spell it out, explain it in parentheses, or add a term with this abbreviation to the glossary.",
            )  # fmt: skip


def looks_short(word: str) -> bool:
    """Whether a word looks like an abbreviation that needs an explanation: no Roman number, no everyday one."""
    capitals = sum(c.isupper() for c in word)
    letters = sum(c.isalpha() for c in word)
    if not is_abbreviation(word) or 2 * capitals < letters:
        return False
    return word not in _EVERYDAY and not (_ROMAN.fullmatch(word) or _QUANTITY.fullmatch(word))


def _explained(short: str, text: str) -> bool:
    """Whether the text contains "its words (SHORT)" or "SHORT (its words)"."""
    before, bracket, _ = text.partition(f"({short}")
    return (bool(bracket) and len(before.split()) >= 2) or re.search(rf"\b{re.escape(short)}s? \(", text) is not None
