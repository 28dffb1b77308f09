"""A site that records which of its facts are read, to know what a page was generated from.

It replaces the site while a term page is made. Anything that it cannot record precisely, it records as
`ANYTHING`: such a page is generated again in every build, which is slow but never wrong.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Protocol, cast

from termbase.linking.index import Target
from termbase.model.concept import Concept, ConceptId
from termbase.site.facts import ANYTHING
from termbase.site.site import Site


class _Note(Protocol):
    """Records that a fact was read."""

    def __call__(self, kind: str, name: str = "", /) -> None:
        """Takes the kind of the fact and what it is about."""


class Watch:
    """Records what is read of a site.

    Args:
        site: The site.
    """

    def __init__(self, site: Site) -> None:
        self._facts: set[str] | None = None
        self.site = cast(Site, _WatchedSite(site, self._note))
        """The same site, watched."""

    def begin(self, concept: ConceptId) -> None:
        """Begins to note what is read for something that is made of a concept."""
        self._facts = {f"concept {concept}"}

    def end(self) -> frozenset[str]:
        """The facts that were read since the beginning."""
        found, self._facts = self._facts or set(), None
        return frozenset(found)

    def _note(self, kind: str, name: str = "", /) -> None:
        if self._facts is not None:
            self._facts.add(f"{kind} {name}" if name else kind)


class _Watched:
    """Something of which all that is not set here is noted as anything."""

    def __init__(self, of: object, note: _Note) -> None:
        self._of, self._note = of, note

    def __getattr__(self, name: str) -> Any:
        self._note(ANYTHING)
        return getattr(self._of, name)


class _WatchedSite(_Watched):
    """Facts that all pages share are read unwatched; see `Facts`."""

    def __init__(self, site: Site, note: _Note) -> None:
        super().__init__(site, note)
        self._site = site
        self.addresses, self.repository, self.parts, self.pages = (
            site.addresses,
            site.repository,
            site.parts,
            site.pages,
        )
        self.listed, self.name, self.touch, self.sentences = site.listed, site.name, site.touch, site.sentences
        self.assets, self.start, self.title, self.publishes = site.assets, site.start, site.title, site.publishes
        self.hrefs = site.hrefs  # relative links, which follow from the addresses
        self.told = _Told(site.told, note)
        self.terms, self.updated = _Noted(site.terms, note, "term"), _Noted(site.updated, note, "updated")
        self.termbase = _WatchedTermbase(site, note)
        self.texts = _WatchedTexts(site, note)
        self.glossary = _WatchedGlossary(site, note)

    @property
    def hubs(self) -> "_WatchedHubs":
        return _WatchedHubs(self._site, self._note)

    @property
    def formulas(self) -> "_WatchedFormulas":
        return _WatchedFormulas(self._site, self._note)

    @property
    def branch_of(self) -> Mapping[Any, Any]:
        return _Noted(self._site.branch_of, self._note, "branch_of")

    @property
    def former_ids_of(self) -> Mapping[Any, Any]:
        return _Noted(self._site.former_ids_of, self._note, "former_ids")

    @property
    def shared_slugs(self) -> Container[str]:
        return _NotedSlugs(self._site.shared_slugs, self._note)

    def place(self, target: Target) -> str:
        self._note_target(target)
        return self._site.place(target)

    def address(self, target: Target) -> str:
        self._note_target(target)
        return self._site.address(target)

    def elsewhere(self, target: Target) -> str | None:
        self._note_target(target)
        return self._site.elsewhere(target)

    def edit_url(self, concept: Concept) -> str | None:
        return self._site.edit_url(concept)

    def _note_target(self, target: Target) -> None:
        if target.concept is not None:
            self._note("elsewhere", target.concept)


class _WatchedTermbase(_Watched):
    def __init__(self, site: Site, note: _Note) -> None:
        base = site.termbase
        super().__init__(base, note)
        self.title, self.language, self.description = base.title, base.language, base.description
        self.fields, self.categories, self.category_by_id = base.fields, base.categories, base.category_by_id
        self.sources, self.source_by_id = base.sources, base.source_by_id
        self.by_id = _Noted(base.by_id, note, "concept")
        self.questions_of = _Noted(base.questions_of, note, "questions")


class _WatchedTexts(_Watched):
    def __init__(self, site: Site, note: _Note) -> None:
        texts = site.texts
        super().__init__(texts, note)
        self.concepts = _Noted(texts.concepts, note, "texts")
        self.links_to = _Noted(texts.links_to, note, "links_to")
        self.linked_from = _Noted(texts.linked_from, note, "linked_from")


class _WatchedGlossary(_Watched):
    def __init__(self, site: Site, note: _Note) -> None:
        super().__init__(site.glossary, note)
        self.elsewhere = _Noted(site.glossary.elsewhere, note, "elsewhere")


class _WatchedFormulas(_Watched):
    def __init__(self, site: Site, note: _Note) -> None:
        super().__init__(site.formulas, note)
        self.made_of = _Noted(site.formulas.made_of, note, "made_of")
        self.goes_into = _Noted(site.formulas.goes_into, note, "goes_into")


class _WatchedHubs(_Watched):
    def __init__(self, site: Site, note: _Note) -> None:
        super().__init__(site.hubs, note)
        self._hubs = site.hubs

    def ways(self, neighbours: Sequence[ConceptId], **given: Any) -> Any:
        for id in neighbours:
            self._note("ways", id)
        return self._hubs.ways(neighbours, **given)


class _Noted(Mapping[Any, Any]):
    """A mapping from ids that notes which of them are asked for, those that it lacks included."""

    def __init__(self, of: Mapping[Any, Any], note: _Note, kind: str) -> None:
        self._of, self._note, self._kind = of, note, kind

    def __getitem__(self, id: Any) -> Any:
        self._note(self._kind, id)
        return self._of[id]

    def get(self, id: Any, default: Any = None) -> Any:
        self._note(self._kind, id)
        return self._of.get(id, default)

    def __contains__(self, id: object) -> bool:
        self._note(self._kind, str(id))
        return id in self._of

    def __iter__(self) -> Iterator[Any]:
        self._note(ANYTHING)
        return iter(self._of)

    def __len__(self) -> int:
        self._note(ANYTHING)
        return len(self._of)


class _NotedSlugs(Container[str]):
    def __init__(self, of: Container[str], note: _Note) -> None:
        self._of, self._note = of, note

    def __contains__(self, slug: object) -> bool:
        self._note("shared_slug", str(slug))
        return slug in self._of


class _Told(dict[ConceptId, str]):
    """What previews show of concepts, which follows from the concept and its texts."""

    def __init__(self, told: dict[ConceptId, str], note: _Note) -> None:
        super().__init__()
        self._told, self._note = told, note

    def get(self, id: ConceptId, default: Any = None) -> Any:
        self._note("concept", id)
        self._note("texts", id)
        return self._told.get(id, default)

    def __setitem__(self, id: ConceptId, text: str) -> None:
        self._told[id] = text
