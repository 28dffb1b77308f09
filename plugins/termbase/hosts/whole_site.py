"""A whole site, rendered before the engine empties anything, so that no page can fail half way."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from termbase.exports import export
from termbase.model.artifact import Artifact
from termbase.site.kept_bodies import KeptBodies
from termbase.site.page import Page
from termbase.site.pages import pages
from termbase.site.render import Body, render_redirects, renderer
from termbase.site.site import Site
from termbase.site.stored_bodies import stored_bodies
from termbase.text.collector import collector_rarely

log = logging.getLogger("mkdocs.plugins.termbase")


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSite:
    """Every page and file of a glossary, finished."""

    pages: tuple[Page, ...] = ()
    bodies: Mapping[str, Body]
    """The HTML of each page, by the page's path."""
    files: tuple[Artifact, ...] = ()
    kept: KeptBodies | None = None
    """The bodies of pages, for the next build of a server."""


@collector_rarely()
def render_whole(
    site: Site,
    *,
    linked: bool = False,
    serving: bool = False,
    before: WholeSite | None = None,
    cache: Path | None = None,
) -> WholeSite:
    """Renders everything that a glossary adds to a site.

    Args:
        site: The glossary.
        linked: Whether every page of the host already loads what links to terms need.
        serving: Whether the process will build the site again, after changes.
        before: What it has built before.
        cache: The folder of the project in which other processes may have stored bodies of pages.
    """
    kept = ((before.kept if before else None) or KeptBodies()) if serving else None
    stored = stored_bodies(cache) if cache is not None and not serving else None
    if kept is not None:
        kept.begin(site)
    if stored is not None:
        stored.begin(site)
    made, render = tuple(pages(site)), renderer(site, linked=linked, kept=kept or stored)
    whole = WholeSite(
        pages=made,
        bodies={page.path: render(page) for page in made},
        files=(*export(site), *render_redirects(site)),
        kept=kept,
    )
    if stored is not None:
        stored.end()
    return whole


def whole_site(site: Site, *, linked: bool, serving: bool, before: WholeSite | None, cache: Path | None) -> WholeSite:
    """The same for a host; if it fails while serving, the pages stay as they were."""
    try:
        return render_whole(site, linked=linked, serving=serving, before=before, cache=cache)
    except Exception:
        if not serving or before is None:
            raise
        log.exception("The pages of the glossary could not be rendered; they are shown as they were before.")
        return before
