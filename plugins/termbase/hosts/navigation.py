"""Which entry of the navigation is current on a page that stands outside it."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


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
            # A host asks for every page of one navigation, which is looked through once.
            self._nav, self._holders = nav, Holders(nav)
        self._held = self._holders.holder(page, under=under)
        if self._held is not None:
            self._held.active = True
        return self._held

    def let_go(self) -> None:
        """Makes that entry an ordinary one again, once the page is written."""
        if self._held is not None:
            self._held.active = False
