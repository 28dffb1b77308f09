"""Looks up terms without compiling a large glossary that has not changed since the last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from termbase.glossary import Glossary, NamedConcepts
from termbase.identity.finder import Searched
from termbase.identity.names import Names
from termbase.model.concept import ConceptId
from termbase.site.project import Project
from termbase.site.searched import found_numbers, searched
from termbase.site.settings import Settings
from termbase.site.stored_compile import stored_compile
from termbase.site.stored_results import stored_or_made


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """A term as a search lists it."""

    id: ConceptId
    title: str
    """Its preferred term and abbreviations."""
    names: tuple[str, ...]
    """The same, one by one."""
    definition: str
    """Its definition without markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLookup:
    """The terms of a glossary and the data needed to find them."""

    terms: Sequence[LookedUp]
    numbers: Mapping[ConceptId, int]
    names: Names
    searched: Searched

    def find(self, words: str, *, limit: int) -> Sequence[tuple[LookedUp, str]]:
        """The terms that some words name or describe, best first, each with the name that was found."""
        found = found_numbers(self.searched, self.numbers, self.names, words)[:limit]
        return [(self.terms[item.term], item.name) for item in found]


def term_lookup(project: Project) -> TermLookup:
    """The terms of a project's glossary, as its files are now."""
    return stored_or_made(project.settings, lambda: _made(project), holds="finder", pages=False)


def _made(project: Project) -> TermLookup:
    # No rule is applied, unless most of a compile with rules is stored.
    named: Glossary | NamedConcepts = project.load().glossary if _is_compiled(project.settings) else project.named()
    base, texts = named.termbase, named.texts
    return TermLookup(
        terms=[
            LookedUp(
                id=concept.id,
                title=concept.full_title,
                names=(concept.term, *concept.abbreviations),
                definition=texts.concepts[concept.id].definition.plain,
            )
            for concept in base.concepts
        ],
        numbers={concept.id: number for number, concept in enumerate(base.concepts)},
        names=named.names,
        searched=searched(base, texts).prepared(),
    )


def _is_compiled(settings: Settings) -> bool:
    if settings.cache is None:
        return False
    stored = stored_compile(settings.cache, glossary=settings.name)
    return stored is not None and stored.file.path.exists()
