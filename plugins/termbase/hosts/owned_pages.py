"""The term pages, written by the plugin instead of the host.

For the host such a page is a file to copy. A theme's part of a page is rendered once for each kind of page and filled
in for every term, which is what makes ten thousand terms affordable. If the host would render any page differently, it
renders all of them, as before.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc

from termbase.hosts.anchors import note_anchors
from termbase.hosts.build_log import log
from termbase.hosts.kept_files import KeptFiles
from termbase.hosts.listed_page import ListedPage
from termbase.hosts.on_request import OnRequest
from termbase.hosts.page_kinds import ANY_KIND, PageKind, difficult, kind_of_page, made_values, page_values
from termbase.hosts.page_making import PageMaking
from termbase.hosts.page_shell import NotUniformError, PageShell, PageValues, marks
from termbase.hosts.plain_path import PlainPathFile
from termbase.hosts.ready import ready
from termbase.hosts.search import HOST_INDEX, enter, search_indexes, searching
from termbase.hosts.shard_build import ShardBuild
from termbase.hosts.sitemap import date_sitemap
from termbase.hosts.uniform_pages import host_needed, text_hooks
from termbase.hosts.written_pages import WrittenPages
from termbase.site.front_matter import headings
from termbase.site.page import Page
from termbase.site.page_options import MadeBy
from termbase.site.search_entries import search_entries
from termbase.site.views import PageView, Section
from termbase.site.views.term import TermPage


class OwnedFile(PlainPathFile):
    """A page that the host treats as a file to copy."""

    owner: "OwnedPages"
    made: Page
    by_host = False
    """Whether the host makes the page after all."""
    _page: HostPage | None = None

    def is_documentation_page(self) -> bool:
        """Whether the host renders the page."""
        return self.by_host

    @property
    def page(self) -> HostPage | None:
        """The page as the host lists it, for templates that list all pages."""
        if self._page is None:
            self.owner.describe(self)
        return self._page

    @page.setter
    def page(self, value: HostPage | None) -> None:
        self._page = value

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  (as the host calls it)
        """Writes the page, or lets it wait."""
        if self.owner.wait(self):
            return
        self.owner.write(self)


class OwnedPages:
    """The pages of one build that the plugin writes.

    Args:
        config: The host's settings.
        make: What is done to every page.
        output: Writes the pages.
        later: Takes the pages, if they are made when a browser asks for them.
        shard: The shard that the build makes, if it does not make the whole site.
        written: The finished pages of the last build.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        make: PageMaking,
        *,
        output: KeptFiles,
        later: OnRequest | None = None,
        shard: ShardBuild | None = None,
        written: WrittenPages | None = None,
    ) -> None:
        self.files: list[OwnedFile] = []
        self.output = output
        self._config, self._make, self._later, self._shard, self._written = config, make, later, shard, written
        # The site's own templates may show texts that the term files do not have.
        self._rewritten = any((folder / TermPage.template).is_file() for folder in make.site.templates)
        self._nav: Navigation | None = None
        self._env: Environment | None = None
        self._files = Files([])
        self._host_files: Sequence[File] = ()
        self._hooks = False
        self._shells: dict[PageKind, tuple[PageShell, bytes]] = {}
        """The shell of each kind, with its digest."""
        self._all: list[File] = []
        self._order: dict[str, int] = {}
        self._unsearched: deque[OwnedFile] = deque()

    @property
    def possible(self) -> bool:
        """Whether the plugin writes the pages of this site; if the site is the reason that it does not, the log says so."""
        by_choice = self._make.options.pages.made_by is MadeBy.HOST
        reason = "its settings leave the term pages to the host" if by_choice else host_needed(self._config)
        if reason and self._shard is not None:
            self._shard.refuse(reason)
        if reason and not by_choice:
            log.info("The host renders the term pages, because %s.", reason)
        return not reason

    def file(self, uri: str, made: Page, *, like: File) -> OwnedFile:
        """The file of a page.

        Args:
            uri: Its path in the folder of sources.
            made: The page.
            like: The file that the host would make of it.
        """
        file = OwnedFile(
            uri,
            src_dir=None,
            dest_dir=like.dest_dir,
            use_directory_urls=like.use_directory_urls,
            dest_uri=like.dest_uri,
            inclusion=like.inclusion,
        )
        file.generated_by, file.abs_src_path = like.generated_by, like.abs_src_path
        file._content = ""
        file.owner, file.made = self, made
        if self._shard is None or self._shard.shard.has(ready(made.concept)):
            self.files.append(file)
        return file

    def begin(self, nav: Navigation) -> None:
        """Records the navigation, which the theme shows on every page."""
        self._nav = nav

    def prepare(self, env: Environment, files: Files, pages: Mapping[str, Page]) -> None:
        """Builds the shells before the host copies files; if that fails, the host renders the pages.

        Args:
            env: The theme's templates.
            files: All files of the site.
            pages: All generated pages, by their paths in the folder of sources.
        """
        note_anchors(files, pages, body=self._make.body)
        if not self.files and self._shard is None:
            return
        self._env, self._files, self._host_files = env, files, files.documentation_pages()
        self._hooks = any(text_hooks(self._config, event) for event in ("page_content", "post_page"))
        self._unsearched = deque(self.files)
        if self._later is not None:
            return
        try:
            self._learn()
        except NotUniformError as difference:
            if self._shard is not None:
                self._shard.refuse(f"its term pages differ in more than their values: {difference}")
            log.info("The host renders the term pages, because they differ in more than their values: %s", difference)
            self._hand_over(files)
        self._all = [
            file
            for file in files
            if (file.is_documentation_page() or isinstance(file, OwnedFile)) and file.inclusion.is_included()
        ]
        self._order = {file.src_uri: place for place, file in enumerate(self._all)}
        self._unsearched = deque(self.files)
        if self._shard is not None:
            look, _ = self._sample(ANY_KIND, self._make.site.addresses.place("terms"), marks(heading=ANY_KIND.heading))
            self._shard.see(look=look, order=(file.url.removeprefix("./") for file in self._all))

    def show_all(self, context: Any) -> None:
        """Lists all pages of the site for a template, those that the plugin writes included."""
        if self._all:
            context["pages"] = self._all

    def wait(self, file: OwnedFile) -> bool:
        """Lets a page wait until a browser requests it; False if it is needed now."""
        if self._later is None:
            return False
        self._later.add(file.dest_uri, partial(self._asked, file))
        return True

    def _asked(self, file: OwnedFile) -> bytes:
        """A page rendered by the host, which for a single page costs less than a shell."""
        content = self._values(file).content
        text = self._rendered(self._page(file.src_uri, file.made), file.made, content)
        return self._hooked(file, text, content).encode("utf-8", errors="xmlcharrefreplace")

    def write(self, file: OwnedFile) -> None:
        """Writes a finished page, or keeps that of the last build."""
        written, kind, key, digest = self._written, self._known_kind(file), b"", None
        make = partial(self._put_together, file)
        if written and kind:
            key = written.key(file.made, shell=self._shells[kind][1], name=file.name)
            if written.is_kept(file.dest_uri, key, at=file.abs_dest_path, output=self.output, make=make):
                return
        data = make()
        if written and kind:
            digest = written.note(file.dest_uri, key, data)
        self.output.write(file.abs_dest_path, data, digest=digest)

    def _put_together(self, file: OwnedFile) -> bytes:
        values = self._values(file)
        text = self._hooked(file, self._shells[kind_of_page(file.made, values)][0].fill(values), values.content)
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def _known_kind(self, file: OwnedFile) -> PageKind | None:
        """The kind of a page without its content, if that is known and no other plugin changes it."""
        return self._written.kind(file.made) if self._written and not self._hooks else None

    def _hooked(self, file: OwnedFile, text: str, content: str) -> str:
        """Applies the transformations of other plugins to a page, if there are any."""
        if not self._hooks:
            return text
        page = ready(file.page)
        self._make.enter(page, file.made, nav=ready(self._nav), context={})
        for hook in text_hooks(self._config, "post_page"):
            text = hook(text, page=page, config=self._config) or text
        return self._make.leave(text, unread=content)

    def describe(self, file: OwnedFile) -> HostPage:
        """Attaches a page to a file, as if the host had read it."""
        if not self._hooks or (self._shard is not None and not self._shard.shard.has(ready(file.made.concept))):
            return ListedPage(file, self._config, made=file.made, make=self._make)
        return self._described(file, file.made)

    def before(self, page: HostPage, context: Any) -> None:
        """Runs the steps that are due before the host renders one of its own pages.

        Args:
            page: That page.
            context: What its template gets.
        """
        self.show_all(context)
        self._search_before(self._order.get(page.file.src_uri, -1))

    def complete(self) -> None:
        """Runs the steps that are due after the last page."""
        if self._later is not None:
            self._later.add(HOST_INDEX, self._search_asked)
            return
        self._search_before(len(self._order))
        if self.files:
            date_sitemap(Path(self._config.site_dir), self._all)
        if self._written is not None:
            self._written.end()

    def _search_before(self, place: int) -> None:
        """Enters pages in the index of search plugins, in the order in which the host would."""
        order = self._order
        while self._unsearched and order.get(self._unsearched[0].src_uri, 0) < place:
            file = self._unsearched.popleft()
            entered = ready(file.page)
            concept = self._make.site.termbase.by_id.get(file.made.concept or "")
            for index in search_indexes(self._config):
                if concept is not None and not self._rewritten:
                    enter(index, entered, search_entries(self._make.site, concept, sections=file.made.sections))
                else:
                    entered.content = self._make.body(file.made)
                    index.add_entry_from_context(entered)
            entered.content = None
            if isinstance(entered, ListedPage):
                entered.forget()

    def _search_asked(self) -> None:
        """Writes the search index again, with the terms in it."""
        self._search_before(1)
        for plugin in searching(self._config):
            plugin.on_post_build(config=self._config)

    def _values(self, file: OwnedFile) -> PageValues:
        content = self._make.body(file.made)
        if not self._hooks:
            return made_values(file.made, site=self._make.site, name=file.name, content=content)
        page = ready(file.page)
        for hook in text_hooks(self._config, "page_content"):
            content = hook(content, page=page, config=self._config, files=self._files) or content
        return page_values(page, file.made, content)

    def _learn(self) -> None:
        """Makes a shell for each kind of page, and compares the pages it makes with those of the host."""
        self._shells.clear()
        by_kind: dict[PageKind, list[OwnedFile]] = {}
        for file in self.files:
            kind = self._known_kind(file) or kind_of_page(file.made, self._values(file))
            by_kind.setdefault(kind, []).append(file)
        for kind, files in by_kind.items():
            first, longest = files[0], max(files, key=lambda file: len(file.made.title))
            # Before the samples, so that reports name a page that exists.
            real = []
            for file in {first.src_uri: first, longest.src_uri: longest}.values():
                values = self._values(file)
                real.append((self._rendered(self._page(file.src_uri, file.made), file.made, values.content), values))
            folder = Path(first.src_uri).parent.as_posix()
            sample, values = self._sample(kind, folder, marks(heading=kind.heading))
            shell = PageShell.cut(sample, values)
            shell.learn(*self._sample(kind, folder, difficult(kind)))
            for html, values in real:
                shell.learn(html, values)
            self._shells[kind] = (shell, shell.digest)

    def _sample(self, kind: PageKind, folder: str, given: PageValues) -> tuple[str, PageValues]:
        """A sample page of a kind with certain values, and those values that the kind has."""
        values = replace(
            given,
            description=given.description if kind.description else "",
            edit=given.edit if kind.edit else "",
            data=given.data if kind.data else "",
            toc=given.toc if kind.sections else (),
        )
        made = Page(
            path=f"{folder}/{values.name}",
            show=lambda: (
                PageView(
                    title=values.title,
                    description=values.description,
                    sections=tuple(Section(id=id, title=text) for id, text in values.toc),
                ),
                (),
            ),
            under=kind.under,
            wide=kind.wide,
            searchable=kind.searchable,
            indexed=kind.indexed,
            card=kind.card,
        )
        page = self._page(f"{folder}/{values.name}.md" if folder != "." else f"{values.name}.md", made)
        page.meta.update(title=values.title, description=values.description)
        if kind.data:
            page.meta["json_ld"] = values.data
        page.edit_url = values.edit or None
        title = page.toc.items[0]
        title.title = values.title
        for link, (_, text) in zip(title.children, values.toc, strict=True):
            link.title = text
        return self._rendered(page, made, values.content), values

    def _page(self, uri: str, made: Page) -> HostPage:
        """A page of the host that is in no list of files."""
        file = File.generated(self._config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        return self._described(file, made)

    def _described(self, file: File, made: Page) -> HostPage:
        page = HostPage(None, file, self._config)
        page.markdown = ""
        self._make.describe(page, made)
        page.toc = get_toc(headings(made))
        return page

    def _rendered(self, page: HostPage, made: Page, content: str) -> str:
        """A page as the host makes it."""
        nav, env = ready(self._nav), ready(self._env)
        page.content, page.active = content, True
        try:
            context: Any = get_context(nav, self._host_files, self._config, page)
            template = env.get_template(page.meta.get("template", "main.html"))
            self._make.enter(page, made, nav=nav, context=context)
            text = template.render(context)
            if not self._hooks:
                return self._make.leave(text, unread=content)
            self._make.let_go()  # what follows is done to each page
            return text
        finally:
            page.active = False

    def _hand_over(self, files: Files) -> None:
        """Creates host pages for all files, using those that the host has already read."""
        plugins, config = self._config.plugins, self._config
        for file in self.files:
            file.by_host = True
            page = plugins.on_pre_page(HostPage(None, file, config), config=config, files=files)
            page.read_source(config)
            page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
            page.render(config, files)
            page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        self.files.clear()
