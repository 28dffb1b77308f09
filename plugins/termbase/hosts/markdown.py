"""The Markdown extension without a plugin: for Zensical, and for anything else that runs Python-Markdown.

A host makes a converter for every page. The glossary must outlive them: it is compiled once, and
again when a term file has changed. Where the host says which page is being converted, the extension
does for it what the plugin does: relative links, the data of previews, and warnings of misspelled names.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from termbase.hosts.linking import UnknownNames
from termbase.hosts.staging import staged_path
from termbase.hosts.telling import log_diagnostics
from termbase.linking.extension import TermLinks
from termbase.linking.index import Target
from termbase.linking.linker import Linker
from termbase.linking.written_links import wiki_links
from termbase.model.concept import ConceptId
from termbase.reading.files import find_term_files
from termbase.site.addresses import relative
from termbase.site.options import option_names
from termbase.site.page_links import LinkStyle, brackets
from termbase.site.previews import previews
from termbase.site.project import Project, find_project
from termbase.site.settings import Settings, make_settings
from termbase.site.site import Site

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of the last change in nanoseconds, and size of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A snapshot of a glossary; two sites in one process have one each."""

    settings: Settings
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """A glossary prepared for the pages of a site."""

    style: LinkStyle
    site: Site
    unknown: UnknownNames


@dataclass(frozen=True, slots=True, kw_only=True)
class _CurrentPage:
    """The page that a converter is processing."""

    source: str
    """Its path in the folder of pages."""
    url: str
    meta: Mapping[str, Any]


def _current_page(md: Markdown) -> _CurrentPage | None:
    """The page that a converter is processing, if the host provides it: Zensical, MkDocs, or ProperDocs."""
    for processor in md.preprocessors:
        page = getattr(processor, "page", None)
        if type(processor).__name__ == "ContextPreprocessor" and page is not None:
            return _CurrentPage(source=str(page.path), url=str(page.url), meta=page.meta)
    if "relpath" in md.treeprocessors:
        relpath: Any = md.treeprocessors["relpath"]
        page = getattr(relpath.file, "page", None)
        return _CurrentPage(source=relpath.file.src_uri, url=relpath.file.url, meta=page.meta if page else {})
    return None


class GlossaryLinks(TermLinks):
    """Links names to a glossary.

    Args:
        kwargs: The options of the plugin, and `term_url`, the address of a concept's page with
            `{path}` for `terms/<id>`. What is not given is read from the settings of the site.
    """

    def __init__(self, **kwargs: Any) -> None:
        # Python-Markdown would read a value whose default is None as true or false, so "" is “not given”.
        self.config = {name: ["", f"The option {name} of the plugin."] for name in (*option_names(), "term_url")}
        super().__init__(self._linker, insertions=True, **kwargs)
        self._settings: Settings | None = None
        self._made: _Compiled | None = None
        self._linked: set[ConceptId] = set()
        self._text = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Adds the links, with the signs around names that the site has chosen."""
        self.brackets = brackets(self._chosen().options.link)
        md.preprocessors.register(_Refresh(md, self._begin), "termbase-refresh", 1000)
        md.postprocessors.register(_Previews(md, self._previews), "termbase-previews", -1000)
        super().extendMarkdown(md)

    def _chosen(self) -> Settings:
        if self._settings is None:
            self._settings = _settings({key: self.getConfig(key) for key in self.config})
        return self._settings

    def _begin(self, text: str) -> None:
        self._linked.clear()
        self._text = text
        self._refresh()

    def _refresh(self) -> _Compiled:
        settings = self._chosen()
        self._made = _compiled(_Version(settings=settings, stamp=stamp(settings)))
        return self._made

    def _linker(self, md: Markdown) -> Linker:
        made, settings, page = self._made or self._refresh(), self._chosen(), _current_page(md)
        project = Project(settings=settings)

        def href(target: Target) -> str:
            self._linked.update(target.concepts)
            # A page that `termbase stage` wrote is one of the site's own; the host finds its address.
            # The options of an extension do not say whether pages are folders.
            places = (staged_path(made.site.place(target), directory_urls=folders) for folders in (True, False))
            staged = next((place for place in places if (settings.docs / place).is_file()), None)
            if page is not None and made.site.elsewhere(target) is None and staged is not None:
                return relative(page.source, staged)
            return project.href(made.site, target)

        if page is None:
            return made.style.linker(href=href)
        return made.style.linker(
            href=href,
            unknown=lambda name, near: made.unknown.report(page.source, self._text, name, near),
            path=page.source,
            meta=page.meta,
        )

    def _previews(self, md: Markdown) -> str:
        """The data of the previews of a page, for a host whose pages are known."""
        page, made = _current_page(md), self._made
        return previews(made.site, self._linked, url=page.url) if page is not None and made is not None else ""


class _Refresh(Preprocessor):
    """Looks for changed term files once per text, before the first of its links is made."""

    def __init__(self, md: Markdown, begin: Callable[[str], object]) -> None:
        super().__init__(md)
        self._begin = begin

    def run(self, lines: list[str]) -> list[str]:
        """Returns the lines unchanged."""
        self._begin("\n".join(lines))
        return lines


class _Previews(Postprocessor):
    """Adds the definitions of the linked terms at the end of a page."""

    def __init__(self, md: Markdown, data: Callable[[Markdown], str]) -> None:
        super().__init__(md)
        self._converter = md
        self._data = data

    def run(self, text: str) -> str:
        """Returns the page with the data appended."""
        data = self._data(self._converter)
        return f"{text}\n{data}" if data else text


def _settings(given: dict[str, Any]) -> Settings:
    term_url = given.pop("term_url")
    chosen = {key: value for key, value in given.items() if value != ""}
    if not chosen and (project := find_project(Path.cwd())) is not None:
        found = project.settings
        return make_settings(chosen, root=found.root, term_url=term_url) if term_url else found
    return make_settings(chosen, root=Path.cwd(), term_url=term_url or "/{path}/")


@lru_cache(maxsize=8)
def _compiled(version: _Version) -> _Compiled:
    settings = version.settings
    glossary, touch = Project(settings=settings).glossary(), settings.options.link.touch
    site = Site(glossary=glossary, addresses=settings.addresses, name=settings.name, touch=touch)
    log_diagnostics(site.glossary.diagnostics)
    return _Compiled(
        style=LinkStyle(settings.options.link, site.glossary, key=settings.key),
        site=site,
        unknown=UnknownNames(site, docs=settings.shown_docs, other=wiki_links(settings.extensions)),
    )


def stamp(settings: Settings) -> Stamp:
    """Identifies one state of the files of all glossary folders of a site."""
    folders = (one.glossary for one in settings.all)
    return tuple(changed for folder in folders if folder.is_dir() for changed in _changed(find_term_files(folder)))


def _changed(files: Iterable[Path]) -> Iterable[tuple[str, int, int]]:
    for path in files:
        try:
            facts = path.stat()
        except OSError:
            continue  # gone since it was listed
        yield path.as_posix(), facts.st_mtime_ns, facts.st_size


def makeExtension(**kwargs: Any) -> GlossaryLinks:  # noqa: N802  (Python-Markdown asks for this name)
    """Makes the extension for Python-Markdown's list of extensions."""
    return GlossaryLinks(**kwargs)
