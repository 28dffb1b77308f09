"""Who wrote which terms, and when each changed last."""

from collections import defaultdict
from dataclasses import dataclass

from termbase.model.concept import Concept, Termbase
from termbase.reading.git_history import FileHistory, History
from termbase.text.alphabet import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """An author of term files."""

    name: str
    concepts: tuple[Concept, ...]
    """What they wrote on, in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedConcept:
    """A concept with the history of its file."""

    concept: Concept
    file: FileHistory


def dated_concepts(termbase: Termbase, history: History) -> tuple[DatedConcept, ...]:
    """The concepts that have a file of their own and a known history, in alphabetical order.

    The files of sources are left out: a change there says nothing of one concept in particular.
    """
    ours = (concept for concept in termbase.concepts if concept.own is not None)
    known = (
        DatedConcept(concept=concept, file=history.files[concept.where.file])
        for concept in ours
        if concept.where.file in history.files
    )
    return tuple(sorted(known, key=lambda item: sort_key(item.concept.term)))


def authors_of(items: tuple[DatedConcept, ...]) -> tuple[Contributor, ...]:
    """All authors of these, in alphabetical order: this is not a ranking."""
    concepts: dict[str, list[Concept]] = defaultdict(list)
    for item in items:
        for name in item.file.authors:
            concepts[name].append(item.concept)
    return tuple(Contributor(name=name, concepts=tuple(concepts[name])) for name in sorted(concepts, key=sort_key))
