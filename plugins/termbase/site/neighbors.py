"""The glossaries of one site, as each of them sees the others: terms that have a name, a page, and an address here."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from termbase.glossary import Glossary
from termbase.identity.remote import RemoteGlossary, Remotes
from termbase.model.concept import Concept, ConceptId, RemoteConcept
from termbase.model.page_paths import term_path
from termbase.site.settings import Settings
from termbase.site.site import Site


@dataclass(slots=True, kw_only=True)
class Neighbors:
    """The glossaries of a site, each compiled on its own, once for all others.

    Args:
        alone: Compiles a glossary by its settings.
    """

    alone: Callable[[Settings], Glossary]
    _known: dict[str, RemoteGlossary] = field(default_factory=dict, init=False, repr=False)

    def of(self, settings: Settings) -> tuple[RemoteGlossary, ...]:
        """The other glossaries that one of them knows."""
        for other in settings.others:
            if other.name not in self._known:
                self._known[other.name] = as_neighbor(self.alone(other), other)
        return tuple(self._known[other.name] for other in settings.others)

    def forget(self) -> None:
        """Compiles all of them again when they are next asked for."""
        self._known.clear()


def as_neighbor(glossary: Glossary, settings: Settings) -> RemoteGlossary:
    """A glossary as another one of the same site refers to it.

    Args:
        glossary: The glossary.
        settings: Its settings, which say what it is called and where its pages are.
    """
    key, site = settings.key, Site(glossary=glossary, addresses=settings.addresses, name=settings.name)
    concepts: list[Concept] = []
    by_id: dict[ConceptId, RemoteConcept] = {}
    for concept in glossary.termbase.concepts:
        id, texts = ConceptId(f"{key}:{concept.id}"), glossary.texts.concepts[concept.id]
        url = site.addresses.term(concept.id)
        by_id[id] = RemoteConcept(
            id=id,
            term=concept.term,
            url=site.addresses.absolute(url),
            definition=texts.definition.plain,
            glossary=site.termbase.title,
            title=concept.title,
            short=texts.brief.plain,
            page=site.addresses.place(term_path(concept.id)),
        )
        concepts.append(replace(concept, id=id, relations=(), remote_relations=(), same_elsewhere=()))
    former = {f"{key}:{old}": ConceptId(f"{key}:{id}") for old, id in glossary.termbase.former_ids.items()}
    return RemoteGlossary(
        key=key,
        title=site.termbase.title,
        compiled=Remotes(
            concepts=tuple(concepts), by_id=by_id, former_ids=former, fields={key: glossary.termbase.fields}
        ),
        assets=site.assets,
    )
