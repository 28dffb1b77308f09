"""A page's metadata for the theme, escaped for templates that print it unchanged."""

from html import escape
from typing import Any, Final

from termbase.site.page import Page
from termbase.site.structured_data import script_json

START: Final = "page-start"
"""Id of the element that every page's body begins with, where the skip link leads."""


def front_matter(page: Page, *, sidebar: bool = False) -> dict[str, Any]:
    """The metadata of a generated page, as an author would write it at the head of a Markdown file.

    Args:
        page: The page.
        sidebar: Whether the navigation stays at the side of the page, where the theme shows it there.
    """
    hidden = [] if sidebar else ["navigation"]
    meta: dict[str, Any] = {
        "title": escape(page.title),
        "description": escape(page.description),
        "hide": [*hidden, "toc"] if page.wide or not page.sections else hidden,
    }
    if not page.searchable:
        meta["search"] = {"exclude": True}
    if not page.indexed:
        meta["robots"] = "noindex"
    if page.card:
        meta["card"] = True
    if page.data is not None:
        meta["json_ld"] = script_json(page.data)
    return meta


def headings(page: Page) -> list[Any]:
    """A page's headings in the form of Python-Markdown's `toc_tokens`: the page itself, its main sections below."""
    main = [section for section in page.sections if section.level == 2]
    sections = [{"level": 2, "id": s.id, "name": escape(s.title), "children": []} for s in main]
    return [{"level": 1, "id": START, "name": escape(page.title), "children": sections}]
