"""A page that another machine makes, as this one lists it, for example in the sitemap."""

from collections.abc import MutableMapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as HostPage

from termbase.hosts.page_making import PageMaking
from termbase.site.page import Page


class ListedPage(HostPage):
    """A page of which a list needs the URL and the date; everything else is computed only on demand.

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
        self.markdown = ""
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
