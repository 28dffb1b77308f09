"""The glossaries of one site during a build: each is read, rendered, and put among the files of the host.

Nearly every site has one. A page belongs to the glossary that made it; a hand-written page belongs to none,
and what is done to it is done for the first one.
"""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage

from termbase.exports import EXPORTS, exports
from termbase.hosts.generated_files import add_files
from termbase.hosts.kept_files import KeptFiles
from termbase.hosts.navigation import add_section, overview_paths
from termbase.hosts.on_request import OnRequest
from termbase.hosts.options import read_site
from termbase.hosts.owned_pages import OwnedPages
from termbase.hosts.page_making import PageMaking
from termbase.hosts.ready import ready
from termbase.hosts.shard_build import ShardBuild
from termbase.hosts.whole_site import WholeSite, render_whole, rendered_or_before
from termbase.model.diagnostics import Diagnostic
from termbase.site.compiled_templates import CompiledTemplates
from termbase.site.installable import installable
from termbase.site.page import Page
from termbase.site.project import Project
from termbase.site.settings import Settings
from termbase.site.shard import Shard
from termbase.site.site import Site
from termbase.text.collector import collector_as_before, collector_never_again, spare_exit
from termbase.text.counted import counted


@dataclass(slots=True, kw_only=True)
class GlossaryBuild:
    """One glossary on its way into the host's site."""

    project: Project
    read: Site | None = None
    whole: WholeSite | None = None
    pages: Mapping[str, Page] = field(default_factory=dict)
    """Its pages in the host's list of files, by source path."""
    made_by: PageMaking | None = None
    owner: OwnedPages | None = None

    @property
    def site(self) -> Site:
        """The glossary, once it has been read."""
        return ready(self.read)

    @property
    def make(self) -> PageMaking:
        """The steps applied to its pages."""
        return ready(self.made_by)

    @property
    def owned(self) -> OwnedPages:
        """Its pages that the plugin writes."""
        return ready(self.owner)


class Glossaries:
    """All glossaries of a site.

    Args:
        settings: The settings of the first one.
        serving: Whether the site is being served.
        shard: What is made of the site; None for all of it.
    """

    def __init__(self, settings: Settings, *, serving: bool, shard: Shard | None = None) -> None:
        self.settings, self._serving = settings, serving
        self._later: OnRequest | None = None
        self._templates = CompiledTemplates()
        self._shard = ShardBuild(shard) if shard is not None else None
        projects = Project(settings=settings, serving=serving).all()
        self.all = tuple(GlossaryBuild(project=project) for project in projects)

    @property
    def shard(self) -> Shard | None:
        """What is made of the site; None for all of it."""
        return self._shard.shard if self._shard is not None else None

    @property
    def first(self) -> GlossaryBuild:
        """The first or only one, to which hand-written pages are related."""
        return self.all[0]

    def read(self) -> tuple[Diagnostic, ...]:
        """Reads all of them, and returns what is wrong."""
        if (shared := self.first.project.neighbors) is not None:
            shared.forget()
        spare_exit()
        # A server makes most of this again and again, so there the collector has work to do.
        with nullcontext() if self._serving else collector_never_again():
            for one in self.all:
                one.read = read_site(one.project)
        return tuple(dict.fromkeys(diagnostic for one in self.all for diagnostic in one.site.diagnostics))

    def render(self, *, linked: bool, later: OnRequest | None = None) -> None:
        """Renders everything before the output folder is emptied; if that fails while serving, old pages stay.

        Args:
            linked: Whether every page of the host already loads what links to terms need.
            later: Takes what can wait until a browser asks for it.
        """
        self._later = later
        for one in self.all:
            render = partial(
                render_whole,
                one.site,
                linked=linked,
                serving=self._serving,
                late=later is not None,
                before=one.whole,
                cache=one.project.settings.cache,
                shard=self.shard,
                # Exports of other packages may do more than make files, so they stay in this process.
                second_process=one.project.settings.options.second_process and len(exports()) == len(EXPORTS),
            )
            one.whole = rendered_or_before(render, before=one.whole if self._serving else None)

    def add_files(self, files: Files, config: MkDocsConfig, output: KeptFiles) -> None:
        """Adds every page and file of every glossary, to be written to an output; a page that the author wrote wins."""
        for one in self.all:
            options, whole = one.project.settings.options, ready(one.whole)
            one.made_by = PageMaking(
                site=one.site,
                options=options,
                serving=self._serving,
                bodies=whole.bodies,
                host_pages=self.shard is None or self.shard.is_first,
            )
            one.owner = OwnedPages(
                config, one.made_by, output=output, later=self._later, shard=self._shard, written=whole.written
            )
            # The whole site is installed, regardless of its glossaries.
            installed = tuple(installable(one.site, name=config.site_name)) if one is self.first else ()
            if one.made_by.host_pages:
                whole = replace(whole, files=(*whole.files, *installed))
            else:
                whole = replace(whole, elsewhere=(*whole.elsewhere, *(artifact.path for artifact in installed)))
            one.pages = add_files(
                files,
                config=config,
                site=one.site,
                whole=whole,
                root=one.project.settings.root,
                output=output,
                owned=one.owner if one.owner.possible else None,
                later=self._later,
                shard=self._shard,
            )

    def add_sections(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Puts the overview pages of each where the site wants them, and records the navigation."""
        for one in self.all:
            listed = [page.path for page in one.pages.values() if page.listed]
            paths = overview_paths(one.site, listed)
            name = one.site.termbase.title if len(self.all) > 1 else ""
            add_section(nav, config=config, files=files, site=one.site, paths=paths, name=name)
        for one in self.all:
            one.owned.begin(nav)

    def prepare(self, env: Environment, files: Files, config: MkDocsConfig) -> None:
        """Takes the theme's part of the term pages."""
        self._templates.serve(env)
        for one in self.all:
            one.owned.prepare(env, files, one.pages)
        if self._shard is not None:
            self._shard.keep(files, config)

    def of(self, page: HostPage) -> tuple[GlossaryBuild, Page | None]:
        """The glossary that a page of the host belongs to, and what it shows; None for a hand-written page."""
        source = page.file.src_uri
        found = ((one, made) for one in self.all if (made := one.pages.get(source)) is not None)
        return next(found, (self.first, None))

    def summary(self, output: KeptFiles) -> str:
        """The result of a build: terms, pages, and the files written so far."""
        terms = counted(sum(len(one.site.termbase.concepts) for one in self.all), "term")
        pages = counted(sum(len(one.pages) for one in self.all), "page")
        if self._shard is not None:
            pages += f", of which this is {self._shard.shard}"
        if self._later is not None:
            return f"{terms}, {pages}; term pages are generated on request"
        return f"{terms}, {pages}; {counted(output.written, 'file')} written, {output.kept:,} kept"

    def finish(self, config: MkDocsConfig) -> None:
        """Records what was made, if it is a shard, and has the collector see everything again."""
        collector_as_before()
        if self._shard is not None:
            self._shard.finish(config, {str(one.project.settings.glossary): one.site for one in self.all})

    def find(self, path: str) -> bytes | None:
        """A file that was not listed; None if there is none."""
        return next((found for one in self.all if one.whole and (found := one.whole.find(path)) is not None), None)

    def watched(self) -> Iterator[Path]:
        """What pages are made from: term files, templates, catalogues of sentences, and copies of remote glossaries."""
        for one in self.all:
            settings = one.project.settings
            yield settings.glossary
            remotes = (settings.root / place for place in settings.options.remotes if "://" not in place)
            yield from (path for path in (*settings.templates, *settings.sentences, *remotes) if path.exists())

    def owned(self) -> Iterator[OwnedPages]:
        """The pages of each that the plugin writes."""
        return (one.owned for one in self.all)
