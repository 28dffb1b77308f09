"""Folding: the form in which two spellings of one name are equal, on which all identity is based.

Two names are the same when their folded forms are equal. Folding forgets case, width, hyphens,
spaces, slashes, the difference between "&" and "and", possessives and plurals; it keeps what
distinguishes names, such as the symbols in "C++", "C#" and ".NET".
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from termbase.text.inflection import singular

_CHAR: Final = "(?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u109f\u1780-\u17d3])"
"""A letter or digit, or a mark that belongs to one in scripts that write vowels as marks."""
WORD = re.compile(rf"\.(?=[^\W\d_])|{_CHAR}+(?:(?:['’]|(?<=\d)[.,](?=\d)){_CHAR}+)*[+#]*|&|/")
"""A word of a name, with the signs that belong to it; `&` and `/` are words of their own."""

_NAMES: Final = 1 << 18
"""Size of the cache of folded names; one smaller than the glossary would never hit."""
_PLURAL: Final = re.compile(r"(?<=[^\W_])\((?:e?s|ies)\)(?![^\W_])")
"""A plural that is left open, as in "customer(s)"."""
_INSIDE: Final = re.compile(r"(?<=[^\W_])\(([^()\s]{1,3})\)|(?<![^\W_])\(([^()\s]{1,3})\)(?=[^\W_])")
_LEADING_DOT = re.compile(r"(?:^|(?<=\s))\.(?=[^\W\d_])")
TRADEMARK: Final = re.compile("([™℠])")
"""The sign of a trademark, as a group."""
_VOWEL = re.compile(r"[aeiouy]")


def normalize(text: str) -> str:
    """Unicode form in which names are compared: NFKC, straight apostrophes, single spaces.

    The signs of a trademark stay signs, which folding drops: NFKC would make letters of them ("AcmeTM").
    """
    parts = TRADEMARK.split(text) if "™" in text or "℠" in text else [text]
    composed = "".join(part if part in ("™", "℠") else unicodedata.normalize("NFKC", part) for part in parts)
    return " ".join(composed.replace("’", "'").split())


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> str:
    """Folds one word as written in running text."""
    if word == "&":
        return "and"
    if len(word) > 2 and word.endswith("s") and word[:-1].isupper():
        word = word[:-1]
    folded = word.casefold().replace("’", "'")
    # Japanese names of several words have the dot or do without.
    return singular(folded if folded.isascii() else folded.replace("・", "") or folded)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name, in order."""
    text = normalize(text)
    dots = {m.start() for m in _LEADING_DOT.finditer(text)}
    found: list[str] = []
    prefix = ""
    for match in WORD.finditer(text):
        token = match.group()
        if token == "/":
            continue
        if token == ".":
            prefix = "." if match.start() in dots else ""
            continue
        found.append(prefix + fold_word(token))
        prefix = ""
    return tuple(found)


def _plain(name: str) -> str:
    return _PLURAL.sub("", name) if "(" in name else name


def _inside(name: str) -> str:
    """The parentheses inside the words of a name."""
    found = _INSIDE.findall(_plain(name)) if "(" in name else []
    return "".join(f"({''.join(groups).casefold()})" for groups in found)


@lru_cache(maxsize=_NAMES)
def fold(name: str) -> str:
    """The identity key of a name.

    "Cross-sell", "cross sell", "Cross Sells" and "CrossSell" have one key; so have "R&D" and
    "R and D". A parenthesis inside a word belongs to it: "B(e) star" is no "Be star", while
    "customer(s)" is "customer". A name without a letter or digit folds to "".
    """
    if not any(c.isalnum() for c in name):
        return ""
    return "".join(words(_plain(name))) + _inside(name)


def _stem(word: str) -> str:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3 and _VOWEL.search(stem):
            word = stem
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1].isalpha():
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def fold_action(name: str) -> str:
    """A looser key in which "upsell", "upselling" and "upsold" in -ed form ("upselled") agree.

    Only the last word is loosened. "Market" and "marketing" agree too, so the caller takes this
    key only where no single author lists both forms.
    """
    found = words(_plain(name))
    return "".join((*found[:-1], _stem(found[-1]))) + _inside(name) if found else ""


_HEAD_WITH_PARENTHESIS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$")


@lru_cache(maxsize=_NAMES)
def is_abbreviation(text: str) -> bool:
    """Whether a name looks like an abbreviation: one short word with two or more capitals."""
    if len(text.split(maxsplit=1)) != 1:
        return False
    core = singular_abbreviation(text)
    capitals = sum(map(str.isupper, core))
    digits = sum(map(str.isdigit, core))
    return 2 <= len(core) <= 8 and " " not in core and (capitals >= 2 or (capitals == 1 and digits >= 1))


def singular_abbreviation(text: str) -> str:
    """Removes the plural "s" or possessive from an abbreviation: "KPIs" and "KPI's" become "KPI"."""
    core = normalize(text).removesuffix("'s")
    if len(core) > 2 and core.endswith("s") and core[:-1].isupper():
        return core[:-1]
    return core


def _stands_for(short: str, full: str) -> bool:
    if len(short) >= len(full) or not _letters_in_order(short, full):
        return False
    head, _, tail = short.partition(" ")
    if tail:  # "EOY Wrapped" for "End of Year Wrapped": a part is abbreviated, the rest repeated
        return is_abbreviation(head) and full.casefold().endswith(" " + tail.casefold())
    if len(short) > 10:
        return False
    return is_abbreviation(short) or (
        len(short) >= 2 and short[0].isupper() and full.casefold().startswith(short.casefold())
    )


def _letters_in_order(short: str, full: str) -> bool:
    """Whether the letters of an abbreviation appear in its full form in order: B2B, CSAT, EOY."""
    rest = iter(full.casefold())
    return all(letter in rest for letter in singular_abbreviation(short).casefold() if letter.isalpha())


def split_headword(headword: str) -> tuple[str, str | None]:
    """Splits "Term (ACR)" and "ACR (Term)" into the full name and its abbreviation.

    Anything else comes back whole: "Customer POC (Proof of Concept)" explains a part of itself.
    """
    text = normalize(headword)
    match = _HEAD_WITH_PARENTHESIS.match(text)
    if match is None:
        return text, None
    outer, inner = match["outer"], match["inner"].strip()
    if _stands_for(inner, outer):
        return outer, singular_abbreviation(inner)
    if is_abbreviation(outer) and _stands_for(outer, inner):
        return inner, singular_abbreviation(outer)
    return text, None
