"""English plurals: one table of data that the scripts in pages read as well.

The comparison form of a word is a key and need not be a word: "series" stays as it is, "sizes" and
"size" share "siz". All that matters is that a word meets its plural and no other word.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

INFLECTION_FILE: Final = "inflection.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """An ending that is replaced."""

    ending: str
    longer: int
    """Letters that a word must have more than."""
    cut: int
    """Letters that are taken off its end."""
    added: str
    """Their replacement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflection:
    """The rules, in the order in which they apply."""

    irregular: dict[str, str]
    """Plurals that no rule makes: "leaves", "criteria", "thromboses"."""
    unchanged: frozenset[str]
    """Words that only look like plurals: "news", "customs", "lens"."""
    not_plural: tuple[str, ...]
    """Endings of words that are not plurals: "process", "status", "basis"."""
    plural: tuple[Ending, ...]
    """The first that fits makes a plural singular."""
    shorten: tuple[Ending, ...]
    """The first that fits makes what is left the same for words that differ in a silent e."""


@cache
def rules() -> dict[str, Any]:
    """The table as the scripts get it."""
    table: dict[str, Any] = json.loads(files("termbase.text").joinpath(INFLECTION_FILE).read_text("utf-8"))
    return table


@cache
def inflection() -> Inflection:
    """The table, typed."""
    table = rules()
    return Inflection(
        irregular=table["irregular"],
        unchanged=frozenset(table["unchanged"]),
        not_plural=tuple(table["notPlural"]),
        plural=tuple(Ending(ending=end, longer=3, cut=cut, added=new) for end, cut, new in table["plural"]),
        shorten=tuple(Ending(ending=end, longer=n, cut=cut, added=new) for end, n, cut, new in table["shorten"]),
    )


def singular(word: str) -> str:
    """The comparison form of one lower-case word: possessive and plural endings taken off."""
    table = inflection()
    word = word.removesuffix("'s").removesuffix("'")
    if word in table.irregular:
        word = table.irregular[word]
    elif word in table.unchanged:
        return word
    elif not word.endswith(table.not_plural):
        word = _replaced(word, table.plural)
    word = _replaced(word, table.shorten)
    return word[:-1] if word.endswith("zz") else word


def plural(name: str) -> str:
    """A name with its last word in the plural; unchanged if it has no plural or already is one."""
    head, space, last = name.rpartition(" ")
    low = last.casefold()
    table = inflection()
    irregular = next((many for many, one in table.irregular.items() if one == low and many != low), None)
    if irregular is not None and last.islower():
        return f"{head}{space}{irregular}"
    if low in table.unchanged or low in table.irregular or (low.endswith("s") and not low.endswith(table.not_plural)):
        return name
    if last[-1:].islower() and (made := _made_plural(name, low)):
        return made
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if low.endswith("y") and low[-2:-1] not in tuple("aeiou") and not last.isupper():
        return f"{name[:-1]}ies"
    return f"{name}s"


def _made_plural(name: str, low: str) -> str | None:
    """The rules for plurals the other way round: "midwife" becomes "midwives", "basis" "bases"."""
    for rule in inflection().plural:
        one = rule.ending[: -rule.cut] + rule.added
        if rule.ending != f"{one}s" and len(low) > len(one) and low.endswith(one):
            return name[: -len(one)] + rule.ending
    return f"{name[:-2]}es" if low.endswith("sis") else None


def _replaced(word: str, endings: tuple[Ending, ...]) -> str:
    for rule in endings:
        if len(word) > rule.longer and word.endswith(rule.ending):
            return word[: -rule.cut] + rule.added
    return word
