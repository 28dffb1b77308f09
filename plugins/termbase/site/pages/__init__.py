"""Which pages exist."""

from collections.abc import Iterator

from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.by_letter import alphabet, print_pages
from termbase.site.pages.by_name import meanings, removed
from termbase.site.pages.formula_tree import formula_tree
from termbase.site.pages.home import home
from termbase.site.pages.lists import acronyms, categories, contributors
from termbase.site.pages.merges import merges
from termbase.site.pages.sources import sources
from termbase.site.pages.term import term
from termbase.site.pages.term_map import list_pages, map_page
from termbase.site.site import Site


def pages(site: Site, *, of_terms: Site | None = None) -> Iterator[Page]:
    """Every page of a glossary, but for redirects.

    Args:
        site: The glossary.
        of_terms: The same for the term pages, if it is watched what they show of it. They depend on nothing
            else than this and their concept.
    """
    if Part.HOME in site.parts:
        yield home(site)
    yield from alphabet(site)
    yield from (term(of_terms or site, concept) for concept in site.termbase.concepts)
    if Part.ACRONYMS in site.parts:
        yield from acronyms(site)
    if Part.CATEGORIES in site.parts:
        yield from categories(site)
    if Part.GRAPH in site.parts:
        yield map_page(site)
        yield from list_pages(site)
        if tree := formula_tree(site):
            yield tree
    if Part.SOURCES in site.parts:
        yield from sources(site)
    if Part.MERGES in site.parts:
        yield from merges(site)
    if Part.CONTRIBUTORS in site.parts:
        yield contributors(site)
    yield from meanings(site)
    yield from removed(site)
    if Part.PRINT in site.parts:
        yield from print_pages(site)


__all__ = ["pages"]
