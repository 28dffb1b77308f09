"""A whole site, rendered before the engine deletes anything, so that no page can fail halfway."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.exceptions import PluginError

from termbase.exports import export
from termbase.hosts.build_log import log
from termbase.hosts.late_files import LateFiles, late_files
from termbase.hosts.progress import watched
from termbase.hosts.second_process import in_second_process, is_worthwhile
from termbase.hosts.shard_files import is_made_in, shard_files
from termbase.hosts.spool import Spool, SpooledBodies, aside
from termbase.hosts.strangers import STRANGERS, strangers_named
from termbase.hosts.written_pages import WrittenPages
from termbase.model.artifact import Artifact
from termbase.site.cache_folder import is_thrown_away
from termbase.site.facts import Facts, facts_file
from termbase.site.kept_bodies import KeptBodies
from termbase.site.kept_pages import KeptPages, kept_pages
from termbase.site.known_files import KnownFiles, known_files
from termbase.site.page import Page
from termbase.site.pages import pages
from termbase.site.render import Body, render_redirects, renderer
from termbase.site.shard import Shard
from termbase.site.site import Site
from termbase.site.stored_bodies import StoredBodies, stored_bodies
from termbase.site.watched_site import Watch
from termbase.text.collector import collector_rarely


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSite:
    """Every page and file of a glossary, finished, or ready to be created on demand."""

    pages: tuple[Page, ...] = ()
    bodies: Mapping[str, Body]
    """The HTML of each page, by the page's path."""
    files: tuple[Artifact, ...] = ()
    kept: KeptBodies | None = None
    """The bodies of pages, for the next build of a server."""
    late: LateFiles | None = None
    """The files, where they are created on demand."""
    elsewhere: tuple[str, ...] = ()
    """Places of files that other machines make, if each makes a shard."""
    written: WrittenPages | None = None
    """The finished pages that the last build has written, if that is known."""

    def find(self, path: str) -> bytes | None:
        """A file that was not listed; None if there is none."""
        found = self.late.find(path) if self.late else None
        return found.data if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Earlier:
    """What earlier builds of a project have stored; only bodies if facts are not stored."""

    bodies: StoredBodies
    pages: KeptPages | None = None
    files: KnownFiles | None = None
    written: WrittenPages | None = None

    def end(self) -> None:
        """Stores what is new; data of finished pages is stored when they are written."""
        self.bodies.end()
        for known in (self.pages, self.files):
            if known is not None:
                known.end()


def _earlier(cache: Path, site: Site, *, linked: bool) -> _Earlier | None:
    """What earlier builds have stored in the folder of a project; None if no cache can be trusted."""
    bodies = stored_bodies(cache, glossary=site.name)
    if bodies is None:
        return None
    bodies.begin(site)
    if is_thrown_away(cache):
        return _Earlier(bodies=bodies)
    facts = Facts(site)
    site.fragments.keep(Watch(site), facts, facts_file(cache, site, holds="fragments"))
    kept = kept_pages(cache, site, facts, bodies, linked=linked)
    written = known_files(cache, site, facts, bodies, holds="written")
    return _Earlier(
        bodies=bodies,
        pages=kept,
        files=known_files(cache, site, facts, bodies),
        written=WrittenPages(kept.now, written, site),
    )


@collector_rarely()
def render_whole(
    site: Site,
    *,
    linked: bool = False,
    serving: bool = False,
    late: bool = False,
    before: WholeSite | None = None,
    cache: Path | None = None,
    shard: Shard | None = None,
    second_process: bool = False,
) -> WholeSite:
    """Renders everything that a glossary adds to a site.

    Args:
        site: The glossary.
        linked: Whether every page of the host already loads what links to terms need.
        serving: Whether the process will build the site again, after changes.
        late: Whether bodies and files are created on demand.
        before: What it has built before.
        cache: The folder of the project in which other processes may have stored bodies of pages.
        shard: What this machine makes of the site, if several share the work.
        second_process: Whether exports of a large glossary may be made while pages are rendered.
    """
    kept = ((before.kept if before else None) or KeptBodies()) if serving else None
    if kept is not None:
        kept.begin(site)
    earlier = _earlier(cache, site, linked=linked) if cache is not None and not serving else None
    stored = earlier.bodies if earlier else None
    known = earlier.pages if earlier else None
    of_terms = known.site if known else site
    made = tuple(pages(site, of_terms=of_terms))
    render = renderer(of_terms, linked=linked, kept=kept or stored)
    if late:
        waiting = late_files(site, before.late if before else None)
        return WholeSite(pages=made, bodies=_LateBodies(made, render), kept=kept, late=waiting)
    mine = made if shard is None else tuple(page for page in made if is_made_in(shard, site, page))
    shown = watched(mine, label="Pages of the glossary")
    if serving:
        served = {page.path: render(page) for page in shown}
        return WholeSite(pages=made, bodies=served, files=(*export(site), *render_redirects(site)), kept=kept)
    spool, others = Spool(), shard_files(site, shard, kept=stored, known=earlier.files if earlier else None)
    divided = second_process and others.much and is_worthwhile(len(site.termbase.concepts))
    if divided:
        _ = site.graph  # pages and files both need it
    with in_second_process(others.make) if divided else nullcontext(others.make) as make_files:
        one = render if known is None else partial(known.body, make=render)
        bodies: Mapping[str, Body] = SpooledBodies(map(one, shown), spool)
        if shard is not None:
            bodies = _Completed(bodies, _LateBodies(made, render))
        new = tuple(aside(artifact, spool) for artifact in make_files())
        others.note(new)
        files = (*new, *others.known, *(aside(artifact, spool) for artifact in others.pictures))
    if earlier is not None:
        earlier.end()
        site.fragments.let_go()
    written = earlier.written if earlier else None
    return WholeSite(pages=made, bodies=bodies, files=files, elsewhere=others.elsewhere, written=written)


def rendered_or_before(render: Callable[[], WholeSite], *, before: WholeSite | None) -> WholeSite:
    """A whole site for a host; if it cannot be rendered while serving, the pages stay as they were.

    Args:
        render: Renders it.
        before: What the server shows so far; None if nothing is shown, or nothing is served.

    Raises:
        PluginError: One of the site's own templates, or an export of another package, fails.
    """
    try:
        return render()
    except (*STRANGERS, PluginError) as error:
        if before is None:
            raise PluginError(str(error)) from error
        log.error("%s The previous version of the glossary pages is shown.", error)
        return before
    except Exception:
        if before is None:
            raise
        log.exception("The glossary pages could not be rendered; the previous version is shown.")
        return before


class _Completed(Mapping[str, Body]):
    """Bodies of pages that have been made, and others in whose place they are made when they are needed."""

    def __init__(self, made: Mapping[str, Body], others: Mapping[str, Body]) -> None:
        self._made, self._others = made, others

    def __getitem__(self, path: str) -> Body:
        return self._made[path] if path in self._made else self._others[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._others)

    def __len__(self) -> int:
        return len(self._others)


class _LateBodies(Mapping[str, Body]):
    """The bodies of pages by the paths of the pages, each made when it is needed."""

    def __init__(self, pages: Iterable[Page], render: Callable[[Page], Body]) -> None:
        self._pages, self._render = {page.path: page for page in pages}, render
        self._made: dict[str, Body] = {}

    def __getitem__(self, path: str) -> Body:
        if path not in self._made:
            with strangers_named():
                self._made[path] = self._render(self._pages[path])
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
