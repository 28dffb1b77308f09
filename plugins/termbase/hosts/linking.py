"""Links in hand-written pages: which page a converter is at work on, and where a term lies from there."""

import logging
from collections.abc import Callable
from typing import Any

from markdown import Markdown

from termbase.linking.extension import Linker
from termbase.linking.index import Target
from termbase.site.addresses import relative
from termbase.site.site import Site

log = logging.getLogger("mkdocs.plugins.termbase")


def page_linker(md: Markdown, *, site: Site, linked: Callable[[str, Target], None]) -> Linker:
    """The linker for the page that a converter is at work on.

    Args:
        md: The converter, as the Markdown extension hands it over.
        site: The glossary.
        linked: Hears of each link, with the page's path in the folder of sources.
    """
    # The host's own processor of relative links is the only one that knows the page.
    processor: Any = md.treeprocessors["relpath"] if "relpath" in md.treeprocessors else None
    source = processor.file.src_uri if processor else ""

    def href(target: Target) -> str:
        linked(source, target)
        if (remote := site.elsewhere(target)) is not None:
            return remote
        return relative(source, f"{target.path}.md") if processor else site.addresses.absolute(site.address(target))

    def unknown(name: str, near: tuple[str, ...]) -> None:
        hint = f" Near it: {', '.join(near)}." if near else ""
        log.warning("%s: “[[%s]]” names no term.%s", source or "a page", name, hint)

    return site.glossary.linker(href=href, unknown=unknown)
