"""Permalinks: a URL under /go/ for every name, and the old URLs of renamed concepts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from termbase.model.concept import Concept, ConceptId
from termbase.site.addresses import PageUrl
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.text.slug import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class _Permalink:
    """A slug under /go/."""

    slug: str
    name: str
    """A name with this slug; for an id, the term of its concept."""
    concepts: tuple[ConceptId, ...]
    """The concept it leads to, or the several that are listed there."""


def _permalinks(site: Site) -> Iterator[_Permalink]:
    """All of them in order. An id leads to its concept alone, unless others share it as a name."""
    owners: dict[str, dict[ConceptId, str]] = defaultdict(dict)
    for concept in site.termbase.concepts:
        owners[concept.id].setdefault(concept.id, concept.term)
        for name in concept.designations:
            owners[slug(name.text)].setdefault(concept.id, name.text)
    for old, id in site.termbase.former_ids.items():
        owners[old].setdefault(id, old)
    shared: dict[str, str] = {}
    for written, meanings in site.shared_names.items():
        shared.setdefault(slug(written), written)
        for id in meanings:
            owners[slug(written)].setdefault(id, written)
    for place, found in sorted(owners.items()):
        own = ConceptId(place)
        if own not in site.termbase.by_id:
            yield _Permalink(slug=place, name=next(iter(found.values())), concepts=tuple(sorted(found)))
        elif place in site.shared_slugs:
            written = next(name for id, name in found.items() if id != own)
            yield _Permalink(slug=place, name=shared.get(place, written), concepts=tuple(sorted(found)))
        else:
            yield _Permalink(slug=place, name=found[own], concepts=(own,))


def permalink(site: Site, concept: Concept) -> PageUrl:
    """The URL for sharing a concept: its id under /go/, or its page if that id lists several meanings."""
    if concept.id in site.shared_slugs or Part.GO not in site.parts:
        return site.addresses.term(concept.id)
    return site.addresses.go(concept.id)


def ambiguous_names(site: Site) -> Iterator[tuple[str, tuple[ConceptId, ...]]]:
    """Names that lead to several concepts; the one whose id such a name is counts as a meaning as well."""
    for permalink in _permalinks(site):
        if len(permalink.concepts) > 1:
            yield permalink.name, permalink.concepts


def addresses_of_concepts(site: Site) -> Iterator[tuple[PageUrl, Concept, str]]:
    """Addresses that lead to one concept: under /go/ each of its names, under /terms/ the ids it had before.

    Yields the address, the concept and the name.
    """
    by_id = site.termbase.by_id
    for old, id in sorted(site.termbase.former_ids.items()):
        yield site.addresses.term(old), by_id[id], old
    for permalink in _permalinks(site) if Part.GO in site.parts else ():
        if len(permalink.concepts) == 1:
            yield site.addresses.permalink(permalink.slug), by_id[permalink.concepts[0]], permalink.name
