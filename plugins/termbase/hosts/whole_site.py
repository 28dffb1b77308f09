"""A whole site, rendered before the engine empties anything, so that no page can fail half way."""

from collections.abc import Mapping
from dataclasses import dataclass

from termbase.exports import export
from termbase.model.artifact import Artifact
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


def render_whole(site: Site, *, linked: bool = False) -> WholeSite:
    """Renders everything that a glossary adds to a site.

    Args:
        site: The glossary.
        linked: Whether every page of the host already loads what links to terms need.
    """
    made, render = tuple(pages(site)), renderer(site, linked=linked)
    return WholeSite(
        pages=made,
        bodies={page.path: render(page) for page in made},
        files=(*export(site), *render_redirects(site)),
    )
