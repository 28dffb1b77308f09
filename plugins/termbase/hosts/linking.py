"""Links in hand-written pages: the page that a converter is processing, and the links from there to terms."""

from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig

from termbase.hosts.telling import log_diagnostics
from termbase.linking.extension import TermLinks
from termbase.linking.index import Target
from termbase.linking.linker import Linker
from termbase.linking.plan import Plan
from termbase.linking.written_comments import useless_comments
from termbase.linking.written_links import UnknownName, unknown_names, wiki_links
from termbase.model.concept import ConceptId
from termbase.model.diagnostics import Diagnostic, Location
from termbase.site.addresses import relative
from termbase.site.page_links import LinkStyle, brackets
from termbase.site.settings import Settings
from termbase.site.site import Site
from termbase.text.untrusted import UntrustedError


class UnknownNames:
    """Reports names in brackets that no term has, each once per page, with all its places.

    Args:
        site: The glossary.
        docs: The folder of hand-written pages, as messages name it.
        other: A plugin or extension with the same notation, to which such a name then belongs.
    """

    def __init__(self, site: Site, *, docs: Path, other: str | None = None) -> None:
        self._site = site
        self._docs = docs
        self._other = other
        self._pages: dict[str, tuple[UnknownName, ...]] = {}
        self._comments: dict[str, dict[str, Diagnostic]] = {}
        self._reported: set[tuple[str, str]] = set()

    def report(self, source: str, text: str, name: str, near: tuple[str, ...]) -> None:
        """Warns of a misspelled name; what resembles no name is not meant for us."""
        if self._other is not None or (source, name) in self._reported:
            return
        self._reported.add((source, name))
        file = (self._docs / source).as_posix() if source else "a page"
        if source not in self._pages:
            linker = self._site.glossary.linker(href=lambda target: target.path)
            self._pages[source], self._comments[source] = (), {}
            with suppress(UntrustedError):  # nested as deeply as the host can just convert: without places, then
                self._pages[source] = tuple(unknown_names(text, file=file, linker=linker))
                useless = useless_comments(text, file=file, linker=linker)
                self._comments[source] = {comment.asked: comment.diagnostic for comment in useless if comment.asked}
        if (comment := self._comments[source].get(name)) is not None:
            log_diagnostics((comment,))
            return
        found = [unknown for unknown in self._pages[source] if unknown.name == name]
        # Where another plugin wrote the name, the file does not have it.
        unplaced = UnknownName(name=name, near=near, where=Location(file=file))
        log_diagnostics(unknown.diagnostic for unknown in found or [unplaced])


class PageLinks:
    """The links of hand-written pages: makes them, and remembers what each page links to.

    Args:
        site: The glossary.
        settings: How names are linked, and what else the site uses.
        plans: Takes the plan of each page, by the page's path in the folder of sources.
    """

    def __init__(self, site: Site, settings: Settings, *, plans: dict[str, Plan] | None = None) -> None:
        self._site = site
        self._style = LinkStyle(settings.options.link, site.glossary, key=settings.key)
        self._unknown = UnknownNames(site, docs=settings.shown_docs, other=wiki_links(settings.extensions))
        self._plans = plans
        self._linked: dict[str, set[ConceptId]] = defaultdict(set)

    def linked(self, source: str) -> frozenset[ConceptId]:
        """The concepts that a page links to, by its path in the folder of sources."""
        return frozenset(self._linked.get(source, ()))

    def linker(self, md: Markdown) -> Linker:
        """The linker for the page that a converter is processing."""
        site = self._site
        # The host's own processor of relative links is the only one that knows the page.
        processor: Any = md.treeprocessors["relpath"] if "relpath" in md.treeprocessors else None
        source = processor.file.src_uri if processor else ""

        def href(target: Target) -> str:
            self._linked[source].update(target.concepts)
            if (remote := site.elsewhere(target)) is not None:
                return remote
            return (
                relative(source, f"{site.place(target)}.md")
                if processor
                else site.addresses.absolute(site.address(target))
            )

        def unknown(name: str, near: tuple[str, ...]) -> None:
            self._unknown.report(source, processor.file.content_string if processor else "", name, near)

        page = getattr(processor.file, "page", None) if processor else None
        plan = self._plans.setdefault(source, self._style.plan()) if self._plans is not None else None
        return self._style.linker(href=href, unknown=unknown, path=source, meta=page.meta if page else None, plan=plan)


def term_links(links: PageLinks, settings: Settings) -> TermLinks:
    """The Markdown extension for the hand-written pages of a site."""
    return TermLinks(current=links.linker, brackets=brackets(settings.options.link), insertions=True)


def add_extension(config: MkDocsConfig, extension: Extension) -> None:
    """Adds a Markdown extension to those that the settings of a site name."""
    # MkDocs declares names alone, but hands the list to Python-Markdown, which takes extensions as well.
    extensions: list[Any] = config.markdown_extensions
    extensions.append(extension)


def audited(config: MkDocsConfig, site: Site, settings: Settings) -> dict[str, Plan] | None:
    """Adds an audit to a site whose options ask for one; returns the plans that it reads, or None."""
    if not settings.options.audit:
        return None
    from termbase.hosts.audit_page import audit_plans  # few sites want one

    return audit_plans(config, site, settings)
