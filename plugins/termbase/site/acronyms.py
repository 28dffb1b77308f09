"""Every abbreviation of the glossary with what it stands for, those inside definitions included."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from termbase.identity.names import Names
from termbase.linking.texts import Texts
from termbase.model.author_files import Mention, SourceEntry
from termbase.model.concept import Concept, ConceptId, Entry, Termbase
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold, is_abbreviation, singular_abbreviation

_TOKEN: Final = re.compile(r"\b[A-Z][A-Za-z0-9]{1,7}\b")
_CAPITALS: Final = 0.6
"""Share of capitals from which a word of running text is taken for an abbreviation."""

_EMPHASIS: Final = frozenset({"ALL", "AND", "ANY", "MUST", "NEVER", "NO", "NOT", "ONLY", "OR"})
"""Words that texts print in capitals to stress them."""
_NUMBERED: Final = re.compile(r"[A-Z]\d+|[IVX]+")
"""A version, a quarter, or a Roman number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """One thing that an abbreviation stands for."""

    text: str
    concept: ConceptId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """An abbreviation and its expansions; none if no source spells it out."""

    text: str
    expansions: tuple[Expansion, ...]
    inside: tuple[ConceptId, ...] = ()
    """Concepts whose entries contain it, if no concept has it as a name."""

    @property
    def concepts(self) -> tuple[ConceptId, ...]:
        """The different concepts it may mean, in order of their expansions."""
        return tuple(dict.fromkeys(e.concept for e in self.expansions if e.concept is not None))

    @property
    def ambiguous(self) -> bool:
        """True if it stands for more than one thing; two wordings of one concept are one."""
        unplaced = {fold(e.text) for e in self.expansions if e.concept is None}
        return len(self.concepts) + len(unplaced) > 1


def collect_acronyms(termbase: Termbase, names: Names, texts: Texts) -> tuple[Acronym, ...]:
    """Collects abbreviations in alphabetical order."""
    expansions: dict[str, dict[tuple[str, ConceptId | None], Expansion]] = defaultdict(dict)
    inside: dict[str, set[ConceptId]] = defaultdict(set)

    def add(short: str, full: str, concept: ConceptId | None) -> None:
        expansions[short].setdefault((fold(full), concept), Expansion(text=full, concept=concept))

    for concept in termbase.concepts:
        for short in concept.abbreviations:
            add(short, concept.term, concept.id)
            for full in _printed_with(short, concept):
                add(short, full, concept.id)
    for entry, placed_in in _placed(termbase):
        for short, full in _mentions(entry):
            if full:
                meanings = names.meanings(full)
                add(short, full, meanings[0] if len(meanings) == 1 else None)
            if placed_in is not None:
                inside[short].add(placed_in)
            if short not in expansions:
                expansions[short] = {}
    for id, concept_texts in texts.concepts.items():
        for short in _in_text(concept_texts.definition.plain):
            inside[short].add(id)
            if short not in expansions:
                expansions[short] = {}
    return tuple(
        Acronym(
            text=short,
            expansions=_settled(found),
            inside=tuple(sorted(inside[short])),
        )
        for short, found in sorted(expansions.items(), key=lambda item: (item[0].casefold(), item[0]))
    )


def _settled(found: dict[tuple[str, ConceptId | None], Expansion]) -> tuple[Expansion, ...]:
    """Drops an expansion without a concept if the same words also belong to a concept."""
    placed = {words for words, concept in found if concept is not None}
    return tuple(e for (words, concept), e in found.items() if concept is not None or words not in placed)


def _printed_with(short: str, concept: Concept) -> Iterator[str]:
    """Full names that entries print next to an abbreviation, such as a source's own wording."""
    for account in concept.accounts:
        entry = account.entry
        shorts = {name.text for name in entry.names if name.kind is DesignationKind.ABBREVIATION}
        if not entry.own and short in shorts and fold(entry.term) != fold(concept.term):
            yield entry.term


def _placed(termbase: Termbase) -> Iterator[tuple[Entry, ConceptId | None]]:
    for concept in termbase.concepts:
        for account in concept.accounts:
            yield account.entry, concept.id
    for item in termbase.unresolved:
        yield item.entry, None


def _mentions(entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry.spec, SourceEntry):
        for mention in entry.spec.mentions:
            if isinstance(mention, Mention):
                yield singular_abbreviation(mention.abbreviation), mention.expansion or ""
            else:
                yield singular_abbreviation(mention), ""


def _in_text(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        short = singular_abbreviation(match.group())
        if short in _EMPHASIS or _NUMBERED.fullmatch(short):
            continue
        capitals = sum(c.isupper() or c.isdigit() for c in short)
        if is_abbreviation(short) and capitals >= _CAPITALS * len(short):
            yield short
