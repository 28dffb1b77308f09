"""Pages that would have the same URL, which can happen only with folders that a site has chosen."""

from collections.abc import Iterator

from termbase.site.options import OptionsError
from termbase.site.page_options import Part
from termbase.site.site import OVERVIEWS, Site


def check_addresses(site: Site) -> None:
    """Checks that no term, category or source has the address of an overview page.

    Raises:
        OptionsError: Some have; it lists all of them, with the fix.
    """
    pages = site.addresses
    lists = {pages.overview(part): part for part in OVERVIEWS}
    problems = tuple(
        f"option “pages.folders”: the {what} “{id}” and the overview page of “{lists[address]}” would both be at "
        f"/{address}, and one would overwrite the other. Give “{part}” or “{lists[address]}” another folder, or leave "
        f"the overview page out with “pages.omit”."
        for part, what, id in _named(site)
        if (address := pages.page(f"{part}/{id}")) in lists and lists[address] in site.parts
    )
    if problems:
        raise OptionsError(problems)


def _named(site: Site) -> Iterator[tuple[Part, str, str]]:
    """The parts whose pages are named after an id, each with the kind of that id and its name in words."""
    base = site.termbase
    yield from ((Part.TERMS, "term", concept.id) for concept in base.concepts)
    yield from ((Part.TERMS, "former id", id) for id in sorted(base.former_ids))
    yield from ((Part.TERMS, "removed term", gone.id) for gone in base.removed)
    if Part.CATEGORIES in site.parts:
        yield from ((Part.CATEGORIES, "category", category.id) for category in base.categories)
    if Part.SOURCES in site.parts:
        yield from ((Part.SOURCES, "source", source.id) for source in base.sources)
