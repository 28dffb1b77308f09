"""The MkDocs plugin; ProperDocs loads it unchanged.

It reads the glossary before the engine empties the output folder, hands every generated page and
file to the engine's own list, and puts a page's HTML in place after the site's Markdown has run,
so that no other extension ever sees a contributor's words.
"""

import logging
import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

from markdown import Markdown
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc

from termbase.addresses import Addresses, relative
from termbase.diagnostics import Diagnostic, Severity, fails
from termbase.exports import export
from termbase.fetch import fetch
from termbase.front_matter import front_matter, headings
from termbase.history import History, read_history
from termbase.hosts.search import add_names, set_up_search
from termbase.link_index import Target
from termbase.map_file import read_map
from termbase.markdown_links import Linker, TermLinks
from termbase.model import ConceptId
from termbase.pages import Page, pages
from termbase.pipeline import compile_glossary, with_last_good
from termbase.previews import previews
from termbase.read import read, read_ledger
from termbase.remote import RemoteTerm, parse_remote
from termbase.render import Body, render_redirects, renderer
from termbase.repository import repository
from termbase.security import with_policy
from termbase.site import Site
from termbase.yaml_source import Document

log = logging.getLogger("mkdocs.plugins.termbase")
_LEVELS: Final = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.DEBUG}
_UNDATED: Final = "1970-01-01"
"""What stands for the date of a page that nobody knows; the day of the build would change every build."""
_THEME: Final = Path(__file__).parent.parent / "theme"


class Options(Config):
    """What a site may set under `plugins: - termbase:`."""

    glossary = c.Dir(exists=True, default="glossary")
    """Folder of term files, relative to mkdocs.yml."""
    templates = c.ListOfItems(c.Dir(exists=True), default=[])
    """Folders with templates of your own, which come before the packaged ones."""
    link_pages = c.Type(bool, default=True)
    """Whether names are linked in hand-written pages too."""
    remotes = c.ListOfItems(c.Type(str), default=[])
    """Other glossaries to link to: addresses or copies of their `api/v1/terms.json`."""
    history = c.Type(bool, default=True)
    """Whether pages show names and dates from Git; without a full clone they show none."""
    content_security_policy = c.Type(bool, default=True)
    """Whether every page carries a policy that allows only the scripts it was built with."""


class TermbasePlugin(BasePlugin[Options]):
    """Publishes a glossary with the site."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self.serving = False
        self._pages: Mapping[str, Page] = {}
        self._render: Callable[[Page], Body] = _unready
        self._good: dict[str, Document] = {}
        self._linked: dict[str, set[ConceptId]] = defaultdict(set)
        self._history: History | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remembers whether the site is being served."""
        self.serving = command == "serve"

    @event_priority(100)
    def _set_up_search(self, config: MkDocsConfig) -> MkDocsConfig:
        set_up_search(config)
        return config

    def _read_glossary(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the glossary, and adds the theme's files and the Markdown extension."""
        project = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        folder = Path(self.config.glossary)
        documents = with_last_good(read(folder, relative_to=project), self._good if self.serving else {})
        base = project if folder.is_relative_to(project) else folder.parent
        glossary = compile_glossary(
            documents,
            root=folder.relative_to(base).as_posix(),
            ledger=read_ledger(folder),
            remotes=self._remotes(project),
        )
        broken = {d.where.file for d in glossary.diagnostics if d.severity is Severity.ERROR}
        self._good |= {document.file: document for document in documents if document.file not in broken}
        kept, unkept = read_map(folder, relative_to=project)
        self._report((*glossary.diagnostics, *unkept))
        if config.strict and fails(glossary.diagnostics):
            raise PluginError(
                "The term files have problems (above); a strict build writes nothing until they are mended."
            )
        history = self._known(folder, base)
        self.site = Site(
            glossary=glossary,
            history=history,
            updated=history.dates(item.where.file for item in glossary.termbase.concepts if item.own),
            addresses=Addresses(directory_urls=config.use_directory_urls, site_url=_with_slash(config.site_url)),
            repository=repository(config.repo_url, config.edit_uri, Path(config.docs_dir).name),
            kept=kept,
        )
        config.extra["termbase_feed"] = bool(self.site.updated)
        own_folders = 1 if config.theme.custom_dir else 0
        if str(_THEME) not in config.theme.dirs:
            config.theme.dirs.insert(own_folders, str(_THEME))
        config.extra_css[:0] = ["assets/termbase/termbase.css", "assets/termbase/widgets.css"]
        for name in ("preview", "palette", "page"):
            script = ExtraScriptValue(f"assets/termbase/{name}.js")
            script.defer = True
            config.extra_javascript.append(script)
        if self.config.link_pages:
            config.markdown_extensions.append(TermLinks(current=self._linker))  # type: ignore[arg-type]
        return config

    def _remotes(self, project: Path) -> list[tuple[RemoteTerm, ...]]:
        """The terms of other glossaries; one that cannot be read is told and left out."""
        read_terms = []
        for place in self.config.remotes:
            text, unread = fetch(place if "://" in place else str(project / place))
            terms, wrong = parse_remote(text, file=place) if text else ((), ())
            self._report((*unread, *wrong))
            read_terms.append(terms)
        return read_terms

    def _known(self, folder: Path, base: Path) -> History:
        """The history of the term files; read once while serving, since only commits change it."""
        if self._history is None or not self.serving:
            self._history = read_history(folder, relative_to=base) if self.config.history else History()
        return self._history

    on_config = CombinedEvent(_set_up_search, _read_glossary)

    def _report(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        for diagnostic in diagnostics:
            log.log(_LEVELS[diagnostic.severity], "%s", diagnostic)

    def _linker(self, md: Markdown) -> Linker:
        """The linker for the hand-written page that a converter is at work on."""
        site = self._site()
        processor: Any = md.treeprocessors["relpath"] if "relpath" in md.treeprocessors else None
        source = processor.file.src_uri if processor else ""

        def href(target: Target) -> str:
            self._linked[source].update(target.concepts)
            if (remote := site.elsewhere(target)) is not None:
                return remote
            return relative(source, f"{target.path}.md") if processor else site.addresses.absolute(site.address(target))

        def unknown(name: str, near: tuple[str, ...]) -> None:
            hint = f" Near it: {', '.join(near)}." if near else ""
            log.warning("%s: “[[%s]]” names no term.%s", source or "a page", name, hint)

        return site.glossary.linker(href=href, unknown=unknown)

    def _site(self) -> Site:
        if self.site is None:
            raise PluginError("The termbase plugin was asked for a page before its configuration had run.")
        return self.site

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds every page and file of the glossary; a page that the author wrote wins."""
        site = self._site()
        generated: dict[str, Page] = {}
        for page in pages(site):
            uri = f"{page.path}.md"
            if files.get_file_from_path(uri) is None:
                inclusion = InclusionLevel.INCLUDED if page.listed else InclusionLevel.NOT_IN_NAV
                files.append(File.generated(config, uri, content="", inclusion=inclusion))
                generated[uri] = page
        self._pages = generated
        self._linked.clear()
        self._render = renderer(site, overrides=self._templates())
        for artifact in (*export(site), *render_redirects(site, overrides=self._templates())):
            if files.get_file_from_path(artifact.path) is None:
                files.append(File.generated(config, artifact.path, content=artifact.data))
        counts = f"{len(site.termbase.concepts)} terms from {sum(1 for _ in site.termbase.entries)} entries"
        log.info("%s in %d pages", counts, len(generated))
        return files

    def _templates(self) -> list[Path]:
        return [Path(folder) for folder in self.config.templates]

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Gives a generated page its title and description, escaped for the templates that print them."""
        made = self._pages.get(page.file.src_uri)
        site = self._site()
        if "SOURCE_DATE_EPOCH" not in os.environ:
            page.update_date = site.updated.get(made.edit.file, _UNDATED) if made and made.edit else _UNDATED
        if made is not None:
            page.meta.update(front_matter(made), termbase=made)
            page.edit_url = site.repository.edit(made.edit) if made.edit and site.repository else None
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Puts a generated page's HTML in place, after the site's Markdown has run."""
        made = self._pages.get(page.file.src_uri)
        if made is None:
            linked = self._linked.get(page.file.src_uri, ())
            return html + previews(self._site(), linked, url=page.url)
        body = self._render(made)
        page.toc = get_toc(headings(made))
        return self._notice() + body.html

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Adds the page's Content-Security-Policy; not while serving, when the host adds a script of its own."""
        if not self.config.content_security_policy or self.serving:
            return output
        return with_policy(output, unread=(page.content or "") if page.file.src_uri in self._pages else "")

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Does the same for the page of missing addresses."""
        if self.config.content_security_policy and not self.serving and template_name.endswith(".html"):
            return with_policy(output_content)
        return output_content

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Gives the page of missing addresses the form where a term can be proposed."""
        site = self._site()
        context["termbase_propose"] = site.repository.propose() if site.repository else None
        return context

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Adds names to the index of the theme's search: after it is written, before it is packed for offline use."""
        add_names(self._site(), config)

    def _notice(self) -> str:
        """While serving, what is wrong in the term files."""
        if not self.serving:
            return ""
        wrong = [d for d in self._site().glossary.diagnostics if d.severity is not Severity.NOTE]
        items = "".join(f"<li>{escape(str(diagnostic))}</li>" for diagnostic in wrong[:10])
        title = "Problems in the term files; the last good version is shown"
        return f'<div class="admonition warning"><p>{title}</p><ul>{items}</ul></div>' if wrong else ""

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuilds when a term file changes."""
        server.watch(self.config.glossary)
        return server


def _unready(page: Page) -> Body:
    raise PluginError(f"The page {page.path} was asked for before the list of files.")


def _with_slash(url: str | None) -> str:
    return "" if not url else url if url.endswith("/") else f"{url}/"
