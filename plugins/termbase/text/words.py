"""The words of a text: their positions, spellings, and folded forms, and the characters between them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
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
_PLAIN: Final = _UNSEEN | dict.fromkeys(map(ord, "‘’"), "'")
"""What is between two words without invisible characters, and with straight apostrophes."""
_SOLID: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u3005-\u3007\u3041-\u309f\u3100-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
"""Characters of scripts that put no blanks between words: Thai and its neighbors, Han, Hiragana, and Hangul,
whose words carry particles. Each character is a word of its own; names are sequences of them."""
_KANA: Final = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
"""Katakana: a run of it is one word, since names in it are written in full."""
_LETTER: Final = rf"[^\W_{_SOLID}{_KANA}]"
_LETTERS: Final = rf"(?:[0-9A-Za-z]++|{_LETTER}++)(?:[0-9A-Za-z]++|{_LETTER}++|{_MARK})*+"
_SIGNED: Final = rf"{_LETTERS}(?:['’]{_LETTERS})*+[+#]*+"
_CHARACTER: Final = rf"[{_SOLID}]{_MARK}*|[{_KANA}](?:[{_KANA}]|{_MARK})*"
_DOT: Final = r"\.(?<![^\s(\[{\"'“‘«/–—-]\.)(?=[^\W\d_])"
"""A dot that belongs to the word behind it: none that is behind anything but a blank, a bracket, or a quote."""
_WORD: Final = re.compile(rf"({_SIGNED}|&|{_CHARACTER}|{_DOT}{_SIGNED})")
_ASCII: Final = "[0-9A-Za-z]++(?:'[0-9A-Za-z]++)*+[+#]*+"
_ASCII_WORD: Final = re.compile(rf"({_ASCII}|&|\.(?<![^\s\x1c-\x1f(\[{{\"'/-]\.)(?=[A-Za-z]){_ASCII})", re.ASCII)
"""The same for a text of ASCII alone, which is most of English: several times as fast."""
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
"""Matches a possible combining mark or invisible character."""
_SPELLED: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS: Final = re.compile(r"(?<!\S)\S*?(?:://|@|www\.)\S*")
_KEPT: Final = 1 << 17
"""Size of the cache of folded words."""
HYPHENS: Final = frozenset("-\u2010\u2011")
"""Signs that join two words into one that may be written without them, too."""
_JOINED: Final = re.compile(r"\s*|[-\u2010\u2011]")
_SLASHED: Final = re.compile(r"\s*/\s*|[:–—]")
_OWNER: Final = re.compile(r"['’](?=\s)")


class Word(NamedTuple):
    """A word of a text: its position, its spelling, and its folded form."""

    start: int
    end: int
    written: str
    folded: str


class WordColumns:
    """The words of a text side by side: what a search needs of each, without a value for every word.

    Args:
        text: The text.
        parts: The text in pieces, by turns what is between words and a word; the first and the last are between.
    """

    __slots__ = ("_bounds", "_parts", "between", "folded", "raw", "text")

    def __init__(self, text: str, parts: list[str]) -> None:
        self.text = text
        self.raw = parts[1::2]
        """The words as the text has them."""
        self.between = parts[0::2]
        """The text before each word and, last, the text after all of them."""
        self.folded = list(map(_FOLDED.__getitem__, self.raw))
        self._parts = parts
        self._bounds: list[int] | None = None

    @property
    def bounds(self) -> list[int]:
        """Where the words begin and end, by turns. Few searches ask for it, so it is made when asked for."""
        if self._bounds is None:
            self._bounds = list(accumulate(map(len, self._parts[:-1])))
        return self._bounds

    def words(self, first: int = 0, last: int | None = None) -> tuple[Word, ...]:
        """The words from one to another, or all, as values."""
        stop = None if last is None else last + 1
        bounds, raw = self.bounds[2 * first : stop and 2 * stop], self.raw[first:stop]
        written = raw if self.text.isascii() else map(_written, raw)
        return tuple(map(Word._make, zip(bounds[0::2], bounds[1::2], written, self.folded[first:stop], strict=True)))

    def joined(self, index: int) -> str:
        """A word and the next one as one folded word, if a hyphen is all that is between them; otherwise "".

        "on-boarding" is "onboarding".
        """
        if self.between[index + 1] not in HYPHENS or index + 1 == len(self.raw):
            return ""
        return _FOLDED[_written(self.raw[index]) + _written(self.raw[index + 1])]

    def sign(self, index: int) -> str:
        """What joins a word to the next one; see `joint`."""
        between = self.between[index + 1]
        return "" if between == " " else _sign(between, owner=self.raw[index].endswith(("s", "S")))


def word_rules() -> dict[str, str]:
    """The parts of the rules that are data, as the script for foreign pages gets them."""
    return {"solid": _SOLID, "kana": _KANA, "particles": _PARTICLES.pattern}


def text_words(text: str) -> tuple[Word, ...]:
    """The words of a text from left to right.

    An address such as `https://example.org/churn` or `churn@example.org` has none. "&" is a word,
    a leading dot and trailing "+" and "#" belong to theirs: ".NET", "C++", "C#".
    """
    return word_columns(text).words()


def word_columns(text: str) -> WordColumns:
    """The same words, as columns.

    All steps run over the whole text at once, in the regular expression engine and in functions
    that remember each distinct word; that is several times as fast as a step for each word.
    """
    plain = text.isascii()
    cut = _without_addresses(text)
    words = _ASCII_WORD if plain else _WORD
    if not plain and any(map(_is_mark, set(_NOT_ASCII.findall(text)))):
        spans = (_visible(text, *match.span()) for match in words.finditer(_NOT_ASCII.sub(_shape, cut)))
        bounds = [0, *chain.from_iterable(spans), len(text)]
    else:
        parts = words.split(cut)
        if cut is text:
            return WordColumns(text, parts)
        bounds = [0, *accumulate(map(len, parts))]
    return WordColumns(text, [text[start:end] for start, end in pairwise(bounds)])


def spelled_words(text: str) -> list[str]:
    """The words of letters in a text as they are written, which is what a spelling checker looks at."""
    return _SPELLED.findall(text)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as they fold, where their positions do not matter."""
    if text.isascii():
        return tuple(map(_FOLDED.__getitem__, _ASCII_WORD.findall(_without_addresses(text))))
    return tuple(word_columns(text).folded)


@lru_cache(maxsize=1 << 16)
def _written(raw: str) -> str:
    return raw if raw.isascii() else compose("NFKC", raw.translate(_UNSEEN)).replace("’", "'")


class _Folded(dict[str, str]):
    """The folded form of each word that some text has; looking one up is half the cost of calling a function."""

    def __missing__(self, raw: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        folded = self[raw] = fold_word(_written(raw))
        return folded


_FOLDED: Final = _Folded()


def _may_have_addresses(text: str) -> bool:
    return "://" in text or "@" in text or "www." in text


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(_hidden, text) if _may_have_addresses(text) else text


@lru_cache(maxsize=1 << 16)
def _is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it or is invisible."""
    return category(character).startswith("M") or character in _INVISIBLE


def _shape(match: re.Match[str]) -> str:
    return _MARK if _is_mark(match[0]) else match[0]


def _hidden(match: re.Match[str]) -> str:
    return _OPAQUE * len(match[0])


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    while text[end - 1] in _INVISIBLE:
        end -= 1
    return start, end


def joint(text: str, before: Word, after: Word) -> str:
    """The joint of two neighboring words: "" for spaces, a hyphen, or nothing, else the sign between them."""
    return _sign(text[before.end : after.start], owner=before.written.endswith(("s", "S")))


def _sign(between: str, *, owner: bool) -> str:
    """The same for what is between two words; with `owner`, an apostrophe may be a possessive."""
    if not between.isascii():
        between = between.translate(_PLAIN)
    if owner:
        between = _OWNER.sub("", between, count=1)
    if _JOINED.fullmatch(between):
        return ""
    if _SLASHED.fullmatch(between):
        return SLASH
    return between if between.startswith(".") else between.strip()


def joined_spelling(words: Sequence[Word]) -> str:
    """The spelling of words, regardless of what joins them, without the possessive ending; "&" is "and"."""
    written = " ".join("and" if word.written == "&" else word.written for word in words)
    return written.removesuffix("'s")


_DIGITS_GO_ON: Final = re.compile(r"[.,]\d")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]+")
_PARTICLES: Final = re.compile(
    "(?:들)?(?:은|는|이|가|을|를|의|에|에서|에게|께|로|으로|와|과|랑|이랑|도|만|까지|부터|보다|처럼|마다|이나|나|라는|이라는|란|이란|인|입니다|이다|들)?"
)
"""Korean particles, which follow a name without a space."""
_OPENING: Final = frozenset("([")
_CLOSING: Final = frozenset(")]")
"""Either kind, since an interval may be half open: "[0, 1)"."""
_BINDING: Final = frozenset("-\u2010\u2011&")
"""Signs that make a single letter part of something longer: "C-level", "R&D"."""


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether a name ends where words end.

    Not in `churn_rate` or `churn.md`; for one letter, not in "C-level"; for a digit at either end,
    not in a longer number ("SOC 2" in "SOC 2.0"); for Hangul, not within a longer word.
    """
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before == "_" or after == "_":
        return False
    if before == "." and start > 1 and text[start - 2].isalpha():
        return False
    if after == "." and text[end + 1 : end + 2].isalpha():
        return False
    if text[end - 1].isdigit() and _DIGITS_GO_ON.match(text, end):
        return False
    if text[start].isdigit() and before in (".", ",") and text[start - 2 : start - 1].isdigit():
        return False
    if _HANGUL.match(text, start) and before and _HANGUL.match(before):
        return False
    if _HANGUL.match(text[end - 1]) and (rest := _HANGUL.match(text, end)) and not _PARTICLES.fullmatch(rest.group()):
        return False
    return end - start > 1 or not {before, after} & _BINDING


def closed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name begins and ends with the brackets that belong to it: "401(k)", not "401(k".

    None if the text does not close what is open in it: "O(n)" is not in "O(n log n)".
    """
    inside = text[start:end]
    more = sum(map(inside.count, _OPENING)) - sum(map(inside.count, _CLOSING))
    while more > 0 and text[end : end + 1] in _CLOSING:
        end, more = end + 1, more - 1
    while more < 0 and start and text[start - 1] in _OPENING:
        start, more = start - 1, more + 1
    return None if more else (start, end)
