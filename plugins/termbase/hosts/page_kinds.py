"""Kinds of term pages: pages of one kind differ in nothing but the values that a shell is filled with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mkdocs.structure.pages import Page as HostPage

from termbase.hosts.description import edit_address
from termbase.hosts.page_shell import PageValues
from termbase.site.front_matter import front_matter, headings
from termbase.site.page import Page
from termbase.site.site import Site

_DIFFICULT: Final = '<b>&amp;</b> "Zoë\'s" edit/ 100%  {{ x }} &lt;i&gt; \\ '
"""A text that comes out differently for each transformation that a theme may apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """The properties of a page that a theme may test; pages that have the same ones share a shell."""

    sections: bool
    description: bool
    edit: bool
    data: bool
    heading: bool
    under: str
    wide: bool
    searchable: bool
    indexed: bool
    card: bool


ANY_KIND: Final = PageKind(
    sections=True,
    description=True,
    edit=True,
    data=True,
    heading=False,
    under="",
    wide=False,
    searchable=True,
    indexed=True,
    card=True,
)
"""A kind of page that every theme can make."""


def kind_of_page(made: Page, values: PageValues) -> PageKind:
    """The kind of a page."""
    return page_kind(
        made,
        description=bool(values.description),
        edit=bool(values.edit),
        data=bool(values.data),
        heading="<h1" in values.content,
    )


def page_kind(made: Page, *, description: bool, edit: bool, data: bool, heading: bool) -> PageKind:
    """The kind of a page whose properties are known.

    Args:
        made: The page.
        description: Whether it has a description.
        edit: Whether it can be edited.
        data: Whether it has structured data.
        heading: Whether its HTML has a heading of its own.
    """
    return PageKind(
        sections=bool(made.sections),
        description=description,
        edit=edit,
        data=data,
        heading=heading,
        under=made.under,
        wide=made.wide,
        searchable=made.searchable,
        indexed=made.indexed,
        card=made.card,
    )


def page_values(page: HostPage, made: Page, content: str) -> PageValues:
    """The values that a theme shows of a page.

    Args:
        page: The page as the host has it.
        made: The page.
        content: Its HTML.
    """
    meta: Mapping[str, str] = page.meta
    return PageValues(
        name=page.file.name,
        title=meta["title"],
        description=meta["description"],
        edit=page.edit_url or "",
        data=meta.get("json_ld", ""),
        content=content,
        toc=tuple((link.id, link.title) for link in (page.toc.items[0].children if made.sections else ())),
    )


def made_values(made: Page, *, site: Site, name: str, content: str) -> PageValues:
    """Like `page_values`, but for a page that no other plugin has seen, without the host's page.

    Args:
        made: The page.
        site: The glossary.
        name: The last part of its address.
        content: Its HTML.
    """
    meta = front_matter(made)
    return PageValues(
        name=name,
        title=meta["title"],
        description=meta["description"],
        edit=edit_address(made, site=site) or "",
        data=meta.get("json_ld", ""),
        content=content,
        toc=tuple((item["id"], item["name"]) for item in headings(made)[0]["children"]),
    )


def difficult(kind: PageKind) -> PageValues:
    """Values that come out differently for each transformation that a theme may apply."""
    escaped = _DIFFICULT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return PageValues(
        name="a-edit-1",
        title=f"T{escaped}",
        description=f"D{escaped}",
        edit="https://example.org/blob/edit/a%20b/edit.yml#L1",
        data='{"name":"\\u003cb\\u003e \\" edit"}',
        content=f"<{'h1' if kind.heading else 'p'}>{escaped}</a>\n<script></script>",
        toc=(("a", f"A{escaped}"), ("b-1", f"B{escaped}")),
    )
