"""The MkDocs plugin; ProperDocs loads it unchanged.

It reads the glossary before the engine empties the output folder, adds every generated page and file to the engine's
own list, and inserts a page's HTML after the site's Markdown has run, so that no other extension ever sees a
contributor's words.
"""

from time import perf_counter
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage

from termbase.hosts.description import head_links, missing_page
from termbase.hosts.glossaries import Glossaries
from termbase.hosts.languages import translates
from termbase.hosts.linking import PageLinks, add_extension, audited, term_links
from termbase.hosts.on_request import OnRequest, may_wait
from termbase.hosts.options import PluginOptions, host_settings
from termbase.hosts.ready import ready
from termbase.hosts.search import write_page_index
from termbase.hosts.shard_build import chosen_shard
from termbase.hosts.telling import summarize, tell
from termbase.hosts.theme import set_up_theme
from termbase.hosts.uniform_pages import foreign, is_alone
from termbase.hosts.whole_output import WholeOutput
from termbase.linking.plan import Plan
from termbase.site.options import Everywhere, Options
from termbase.site.project import Project
from termbase.site.site import Site

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # a build needs no server


class TermbasePlugin(BasePlugin[PluginOptions]):
    """Publishes a glossary with the site."""

    def __init__(self) -> None:
        self.plans: dict[str, Plan] | None = None
        self._command, self._dirty = "build", False
        self._all: Glossaries | None = None
        self._output, self._later, self._began = WholeOutput(), OnRequest(), 0.0
        self._links: PageLinks | None = None

    @property
    def project(self) -> Project | None:
        """The first or only glossary with its settings, once the configuration is known."""
        return self._all.first.project if self._all is not None else None

    @property
    def site(self) -> Site | None:
        """The first or only glossary, once it has been read."""
        return self._all.first.read if self._all is not None else None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remembers the host's command."""
        self._command, self._dirty = command, dirty

    @event_priority(-100)  # other plugins may replace the theme, as TechDocs does, or the folder of pages
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the glossary, and adds the theme's files and the Markdown extension."""
        self._began = perf_counter()
        settings = host_settings(dict(self.config), config)
        shard, serving = chosen_shard(self._command, dirty=self._dirty), self._command == "serve"
        if self._all is None or (self._all.settings, self._all.shard) != (settings, shard):
            self._all = Glossaries(settings, serving=serving, shard=shard)
        tell(self._all.read(), strict=config.strict)
        site = self._all.first.site
        config.extra.update(head_links(site))
        set_up_theme(config, settings.options, installable=site.installable)
        if settings.options.link_pages:
            plans = audited(config, site, settings) if self.plans is None else self.plans
            self._links = links = PageLinks(site, settings, plans=plans)
            add_extension(config, term_links(links, settings))
        return config

    @property
    def _glossaries(self) -> Glossaries:
        return ready(self._all)

    @property
    def _options(self) -> Options:
        return self._glossaries.settings.options

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Renders everything before the output folder is emptied."""
        later = self._later if self._command == "serve" and may_wait(config, self._options) else None
        self._later.begin(config)
        self._glossaries.render(linked=self._links is not None, later=later)
        if self._command != "serve" and not self._dirty and self._options.whole_output:
            cache = self._glossaries.settings.cache if self._glossaries.shard is None else None
            self._output.begin(config, link=foreign(config, "post_build") is None, cache=cache, alone=is_alone(config))
        else:
            self._output.files.begin()

    def on_build_error(self, *, error: Exception) -> None:
        """Keeps the old site after a failed build."""
        self._later.release()
        self._output.abandon()

    @event_priority(50)
    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        return files if translates(config) else self._with_files(files, config)

    @event_priority(-101)
    def _add_files_late(self, files: Files, config: MkDocsConfig) -> Files:
        return self._with_files(files, config) if translates(config) else files

    on_files = CombinedEvent(_add_files, _add_files_late)

    def _with_files(self, files: Files, config: MkDocsConfig) -> Files:
        self._glossaries.add_files(files, config, self._output.files)
        return files

    @event_priority(-90)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts the overview pages where the site wants them, after other plugins have arranged the rest."""
        self._glossaries.add_sections(nav, config=config, files=files)
        return nav

    @event_priority(-1000)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Takes the theme's part of the term pages, once all other plugins have set up its templates."""
        self._glossaries.prepare(env, files, config)
        return env

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Gives a generated page its title and description, escaped for the templates that print them."""
        one, made = self._glossaries.of(page)
        one.make.describe(page, made)
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Puts a generated page's HTML in place, after the site's Markdown has run."""
        one, made = self._glossaries.of(page)
        linked = self._links.linked(page.file.src_uri) if self._links else ()
        return one.make.content(html, page, made, linked=linked)

    @event_priority(100)
    def on_page_context(self, context: Any, *, page: HostPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Marks the page of the navigation that stands for a page outside it."""
        for owned in self._glossaries.owned():
            owned.before(page, context)
        one, made = self._glossaries.of(page)
        one.make.enter(page, made, nav=nav, context=context)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Adds the page's Content-Security-Policy; not while serving, when the host adds a script of its own."""
        one, made = self._glossaries.of(page)
        return one.make.leave(output, unread=(page.content or "") if made is not None else "")

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Does the same for the “page not found” page."""
        html = template_name.endswith(".html")
        return self._glossaries.first.make.leave(output_content) if html else output_content

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Gives the “page not found” page the form where a term can be proposed."""
        for owned in self._glossaries.owned():
            owned.show_all(context)
        context.update(missing_page(self._glossaries.first.site))
        return context

    @event_priority(50)
    def _complete(self, *, config: MkDocsConfig) -> None:
        """Finishes the pages that the plugin writes in place of the host."""
        for owned in self._glossaries.owned():
            owned.complete()

    @event_priority(-50)
    def _index_pages(self, *, config: MkDocsConfig) -> None:
        """Lets the finder search all pages, after the host's search plugin has read them."""
        if Everywhere.SEARCH in self._options.everywhere:
            write_page_index(self._glossaries.first.site, config)

    @event_priority(-1000)
    def _put_in_place(self, *, config: MkDocsConfig) -> None:
        self._glossaries.finish(config)
        self._output.finish(config)
        self._later.end(self._glossaries.find)
        summarize(self._glossaries.summary(self._output.files), since=self._began)

    on_post_build = CombinedEvent(_complete, _index_pages, _put_in_place)

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any) -> "LiveReloadServer":
        """Rebuilds when a term file changes, and makes what waits for a browser."""
        self._later.wrap(server, dirty=self._dirty)
        for path in self._glossaries.watched():
            server.watch(str(path))
        return server
