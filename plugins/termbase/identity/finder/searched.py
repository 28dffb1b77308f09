"""A glossary as the finder searches it: its names by their words, and the words of its texts by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TypeVar

from termbase.text.query_words import singular_key, split, stem, stems

_Key = TypeVar("_Key")


class NameKind(IntEnum):
    """What a name is for its term; lower ones come first."""

    ABBREVIATION = 0
    TERM = 1
    OTHER = 2
    VARIANT = 3
    AVOIDED = 4
    SEARCHED = 5
    """Words that only lead to the term in a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedTerm:
    """A term as the finder looks at it."""

    id: str
    term: str
    names: Sequence[Sequence[str]]
    """Abbreviations, other names, further spellings, names to avoid, words that lead to it in a search."""
    links: int
    """How many other terms are related to it or mention it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Name:
    """A name with its words."""

    term: int
    """Number of its term."""
    text: str
    kind: NameKind
    words: tuple[str, ...]
    """Its words in the form in which they are compared."""
    key: str
    """Its words, written as one."""
    stems: tuple[str, ...]
    """The parts that forms of its words share, in order of the alphabet."""
    every_stem: tuple[str, ...]
    """The same with words that are only part of a question."""


def searched_name(term: int, text: str, kind: NameKind) -> Name:
    """A name of a term."""
    parts = split(text)
    words = tuple(map(singular_key, parts))
    return Name(
        term=term,
        text=text,
        kind=kind,
        words=words,
        key="".join(words),
        stems=sorted_stems(parts),
        every_stem=every_stem(parts),
    )


def sorted_stems(parts: Sequence[str]) -> tuple[str, ...]:
    """What names share that differ in the order or the form of their words."""
    return tuple(sorted(stems(parts)))


def every_stem(parts: Iterable[str]) -> tuple[str, ...]:
    """The stems of words, in order of the alphabet."""
    return tuple(sorted(stem(word.lower()) for word in parts))


@dataclass(frozen=True, kw_only=True)
class Searched:
    """A glossary as the finder looks at it."""

    terms: Sequence[SearchedTerm]
    places: Mapping[str, Sequence[int]]
    """Where each word occurs in the texts: names, beginning of the definition, definition, and the rest."""

    @cached_property
    def names(self) -> Sequence[Sequence[Name]]:
        """For each term its names."""
        return [tuple(_names(number, term)) for number, term in enumerate(self.terms)]

    @cached_property
    def sorted_words(self) -> Sequence[str]:
        """The words of the texts, in order."""
        return sorted(self.places)

    @cached_property
    def known(self) -> Mapping[str, None]:
        """Every word of a name, in the order of their first use."""
        found: dict[str, None] = {}
        for name in self._all:
            found.update(dict.fromkeys(name.words))
            if name.kind is NameKind.ABBREVIATION:
                found[name.key] = None
        return found

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Name]]:
        """Names by their words, written as one."""
        return _grouped((name.key, name) for name in self._all)

    @cached_property
    def by_all_stems(self) -> Mapping[tuple[str, ...], Sequence[Name]]:
        """Names by the stems of all their words."""
        return _grouped((name.stems, name) for name in self._all)

    @cached_property
    def by_stem(self) -> Mapping[str, Sequence[Name]]:
        """Names by each stem, and by all their words written as one."""
        return _grouped((stem, name) for name in self._all for stem in dict.fromkeys((*name.stems, name.key)))

    @cached_property
    def by_start(self) -> Mapping[str, Sequence[Name]]:
        """Names by the first letter and the first two letters of each word."""
        return _grouped(
            (start, name)
            for name in self._all
            for start in dict.fromkeys(start for word in (name.key, *name.words) for start in (word[:1], word[:2]))
        )

    def prepared(self) -> "Searched":
        """The same with everything that a search may need made, so that it is stored with it."""
        _ = self.names, self.sorted_words, self.known, self.by_key, self.by_all_stems, self.by_stem, self.by_start
        return self

    @cached_property
    def _all(self) -> Sequence[Name]:
        return [name for names in self.names for name in names]


def _names(number: int, term: SearchedTerm) -> Iterable[Name]:
    short, *others = (*term.names, *((),) * 5)[:5]
    yield from (searched_name(number, text, NameKind.ABBREVIATION) for text in short)
    yield searched_name(number, term.term, NameKind.TERM)
    for kind, texts in enumerate(others, start=NameKind.OTHER):
        yield from (searched_name(number, text, NameKind(kind)) for text in texts)


def _grouped(pairs: Iterable[tuple[_Key, Name]]) -> Mapping[_Key, Sequence[Name]]:
    groups: dict[_Key, list[Name]] = {}
    for key, name in pairs:
        groups.setdefault(key, []).append(name)
    return groups
