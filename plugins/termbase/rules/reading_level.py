"""How hard a definition is to read."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding
from termbase.text.words import spelled_words

HARDEST: Final = 20.0
"""School grade above which a definition is called hard to read."""
_TOO_FEW: Final = 10
"""Words below which the measure says nothing."""
_SENTENCE: Final = re.compile(r"[.!?]+(?=\s|$)|;|:(?=\s)")
_VOWELS: Final = re.compile(r"[aeiouyáéíóúàèü]+")
_SILENT: Final = re.compile(r"(?:(?:[^aeiouyl]|[aeiouy]l)e|[^aeiouytd]ed|(?:[^aeiouylcghsxz]|[aeiouy]l)es)$")


def hard_to_read(view: View) -> Iterator[Diagnostic]:
    """Finds English definitions that are harder to read than readers should be expected to manage."""
    if view.termbase.language.partition("-")[0].casefold() != "en":
        return
    for concept in view.own:
        text = view.definitions[concept.id]
        grade = reading_grade(text)
        if grade > HARDEST and len(text.split()) >= _TOO_FEW:
            yield finding(
                concept, code=Code.HARD_TO_READ, at="definition", severity=Severity.NOTE,
                message=f"the definition of “{concept.term}” is hard to read: grade {grade:.0f}; the limit is {HARDEST:.0f}",
                hint="Shorten the sentence, or split it in two, and replace long words with everyday ones.",
            )  # fmt: skip


def reading_grade(text: str) -> float:
    """The school grade a text asks for, by the Flesch–Kincaid formula with counted-out syllables.

    Semicolons and colons end a sentence here, since a reader rests at them. A text without words has grade 0.
    """
    words = spelled_words(text)
    if not words:
        return 0.0
    ends = [match.start() for match in _SENTENCE.finditer(text.rstrip())]
    sentences = max(1, len(ends) + (not text.rstrip().endswith((".", "!", "?"))))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@lru_cache(maxsize=1 << 16)
def _syllables(word: str) -> int:
    word = word.casefold()
    count = len(_VOWELS.findall(word))
    if count > 1 and _SILENT.search(word):
        count -= 1
    return max(count, 1)
