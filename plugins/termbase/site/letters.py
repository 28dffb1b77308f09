"""The concepts and acronyms of a glossary grouped by the letters of an A–Z."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TypeVar

from termbase.model.concept import Concept
from termbase.text.alphabet import OTHER, letter, sort_key

_Item = TypeVar("_Item")


def letter_anchor(name: str) -> str:
    """The anchor of a letter on a page, from which the path of its own page follows."""
    return "letter-other" if name == OTHER else f"letter-{name.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One letter with its concepts, of which there may be none."""

    letter: str
    anchor: str
    concepts: tuple[Concept, ...]


def lettered(items: Iterable[_Item], *, name: Callable[[_Item], str]) -> Mapping[str, Sequence[_Item]]:
    """The letters A to Z, others that occur after them, and "#" first where it occurs, each with what begins with it.

    Args:
        items: What is grouped; it stays in this order under its letter.
        name: The name of one.
    """
    found: dict[str, list[_Item]] = {sign: [] for sign in ascii_uppercase}
    for item in items:
        found.setdefault(letter(name(item)), []).append(item)
    return {sign: found[sign] for sign in sorted(found, key=lambda sign: (sign != OTHER, not sign.isascii(), sign))}


def groups(concepts: Iterable[Concept]) -> Sequence[Group]:
    """The concepts by letter, in alphabetical order."""
    ordered = sorted(concepts, key=lambda concept: (*sort_key(concept.term), concept.id))
    return tuple(
        Group(letter=sign, anchor=letter_anchor(sign), concepts=tuple(found))
        for sign, found in lettered(ordered, name=lambda concept: concept.term).items()
    )
