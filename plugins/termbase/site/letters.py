"""The concepts of a glossary grouped by the letters of an A–Z."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from termbase.model.concept import Concept
from termbase.text.alphabet import OTHER, letter, sort_key


def letter_anchor(name: str) -> str:
    """The anchor of a letter on a page, from which the path of its own page follows."""
    return "letter-other" if name == OTHER else f"letter-{name.lower()}"


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
            anchor=letter_anchor(name),
            concepts=tuple(found[name]),
        )
        for name in order
    )
