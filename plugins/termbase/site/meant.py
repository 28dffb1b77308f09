"""Finds the concepts in a text: every name in it, its possible meanings, and the definitions a reader needs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.model.concept import Concept, ConceptId
from termbase.rules.terminology import is_english_word
from termbase.site.site import Site
from termbase.text.folding import fold, normalize, singular_abbreviation
from termbase.text.words import Word, text_words

_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One concept that a name may mean."""

    concept: Concept
    kind: str
    """What the name is to the concept: preferred, abbreviation, admitted, variant or deprecated."""
    rule: str
    """How the text has the name: `exact`, in other `capitals`, with another `spelling` (a hyphen, a blank, “&”), or
    with an `inflection` (plural, possessive)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A name in a text."""

    start: int
    end: int
    words: str
    """The name as the text has it."""
    senses: tuple[Sense, ...]

    @property
    def ask(self) -> bool:
        """True where the name has several meanings; which one is meant is for the reader to say."""
        return len(self.senses) > 1


def meant(site: Site, text: str) -> Iterator[Meant]:
    """Yields every name in a plain text from left to right, everyday words included; it never guesses.

    Abbreviations count in lower case too, as people type them, unless they are then an English word.
    """
    by_id = site.termbase.by_id
    found = [(match.start, match.end, match.target.concepts, match.target.name) for match in site.every_name.find(text)]
    taken = [range(start, end) for start, end, _, _ in found]
    found += (
        (word.start, word.end, site.glossary.names.meanings(short), short)
        for word in text_words(text)
        if not any(word.start in span for span in taken) and (short := _typed(word, site))
    )
    for start, end, concepts, name in sorted(found, key=lambda item: item[0]):
        written, known = text[start:end], [by_id[id] for id in concepts if id in by_id]
        senses = tuple(
            Sense(concept=concept, kind=kind_of_name(concept, name), rule=_rule(concept, written)) for concept in known
        )
        if senses:
            yield Meant(start=start, end=end, words=written, senses=senses)


def _typed(word: Word, site: Site) -> str:
    """The abbreviation that a word matches in other capitals; "" if there is none."""
    short = singular_abbreviation(word.written)
    short = short.removesuffix("s") if short.islower() and short not in _lower(site) else short
    return "" if is_english_word(short) or short.casefold() not in _lower(site) else short


def _lower(site: Site) -> Mapping[str, tuple[ConceptId, ...]]:
    return site.glossary.names.folded_abbreviations


def _rule(concept: Concept, written: str) -> str:
    """How a text has a name of a concept, by the name that is nearest."""
    text = normalize(written)
    names = [normalize(name.text) for name in concept.designations]
    if text in names:
        return "exact"
    if text.casefold() in (name.casefold() for name in names):
        return "capitals"
    letters = _SIGNS.sub("", text.casefold())
    if letters in (_SIGNS.sub("", name.casefold()) for name in names):
        return "spelling"
    return "inflection"


def kind_of_name(concept: Concept, name: str) -> str:
    """The kind of a name, which a concept may spell otherwise than the first of those that share it."""
    exact = (d.kind.value for d in concept.designations if d.text == name)
    folded = (d.kind.value for d in concept.designations if fold(d.text) == fold(name))
    return next(exact, None) or next(folded, "preferred")


def brief(site: Site, wanted: Sequence[Concept], *, limit: int) -> tuple[str, ...]:
    """Definitions of concepts, each after those of the terms it uses, within a number of bytes of UTF-8.

    What is asked for comes before what only helps to understand it: a definition that another one
    uses is left out if there is no room for both.
    """
    texts, left = site.texts.concepts, limit
    chosen: dict[ConceptId, None] = {}

    def line(id: ConceptId) -> str:
        return f"{site.terms[id]}: {texts[id].brief.plain}"

    def take(id: ConceptId) -> None:
        nonlocal left
        size = len(line(id).encode()) + 1
        if id not in chosen and size <= left:
            chosen[id] = None
            left -= size

    for concept in wanted:
        take(concept.id)
    for concept in wanted:
        for target in texts[concept.id].definition.targets:
            for id in target.concepts:
                if id in texts:
                    take(id)
    ordered: dict[ConceptId, None] = {}

    def order(id: ConceptId, above: frozenset[ConceptId]) -> None:
        """What a definition uses comes before it; of two that use each other, the one that is met first."""
        for used in texts[id].definition.targets if id not in ordered else ():
            for other in used.concepts:
                if other in chosen and other not in above and other not in ordered:
                    order(other, above | {other})
        ordered.setdefault(id)

    for id in chosen:
        order(id, frozenset((id,)))
    return tuple(line(id) for id in ordered)
