"""The lists that Markdown pages include, read by Python-Markdown."""

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import html5lib
import pytest
from markdown import Markdown, __version_info__

from termbase.exports import select
from termbase.site.site import Site
from tests.exports.sites import URL, made


def text(site: Site, name: str) -> str:
    made = select(site, name)
    assert made is not None
    return made.data.decode("utf-8")


def shown(page: str, included: str) -> str:
    """A page that includes a list, as HTML."""
    return Markdown(extensions=["abbr", "md_in_html", "tables"]).convert(f"{page}\n\n{included}")


def test_each_abbreviation_shows_what_it_stands_for(site: Site) -> None:
    included = text(site, "abbreviations")
    assert site.acronyms
    for acronym in site.acronyms:
        html = shown(f"about {acronym.text} here", included)
        titles = [abbr.get("title") for abbr in fromstring(f"<div>{html}</div>").iter("abbr")]
        if acronym.ambiguous or not acronym.expansions:
            assert titles == []
        else:
            assert titles == [acronym.expansions[0].text], acronym.text


def test_there_are_abbreviations_and_an_ambiguous_one_is_none_of_them(site: Site) -> None:
    included = text(site, "abbreviations")
    assert included.count("\n") == sum(bool(a.expansions) and not a.ambiguous for a in site.acronyms) > 0


@pytest.mark.parametrize("extensions", [[], ["attr_list", "footnotes", "tables", "def_list", "pymdownx.tasklist"]])
def test_each_name_is_a_link(site: Site, extensions: list[str]) -> None:
    included = text(site, "links")
    names = sorted({d.text for concept in site.termbase.concepts for d in concept.designations})
    html = Markdown(extensions=extensions).convert("\n\n".join(f"[{name}]" for name in names) + f"\n\n{included}")
    links = {"".join(a.itertext()): a.get("href") for a in fromstring(f"<div>{html}</div>").iter("a")}
    assert set(links) == set(names)
    for concept in site.termbase.concepts:
        if len(site.glossary.names.meanings(concept.term)) == 1:
            assert links[concept.term] == f"{URL}terms/{concept.id}/"


def test_a_name_with_two_meanings_links_to_their_list() -> None:
    files = {
        f"concepts/{n}.yml": f"term: {n} thing\nabbreviations: [XY]\ndefinition: A thing.\n" for n in ("one", "two")
    }
    assert f"[XY]: {URL}go/xy/\n" in text(made(files), "links")
    assert text(made(files), "abbreviations") == ""


def test_names_that_only_case_tells_apart_are_left_out() -> None:
    files = {
        "concepts/map.yml": "term: Map\ndefinition: A drawing.\n",
        "concepts/plan.yml": "term: Mutual action plan\nabbreviations: [MAP]\ndefinition: A plan.\n",
    }
    assert [line for line in text(made(files), "links").splitlines() if line.lower().startswith("[map]")] == []


def elements(html: str) -> set[str]:
    return {element.tag for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter()}


@pytest.fixture
def readable(attack: tuple[Site, str]) -> tuple[Site, str]:
    """An attack that the reader at hand survives."""
    if "''" in attack[1] and __version_info__ < (3, 11):
        pytest.skip("before 3.11, Python-Markdown fails on a definition of two quotation marks")
    return attack


def test_a_hostile_name_stays_in_its_definition(readable: tuple[Site, str]) -> None:
    site, _ = readable
    for listed in ("abbreviations", "links"):
        included = text(site, listed)
        assert all(re.match(r"\*?\[[^\[\]\\]+\]: \S", line) for line in included.split("\n")[:-1]), included
        assert not re.search(r"\{\{|\{%|<|\||[\u202a-\u202e\x00-\x09\x0b-\x1f]", included)
        html = shown("before", included)
        assert "".join(html5lib.parseFragment(html).itertext()).strip() == "before"
        assert elements(html) <= {"DOCUMENT_FRAGMENT", "p"}


def test_a_hostile_full_name_reads_as_it_was_given(readable: tuple[Site, str]) -> None:
    _, name = readable
    site = made({"concepts/a.yml": "term: a long name\nabbreviations: [ALN]\ndefinition: A thing.\n"})
    concept = site.termbase.concepts[0]
    named = replace(concept, designations=(replace(concept.designations[0], text=name), *concept.designations[1:]))
    site = replace(site, glossary=replace(site.glossary, termbase=replace(site.termbase, concepts=(named,))))
    html = shown("the ALN here", text(site, "abbreviations"))
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    titles = [abbr.get("title") for abbr in tree.iter("abbr")]
    assert titles == ([] if name == "''" else [name])
    assert elements(html) <= {"DOCUMENT_FRAGMENT", "p", "abbr"}
