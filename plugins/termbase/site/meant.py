"""Which concepts a text means: every name in it, what it may mean, and the definitions a reader needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from termbase.model.concept import Concept, ConceptId
from termbase.site.site import Site
from termbase.text.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One concept that a name may mean."""

    concept: Concept
    kind: str
    """What the name is to the concept: preferred, abbreviation, admitted, variant or deprecated."""


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
    """Yields every name in a plain text from left to right, everyday words included; it never guesses."""
    by_id = site.termbase.by_id
    for match in site.every_name.find(text):
        known = [by_id[id] for id in match.target.concepts if id in by_id]
        senses = tuple(Sense(concept=concept, kind=kind_of(concept, match.target.name)) for concept in known)
        if senses:
            yield Meant(start=match.start, end=match.end, words=text[match.start : match.end], senses=senses)


def kind_of(concept: Concept, name: str) -> str:
    """The kind of a name, which a concept may spell otherwise than the first of those that share it."""
    exact = (d.kind.value for d in concept.designations if d.text == name)
    folded = (d.kind.value for d in concept.designations if fold(d.text) == fold(name))
    return next(exact, None) or next(folded, "preferred")


def brief(site: Site, wanted: Sequence[Concept], *, limit: int) -> tuple[str, ...]:
    """Definitions of concepts, each after those of the terms it uses, within a number of bytes of UTF-8.

    What is asked for comes before what only helps to understand it: a definition that another one
    uses is left out where there is no room for both.
    """
    texts, left = site.texts.concepts, limit
    chosen: set[ConceptId] = set()
    uses: dict[ConceptId, tuple[ConceptId, ...]] = {}

    def line(id: ConceptId) -> str:
        return f"{site.terms[id]}: {texts[id].brief.plain}"

    def take(id: ConceptId) -> None:
        nonlocal left
        size = len(line(id).encode()) + 1
        if id not in chosen and size <= left:
            chosen.add(id)
            left -= size

    for concept in wanted:
        take(concept.id)
    for concept in wanted:
        targets = (id for target in texts[concept.id].definition.targets for id in target.concepts)
        uses[concept.id] = tuple(dict.fromkeys(id for id in targets if id in texts and id != concept.id))
        for id in uses[concept.id]:
            take(id)
    ordered: dict[ConceptId, None] = {}
    for concept in wanted:
        for id in (*uses[concept.id], concept.id):
            if id in chosen:
                ordered.setdefault(id)
    return tuple(line(id) for id in ordered)
