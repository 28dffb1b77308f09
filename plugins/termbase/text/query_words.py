"""Words of a query as the finder compares them: folded, stemmed, and with words that people use in their place.

The finder in pages does the same with `word-forms.js`. Both read `query_words.json` and the table of
plurals, and a test holds that they agree on every query of our collections.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from termbase.text.folding import TRADEMARK
from termbase.text.inflection import singular
from termbase.text.word_places import without_accents

_WORD: Final = re.compile(r"(?:(?<!\S)\.)?[^\W_]+[+#]*")
_DOUBLED: Final = re.compile(r"([b-df-hjkmnp-rtv-y])\1$")
_BRITISH: Final = (
    (re.compile(r"(.{3})our(s|ed|ing|al|able)?$"), r"\1or\2"),
    (re.compile(r"(.{3})is(e[drs]?|ers?|ing|ations?)$"), r"\1iz\2"),
    (re.compile(r"gramme"), "gram"),
    (re.compile(r"licenc"), "licens"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"ll(ed|er|ing|ation)$"), r"l\1"),
)
_PLURAL: Final = re.compile(r"(?:(?:(?<=[sxz])|(?<=ch)|(?<=sh))es|s)$")
_PAST: Final = re.compile(r"^(.*[aeiouy].*)(?<=.{3})(?:ed|ing)$")
_DERIVED: Final = re.compile(
    r"(?<=.{3})(?:iz(?:er|ation)?|ation|ator|atic|at|ition|ion|e?ment|er|or|ally|al|ly|abl|ibl|iness|ness|ity|acy|anc|enc|ty|ic)$"
)
_CHANGED: Final = (
    ("tent", "tain"),
    ("pans", "pand"),
    ("script", "scrib"),
    ("olut", "olv"),
    ("cis", "cid"),
    ("educt", "educ"),
)


@cache
def query_words() -> dict[str, Any]:
    """The lists as the scripts get them."""
    lists: dict[str, Any] = json.loads(files("termbase.text").joinpath("query_words.json").read_text("utf-8"))
    return lists


@cache
def weights() -> Mapping[str, Any]:
    """How much each thing counts when a description is searched.

    - `fields`: a word in names, the beginning of a definition, the definition, the other texts.
    - `form`, `nearly`: another form of a word, a word of nearly the same meaning, in place of the word.
    - `inflected`, `begun`: a word with the same stem, a longer word that begins with the word.
    - `weak`, `unknown`: a word that only says what is asked, a word that no term has.
    - `rarity`: the power of a word's rarity.
    - `name`, `text`: the best name, the texts.
    - `further`: the next three names, each half as much as the one before.
    - `together`: that several words are in one name; `idle`: each word of the question that is in it, too.
    - `longer`: a name other than the preferred term; `part`: a name of which almost nothing was met;
      `whole`: the power of how much of a name was met.
    - `covered`: the power of how much of the query was met; `links`: how many terms lead to it.
    - `least`: how much of the query a term must have.
    """
    found: Mapping[str, Any] = query_words()["weights"]
    return found


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(query_words()[name].split())


@cache
def _groups(name: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for group in query_words()[name]:
        words = group.split()
        for word in words:
            found.setdefault(word, []).extend(other for other in words if other != word)
    return found


def split(text: str) -> list[str]:
    """The words of a text without accents and apostrophes."""
    plain = without_accents(TRADEMARK.sub("", text)).replace("'", "").replace("’", "")
    return _WORD.findall(plain.replace("&", " and "))


@lru_cache(maxsize=1 << 16)
def singular_key(word: str) -> str:
    """A word in lower case without the ending of a plural."""
    low = word.lower()
    return singular(low) if low.isalpha() else low


def _is_acronym(word: str) -> bool:
    """Whether a word is in capitals, so that it means what it abbreviates."""
    return len(word) > 1 and word == word.upper()


def idle(word: str) -> bool:
    """Whether a word only belongs to the question and not to what is asked for."""
    return word.lower() in _list("idle") and not _is_acronym(word)


def weak(word: str) -> bool:
    """Whether a word says what is asked about a term, and so counts less."""
    return word.lower() in _list("weak") and not _is_acronym(word)


def setting(word: str) -> bool:
    """Whether a word says where something is asked, as the last one in “good churn rate for SaaS”."""
    return word.lower() in _list("setting")


def counting(word: str) -> bool:
    """Whether a word asks for a number, so that the names next to it are what is counted."""
    return word.lower() in _list("counting")


def measuring(word: str) -> bool:
    """Whether a word asks how something is measured, as in “how do I calculate churn”."""
    return word.lower() in _list("measuring")


def measures() -> Sequence[str]:
    """The words that end the names of what is measured, as in “churn rate”, the most frequent first."""
    found: Sequence[str] = query_words()["measures"].split()
    return found


def american(word: str) -> str:
    """A word in American spelling."""
    for pattern, spelled in _BRITISH:
        word = pattern.sub(spelled, word, count=1)
    return word


def _inflected(word: str) -> str:
    if re.search(r"[^us]s$", word) and not word.endswith("is"):
        word = re.sub(r"ie$", "y", _PLURAL.sub("", word))
    word = re.sub(r"(?<=.{3})ied$", "y", word)
    return _DOUBLED.sub(r"\1", _PAST.sub(r"\1", word))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The part that forms of a word share: without British spelling, inflection, and one ending of a derived word."""
    one = _inflected(american(word))
    if one in _list("whole") or len(one) < 5:
        return re.sub(r"(?<=.{3})[ey]$", "", one)
    bare = one.removesuffix("e")
    short = _DOUBLED.sub(r"\1", _DERIVED.sub("", bare))
    if short == bare or len(short) < 4:
        return re.sub(r"[yi]$", "", bare)
    for ending, other in _CHANGED:
        if short.endswith(ending):
            short = short.removesuffix(ending) + other
    return re.sub(r"[eyi]$", "", short)


def without_idle(words: Sequence[str]) -> Sequence[str]:
    """The words that are not only part of the question; all of them, if there are no others."""
    return [word for word in words if not idle(word)] or words


def stems(words: Sequence[str]) -> list[str]:
    """The stems of the words that are not only part of a question; of all, if there are no others."""
    return [stem(word.lower()) for word in without_idle(words)]


@lru_cache(maxsize=1 << 14)
def readings(word: str) -> Mapping[str, float]:
    """What may be met in place of a word, and how much of it that counts."""
    found = {word: 1.0}
    bases = dict.fromkeys((word, singular_key(word), _inflected(american(word))))
    forms, alike = _groups("forms"), _groups("alike")
    other_forms = [other for base in bases for other in forms.get(base, ())]
    for other in other_forms:
        found.setdefault(other, weights()["form"])
    for other in (
        *(other for base in bases for other in alike.get(base, ())),
        *(other for form in other_forms for other in alike.get(form, ())),
    ):
        found.setdefault(other, weights()["nearly"])
    return found
