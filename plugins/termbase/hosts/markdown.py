"""The Markdown extension without a plugin: for Zensical, and for anything else that runs Python-Markdown.

A host makes a converter for every page. The glossary must outlive them: it is compiled once, and
again when a term file has changed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from termbase.linking.extension import TermLinks
from termbase.linking.linker import Linker
from termbase.reading.files import find
from termbase.site.options import option_names
from termbase.site.page_links import LinkStyle, brackets
from termbase.site.project import Project, find_project
from termbase.site.settings import Settings, make_settings

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of the last change in nanoseconds, and size of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A glossary as its files were at a time; two sites in one process have one each."""

    settings: Settings
    stamp: Stamp


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
        self._style: LinkStyle | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Adds the links, with the signs around names that the site has chosen."""
        self.brackets = brackets(self._chosen().options.link)
        md.preprocessors.register(_Refresh(md, self._refresh), "termbase-refresh", 1000)
        super().extendMarkdown(md)

    def _chosen(self) -> Settings:
        if self._settings is None:
            self._settings = _settings({key: self.getConfig(key) for key in self.config})
        return self._settings

    def _refresh(self) -> LinkStyle:
        settings = self._chosen()
        self._style = _compiled(_Version(settings=settings, stamp=_stamp(settings)))
        return self._style

    def _linker(self, _: Markdown) -> Linker:
        style, project = self._style or self._refresh(), Project(settings=self._chosen())
        return style.linker(href=lambda target: project.href(style.glossary, target))


class _Refresh(Preprocessor):
    """Looks for changed term files once a text, before the first of its links is made."""

    def __init__(self, md: Markdown, refresh: Callable[[], object]) -> None:
        super().__init__(md)
        self._refresh = refresh

    def run(self, lines: list[str]) -> list[str]:
        """Returns the lines as they are."""
        self._refresh()
        return lines


def _settings(given: dict[str, Any]) -> Settings:
    term_url = given.pop("term_url")
    chosen = {key: value for key, value in given.items() if value != ""}
    if not chosen and (project := find_project(Path.cwd())) is not None:
        found = project.settings
        return make_settings(chosen, root=found.root, term_url=term_url) if term_url else found
    return make_settings(chosen, root=Path.cwd(), term_url=term_url or "/{path}/")


@lru_cache(maxsize=8)
def _compiled(version: _Version) -> LinkStyle:
    return LinkStyle(version.settings.options.link, Project(settings=version.settings).glossary())


def _stamp(settings: Settings) -> Stamp:
    return tuple(_changed(find(settings.glossary)) if settings.glossary.is_dir() else ())


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
