"""Which entry of the navigation is current on a page that stands outside it."""

from pathlib import PurePosixPath

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def holder(nav: Navigation, page: Page, *, under: str = "") -> Page | None:
    """The listed page of the nearest folder around a page that is not listed itself.

    Args:
        nav: The navigation.
        page: The page that is shown.
        under: A folder that it belongs to, where that is not the one it stands in.
    """
    if any(listed.file.src_uri == page.file.src_uri for listed in nav.pages):
        return None
    folders = {PurePosixPath(it.file.src_uri).parent: it for it in nav.pages if it.file.name == "index"}
    place = PurePosixPath(under, "page") if under else PurePosixPath(page.file.src_uri)
    # The home page stands around everything, which says nothing.
    return next((folders[folder] for folder in list(place.parents)[:-1] if folder in folders), None)


def hold(nav: Navigation, page: Page, *, under: str = "") -> Page | None:
    """Makes the entry that holds a page current, and gives it, so that it can be let go."""
    held = holder(nav, page, under=under)
    if held is not None:
        held.active = True
    return held


def let_go(held: Page | None) -> None:
    """Makes an entry that was held for a page an ordinary one again, once the page is written."""
    if held is not None:
        held.active = False
