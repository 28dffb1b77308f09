"""The order of an A–Z and the letters in it."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

from termbase.model import Concept

OTHER: Final = "#"
"""The group of names that begin with a digit or a sign."""


def sort_key(name: str) -> tuple[str, str]:
    """Alphabetical order without regard to case and accents, as in a printed glossary."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return (" ".join("".join(c if c.isalnum() else " " for c in bare).casefold().split()), name)


def letter(name: str) -> str:
    """The group of a name: its first letter, or "#"."""
    first = sort_key(name)[0][:1].upper()
    return first if first.isalpha() else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One letter with its concepts; a letter without any is there too."""

    letter: str
    anchor: str
    concepts: tuple[Concept, ...]


def groups(concepts: Iterable[Concept]) -> Sequence[Group]:
    """The letters A to Z, others that occur after them, and "#" first where it occurs."""
    found: dict[str, list[Concept]] = {name: [] for name in ascii_uppercase}
    for concept in sorted(concepts, key=lambda concept: (*sort_key(concept.term), concept.id)):
        found.setdefault(letter(concept.term), []).append(concept)
    order = sorted(found, key=lambda name: (name != OTHER, not name.isascii(), name))
    return tuple(
        Group(
            letter=name,
            anchor="letter-other" if name == OTHER else f"letter-{name.lower()}",
            concepts=tuple(found[name]),
        )
        for name in order
    )
