"""A page that another machine makes, as this one lists it, for example in the sitemap."""

from collections.abc import MutableMapping
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as HostPage

from termbase.hosts.page_making import PageMaking
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
        del self.__dict__["meta"]
        self.markdown = ""
        make.date(self, made)

    @cached_property
    def meta(self) -> MutableMapping[str, Any]:  # type: ignore[override]  # a cached property can be set, too
        """Title, description, and layout."""
        self.__dict__["meta"] = {}
        self._make.describe(self, self._made)
        found: MutableMapping[str, Any] = self.__dict__["meta"]
        return found
