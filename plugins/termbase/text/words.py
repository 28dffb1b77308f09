"""The words of a text: where each starts, how it is written, how it folds, and what joins two of them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category
from unicodedata import normalize as compose

from termbase.text.folding import fold_word

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
