"""Abbreviations as Markdown definitions, for a site that shows their full names on hover.

Python-Markdown's `abbr` extension reads them, PHP Markdown Extra and markdown-it-abbr, too. An
abbreviation with two meanings is left out: a hover can show one only.
"""

import re
from collections.abc import Iterator
from typing import Final

from termbase.exports.markdown_label import is_safe_label
from termbase.model.artifact import Artifact
from termbase.site.site import Site
from termbase.text.one_line import one_line

# Not “.md”: static site generators would treat it as a page of this site.
PATH: Final = "exports/abbreviations.txt"
_MARKUP: Final = re.compile(r"[<>{}]|&(?=#?\w+;)")
"""HTML, a macro, or a character reference, on the page that includes the list."""


def export(site: Site) -> Iterator[Artifact]:
    """The list, one definition per line, in alphabetical order."""
    yield Artifact(path=PATH, content="".join(_definitions(site)))


def _definitions(site: Site) -> Iterator[str]:
    for acronym in site.acronyms:
        short = one_line(acronym.text)
        full = one_line(acronym.expansions[0].text) if acronym.expansions else ""
        if full and not acronym.ambiguous and is_safe_label(short):
            harmless = _MARKUP.sub(lambda found: f"&#{ord(found.group())};", full)
            yield f"*[{short}]: {harmless}\n"
