"""`objects.inv`, the list of link targets that Sphinx, MyST and mkdocstrings read (version 2).

Every name is a `std:term`, so that :term:`NRR` works in a Sphinx site which maps this one. Every
concept is a `std:label` by its id and its former ids, and a `std:doc` by its path.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from termbase.exports.leads import leads
from termbase.model.artifact import Artifact
from termbase.model.page_paths import term_path
from termbase.site.addresses import relative
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.text.one_line import one_line

PATH: Final = "objects.inv"
_MISREAD: Final = re.compile(r".\s\S+\s-?\d+(\s|$)")
"""Names that inventory readers would cut off: in "a b 1 c", they read "a" as the name and "b" as the kind."""


def export(site: Site) -> Iterator[Artifact]:
    """The inventory at its usual place."""
    yield at(site, PATH)


def at(site: Site, path: str) -> Artifact:
    """The inventory at a path; addresses in it are relative to that."""
    version = max(site.updated.values(), default="")
    header = (
        "# Sphinx inventory version 2\n"
        f"# Project: {one_line(site.termbase.title)}\n"
        f"# Version: {version}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    here = site.addresses.file(path)
    lines = "".join(f"{line}\n" for line in _lines(site, lambda url: relative(here, url)))
    return Artifact(path=path, content=header.encode() + zlib.compress(lines.encode(), 9))


def _lines(site: Site, to: Callable[[str], str]) -> Iterator[str]:
    for concept in site.termbase.concepts:
        page = to(site.addresses.term(concept.id))
        yield _line("doc", term_path(concept.id), page, shown=concept.term)
        yield _line("label", concept.id, page, shown=concept.term)
    for old, id in sorted(site.termbase.former_ids.items()):
        yield _line("label", old, to(site.addresses.term(id)), shown=site.termbase.by_id[id].term)
    for category in site.termbase.categories if Part.CATEGORIES in site.parts else ():
        page = to(site.addresses.category(category.id))
        yield _line("doc", f"categories/{category.id}", page, shown=category.title)
    for name, target in leads(site).items():
        if not _MISREAD.search(name):
            yield _line("term", name, to(site.address(target)))


def _line(role: str, name: str, uri: str, *, shown: str = "") -> str:
    """One line of the inventory: -1 is Sphinx's priority for these roles, "-" shows the name itself."""
    return f"{name} std:{role} -1 {uri} {one_line(shown) or '-'}"
