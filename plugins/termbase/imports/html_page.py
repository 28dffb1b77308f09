"""HTML glossaries: pages exported from a wiki, with tables, definition lists, headings or bold names."""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.html_tree import html_tree, plain
from termbase.imports.imported import ImportOptions, LeftOut, Reading, in_all, problem
from termbase.imports.page import ImportedPage, find_terms, read_terms
from termbase.imports.places import Place, place_of, shown_place
from termbase.imports.writer import Writer
from termbase.text.slug import slug

_NUMBERS: Final = frozenset(("header-section-number", "section-number", "sectnum", "secno", "chapter-number"))
"""Classes of elements with the number of a heading."""


def read_html(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads HTML pages."""
    return in_all(read_trees({name: html_tree(text, place=Place()) for name, text in files.items()}, options))


def read_tree(name: str, tree: Element, options: ImportOptions) -> Reading:
    """Reads a parsed page; links between its terms stay links."""
    return next(read_trees({name: tree}, options))


def read_trees(trees: Mapping[str, Element], options: ImportOptions) -> Iterator[Reading]:
    """Reads parsed pages; links between terms stay links, also from one page to another."""
    numbers = {name: _without_numbers(tree, name) for name, tree in trees.items()}
    pages = {name: find_terms(tree, options) for name, tree in trees.items()}
    known = {name: _targets(page, name) for name, page in pages.items()}
    everywhere = {key: term for targets in known.values() for key, term in targets.items()}
    for name, page in pages.items():
        writer = Writer(where=name, terms={**everywhere, **known[name]})
        terms = read_terms(page, writer)
        told = problem(name, "no term was found in its tables, definition lists, headings or bold names")
        left = (*writer.left, *numbers[name])
        yield Reading(terms=terms, left_out=left, problems=() if terms else (told,))


def _targets(page: ImportedPage, name: str) -> dict[str, str]:
    """The slugs under which links may lead to the terms of a page, each with the term's name."""
    known: dict[str, str] = {}
    for term in read_terms(page, Writer(where=name)):
        for key in (term.id, term.name, *term.abbreviations, *term.synonyms):
            known.setdefault(slug(key or term.name), term.name)
    return known


def _without_numbers(tree: Element, name: str) -> tuple[LeftOut, ...]:
    """Removes the numbers that a site generator puts before headings; they are not part of names."""
    found: list[LeftOut] = []
    for element in tree.iter("span"):
        if _NUMBERS.intersection(element.get("class", "").split()) and (number := plain(element)):
            found.append(LeftOut(kind="numbers of headings", text=number, where=shown_place(name, place_of(element))))
            element.text = ""
            for child in list(element):
                element.remove(child)
    return tuple(found)
