"""HTML glossaries: pages exported from a wiki, with tables, definition lists, headings or bold names."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.html_tree import html_tree, plain
from termbase.imports.imported import LeftOut, Options, Reading, in_all, problem
from termbase.imports.page import find_terms, read_terms
from termbase.imports.writer import Writer
from termbase.text.slug import slug

_NUMBERS: Final = frozenset(("header-section-number", "section-number", "sectnum", "secno", "chapter-number"))
"""Classes of elements with the number of a heading."""


def read_html(files: Mapping[str, str], options: Options) -> Reading:
    """Reads HTML pages."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: Options) -> Reading:
    return read_tree(name, html_tree(text), options)


def read_tree(name: str, tree: Element, options: Options) -> Reading:
    """Reads a parsed page; links between its terms stay links."""
    numbers = _without_numbers(tree, name)
    page = find_terms(tree, options)
    first = read_terms(page, Writer(where=name))
    known: dict[str, str] = {}
    for term in first:
        for key in (term.id, term.name, *term.abbreviations, *term.synonyms):
            known.setdefault(slug(key or term.name), term.name)
    writer = Writer(where=name, terms=known)
    terms = read_terms(page, writer)
    problems = (
        () if terms else (problem(name, "no term was found in its tables, definition lists, headings or bold names"),)
    )
    return Reading(terms=terms, left_out=(*writer.left, *numbers), problems=problems)


def _without_numbers(tree: Element, name: str) -> tuple[LeftOut, ...]:
    """Empties the numbers that a site generator puts before headings; they are not a part of names."""
    found: list[LeftOut] = []
    for element in tree.iter("span"):
        if _NUMBERS.intersection(element.get("class", "").split()) and (number := plain(element)):
            found.append(LeftOut(kind="numbers of headings", text=number, where=name))
            element.text = ""
            for child in list(element):
                element.remove(child)
    return tuple(found)
