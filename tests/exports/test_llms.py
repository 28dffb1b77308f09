"""`llms.txt` and `llms-full.txt`, read as the Markdown they are."""

import re
from xml.etree.ElementTree import Element

import html5lib
from markdown import Markdown

from termbase.exports import select
from termbase.site.site import Site
from tests.exports.sites import URL, made, small


def text(site: Site, name: str) -> str:
    artifact = select(site, name)
    assert artifact is not None
    return artifact.data.decode("utf-8")


def tree(site: Site, name: str) -> Element:
    parsed: Element = html5lib.parseFragment(Markdown().convert(text(site, name)), namespaceHTMLElements=False)
    return parsed


def words(element: Element) -> str:
    return "".join(element.itertext()).strip()


def test_the_index_has_the_shape_of_the_proposal(site: Site) -> None:
    lines = text(site, "llms").splitlines()
    assert lines[0] == f"# {site.termbase.title}"
    assert lines[2] == f"> {site.termbase.description}"
    for line in lines[3:]:
        assert not line or line.startswith("## ") or re.fullmatch(r"- \[.+\]\(\S+\): .+", line), line
    assert "## Optional" in lines


def test_every_term_is_linked_once(site: Site) -> None:
    links = {a.get("href"): words(a) for a in tree(site, "llms").iter("a")}
    for concept in site.termbase.concepts:
        assert links[f"{URL}terms/{concept.id}/"].startswith(concept.term)
    assert len([line for line in text(site, "llms").splitlines() if f"({URL}terms/" in line]) == len(
        site.termbase.concepts
    )


def test_the_full_text_has_every_definition(site: Site) -> None:
    whole = words(tree(site, "llms-full"))
    headings = [words(heading) for heading in tree(site, "llms-full").iter("h3")]
    assert len(headings) == len(site.termbase.concepts)
    for concept in site.termbase.concepts:
        assert site.texts.concepts[concept.id].definition.plain in whole


def test_a_term_in_full() -> None:
    section = text(small(), "llms-full").partition("### Churn rate (CR)\n\n")[2].partition("\n\n###")[0]
    assert section.split("\n") == [
        "What Churn rate means.",
        "",
        "Watch it.",
        "",
        "- Also called: attrition rate",
        "- Avoid: loss rate",
        "- Formula (TeX): `\\text{churn rate} = \\text{lost}`",
        "- Example: Two of ten left.",
        "- Not to be confused with Retention rate: Counts those who stay.",
        "- Broader: Rate",
        "- Related: Rate; Retention rate",
        "- Note: An old word.",
        "- Page: https://termbase.example/terms/churn-rate/",
    ]


def test_a_glossary_without_categories_has_one_list() -> None:
    lines = text(made({"concepts/a.yml": "term: Aa\ndefinition: A thing.\n"}), "llms").splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# Glossary", "## Terms", "## Files", "## Optional"]


def test_a_hostile_name_makes_no_markup(attack: tuple[Site, str]) -> None:
    site, name = attack
    for listed in ("llms", "llms-full"):
        found = tree(site, listed)
        addresses = {a.get("href") or "" for a in found.iter("a")}
        assert all(address.startswith(URL) for address in addresses)
        assert {e.tag for e in found.iter()} <= {
            "DOCUMENT_FRAGMENT", "h1", "h2", "h3", "p", "ul", "li", "a", "code", "blockquote",
        }  # fmt: skip
        assert words(next(found.iter("h1"))) == name
