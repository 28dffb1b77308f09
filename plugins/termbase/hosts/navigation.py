"""The glossary's place in the navigation, and the current entry for a page outside it."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from termbase.site.page_options import PageOptions, Part
from termbase.site.site import Site

HOME: Final = "index"
"""The path of the home page, which a navigation has first."""
_ARRANGING: Final = ("literate-nav", "awesome-nav", "awesome-pages")
"""Plugins that order the pages of a site as its author specifies elsewhere."""


def leaves_to_host(config: MkDocsConfig, options: PageOptions) -> bool:
    """Whether the host or another plugin orders all pages, including ours, on a site without a `nav`."""
    arranged = any(name.rpartition("/")[2] in _ARRANGING for name in config.plugins)
    return options.nav is True or (options.nav is None and arranged)


def add_section(
    nav: Navigation, *, config: MkDocsConfig, files: Files, site: Site, paths: Sequence[str], name: str = ""
) -> None:
    """Puts the overview pages of the glossary where the site wants them in the navigation.

    Args:
        nav: The navigation of the site.
        config: The settings of the site.
        files: Its files.
        site: The glossary.
        paths: The source paths of the overview pages, in order.
        name: The name of the section, if the site chooses none.
    """
    options = site.pages
    names = options.nav_path
    home = files.get_file_from_path(f"{site.addresses.place(HOME)}.md") if config.nav is None else None
    if home is not None and home.generated_by == "termbase" and home.page in nav.items and home.page is not None:
        home.page.title = escape(site.sentences.text("nav.home"))  # not the title of the site twice
    if not names:
        if options.nav is not None or config.nav is not None or leaves_to_host(config, options):
            return
        names = (escape(name or site.sentences.text("nav.glossary")),)  # themes print the names of sections as HTML
    known = frozenset(page.file.src_uri for page in nav.pages)
    found = (files.get_file_from_path(path) for path in paths if path not in known)
    pages = [file.page for file in found if file is not None and file.page is not None]
    if not pages:
        return
    items, parent = _section(nav.items, names[:-1])
    if len(pages) == 1:
        pages[0].title = names[-1]
        pages[0].parent = parent
        items.append(pages[0])
    else:
        last, inner = _section(items, names[-1:], parent)
        for page in pages:
            page.parent = inner
            last.append(page)
    nav.pages = list(_pages(nav.items))
    for before, page, after in zip([None, *nav.pages], nav.pages, [*nav.pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after


def _section(items: list[Any], names: Sequence[str], parent: Section | None = None) -> tuple[list[Any], Section | None]:
    """The items of the section with these names, which is created if it is missing, and the section itself."""
    for name in names:
        section = next((it for it in items if isinstance(it, Section) and it.title.casefold() == name.casefold()), None)
        if section is None:
            section = Section(name, [])
            section.parent = parent
            items.append(section)
        items, parent = section.children, section
    return items, parent


def _pages(items: Sequence[Any]) -> "list[Page]":
    found: list[Page] = []
    for item in items:
        if isinstance(item, Page):
            found.append(item)
        elif isinstance(item, Section):
            found += _pages(item.children)
    return found


def overview_paths(site: Site, listed: Sequence[str]) -> tuple[str, ...]:
    """The source paths of overview pages in the order of a navigation; the home page of the site is not among them.

    Args:
        site: The glossary.
        listed: The paths of the pages that a navigation may hold, without the site's own folders.
    """
    order = [HOME, *(f"{part}/index" for part in Part)]
    wanted = sorted((path for path in listed if path in order), key=order.index)
    found = (site.addresses.place(path) for path in wanted)
    return tuple(f"{place}.md" for place in found if place != HOME)


class Holders:
    """The pages of a navigation that represent the folder they are in."""

    def __init__(self, nav: Navigation) -> None:
        self._listed = frozenset(page.file.src_uri for page in nav.pages)
        self._folders: Mapping[PurePosixPath, Page] = {
            PurePosixPath(page.file.src_uri).parent: page for page in nav.pages if page.file.name == "index"
        }

    def holder(self, page: Page, *, under: str = "") -> Page | None:
        """The listed page of the nearest folder around a page that is not listed itself.

        Args:
            page: The page that is shown.
            under: A folder that it belongs to, if that is not the one it is in.
        """
        if page.file.src_uri in self._listed:
            return None
        place = PurePosixPath(under, "page") if under else PurePosixPath(page.file.src_uri)
        # The home page contains everything, so it identifies nothing.
        return next((self._folders[folder] for folder in list(place.parents)[:-1] if folder in self._folders), None)


class CurrentEntry:
    """The entry that is made current while a page outside the navigation is written."""

    def __init__(self) -> None:
        self._nav: Navigation | None = None
        self._holders: Holders | None = None
        self._held: Page | None = None

    def hold(self, nav: Navigation, page: Page, *, under: str = "") -> Page | None:
        """Makes the entry that holds a page current, and gives it."""
        if self._holders is None or nav is not self._nav:
            # The host calls this for every page of one navigation, which is searched only once.
            self._nav, self._holders = nav, Holders(nav)
        self._held = self._holders.holder(page, under=under)
        if self._held is not None:
            self._held.active = True
        return self._held

    def let_go(self) -> None:
        """Makes that entry an ordinary one again after the page is written."""
        if self._held is not None:
            self._held.active = False
