"""Addresses that last: one under /go/ for every name, and the old places of renamed concepts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from termbase.addresses import PageUrl
from termbase.model import Concept, ConceptId
from termbase.site import Site
from termbase.slug import slug


def names_by_permalink(site: Site) -> Mapping[str, dict[ConceptId, str]]:
    """The slugs under /go/, each with the concepts it may mean and the name that leads there."""
    found: dict[str, dict[ConceptId, str]] = defaultdict(dict)
    for concept in site.termbase.concepts:
        found[concept.id].setdefault(concept.id, concept.term)
        for name in concept.designations:
            found[slug(name.text)].setdefault(concept.id, name.text)
    for old, id in site.termbase.former_ids.items():
        found[old].setdefault(id, old)
    return found


def ambiguous_names(site: Site) -> Iterator[tuple[str, tuple[ConceptId, ...]]]:
    """Names that lead to several concepts. An id of its own always leads to its concept alone."""
    for permalink, owners in sorted(names_by_permalink(site).items()):
        if len(owners) > 1 and permalink not in site.termbase.by_id:
            yield next(iter(owners.values())), tuple(sorted(owners))


def redirects(site: Site) -> Iterator[tuple[PageUrl, Concept, str]]:
    """Addresses that lead to one concept: under /go/ each of its names, under /terms/ the ids it had before.

    Yields the address, the concept and the name.
    """
    for old, id in sorted(site.termbase.former_ids.items()):
        yield site.addresses.term(old), site.termbase.by_id[id], old
    by_id = site.termbase.by_id
    for permalink, owners in sorted(names_by_permalink(site).items()):
        if permalink in by_id:
            yield site.addresses.page(f"go/{permalink}"), by_id[permalink], owners[ConceptId(permalink)]
        elif len(owners) == 1:
            ((id, name),) = owners.items()
            yield site.addresses.page(f"go/{permalink}"), by_id[id], name
