"""The table of matching cases, put to the linker of the build."""

from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from termbase.linking.extension import TermLinks
from termbase.linking.linker import LINK_CLASS
from termbase.model.diagnostics import Severity
from tests.linking.linking_cases import glossary, once, pages, shown, texts

Links = list[tuple[str, str]]


def linked(root: Element) -> Links:
    return [("".join(a.itertext()), a.get("href", "")) for a in root.iter("a") if a.get("class") == LINK_CLASS]


def converter() -> Markdown:
    return Markdown(extensions=[TermLinks(current=lambda _: glossary().linker(href=shown))])


def links_of_page(markdown: str) -> Links:
    """The links that a page of Markdown gets."""
    soup = BeautifulSoup(converter().convert(markdown), "html5lib")
    return [(link.get_text(), str(link["href"])) for link in soup.find_all("a", class_=LINK_CLASS)]


def test_the_glossary_of_the_table_is_sound() -> None:
    assert [str(d) for d in glossary().diagnostics if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("text", "expected"), texts())
def test_names_are_found_in_a_text(text: str, expected: Links) -> None:
    found = glossary().index.find(text)
    assert [(text[match.start : match.end], shown(match.target)) for match in found] == expected


@pytest.mark.parametrize(("text", "expected"), texts())
def test_names_are_linked_in_the_tree_of_a_page(text: str, expected: Links) -> None:
    md = converter()
    root, paragraph = Element("div"), Element("p")
    paragraph.text = text
    root.append(paragraph)
    md.treeprocessors["termbase-names"].run(root)
    assert linked(root) == once(expected)
    assert "".join(root.itertext()) == text


@pytest.mark.parametrize(("page", "expected"), pages())
def test_names_are_linked_in_a_page(page: str, expected: Links) -> None:
    assert links_of_page(page) == expected
