"""Links in hand-written pages: which page a converter is at work on, and where a term lies from there."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from markdown import Markdown

from termbase.linking.index import Target
from termbase.linking.linker import Linker
from termbase.model.concept import ConceptId
from termbase.site.addresses import relative
from termbase.site.site import Site

log = logging.getLogger("mkdocs.plugins.termbase")
_WIKIS: Final = ("roamlink", "ezlink", "obsidian", "wikilink", "wiki_link", "wiki-link")
"""Parts of the names of plugins and extensions for which `[[name]]` is a link to a page."""


def wiki_links(names: Iterable[str]) -> str | None:
    """The plugin or extension that uses the notation `[[name]]` for links of its own, if there is one."""
    return next((name for name in names if any(wiki in name.lower() for wiki in _WIKIS)), None)


class UnknownNames:
    """Reports names in brackets that no term has, each once a page.

    Args:
        other: A plugin or extension with the same notation, to which such a name then belongs.
    """

    def __init__(self, *, other: str | None = None) -> None:
        self._other = other
        self._reported: set[tuple[str, str]] = set()

    def report(self, source: str, name: str, near: tuple[str, ...]) -> None:
        """Warns of a misspelled name; what resembles no name is not meant for us."""
        if (source, name) in self._reported:
            return
        self._reported.add((source, name))
        page = source or "a page"
        if self._other is not None:
            log.debug("%s: “[[%s]]” names no term; it is left to %s.", page, name, self._other)
        elif near:
            log.warning("%s: “[[%s]]” names no term. Near it: %s.", page, name, ", ".join(near))
        else:
            log.info("%s: “[[%s]]” names no term and resembles none, so it stays as written.", page, name)


class PageLinks:
    """The links of hand-written pages: makes them, and remembers what each page links to.

    Args:
        site: The glossary.
        others: Names of the site's plugins and extensions.
    """

    def __init__(self, site: Site, *, others: Iterable[str] = ()) -> None:
        self._site = site
        self._unknown = UnknownNames(other=wiki_links(others))
        self._linked: dict[str, set[ConceptId]] = defaultdict(set)

    def linked(self, source: str) -> frozenset[ConceptId]:
        """The concepts that a page links to, by its path in the folder of sources."""
        return frozenset(self._linked.get(source, ()))

    def linker(self, md: Markdown) -> Linker:
        """The linker for the page that a converter is at work on."""
        site = self._site
        # The host's own processor of relative links is the only one that knows the page.
        processor: Any = md.treeprocessors["relpath"] if "relpath" in md.treeprocessors else None
        source = processor.file.src_uri if processor else ""

        def href(target: Target) -> str:
            self._linked[source].update(target.concepts)
            if (remote := site.elsewhere(target)) is not None:
                return remote
            return relative(source, f"{target.path}.md") if processor else site.addresses.absolute(site.address(target))

        return site.glossary.linker(href=href, unknown=lambda name, near: self._unknown.report(source, name, near))
