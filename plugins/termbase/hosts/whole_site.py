"""A whole site, rendered before the engine empties anything, so that no page can fail half way."""

from collections.abc import Mapping
from dataclasses import dataclass

from termbase.exports import export
from termbase.model.artifact import Artifact
from termbase.site.kept_bodies import KeptBodies
from termbase.site.page import Page
from termbase.site.pages import pages
from termbase.site.render import Body, render_redirects, renderer
from termbase.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSite:
    """Every page and file of a glossary, finished."""

    pages: tuple[Page, ...] = ()
    bodies: Mapping[str, Body]
    """The HTML of each page, by the page's path."""
    files: tuple[Artifact, ...] = ()
    kept: KeptBodies | None = None
    """The bodies of pages, for the next build of a server."""


def render_whole(
    site: Site, *, linked: bool = False, serving: bool = False, before: WholeSite | None = None
) -> WholeSite:
    """Renders everything that a glossary adds to a site.

    Args:
        site: The glossary.
        linked: Whether every page of the host already loads what links to terms need.
        serving: Whether the process will build the site again, after changes.
        before: What it has built before.
    """
    kept = ((before.kept if before else None) or KeptBodies()) if serving else None
    if kept is not None:
        kept.begin(site)
    made, render = tuple(pages(site)), renderer(site, linked=linked, kept=kept)
    return WholeSite(
        pages=made,
        bodies={page.path: render(page) for page in made},
        files=(*export(site), *render_redirects(site)),
        kept=kept,
    )
