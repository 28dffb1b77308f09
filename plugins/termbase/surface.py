"""How a name may look in running text.

A name is a sequence of folded words. Between them the text may have spaces or a hyphen, and a
slash where the name has one; the last word may be plural or possessive. An abbreviation is held
to its own capitals, and a single everyday word is not a surface at all unless its author says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from termbase.folding import WORD, fold, fold_word, normalize, singular_abbreviation
from termbase.model import Concept, Designation
from termbase.vocabulary import DesignationKind

SLASH = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One way in which a name may stand in text."""

    words: tuple[str, ...]
    """Folded words; "/" where the name has a slash."""
    exact: str | None = None
    """The spelling that the text must have, for an abbreviation; None where capitals do not matter."""


@cache
def everyday_words() -> frozenset[str]:
    """Folded words that are names of concepts and plain English at once, such as "beta" and "plan"."""
    text = files("termbase").joinpath("everyday.txt").read_text("utf-8")
    return frozenset(fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())


def text_words(text: str) -> tuple[str, ...]:
    """The folded words of a name with its slashes kept."""
    return tuple(fold_word(match.group()) for match in WORD.finditer(normalize(text)) if match.group() != ".")


def links_by_itself(name: Designation, concept: Concept) -> bool:
    """Says whether a name links without markup: not if it is an everyday word or its file says so."""
    linking = concept.own.linking if concept.own else None
    if linking and any(fold(name.text) == fold(other) for other in linking.explicit):
        return False
    if linking and any(fold(name.text) == fold(other) for other in linking.always):
        return True
    if name.kind is DesignationKind.ABBREVIATION:
        return True
    return fold(name.text) not in everyday_words()


def surfaces(name: Designation) -> Iterator[Surface]:
    """The ways in which one name may stand in text."""
    words = text_words(name.text)
    if not words:
        return
    exact = singular_abbreviation(name.text) if name.kind is DesignationKind.ABBREVIATION else None
    yield Surface(words=words, exact=exact)
    if SLASH in words:
        yield Surface(words=tuple(word for word in words if word != SLASH), exact=exact)
    if "-" in name.text and exact is None:
        parts = normalize(name.text).split(" ")
        joined = tuple(word for part in parts for word in text_words(part.replace("-", "")))
        yield Surface(words=joined)
