"""Which pages exist."""

from collections.abc import Iterator

from termbase.site.page import Page
from termbase.site.pages.by_name import meanings, removed
from termbase.site.pages.lists import acronyms, alphabet, categories, contributors, home, print_page
from termbase.site.pages.merges import merges
from termbase.site.pages.sources import sources
from termbase.site.pages.term import term
from termbase.site.pages.term_map import map_page
from termbase.site.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Every page of a glossary, but for redirects."""
    yield home(site)
    yield alphabet(site)
    yield from (term(site, concept) for concept in site.termbase.concepts)
    if site.acronyms or "acronyms/index" in site.listed:
        yield acronyms(site)
    yield from categories(site)
    yield map_page(site)
    if site.termbase.sources or "sources/index" in site.listed:
        yield from sources(site)
    if site.has_merges or "merges/index" in site.listed:
        yield from merges(site)
    if site.has_history or "contributors/index" in site.listed:
        yield contributors(site)
    yield from meanings(site)
    yield from removed(site)
    yield print_page(site)


__all__ = ["pages"]
