"""English verb forms: "plan, plans, planned, planning"."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

_VOWELS: Final = frozenset("aeiou")
_NEVER_DOUBLED: Final = frozenset("aeiouhwxy")


@cache
def _irregular_verbs() -> dict[str, list[str]]:
    """Verbs whose past does not end in -ed, with the forms that they have instead."""
    table: dict[str, list[str]] = json.loads(files("termbase.text").joinpath("verbs.json").read_text("utf-8"))
    return table


def verb_forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb without repetitions, the verb itself first.

    In a verb of several words the first one changes ("roll out", "rolled out"); in a compound with a
    hyphen or a prefix the end does ("cross-sell", "cross-sold"; "rebuild", "rebuilt").
    """
    first, space, rest = verb.partition(" ")
    head, hyphen, last = first.rpartition("-")
    low = last.lower()
    if not low:
        return (verb,)
    forms = (f"{head}{hyphen}{form}{space}{rest}" for form in (last, *_forms(low)))
    return tuple(dict.fromkeys(forms))


def _forms(word: str) -> Iterator[str]:
    changed = word[:-1] if word.endswith("y") and word[-2:-1] not in _VOWELS else ""
    sibilant = word.endswith(("s", "x", "z", "ch", "sh", "o"))
    yield f"{changed}ies" if changed else f"{word}es" if sibilant else f"{word}s"
    stems = tuple(_stems(word))
    if base := _irregular(word):
        yield from (word.removesuffix(base) + past for past in _irregular_verbs()[base])
    elif changed:
        yield f"{changed}ied"
    else:
        yield from (f"{stem}d" if stem.endswith("e") else f"{stem}ed" for stem in stems)
    yield from (f"{stem[:-2]}ying" if stem.endswith("ie") else f"{_without_e(stem)}ing" for stem in stems)


def _irregular(word: str) -> str:
    """The irregular verb that a word is or ends with, as "upsell" with "sell"; "" if there is none."""
    if word in _irregular_verbs():
        return word
    prefixes = ("re", "un", "up", "out", "over", "under", "down", "fore", "mis", "with")
    return next((word.removeprefix(p) for p in prefixes if word.removeprefix(p) in _irregular_verbs()), "")


def _stems(word: str) -> Iterator[str]:
    """What -ed and -ing follow: the word, with its last consonant doubled where that is the rule, or one of two ways."""
    short = len(word) > 2 and word[-1] not in _NEVER_DOUBLED and word[-2] in _VOWELS and word[-3] not in _VOWELS
    syllables = sum(a in _VOWELS and b not in _VOWELS for a, b in zip(word, f"{word[1:]}-", strict=True))
    if not short or syllables > 1:
        yield word
    if short:
        yield word + word[-1]


def _without_e(stem: str) -> str:
    return stem[:-1] if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) else stem
