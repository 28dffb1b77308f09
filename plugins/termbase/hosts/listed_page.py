"""A page that is in lists of all pages, such as the sitemap, and that the host does not render."""

from collections.abc import MutableMapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import TableOfContents, get_toc

from termbase.hosts.description import edit_address
from termbase.hosts.page_making import PageMaking
from termbase.site.front_matter import headings
from termbase.site.page import Page


class ListedPage(HostPage):
    """A page of which a list needs address and date; all else is found out only if it is asked for.

    Args:
        file: Its file.
        config: The host's settings.
        made: What it shows.
        make: What is done to a page.
    """

    def __init__(self, file: File, config: MkDocsConfig, *, made: Page, make: PageMaking) -> None:
        super().__init__(None, file, config)
        self._made, self._make = made, make
        self._meta: MutableMapping[str, Any] | None = None
        self._toc: TableOfContents | None = None
        self.markdown = ""
        self.edit_url = edit_address(made, site=make.site)
        make.date(self, made)

    @property
    def meta(self) -> MutableMapping[str, Any]:
        """Title, description, and layout."""
        if self._meta is None:
            self._meta = {}
            self._make.describe(self, self._made)
        return self._meta

    @meta.setter
    def meta(self, meta: MutableMapping[str, Any]) -> None:
        self._meta = meta

    @property
    def toc(self) -> TableOfContents:
        """The headings."""
        if self._toc is None:
            self._toc = get_toc(headings(self._made))
        return self._toc

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        self._toc = toc

    def forget(self) -> None:
        """Drops what can be found out again, of which a large site has too much."""
        self._meta = self._toc = self.content = None
