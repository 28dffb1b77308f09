"""The project: the single place where a glossary, other glossaries, history, and map become a site.

The plugin, the command, the stage and the Markdown extension all enter here, with the same settings. While a site is
being served, it is read again at every change; a file that has just been broken keeps its last good version, and the
Git history, which saving a file does not change, is read only once.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from termbase.drawing.kept_places import read_map
from termbase.drawing.map_layout import KeptIsland
from termbase.glossary import Glossary, KeptCompile, NamedConcepts, compile_glossary, name_concepts
from termbase.identity.hidden_names import unread_files
from termbase.identity.remote import RemoteGlossary, read_remotes
from termbase.linking.index import Target
from termbase.linking.site_pages import SitePages
from termbase.linking.written_comments import useless_comments
from termbase.linking.written_links import unknown_names, wiki_links
from termbase.model.diagnostics import Diagnostic, Severity, in_order
from termbase.reading.files import read, read_ledger
from termbase.reading.git_history import History, read_history
from termbase.reading.on_use import ReadOnUse
from termbase.reading.pages import find_pages, read_page, refused_page, staged_paths, unreadable_page
from termbase.rules.view import Rule
from termbase.site.address_clashes import check_addresses
from termbase.site.addresses import site_address
from termbase.site.cards.design import cards_of
from termbase.site.entry_points import RULES_GROUP, added
from termbase.site.ignored_plugin import ignored_plugin
from termbase.site.meant_elsewhere import unknown_acronyms
from termbase.site.neighbors import Neighbors
from termbase.site.options import Level, Options
from termbase.site.page_options import Part
from termbase.site.sentences import read_sentences
from termbase.site.settings import Settings
from termbase.site.settings_file import settings_in
from termbase.site.signed_file import is_worth_storing
from termbase.site.site import Site
from termbase.site.stored_compile import StoredCompile, stored_compile
from termbase.site.without_trees import without_trees
from termbase.text.collector import collector_paused
from termbase.text.journal import finish_interrupted
from termbase.text.regular_files import FoundFile, walk
from termbase.text.untrusted import UntrustedError
from termbase.yaml_files.tree import Document, plain_values
from termbase.yaml_files.tree import Mapping as MappingNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A glossary as its files are now."""

    glossary: Glossary
    unread: tuple[Diagnostic, ...]
    """Problems with other glossaries that this one links to."""
    outdated: tuple[str, ...] = ()
    """Files that were just broken, for which the last good version is used."""


@dataclass(slots=True, kw_only=True)
class Project:
    """A glossary folder with its settings: reads it, checks it, and makes its site."""

    settings: Settings
    serving: bool = False
    """Whether to keep the last good version of a broken file."""
    neighbors: Neighbors | None = None
    """The other glossaries of the site, if several projects of one site share them."""
    _good: dict[str, Document] = field(default_factory=dict, init=False, repr=False)
    _read: Mapping[str, Document] = field(default_factory=dict, init=False, repr=False)
    """Files as they were read before; while serving, all of them."""
    _kept: KeptCompile | None = field(default=None, init=False, repr=False)
    """What the last compile has made, while serving or from the cache."""
    _history: History | None = field(default=None, init=False, repr=False)
    _remotes: tuple[tuple[RemoteGlossary, ...], tuple[Diagnostic, ...]] | None = field(
        default=None, init=False, repr=False
    )

    def at(self, *, site_url: str = "", repo_url: str = "") -> "Project":
        """The same project with other addresses, if they are given."""
        settings = self.settings
        site_url, repo_url = site_address(site_url) or settings.site_url, repo_url or settings.repo_url
        others = tuple(replace(other, site_url=site_url, repo_url=repo_url) for other in settings.others)
        changed = replace(settings, site_url=site_url, repo_url=repo_url, others=others)
        return Project(settings=changed, serving=self.serving)

    def documents(self) -> tuple[Document, ...]:
        """The files of the glossary folder, read after a change that was interrupted has been finished."""
        self.finish_interrupted()
        with collector_paused():
            found = read(self.settings.glossary, relative_to=self.settings.root, known=self._read)
        if self.serving:
            self._read = {document.file: document for document in found}
        return found

    def know(self, documents: Mapping[str, Document]) -> None:
        """Takes files that were parsed, by name, so that those whose text stays the same are not parsed again."""
        self._read = {**self._read, **documents}

    def finish_interrupted(self) -> None:
        """Finishes, or takes back, a change of several files whose process was killed.

        Raises:
            UnfinishedError: It cannot be finished.
        """
        finish_interrupted(self.settings.glossary, within=self.settings.folders)

    def compile(self, documents: Iterable[Document]) -> Loaded:
        """A glossary made of documents, with the remotes and the ledger of this project.

        Args:
            documents: The files of the folder, or what they were or would be.
        """
        settings, documents = self.settings, tuple(documents)
        others, unread = self.remotes()
        others = (*self._neighbors().of(settings), *others)
        ledger, unreadable = read_ledger(settings.glossary, relative_to=settings.root)
        glossary = compile_glossary(
            documents,
            root=settings.prefix,
            ledger=ledger,
            today=current_day(),
            remotes=others,
            pages=self._site_pages(documents),
            rules=added(RULES_GROUP, Rule, makes=Diagnostic, by=("check", "together")),
            kept=self._kept,
        )
        found = in_order((*glossary.diagnostics, *unknown_acronyms(glossary)))
        glossary = replace(glossary, diagnostics=with_levels(found, settings.options.rules))
        return Loaded(glossary=glossary, unread=(*unread, *unreadable))

    def _neighbors(self) -> Neighbors:
        if self.neighbors is None:
            kept: dict[str, Project] = {}

            def alone(settings: Settings) -> NamedConcepts:
                return kept.setdefault(settings.name, Project(settings=settings, serving=self.serving)).named()

            self.neighbors = Neighbors(alone=alone)
        return self.neighbors

    def all(self) -> tuple["Project", ...]:
        """The projects of all glossaries of the site, this one included, the first one's first."""
        if not self.settings.others:
            return (self,)
        shared, every = self._neighbors(), self.settings.all
        return tuple(
            self if one.name == self.settings.name else Project(settings=one, serving=self.serving, neighbors=shared)
            for one in every
        )

    def remotes(self) -> tuple[tuple[RemoteGlossary, ...], tuple[Diagnostic, ...]]:
        """The other glossaries that this one knows, read once, and what is wrong with them."""
        if self._remotes is None:
            self._remotes = read_remotes(self.settings.options.remotes, relative_to=self.settings.root)
        return self._remotes

    def _site_pages(self, documents: Iterable[Document]) -> SitePages | None:
        """The pages that relative links in texts may lead to; None if they are not known."""
        settings = self.settings
        if settings.alone or not settings.docs.is_dir():
            return None

        def listed() -> Iterator[str]:
            yield from (found.path.relative_to(settings.docs).as_posix() for found in walk(settings.docs))
            generated = [f"{part}/index" for part in Part if part not in settings.options.pages.omit]
            generated += [f"{part}/{id}" for part, id in _listed_ids(documents)]
            yield from (f"{settings.addresses.place(path)}.md" for path in generated)

        return SitePages(listed=listed, folder=settings.docs.name)

    def load(self, *, again: bool = False) -> Loaded:
        """The glossary as its files are now.

        Args:
            again: Whether it will be compiled again with other documents.
        """
        self._remotes = None
        stored = self._stored()
        if self._kept is None and stored is not None and (known := stored.read()) is not None:
            self._read, self._kept = {document.file: document for document in known[0]}, known[1]
        documents = self.documents()
        if self._kept is None and (self.serving or again or (stored is not None and is_worth_storing(len(documents)))):
            self._kept = KeptCompile()
        loaded = self.compile(documents)
        if stored is not None and self._kept is not None:
            stored.write(documents, self._kept)
        if again:
            loaded = replace(loaded, glossary=replace(loaded.glossary, kept=self._kept))
        if not self.serving:
            self._read, self._kept = {}, None
            return loaded
        broken = {d.where.file for d in loaded.glossary.diagnostics if d.severity is Severity.ERROR}
        self._good |= {document.file: document for document in documents if document.file not in broken}
        return self._with_last_good(loaded, documents)

    def _stored(self) -> StoredCompile | None:
        settings = self.settings
        return None if settings.cache is None else stored_compile(settings.cache, glossary=settings.name)

    def _with_last_good(self, loaded: Loaded, documents: tuple[Document, ...]) -> Loaded:
        """Replaces every file that cannot be used completely with its last good version."""
        outdated = unread_files(loaded.glossary.diagnostics) & self._good.keys()
        if not outdated:
            return loaded
        shown = self.compile(self._good[d.file] if d.file in outdated else d for d in documents)
        told = [d for d in loaded.glossary.diagnostics if d.where.file in outdated]
        told += [d for d in shown.glossary.diagnostics if d.where.file not in outdated]
        glossary = replace(shown.glossary, diagnostics=in_order(told))
        return Loaded(glossary=glossary, unread=loaded.unread, outdated=tuple(sorted(outdated)))

    def glossary(self) -> Glossary:
        """The current glossary, which can be compiled again with other documents at little cost."""
        return self.load(again=True).glossary

    def named(self) -> NamedConcepts:
        """The current concepts and their names, without links and diagnostics."""
        settings = self.settings
        others = (*self._neighbors().of(settings), *self.remotes()[0])
        documents = self.documents()
        found = name_concepts(documents, root=settings.prefix, remotes=others)
        if self.serving:
            self._good |= {document.file: document for document in documents if document.file not in found.unread}
            if outdated := found.unread & self._good.keys():
                shown = (self._good[d.file] if d.file in outdated else d for d in documents)
                found = name_concepts(shown, root=settings.prefix, remotes=others)
        return found

    def site(self) -> Site:
        """Everything that pages and exports are made from, read now; its `diagnostics` are all problems.

        Raises:
            OptionsError: Two pages would have the same address.
        """
        settings, options, loaded = self.settings, self.settings.options, self.load()
        kept, wrong = self._with_map(loaded)
        if self._history is None or not self.serving:
            self._history = self._read_history() if options.history else History()
        history, own = self._history, [c.where.file for c in loaded.glossary.termbase.concepts if c.own]
        site = Site(
            glossary=loaded.glossary if self.serving else without_trees(loaded.glossary),
            addresses=settings.addresses,
            repository=settings.repository,
            history=history,
            updated=ReadOnUse(lambda: history.dates(own)),
            kept=kept,
            templates=settings.templates,
            sentences=read_sentences(settings.sentences, language=settings.language, asked=bool(options.language)),
            listed=settings.listed,
            pages=options.pages,
            name=settings.name,
            touch=options.link.touch,
            installable=options.installable if settings.site_url and not self.serving else None,
            cards=None if self.serving else cards_of(settings),
            outdated=loaded.outdated,
            diagnostics=wrong,
        )
        check_addresses(site)
        return site

    def _read_history(self) -> History:
        """The Git history, which is read only if something shows it."""
        settings = self.settings
        return History(files=ReadOnUse(lambda: read_history(settings.glossary, relative_to=settings.base).files))

    def _with_map(self, loaded: Loaded) -> tuple[Mapping[str, KeptIsland], tuple[Diagnostic, ...]]:
        """The kept places of the map, and everything wrong in this glossary, in others and in the map."""
        kept, unkept = read_map(self.settings.glossary, relative_to=self.settings.root)
        return kept, (*loaded.unread, *loaded.glossary.diagnostics, *unkept)

    def check(self) -> tuple[Glossary, tuple[Diagnostic, ...]]:
        """The glossary and everything wrong in it, in other glossaries, in the map, in pages, and in how it is built."""
        glossary, found = self.check_texts()
        return glossary, in_order((*found, *ignored_plugin(self.settings.root)))

    def check_texts(self) -> tuple[Glossary, tuple[Diagnostic, ...]]:
        """The glossary and what is wrong in it, in other glossaries, in the map, and in hand-written pages."""
        loaded = self.load()
        _, wrong = self._with_map(loaded)
        pages = self.check_pages(loaded.glossary) if self.settings.options.link_pages else ()
        return loaded.glossary, (*wrong, *pages)

    def check_further(self) -> Iterator[tuple[Glossary, tuple[Diagnostic, ...]]]:
        """The further glossaries of the site with everything wrong in each; none for one of those."""
        for other in self.all()[1:] if not self.settings.name else ():
            loaded = other.load()
            yield loaded.glossary, other._with_map(loaded)[1]

    def check_pages(self, glossary: Glossary) -> Iterator[Diagnostic]:
        """The problems with links to terms in hand-written pages."""
        # The notation may belong to another, or be another.
        ours = wiki_links(self.settings.extensions) is None and self.settings.options.link.brackets is True
        linker = glossary.linker(href=lambda target: target.path)
        for name, found in self._pages():
            if found.refused:
                yield refused_page(found, name=name)
                continue
            try:
                text = read_page(found.path)
                if ours:
                    yield from (unknown.diagnostic for unknown in unknown_names(text, file=name, linker=linker))
                yield from (comment.diagnostic for comment in useless_comments(text, file=name, linker=linker))
            except (OSError, UntrustedError) as error:
                yield unreadable_page(error, name=name)

    def pages(self) -> Iterator[tuple[str, Path]]:
        """The hand-written pages: the name that diagnostics give each, and where it is."""
        yield from ((name, found.path) for name, found in self._pages() if not found.refused)

    def _pages(self) -> Iterator[tuple[str, FoundFile]]:
        docs, shown = self.settings.docs, self.settings.shown_docs
        staged = staged_paths(docs)
        for found in find_pages(docs, within=self.settings.root):
            path = found.path.relative_to(docs)
            if path.as_posix() not in staged:
                yield (shown / path).as_posix(), found

    def href(self, site: Site, target: Target) -> str:
        """The URL of a target for a page without a plugin."""
        elsewhere = site.elsewhere(target)
        return elsewhere if elsewhere is not None else self.settings.term_url.format(path=site.place(target))


def current_day() -> str:
    """Today (ISO 8601), or the day of `SOURCE_DATE_EPOCH`: only diagnostics depend on it, and no page does."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):  # beyond the calendar
        now = datetime.now(UTC)
    return now.date().isoformat()


def _listed_ids(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """The ids of categories and sources, which have pages of their own, each with the folder of its page."""
    for document in documents:
        key = {"termbase": "categories", "sources": "sources"}.get(Path(document.file).stem)
        if key is not None and isinstance(document.root, MappingNode):
            listed = plain_values(document.root).get(key)
            yield from ((key, str(item.get("id"))) for item in listed or () if isinstance(item, dict))


def find_project(start: Path) -> Project | None:
    """The project that contains a folder: the nearest settings that name termbase, or a folder "glossary".

    Args:
        start: The folder to begin at; then those above it.

    Raises:
        SettingsError: The nearest settings file cannot be used.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (settings := settings_in(folder)) is not None:
            return Project(settings=settings)
        if (folder / "glossary").is_dir():
            return Project(settings=_bare(folder / "glossary"))
    return None


def open_project(*, glossary: Path | str) -> Project:
    """The project of a glossary folder: with the settings around it where they are about that folder.

    Args:
        glossary: The folder of term files.

    Raises:
        SettingsError: A settings file around it cannot be used.
    """
    glossary = Path(glossary).resolve()
    for folder in (glossary, *glossary.parents):
        if (settings := settings_in(folder)) is not None:
            known = next((one for one in settings.all if one.glossary == glossary), None)
            return Project(settings=known or _bare(glossary))
    return Project(settings=_bare(glossary))


def _bare(glossary: Path) -> Settings:
    """Settings of a folder that no site is known of: its neighbors are not pages."""
    return Settings(
        root=glossary.parent,
        glossary=glossary,
        docs=glossary.parent / "docs",
        options=Options(glossary=glossary.name, link_pages=False),
        alone=True,
    )


def with_levels(diagnostics: Iterable[Diagnostic], levels: Mapping[str, Level]) -> tuple[Diagnostic, ...]:
    """Diagnostics with the severities that a site has set for single rules; what is off is dropped."""
    kept = ((d, levels.get(d.code)) for d in diagnostics)
    return tuple(
        d if level is None else replace(d, severity=Severity(level.value))
        for d, level in kept
        if level is not Level.OFF
    )
