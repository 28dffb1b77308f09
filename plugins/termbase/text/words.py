"""The words of a text: where each starts, how it is written, how it folds, and what joins two of them."""

import re
from collections.abc import Sequence
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
_SOLID: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u3005-\u3007\u3041-\u309f\u3100-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
"""Characters of scripts that put no blanks between words: Thai and its neighbors, Han, Hiragana, and Hangul,
whose words carry particles. Each character is a word of its own; names are sequences of them."""
_KANA: Final = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
"""Katakana: a run of it is one word, since names in it are written in full."""
_LETTER: Final = rf"[^\W_{_SOLID}{_KANA}]"
_LETTERS: Final = rf"{_LETTER}(?:{_LETTER}|{_MARK})*"
_CHARACTER: Final = rf"[{_SOLID}]{_MARK}*|[{_KANA}](?:[{_KANA}]|{_MARK})*"
_DOT: Final = r"(?:(?:^|(?<=[\s(\[{\"'“‘«/–—-]))\.(?=[^\W\d_]))?"
_WORD: Final = re.compile(rf"{_DOT}{_LETTERS}(?:['’]{_LETTERS})*[+#]*|&|{_CHARACTER}")
_ASCII_WORD: Final = re.compile(
    r"[^\W_]+(?:'[^\W_]+)*[+#]*|&|(?:^|(?<=[\s\x1c-\x1f(\[{\"'/-]))\.(?=[^\W\d_])[^\W_]+(?:'[^\W_]+)*[+#]*", re.ASCII
)
"""The same for a text of ASCII alone, which is most of English: several times as fast."""
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
"""What may be a mark or invisible."""
_CHUNK: Final = re.compile(r"\S+")
_JOINED: Final = re.compile(r"\s*|[-\u2010\u2011]")
_SLASHED: Final = re.compile(r"\s*/\s*|[:–—]")
_OWNER: Final = re.compile(r"['’](?=\s)")


class Word(NamedTuple):
    """A word of a text: its position, its spelling, and its folded form."""

    start: int
    end: int
    written: str
    folded: str


def word_rules() -> dict[str, str]:
    """The parts of the rules that are data, as the script for foreign pages gets them."""
    return {"solid": _SOLID, "kana": _KANA, "particles": _PARTICLES.pattern}


def text_words(text: str) -> tuple[Word, ...]:
    """The words of a text from left to right.

    An address such as `https://example.org/churn` or `churn@example.org` has none. "&" is a word,
    a leading dot and trailing "+" and "#" belong to theirs: ".NET", "C++", "C#".
    """
    plain = text.isascii()
    cut = _without_addresses(text if plain else _NOT_ASCII.sub(_shape, text))
    if plain:
        return tuple(Word(*match.span(), match[0], fold_word(match[0])) for match in _ASCII_WORD.finditer(cut))
    found = []
    for match in _WORD.finditer(cut):
        start, end = match.span()
        while text[end - 1] in _INVISIBLE:
            end -= 1
        written = text[start:end]
        if not written.isascii():
            written = compose("NFKC", written.translate(_UNSEEN)).replace("’", "'")
        found.append(Word(start, end, written, fold_word(written)))
    return tuple(found)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as they fold, where their positions do not matter."""
    if text.isascii():
        return tuple(map(fold_word, _ASCII_WORD.findall(_without_addresses(text))))
    return tuple(word.folded for word in text_words(text))


def _without_addresses(text: str) -> str:
    return _CHUNK.sub(_hide_address, text) if "://" in text or "@" in text or "www." in text else text


def _shape(match: re.Match[str]) -> str:
    character = match[0]
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
    """The spelling of words, regardless of what joins them, without the possessive ending; "&" is "and"."""
    written = " ".join("and" if word.written == "&" else word.written for word in words)
    return written.removesuffix("'s")


_DIGITS_GO_ON: Final = re.compile(r"[.,]\d")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]+")
_PARTICLES: Final = re.compile(
    "(?:들)?(?:은|는|이|가|을|를|의|에|에서|에게|께|로|으로|와|과|랑|이랑|도|만|까지|부터|보다|처럼|마다|이나|나|라는|이라는|란|이란|인|입니다|이다|들)?"
)
"""What Korean writes behind a name without a blank."""
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


def closed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a name begins and ends with the brackets that belong to it: "401(k)", not "401(k"."""
    for opening, closing in ("()", "[]"):
        inside = text[start:end]
        if opening not in inside and closing not in inside:
            continue
        open_more = inside.count(opening) - inside.count(closing)
        if open_more == 1 and text[end : end + 1] == closing:
            end += 1
        elif open_more == -1 and start and text[start - 1] == opening:
            start -= 1
    return start, end
