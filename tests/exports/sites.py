"""Sites to export: one of real size, and small ones with names that try to break out."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from termbase.glossary import compile_glossary
from termbase.identity.names import index_names
from termbase.linking.index import index_links
from termbase.linking.texts import link
from termbase.model.concept import Designation
from termbase.model.vocabulary import DesignationKind
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from termbase.yaml_files.tree import parse
from tests.conftest import concept, dump, entries
from tests.ours import frozen

FROZEN: Final = Path(__file__).parents[1] / "frozen/glossary"
"""A glossary that stays as it is, whatever becomes of ours."""
URL: Final = "https://termbase.example/"
ADDRESSES: Final = Addresses(site_url=URL)

HOSTILE: Final[Mapping[str, tuple[str, str]]] = {
    "a formula": ('=HYPERLINK("https://evil.invalid")', '=HYPERLINK("https://evil.invalid")'),
    "a formula after a space": (" =1+1", "=1+1"),
    "a formula after an apostrophe": ("'=1+1", "'=1+1"),
    "a formula in full width": ("＝1+1", "＝1+1"),
    "a formula after a mark": ("\u200f=1+1", "\u200f=1+1"),
    "a plus": ("+1", "+1"),
    "a minus": ("-1", "-1"),
    "an at sign": ("@SUM(1)", "@SUM(1)"),
    "the end of CDATA": ("a]]>b", "a]]>b"),
    "a script": ('"><script>alert(1)</script>', '"><script>alert(1)</script>'),
    "a comment": ("<!-- a", "<!-- a"),
    "a newline": ("two\nlines", "two lines"),
    "a carriage return": ("two\rlines", "two lines"),
    "a line separator": ("two\u2028lines", "two lines"),
    "a next line": ("two\x85lines", "two lines"),
    "a pipe": ("a|b", "a|b"),
    "a bracket": ("a]b", "a]b"),
    "a link": ("a](https://evil.invalid)", "a](https://evil.invalid)"),
    "a definition": ("a]: https://evil.invalid", "a]: https://evil.invalid"),
    "a Turkish i": ("İstanbul ıI", "İstanbul ıI"),
    "an override": ("\u202egnp\u202c", "\u202egnp\u202c"),
    "Hebrew": ("\u200fעברית", "\u200fעברית"),
    "a NUL": ("a\x00b", "ab"),
    "a lone surrogate": ("a\ud800b", "ab"),
    "an escape": ("a\x1b[31mb", "a[31mb"),
    "a noncharacter": ("a\uffffb", "ab"),
    "a macro": ("{{ config }}", "{{ config }}"),
    "a statement": ("{% include 'x' %}", "{% include 'x' %}"),
    "an inclusion": ('--8<-- "secret.txt"', '--8<-- "secret.txt"'),
    "a reference": ("&lt;b&gt;", "&lt;b&gt;"),
    "a backslash": ("a\\", "a\\"),
    "a quote and a comma": ('a"b,c', 'a"b,c'),
    "a number in words": ("phase in 2 weeks", "phase in 2 weeks"),
    "numbers at the end": ("level 2 3", "level 2 3"),
    "an emoji": ("🚀 launch", "🚀 launch"),
    "a sound": ("[sound:x.mp3]", "[sound:x.mp3]"),
    "LaTeX": ("[latex]\\input{x}[/latex]", "[latex]\\input{x}[/latex]"),
    "a footnote": ("^1", "^1"),
    "an alert": ("!NOTE", "!NOTE"),
    "a ticked box": ("x", "x"),
    "a heading": ("# a", "# a"),
    "a header of Anki": ("#separator:Tab", "#separator:Tab"),
    "a quoted blank": ("''", "''"),
}
"""Names, each with the words that a reader should find: on one line, without what XML forbids."""


@cache
def real() -> Site:
    """A glossary of real size: ours, as it was on one day."""
    glossary = frozen()
    days = {c.where.file: f"2026-11-{1 + n % 20:02}" for n, c in enumerate(glossary.termbase.concepts)}
    return Site(glossary=glossary, addresses=ADDRESSES, updated=days)


def made(
    files: Mapping[str, str], *, addresses: Addresses = ADDRESSES, updated: Mapping[str, str] | None = None
) -> Site:
    """A site from the text of term files."""
    glossary = compile_glossary((parse(text, file=path) for path, text in files.items()))
    return Site(glossary=glossary, addresses=addresses, updated=updated or {})


SMALL: Final = {
    "termbase.yml": dump(
        {
            "title": "Small",
            "language": "en-US",
            "description": "A small one.",
            "categories": [{"id": "metrics", "title": "Metrics", "introduction": "Numbers."}],
        }
    ),
    "sources.yml": dump(
        {
            "sources": [
                {
                    "id": "book",
                    "title": "The book",
                    "author": "A. Uthor",
                    "date": "2020",
                    "url": "https://book.invalid/<x>",
                }
            ]
        }
    ),
    "concepts/rate.yml": concept("Rate", category="metrics", former_ids=["ratio"]),
    "concepts/churn-rate.yml": concept(
        "Churn rate",
        abbreviations=["CR"],
        synonyms=["attrition rate"],
        variants=["churnrate"],
        deprecated=["loss rate"],
        category="metrics",
        broader=["rate"],
        related=["rate", "retention-rate"],
        formula="\\text{churn rate} = \\text{lost}",
        explanation="Watch it.",
        example="Two of ten left.",
        notes=["An old word."],
    ),
    "concepts/retention-rate.yml": concept(
        "Retention rate", contrast=[{"term": "churn-rate", "difference": "Counts those who stay."}]
    ),
    "entries/book.yml": entries("book", {"locator": "L3", "term": "Churn rate"}, {"locator": "L9", "term": "Upsell"}),
}
"""Three concepts of our own and one that only a source has."""


def small() -> Site:
    """The small site, with a date for one file."""
    return made(SMALL, updated={"concepts/churn-rate.yml": "2024-02-29", "concepts/rate.yml": "2024-02-28"})


def hostile(name: str) -> Site:
    """The small site, in which a name, a definition and the title are hostile.

    The term files are bypassed: the decoder refuses some of these, but an export relies on nothing.
    """
    site = small()
    kinds = (DesignationKind.PREFERRED, DesignationKind.ABBREVIATION, DesignationKind.ADMITTED, DesignationKind.VARIANT)
    names = tuple(
        Designation(text=name + ending, kind=kind) for kind, ending in zip(kinds, ("", "", "s", " "), strict=True)
    )
    attacked = tuple(
        replace(c, designations=names, definition=f"{name} and {name}") if c.id == "churn-rate" else c
        for c in site.termbase.concepts
    )
    categories = tuple(replace(category, title=name) for category in site.termbase.categories)
    termbase = replace(site.termbase, title=name, description=name, concepts=attacked, categories=categories)
    index, found = index_links(attacked), index_names(attacked, termbase.former_ids)
    texts, _ = link(termbase, index, found)
    return replace(site, glossary=replace(site.glossary, termbase=termbase, index=index, names=found, texts=texts))
