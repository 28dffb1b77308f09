"""How a name may look in running text.

A name is a sequence of folded words. Between them the text may have blanks or a hyphen, and any
other sign only where the name has it; each word may be plural or possessive. An abbreviation is
held to its own capitals, and a single everyday word is not a surface at all unless its author
says so. The script for foreign pages (`embed/termbase.js`) follows the same rules; one table of
cases tests both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple
from unicodedata import category
from unicodedata import normalize as compose

from termbase.folding import fold, fold_word, normalize
from termbase.model import Concept, Designation
from termbase.vocabulary import DesignationKind

SLASH: Final = "/"
"""Stands for a slash, a colon or a dash between two words."""

_MARK: Final = "\u0300"
"""Stands for every combining mark and invisible character while words are cut."""
_OPAQUE: Final = "\0"
"""Stands for every character of an address."""
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_UNSEEN: Final = dict.fromkeys(map(ord, _INVISIBLE))
_LETTERS: Final = rf"[^\W_](?:[^\W_]|{_MARK})*"
_DOT: Final = r"(?:(?:^|(?<=[\s(\[{\"'“‘«/–—-]))\.(?=[^\W\d_]))?"
_WORD: Final = re.compile(rf"{_DOT}{_LETTERS}(?:['’]{_LETTERS})*[+#]*|&")
_CHUNK: Final = re.compile(r"\S+")
_JOINED: Final = re.compile(r"\s*|[-\u2010\u2011]")
_SLASHED: Final = re.compile(r"\s*/\s*|[:–—]")
_OWNER: Final = re.compile(r"['’](?=\s)")


_fold_word: Final = lru_cache(maxsize=1 << 16)(fold_word)


class Word(NamedTuple):
    """A word of a text: where it stands, how it is written and how it folds."""

    start: int
    end: int
    written: str
    folded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One way in which a name may stand in text."""

    words: tuple[str, ...]
    """Folded words; between two of them a sign such as "/" where the name has one."""
    exact: str | None = None
    """The spelling that the text must have, for an abbreviation; None where capitals do not matter."""


@cache
def everyday_words() -> frozenset[str]:
    """Folded words that are names of concepts and plain English at once, such as "beta" and "plan"."""
    text = files("termbase").joinpath("everyday.txt").read_text("utf-8")
    return frozenset(fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())


def text_words(text: str) -> tuple[Word, ...]:
    """The words of a text from left to right.

    An address such as `https://example.org/churn` or `churn@example.org` has none. "&" is a word,
    a leading dot and trailing "+" and "#" belong to theirs: ".NET", "C++", "C#".
    """
    cut = text if text.isascii() else "".join(map(_shape, text))
    if "://" in cut or "@" in cut or "www." in cut:
        cut = _CHUNK.sub(_hide_address, cut)
    found = []
    for match in _WORD.finditer(cut):
        start, end = match.span()
        while text[end - 1] in _INVISIBLE:
            end -= 1
        written = text[start:end]
        if not written.isascii():
            written = compose("NFKC", written.translate(_UNSEEN)).replace("’", "'")
        found.append(Word(start, end, written, _fold_word(written)))
    return tuple(found)


def _shape(character: str) -> str:
    return _MARK if category(character).startswith("M") or character in _INVISIBLE else character


def _hide_address(match: re.Match[str]) -> str:
    chunk = match.group()
    address = "://" in chunk or "@" in chunk or "www." in chunk
    return _OPAQUE * len(chunk) if address else chunk


def joint(text: str, before: Word, after: Word) -> str:
    """What joins two neighboring words: "" for blanks, a hyphen or nothing, else the sign between them."""
    between = text[before.end : after.start]
    if not between.isascii():
        between = between.translate(_UNSEEN)
    if before.written.endswith(("s", "S")):
        between = _OWNER.sub("", between, count=1)
    if _JOINED.fullmatch(between):
        return ""
    if _SLASHED.fullmatch(between):
        return SLASH
    return between if between.startswith(".") else between.strip()


def spelling(words: Sequence[Word]) -> str:
    """How words are written, whatever joins them, without the possessive ending; "&" is "and"."""
    written = " ".join("and" if word.written == "&" else word.written for word in words)
    return written.removesuffix("'s")


def links_by_itself(name: Designation, concept: Concept) -> bool:
    """Says whether a name links without markup: not if it is an everyday word or its file says so.

    One letter and a bare number are everyday words too.
    """
    linking = concept.own.linking if concept.own else None
    key = fold(name.text)
    if linking and any(key == fold(other) for other in linking.explicit):
        return False
    if linking and any(key == fold(other) for other in linking.always):
        return True
    if len(key) == 1 or key.isdigit():
        return False
    return name.kind is DesignationKind.ABBREVIATION or key not in everyday_words()


def surfaces(name: Designation) -> Iterator[Surface]:
    """The ways in which one name may stand in text; none for a name without letter or digit."""
    text = normalize(name.text)
    found = text_words(text)
    if not any(character.isalnum() for character in text):
        return
    held = name.kind is DesignationKind.ABBREVIATION or len(text) == 1
    exact = _singular(spelling(found)) if held else None
    yield from _with_and_without_slash(_sequence(text, found), exact)
    if "-" in text and not held:
        closed = text.replace("-", "")
        yield from _with_and_without_slash(_sequence(closed, text_words(closed)), None)


def _singular(spelled: str) -> str:
    return spelled[:-1] if len(spelled) > 2 and spelled.endswith("s") and spelled[:-1].isupper() else spelled


def _sequence(text: str, found: Sequence[Word]) -> tuple[str, ...]:
    sequence: list[str] = []
    for index, word in enumerate(found):
        if index and (sign := joint(text, found[index - 1], word)):
            sequence.append(sign)
        sequence.append(word.folded)
    return tuple(sequence)


def _with_and_without_slash(sequence: tuple[str, ...], exact: str | None) -> Iterator[Surface]:
    if sequence:
        yield Surface(words=sequence, exact=exact)
    if SLASH in sequence:
        yield Surface(words=tuple(word for word in sequence if word != SLASH), exact=exact)
