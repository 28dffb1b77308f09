"""`anki.csv`: one card per term for Anki, with the header lines that Anki 2.1.54 and later support.

Anki recognizes a note by its guid, so a newer file updates existing notes, even those of a renamed term. The guid comes
first in a line, because a line that begins with "#" would be a comment.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Final

from termbase.exports.csv import guard
from termbase.model.artifact import Artifact
from termbase.model.concept import Concept
from termbase.model.vocabulary import DesignationKind
from termbase.site.site import Site
from termbase.text.folding import fold
from termbase.text.one_line import one_line
from termbase.text.slug import slug

PATH: Final = "exports/anki.csv"
_MARKUP: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "[]{}\\"})
"""Characters that begin sounds, LaTeX, MathJax, fields, and cloze deletions."""


def export(site: Site) -> Iterator[Artifact]:
    """The cards, terms sorted by id."""
    table = io.StringIO(newline="")
    title = one_line(site.termbase.title)
    table.write(
        f"#separator:Comma\n#html:true\n#deck:{title}\n#columns:Guid,Front,Back,Tags\n#guid column:1\n#tags column:4\n"
    )
    writer = csv.writer(table, lineterminator="\n")
    same_front = Counter(fold(concept.title) for concept in site.termbase.concepts)
    for concept in site.termbase.concepts:
        name = concept.title
        front = f"{name} [{concept.id}]" if same_front[fold(name)] > 1 else name
        back = site.fragments.of("anki", concept, partial(_back, concept=concept))
        writer.writerow((guid(site, concept), _html(front), back, " ".join(_tags(site, concept))))
    yield Artifact(path=PATH, content=table.getvalue().encode("utf-8"))


def guid(site: Site, concept: Concept) -> str:
    """The guid of a note: the glossary and the first id that the concept had."""
    former = concept.own.former_ids if concept.own else ()
    return f"{slug(site.termbase.title)}:{former[0] if former else concept.id}"


def _back(site: Site, concept: Concept) -> str:
    parts = [_html(site.texts.concepts[concept.id].definition.plain)]
    others = (*concept.abbreviations[1:], *concept.names(DesignationKind.ADMITTED))
    if others:
        parts.append(_html(f"Also: {'; '.join(others)}"))
    if site.addresses.site_url:
        address = site.addresses.absolute(site.addresses.term(concept.id))
        parts.append(f'<a href="{escape(address)}">{_html(concept.term)}</a>')
    return "<br>".join(parts)


def _html(text: str) -> str:
    """The text of a field: Anki's own markup is escaped, and nothing is a formula for a spreadsheet."""
    html = escape(one_line(text)).translate(_MARKUP)
    return html if guard(html) == html else f"&#{ord(html[0])};{html[1:]}"


def _tags(site: Site, concept: Concept) -> Iterator[str]:
    yield slug(site.termbase.title)
    if concept.category:
        yield concept.category
