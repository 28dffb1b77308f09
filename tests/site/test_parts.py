"""A site without some of its parts: every other page says the same, without links to them."""

import re
from dataclasses import replace

import pytest

from termbase.site.addresses import PageUrl
from termbase.site.links_from import LinksFrom
from termbase.site.page_options import PageOptions, Part
from termbase.site.render import render
from tests.conftest import concept, entries, sources
from tests.exports.sites import made

FILES = {
    "termbase.yml": "title: T\ncategories: [{id: money, title: Money}]\n",
    "sources.yml": sources("book", "blog"),
    "concepts/churn.yml": concept("Churn", category="money", related=["upsell"]),
    "concepts/upsell.yml": concept("Upsell"),
    "entries/book.yml": entries(
        "book", {"locator": "L1", "term": "Churn"}, {"locator": "L2", "candidates": ["churn", "upsell"]}
    ),
    "entries/blog.yml": entries("blog", {"locator": "L1", "term": "Churn"}),
}
SITE = made(FILES, updated=dict.fromkeys(FILES, "2024-02-28"))


@pytest.mark.parametrize(
    "part", [Part.CATEGORIES, Part.GRAPH, Part.SOURCES, Part.MERGES, Part.CONTRIBUTORS, Part.PRINT, Part.HOME]
)
def test_no_page_links_to_a_part_that_is_left_out(part: Part) -> None:
    bodies = {body.page.path: body.html for body in render(replace(SITE, pages=PageOptions(omit=(part,))))}
    assert not [path for path in bodies if path.startswith(f"{part}/")]
    assert not [path for path, html in bodies.items() if re.search(rf'href="[^"]*\b{part}/', html)]
    for path, html in bodies.items():
        assert not re.search(r'href="(?:"|#[^"]*=)', html), path
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html)), path
    assert "Money" in bodies["terms/churn"]
    assert "Title of book" in bodies["terms/churn"]
    assert "Last changed on" in bodies["terms/churn"]


def test_a_link_to_a_part_that_is_left_out_is_an_error_of_ours() -> None:
    here = LinksFrom(site=replace(SITE, pages=PageOptions(omit=(Part.GRAPH,))), url=PageUrl("terms/churn/"))
    with pytest.raises(LookupError, match="graph/index"):
        here.page("graph/index")


def test_the_map_of_a_glossary_without_categories_has_its_title() -> None:
    files = {
        "termbase.yml": "title: Our words\n",
        "concepts/a.yml": concept("A", related=["b"]),
        "concepts/b.yml": concept("B"),
    }
    html = next(body.html for body in render(made(files)) if body.page.path == "graph/index")
    assert "Our words" in html
    assert "Others" not in html
