"""The MkDocs plugin; ProperDocs loads it unchanged.

It reads the glossary before the engine empties the output folder, hands every generated page and
file to the engine's own list, and puts a page's HTML in place after the site's Markdown has run,
so that no other extension ever sees a contributor's words.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage

from termbase.hosts.audit_page import audit_plans
from termbase.hosts.description import head_links, missing_page
from termbase.hosts.generated_files import add_files, translates
from termbase.hosts.linking import PageLinks, term_links
from termbase.hosts.navigation import add_section, overview_paths
from termbase.hosts.options import PluginOptions, host_settings, read_site
from termbase.hosts.owned_pages import OwnedPages
from termbase.hosts.page_making import PageMaking
from termbase.hosts.ready import ready
from termbase.hosts.search import write_page_index
from termbase.hosts.telling import tell
from termbase.hosts.theme import set_up_theme
from termbase.hosts.whole_output import WholeOutput
from termbase.hosts.whole_site import WholeSite, whole_site
from termbase.linking.plan import Plan
from termbase.site.options import Everywhere, Options
from termbase.site.page import Page
from termbase.site.project import Project
from termbase.site.site import Site


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
        self._make: PageMaking | None = None
        self._owned: OwnedPages | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remembers whether the site is being served."""
        self._serving, self._dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the glossary, and adds the theme's files and the Markdown extension."""
        settings = host_settings(dict(self.config), config)
        if self.project is None or self.project.settings != settings:
            self.project = Project(settings=settings, serving=self._serving)
        self.site = read_site(self.project)
        tell(self.site.diagnostics, strict=config.strict)
        config.extra.update(head_links(self.site))
        set_up_theme(config, settings.options)
        if settings.options.link_pages:
            plans = audit_plans(config, self.site, settings) if self.plans is None else self.plans
            self._links = links = PageLinks(self.site, settings, plans=plans)
            # MkDocs declares names alone, but hands the list to Python-Markdown, which takes extensions as well.
            config.markdown_extensions.append(term_links(links, settings))  # type: ignore[arg-type]
        return config

    @property
    def _options(self) -> Options:
        return self._project().settings.options

    def _project(self) -> Project:
        return ready(self.project)

    def _site(self) -> Site:
        return ready(self.site)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Renders everything before the output folder is emptied; if that fails while serving, old pages stay."""
        linked, cache, before = self._links is not None, self._project().settings.cache, self._whole
        self._whole = whole_site(self._site(), linked=linked, serving=self._serving, before=before, cache=cache)
        if not (self._serving or self._dirty or translates(config)) and self._options.whole_output:
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
        make = PageMaking(site=site, options=self._options, serving=self._serving, bodies=whole.bodies)
        self._make, self._owned = make, OwnedPages(config, make)
        self._pages = add_files(
            files,
            config=config,
            site=site,
            pages=whole.pages,
            artifacts=whole.files,
            root=self._project().settings.root,
            owned=self._owned if self._owned.possible else None,
        )
        return files

    @event_priority(-90)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts the overview pages where the site wants them, after other plugins have arranged the rest."""
        site, listed = self._site(), [page.path for page in self._pages.values() if page.listed]
        add_section(nav, config=config, files=files, site=site, paths=overview_paths(site, listed))
        ready(self._owned).begin(nav)
        return nav

    @event_priority(-1000)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Takes the theme's part of the pages of terms, once all other plugins have set up its templates."""
        ready(self._owned).prepare(env, files, self._pages)
        return env

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Gives a generated page its title and description, escaped for the templates that print them."""
        ready(self._make).describe(page, self._pages.get(page.file.src_uri))
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Puts a generated page's HTML in place, after the site's Markdown has run."""
        linked = self._links.linked(page.file.src_uri) if self._links else ()
        return ready(self._make).content(html, page, self._pages.get(page.file.src_uri), linked=linked)

    @event_priority(100)
    def on_page_context(self, context: Any, *, page: HostPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Marks the page of the navigation that stands for a page outside it."""
        ready(self._owned).before(page, context)
        ready(self._make).enter(page, self._pages.get(page.file.src_uri), nav=nav, context=context)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Adds the page's Content-Security-Policy; not while serving, when the host adds a script of its own."""
        unread = (page.content or "") if page.file.src_uri in self._pages else ""
        return ready(self._make).leave(output, unread=unread)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Does the same for the page of missing addresses."""
        return ready(self._make).leave(output_content) if template_name.endswith(".html") else output_content

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Gives the page of missing addresses the form where a term can be proposed."""
        ready(self._owned).show_all(context)
        context.update(missing_page(self._site()))
        return context

    @event_priority(50)
    def _complete(self, *, config: MkDocsConfig) -> None:
        """Finishes what the host would have made of the pages that the plugin writes."""
        ready(self._owned).complete()

    @event_priority(-50)
    def _index_pages(self, *, config: MkDocsConfig) -> None:
        """Lets the finder search all pages, after the host's search plugin has read them."""
        if Everywhere.SEARCH in self._options.everywhere:
            write_page_index(self._site(), config)

    @event_priority(-1000)
    def _put_in_place(self, *, config: MkDocsConfig) -> None:
        self._output.finish(config)

    on_post_build = CombinedEvent(_complete, _index_pages, _put_in_place)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuilds when a term file changes."""
        server.watch(str(self._project().settings.glossary))
        return server
