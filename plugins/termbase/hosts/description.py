"""The metadata that the host shows for a page: title, description, layout, date, and edit link."""

import os
from typing import Any, Final

from mkdocs.structure.pages import Page as HostPage

from termbase.exports import feed, opensearch
from termbase.hosts.theme import PAGE_TEMPLATE
from termbase.site.front_matter import front_matter
from termbase.site.installable import MANIFEST
from termbase.site.options import Everywhere, Options
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.site import Site

_UNDATED: Final = "1970-01-01"
"""A placeholder date that the packaged sitemap omits; the host needs a date for every page."""


def head_links(site: Site) -> dict[str, str]:
    """Addresses that the head of a page names for browsers and feed readers; "" for what is not published."""
    found = site.addresses.site_url
    installs = site.installable is not None and not site.installable.remove
    return {
        "termbase_manifest": MANIFEST if installs else "",
        "termbase_search": site.addresses.file(opensearch.PATH) if found and site.publishes("opensearch") else "",
        "termbase_feed": site.addresses.file(feed.PATH) if found and site.updated and site.publishes("feed") else "",
    }


def missing_page(site: Site) -> dict[str, Any]:
    """What the “page not found” page says and links to: lists of names, and the form for proposing a term."""
    parts = [part for part in (Part.TERMS, Part.ACRONYMS) if part in site.parts]
    return {
        "termbase_pages": [(site.title(part), site.addresses.overview(part)) for part in parts],
        "termbase_say": site.sentences.markup,
        "termbase_propose": site.repository.propose() if site.repository else None,
    }


def date(page: HostPage, made: Page | None, *, site: Site, options: Options) -> None:
    """Sets the date of a page, if it is known; for the arguments, see `describe`."""
    day = site.updated.get(made.edit.file) if made and made.edit else None
    if not options.build_dates:
        day = day or _UNDATED
    if day and "SOURCE_DATE_EPOCH" not in os.environ:
        page.update_date = day


def describe(page: HostPage, made: Page | None, *, site: Site, options: Options) -> None:
    """Sets the metadata of a generated page; for a hand-written one, only what the site's options ask for.

    Args:
        page: The page of the host.
        made: The generated page that it shows, or None for one that an author wrote.
        site: The glossary.
        options: What the site asks for.
    """
    date(page, made, site=site, options=options)
    if made is None:
        return
    # The look of our own glossary has tabs above the page; other sites keep what they have at the side.
    page.meta.update(front_matter(made, sidebar=Everywhere.STYLE not in options.everywhere), termbase=made)
    if Everywhere.HEAD not in options.everywhere:
        page.meta.setdefault("template", PAGE_TEMPLATE)
    page.edit_url = edit_address(made, site=site)


def edit_address(made: Page, *, site: Site) -> str | None:
    """Where a generated page can be edited."""
    return site.repository.edit(made.edit) if made.edit and site.repository else None
