"""The MkDocs plugin; ProperDocs loads it unchanged.

It reads the glossary before the engine empties the output folder, hands every generated page and
file to the engine's own list, and puts a page's HTML in place after the site's Markdown has run,
so that no other extension ever sees a contributor's words.
"""

import logging
from collections.abc import Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc

from termbase.hosts.description import describe, head_links, missing_page
from termbase.hosts.generated_files import add_files, translates
from termbase.hosts.linking import PageLinks, term_links
from termbase.hosts.navigation import CurrentEntry, add_section, overview_paths
from termbase.hosts.options import PluginOptions, host_settings, read_site
from termbase.hosts.ready import ready
from termbase.hosts.search import write_page_index
from termbase.hosts.telling import notice, report
from termbase.hosts.theme import set_up_theme
from termbase.hosts.whole_output import WholeOutput
from termbase.hosts.whole_site import WholeSite, render_whole
from termbase.linking.plan import Plan
from termbase.model.diagnostics import fails
from termbase.site.content_security_policy import with_policy
from termbase.site.front_matter import headings
from termbase.site.options import Everywhere
from termbase.site.page import Page
from termbase.site.previews import previews
from termbase.site.project import Project
from termbase.site.site import Site

log = logging.getLogger("mkdocs.plugins.termbase")


class TermbasePlugin(BasePlugin[PluginOptions]):
    """Publishes a glossary with the site."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self.project: Project | None = None
        self.plans: dict[str, Plan] | None = None
        self._serving = self._dirty = False
        self._pages: Mapping[str, Page] = {}
        self._whole: WholeSite | None = None
        self._output = WholeOutput()
        self._links: PageLinks | None = None
        self._entry = CurrentEntry()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remembers whether the site is being served."""
        self._serving, self._dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the glossary, and adds the theme's files and the Markdown extension."""
        settings = host_settings(dict(self.config), config)
        if self.project is None or self.project.settings != settings:
            self.project = Project(settings=settings, serving=self._serving)
        self.site = read_site(self.project)
        report(self.site.diagnostics)
        if config.strict and fails(self.site.diagnostics):
            raise PluginError(
                "The term files have problems (above); a strict build writes nothing until they are fixed."
            )
        config.extra.update(head_links(self.site))
        set_up_theme(config, settings.options)
        if settings.options.link_pages:
            self._links = links = PageLinks(
                self.site, docs=settings.shown_docs, others=settings.extensions, options=settings.options.link,
                plans=self.plans,
            )  # fmt: skip
            # MkDocs declares names alone, but hands the list to Python-Markdown, which takes extensions as well.
            config.markdown_extensions.append(term_links(links, settings))  # type: ignore[arg-type]
        return config

    def _everywhere(self, part: Everywhere) -> bool:
        return part in self._project().settings.options.everywhere

    def _project(self) -> Project:
        return ready(self.project)

    def _site(self) -> Site:
        return ready(self.site)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Renders everything before the output folder is emptied; if that fails while serving, old pages stay."""
        try:
            self._whole = render_whole(self._site(), linked=self._links is not None)
        except Exception:
            if not self._serving or self._whole is None:
                raise
            log.exception("The pages of the glossary could not be rendered; they are shown as they were before.")
        if not (self._serving or self._dirty or translates(config)) and self._project().settings.options.whole_output:
            self._output.begin(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Keeps the old site after a failed build."""
        self._output.abandon()

    @event_priority(50)
    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        return files if translates(config) else self._with_files(files, config)

    @event_priority(-101)
    def _add_files_late(self, files: Files, config: MkDocsConfig) -> Files:
        return self._with_files(files, config) if translates(config) else files

    on_files = CombinedEvent(_add_files, _add_files_late)

    def _with_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Adds every page and file of the glossary; a page that the author wrote wins."""
        site, whole = self._site(), ready(self._whole)
        self._pages = add_files(
            files,
            config=config,
            site=site,
            pages=whole.pages,
            artifacts=whole.files,
            root=self._project().settings.root,
        )
        counts = f"{len(site.termbase.concepts)} terms from {sum(1 for _ in site.termbase.entries)} entries"
        log.info("%s in %d pages", counts, len(self._pages))
        return files

    @event_priority(-90)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts the overview pages where the site wants them, after other plugins have arranged the rest."""
        site, listed = self._site(), [page.path for page in self._pages.values() if page.listed]
        add_section(nav, config=config, files=files, site=site, paths=overview_paths(site, listed))
        return nav

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Gives a generated page its title and description, escaped for the templates that print them."""
        describe(page, self._pages.get(page.file.src_uri), site=self._site(), options=self._project().settings.options)
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Puts a generated page's HTML in place, after the site's Markdown has run."""
        made = self._pages.get(page.file.src_uri)
        if made is None:
            linked = self._links.linked(page.file.src_uri) if self._links else ()
            return html + previews(self._site(), linked, url=page.url)
        body = ready(self._whole).bodies[made.path]
        page.toc = get_toc(headings(made))
        site = self._site()
        return (notice(site.diagnostics, outdated=site.outdated) if self._serving else "") + body.html

    def on_page_context(self, context: Any, *, page: HostPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Marks the page of the navigation that stands for a page outside it."""
        made = self._pages.get(page.file.src_uri)
        under = self._site().addresses.place(f"{made.under}/") if made and made.under else ""
        self._entry.hold(nav, page, under=under)
        return {**context, "termbase_say": self._site().sentences.markup}

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Adds the page's Content-Security-Policy; not while serving, when the host adds a script of its own."""
        self._entry.let_go()
        if not self._project().settings.options.content_security_policy or self._serving:
            return output
        return with_policy(output, unread=(page.content or "") if page.file.src_uri in self._pages else "")

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Does the same for the page of missing addresses."""
        wanted = self._project().settings.options.content_security_policy and not self._serving
        return with_policy(output_content) if wanted and template_name.endswith(".html") else output_content

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Gives the page of missing addresses the form where a term can be proposed."""
        context.update(missing_page(self._site()))
        return context

    @event_priority(-50)
    def _index_pages(self, *, config: MkDocsConfig) -> None:
        """Lets the finder search all pages, after the host's search plugin has read them."""
        if self._everywhere(Everywhere.SEARCH):
            write_page_index(self._site(), config)

    @event_priority(-1000)
    def _put_in_place(self, *, config: MkDocsConfig) -> None:
        self._output.finish(config)

    on_post_build = CombinedEvent(_index_pages, _put_in_place)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuilds when a term file changes."""
        server.watch(str(self._project().settings.glossary))
        return server
