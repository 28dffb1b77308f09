"""A glossary as the finder looks at it: names, texts by field, and how much of the glossary leads to a term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.identity.find import Found
from termbase.identity.finder import Searched, SearchedTerm, look_up
from termbase.identity.finder.by_name import NEAR
from termbase.identity.finder.searched import NameKind
from termbase.identity.names import Names
from termbase.linking.texts import Texts
from termbase.model.concept import Concept, ConceptId, Termbase
from termbase.model.vocabulary import DesignationKind
from termbase.text.one_line import one_line
from termbase.text.word_places import WordPlaces, word_places

_OPENING: Final = 10
"""Words of a definition that say what the concept is; the others set it apart."""
_KINDS: Final = (
    DesignationKind.ABBREVIATION,
    DesignationKind.ADMITTED,
    DesignationKind.VARIANT,
    DesignationKind.DEPRECATED,
)
_EXACT: Final = 100.0
_SAID: Final = 90.0
"""The score of a term that matches all words of a description."""


def searched_terms(termbase: Termbase, texts: Texts) -> list[SearchedTerm]:
    """The names of each term, and how many others have a relation with it or mention it."""
    return [
        SearchedTerm(
            id=concept.id,
            term=one_line(concept.term),
            names=_names(concept),
            links=len({*(relation.target for relation in concept.relations), *texts.linked_from[concept.id]}),
        )
        for concept in termbase.concepts
    ]


def searched_words(termbase: Termbase, texts: Texts) -> WordPlaces:
    """The words of each term: names, how its definition begins, all of it, and the rest that a reader may remember."""
    return word_places([searched_fields(concept, texts) for concept in termbase.concepts])


def searched(termbase: Termbase, texts: Texts) -> Searched:
    """What the finder looks at."""
    return Searched(terms=searched_terms(termbase, texts), places=searched_words(termbase, texts).places)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNumber:
    """A term that was probably meant, by its number."""

    term: int
    name: str
    """The name of it that is nearest."""
    score: float
    """Similarity, out of 100."""


def found_numbers(
    within: Searched, numbers: Mapping[ConceptId, int], names: Names, words: str
) -> Sequence[FoundNumber]:
    """The terms that were probably meant, best first; those with a matching id come first.

    Args:
        within: What the finder looks at.
        numbers: The number of each term in it.
        names: The names of the glossary.
        words: What was asked for.
    """
    found = [
        FoundNumber(
            term=hit.name.term,
            name=hit.name.text if hit.name.kind is not NameKind.SEARCHED else within.terms[hit.name.term].term,
            score=_EXACT if hit.tier < NEAR else _SAID * (hit.covered or min(1.0, hit.score)),
        )
        for hit in look_up(within, words)
    ]
    there = {item.term for item in found}
    by_old_id = [numbers[id] for id in names.meanings(words) if id in numbers and numbers[id] not in there]
    return [*(FoundNumber(term=term, name=within.terms[term].term, score=_EXACT) for term in by_old_id), *found]


def found_terms(termbase: Termbase, names: Names, within: Searched, words: str, *, limit: int) -> tuple[Found, ...]:
    """The concepts that were probably meant, best first; those with a matching id come first."""
    concepts = termbase.concepts
    numbers = {concept.id: number for number, concept in enumerate(concepts)}
    found = found_numbers(within, numbers, names, words)[:limit]
    return tuple(Found(concept=concepts[item.term], name=item.name, score=item.score) for item in found)


def _names(concept: Concept) -> list[list[str]]:
    names = [[one_line(name) for name in concept.names(kind)] for kind in _KINDS]
    names.append([one_line(words) for words in concept.own.search] if concept.own else [])
    while names and not names[-1]:
        names.pop()
    return names


def searched_fields(concept: Concept, texts: Texts) -> tuple[str, str, str, str]:
    """The texts of a term that are searched, the most important first."""
    own = texts.concepts[concept.id]
    definition = own.definition.plain
    rest = [own.explanation, own.example, *own.mistakes, *own.notes]
    return (
        " ".join((*(name.text for name in concept.designations), *(concept.own.search if concept.own else ()))),
        " ".join(definition.split()[:_OPENING]),
        f"{definition} {own.brief.plain}",
        " ".join(text.plain for text in rest if text is not None),
    )
