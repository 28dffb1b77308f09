"""The plans of hand-written pages: the host converts them as in a build, and writes nothing.

The host's own build is run up to the moment at which all pages are converted, with its Markdown
extensions and plugins, so that a plan shows what the build does. A site of another host is
converted by Python-Markdown with those of its extensions that are installed. A page that cannot be
read or converted is reported, and the others have their plans.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from termbase.hosts.linking import PageLinks, add_extension
from termbase.hosts.mkdocs import TermbasePlugin
from termbase.linking.conversion import BracketLimit, page_refusal, read_through
from termbase.linking.extension import TermLinks
from termbase.linking.linker import Linker
from termbase.linking.plan import Plan, Why
from termbase.linking.plan_places import Alignment, Placed, placed_names
from termbase.linking.prose import Prose
from termbase.linking.written_links import USUAL_EXTENSIONS
from termbase.model.diagnostics import Diagnostic
from termbase.reading.pages import read_page, unreadable_page
from termbase.site.page_links import LinkStyle, brackets
from termbase.site.project import Project
from termbase.site.settings_file import host_file, markdown_extensions
from termbase.text.line_starts import line_breaks
from termbase.text.untrusted import LimitError, UntrustedError

_NEEDED: Final = ("startup", "config")
"""Events of our plugin that set up links; all others are about the glossary's own pages."""


_SAMPLE: Final = "# A\n\nB *c* [d](e) `f` :g:\n\n```py\nh\n```\n"
"""What every extension must be able to convert."""


class PlanError(Exception):
    """The host cannot convert the pages; the text says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page and all names in it."""

    prose: Prose
    """What the page says; its file is named as diagnostics name it."""
    path: str
    """The page's path in the folder of pages."""

    @property
    def names(self) -> tuple[Placed, ...]:
        """Every name on the page, in order of its source."""
        return placed_names(self.prose.plan, self.prose.alignment)


class _Ear(logging.Handler):
    """Writes down what the host says is wrong."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self._errors.append(record.getMessage())


class _Done(Exception):  # noqa: N818  (no error: all pages are converted)
    pass


class _Stop(BasePlugin):  # type: ignore[type-arg]  # it has no options
    """Stops the host's build before it writes, and keeps it from reading bad or unneeded pages."""

    def __init__(self, wanted: str | None, bad: Collection[str]) -> None:
        self._wanted, self._bad = wanted, bad
        self.at: str | None = None
        """The path, in the folder of pages, of the page that the host is converting."""
        self.breaks = 0
        """The line breaks of that page, without those of its front matter."""

    @event_priority(1000)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in [file for file in files if file.src_uri in self._bad]:
            files.remove(file)
        return files

    @event_priority(1000)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self.at, self.breaks = page.file.src_uri, line_breaks(markdown)
        return markdown if self._wanted in (None, page.file.src_uri) else ""

    @event_priority(1000)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        raise _Done


class _Guard(Extension):
    """Replaces a page that cannot be converted with an empty one, and reports why."""

    def __init__(self, refuse: Callable[[Exception], None]) -> None:
        super().__init__()
        self._refuse = refuse

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Guards the conversion of one converter."""
        convert = md.convert

        def guarded(source: str) -> str:
            try:
                return convert(source)
            except Exception as error:  # an extension of the site may raise anything
                self._refuse(error)
                return ""

        md.convert = guarded  # type: ignore[method-assign]  # no extension point is around all of them


def page_plans(
    project: Project, *, unread: Callable[[Diagnostic], None], only: Path | None = None
) -> Iterator[PagePlan]:
    """Yields the plan of each hand-written page, sorted by path.

    Args:
        project: The project.
        unread: Called with what is wrong with each page that cannot be read or converted.
        only: The one page that is wanted.

    Raises:
        PlanError: The host cannot convert the pages.
    """
    settings = project.settings
    names: dict[str, str] = {}
    bad: dict[str, Diagnostic] = {}
    texts: dict[str, str] = {}
    for name, path in project.pages():
        source = path.relative_to(settings.docs).as_posix()
        if only is None or path.resolve() == only.resolve():
            names[source] = name
        try:
            texts[source] = read_page(path)
        except (OSError, UntrustedError) as error:
            bad[source] = unreadable_page(error, name=name)

    def refuse(source: str, error: Exception) -> None:
        name = (settings.shown_docs / source).as_posix()
        bad.setdefault(source, unreadable_page(page_refusal(error), name=name))

    wanted = next(iter(names), None) if only is not None else None
    file = host_file(settings.root)
    if file is not None and file.suffix != ".toml":
        plans = _by_mkdocs(project, file, wanted, texts, frozenset(bad), refuse)
    else:
        plans = _by_markdown(project, {source: texts[source] for source in names if source in texts}, refuse)
    for source, name in sorted(names.items(), key=lambda item: item[1]):
        if source in bad:
            unread(bad[source])
        elif source in plans:
            plan, text = plans[source], texts[source]
            prose = Prose(file=name, source=text, plan=plan, alignment=Alignment(plan, text))
            yield PagePlan(prose=prose, path=source)


_Refuse = Callable[[str, Exception], None]
"""Takes the path of a page in the folder of pages, and why it cannot be converted."""


def _by_mkdocs(
    project: Project,
    file: Path,
    wanted: str | None,
    texts: Mapping[str, str],
    bad: Collection[str],
    refuse: _Refuse,
) -> Mapping[str, Plan]:
    """The plans of a site for MkDocs, by path in the folder of pages."""
    plans: dict[str, Plan] = {}
    stop = _Stop(wanted, bad)

    def refused(error: Exception) -> None:
        if stop.at is None:
            raise error
        if isinstance(error, LimitError):
            error.line += max(0, line_breaks(texts.get(stop.at, "")) - stop.breaks)
        refuse(stop.at, error)

    try:
        with _heard() as errors:
            _convert(project, file, stop, plans, _Guard(refused))
    except _Done:
        return plans
    except (MkDocsException, Abort, SystemExit) as error:
        raise PlanError("\n  ".join(("MkDocs cannot read the site.", *errors, str(error)))) from error
    except Exception as error:  # a plugin or an extension of the site may raise anything
        at = "the pages" if stop.at is None else (project.settings.shown_docs / stop.at).as_posix()
        raise PlanError(f"MkDocs cannot convert {at}. {type(error).__name__}: {error}") from error
    return plans


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Hides the host's log from the terminal, and yields its errors."""
    log, errors = logging.getLogger("mkdocs"), list[str]()
    level, handlers, propagate = log.level, list(log.handlers), log.propagate
    ear = _Ear(errors)
    log.handlers[:], log.propagate = [ear], False
    log.setLevel(logging.ERROR)
    try:
        yield errors
    finally:
        log.handlers[:], log.propagate = handlers, propagate
        log.setLevel(level)


def _convert(project: Project, file: Path, stop: _Stop, plans: dict[str, Plan], guard: _Guard) -> None:
    """Runs the host's build, which ends by an exception once every page is converted."""
    with TemporaryDirectory() as folder:
        config = load_config(str(file), site_dir=folder, strict=False)
        plugins = config.plugins
        ours = next((plugin for plugin in plugins.values() if isinstance(plugin, TermbasePlugin)), None)
        if ours is not None:
            ours.plans = plans
            for event, methods in plugins.events.items():
                if event not in _NEEDED:
                    methods[:] = [method for method in methods if getattr(method, "__self__", None) is not ours]
        if ours is None or not project.settings.options.link_pages:
            config.markdown_extensions = _with_ours(config.markdown_extensions, project, plans, linked=ours is None)
        add_extension(config, BracketLimit())
        add_extension(config, guard)
        plugins["termbase-plans"] = stop
        plugins.on_startup(command="build", dirty=False)
        build(config)


def _with_ours(named: list[str], project: Project, plans: dict[str, Plan], *, linked: bool) -> list[Any]:
    """The extensions of a site whose plugin links nothing, with ours in place of the one that is named."""
    settings = project.settings
    links = PageLinks(project.site(), settings, plans=plans)

    def linker(md: Markdown) -> Linker:
        return links.linker(md) if linked else replace(links.linker(md), off=Why.OFF_SITE)

    ours = TermLinks(linker, brackets=brackets(settings.options.link), insertions=True)
    return [*(name for name in named if not name.startswith("termbase")), ours]


def _by_markdown(project: Project, texts: Mapping[str, str], refuse: _Refuse) -> Mapping[str, Plan]:
    """The plans of pages without MkDocs, by path in the folder of pages."""
    settings, plans = project.settings, dict[str, Plan]()
    style = LinkStyle(settings.options.link, project.glossary(), key=settings.key)
    extensions = usable_extensions(settings.root)
    for source, text in texts.items():
        body, meta = get_data(text)
        plans[source] = style.plan()
        linker = style.linker(href=lambda target: target.path, path=source, meta=meta, plan=plans[source])
        ours = TermLinks(partial(_always, linker), brackets=brackets(settings.options.link), insertions=True)
        markdown = Markdown(extensions=[ours, *extensions], extension_configs=dict(extensions))
        try:
            read_through(markdown, body, above=line_breaks(text) - line_breaks(body))
        except Exception as error:  # an extension of the site may raise anything
            refuse(source, error)
    return plans


def _always(linker: Linker, _: Markdown) -> Linker:
    return linker


def usable_extensions(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """The Markdown extensions of the site in a folder that can be used without its host, each with its options."""
    file = host_file(folder)
    return _installed(markdown_extensions(file) if file is not None else {})


def _installed(named: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """The extensions that can be used here."""
    usable: dict[str, Mapping[str, Any]] = {}
    for name, options in (named or {name: {} for name in USUAL_EXTENSIONS}).items():
        if name.startswith("termbase"):
            continue
        # An option that names a Python object is read as None, with which an extension may be unusable.
        for chosen in (options, {}):
            try:
                Markdown(extensions=[name], extension_configs={name: dict(chosen)}).convert(_SAMPLE)
            except Exception:  # an extension may raise anything
                continue
            usable[name] = chosen
            break
    return usable
