"""HTML glossaries: pages exported from a wiki, with tables, definition lists, headings or bold names."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from termbase.imports.html_tree import html_tree
from termbase.imports.imported import Options, Reading, in_all, problem
from termbase.imports.page import find_terms, read_terms
from termbase.imports.writer import Writer
from termbase.text.slug import slug


def read_html(files: Mapping[str, str], options: Options) -> Reading:
    """Reads HTML pages."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: Options) -> Reading:
    return read_tree(name, html_tree(text), options)


def read_tree(name: str, tree: Element, options: Options) -> Reading:
    """Reads a parsed page; links between its terms stay links."""
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
    return Reading(terms=terms, left_out=tuple(writer.left), problems=problems)
