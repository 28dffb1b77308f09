"""The other glossaries of a site, as each glossary sees them: terms with a name, a page, and a URL on the same site."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from termbase.glossary import NamedConcepts
from termbase.identity.remote import RemoteGlossary, Remotes
from termbase.model.concept import Concept, ConceptId, RemoteConcept
from termbase.model.page_paths import term_path
from termbase.site.settings import Settings
from termbase.site.site import assets_of


@dataclass(slots=True, kw_only=True)
class Neighbors:
    """The glossaries of a site without references to each other, each read once for all others.

    Args:
        alone: The concepts and names of a glossary, by its settings.
    """

    alone: Callable[[Settings], NamedConcepts]
    _known: dict[str, RemoteGlossary] = field(default_factory=dict, init=False, repr=False)

    def of(self, settings: Settings) -> tuple[RemoteGlossary, ...]:
        """The other glossaries that one of them knows."""
        for other in settings.others:
            if other.name not in self._known:
                self._known[other.name] = as_neighbor(self.alone(other), other)
        return tuple(self._known[other.name] for other in settings.others)

    def forget(self) -> None:
        """Reads all of them again when they are next asked for."""
        self._known.clear()


def as_neighbor(glossary: NamedConcepts, settings: Settings) -> RemoteGlossary:
    """A glossary as another one of the same site refers to it.

    Args:
        glossary: The glossary.
        settings: Its settings, which say what it is called and where its pages are.
    """
    key, addresses, title = settings.key, settings.addresses, glossary.termbase.title
    concepts: list[Concept] = []
    by_id: dict[ConceptId, RemoteConcept] = {}
    for concept in glossary.termbase.concepts:
        id, definition = ConceptId(f"{key}:{concept.id}"), glossary.words(concept.definition, concept)
        short = concept.own.short if concept.own else None
        by_id[id] = RemoteConcept(
            id=id,
            term=concept.term,
            url=addresses.absolute(addresses.term(concept.id)),
            definition=definition,
            glossary=title,
            title=concept.title,
            short=definition if short is None else glossary.words(short, concept),
            page=addresses.place(term_path(concept.id)),
        )
        concepts.append(replace(concept, id=id, relations=(), remote_relations=(), same_elsewhere=()))
    former = {f"{key}:{old}": ConceptId(f"{key}:{id}") for old, id in glossary.termbase.former_ids.items()}
    return RemoteGlossary(
        key=key,
        title=title,
        compiled=Remotes(
            concepts=tuple(concepts), by_id=by_id, former_ids=former, fields={key: glossary.termbase.fields}
        ),
        assets=assets_of(settings.name),
    )
