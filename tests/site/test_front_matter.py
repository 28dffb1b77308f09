"""What a page tells the theme around it."""

import pytest

from termbase.site.front_matter import front_matter, headings
from termbase.site.page import Page
from termbase.site.views import PageView, Section

HOSTILE = '"><script>alert(1)</script>'


def page(**fields: object) -> Page:
    shown = {name: fields.pop(name) for name in ("title", "description", "sections") if name in fields}
    view = PageView(**{"title": "X", "description": "What X is.", **shown})
    return Page(path="terms/x", show=lambda: (view, ()), **fields)


def test_what_is_printed_as_it_is_comes_escaped() -> None:
    made = page(
        title=HOSTILE, description=HOSTILE, say=lambda: {"name": HOSTILE}, sections=(Section(id="a", title=HOSTILE),)
    )
    told = front_matter(made)
    assert not [value for value in (told["title"], told["description"], told["json_ld"]) if "<" in value]
    assert '"' not in told["description"]
    (root,) = headings(made)
    assert "<" not in root["name"] + root["children"][0]["name"]


@pytest.mark.parametrize(
    ("fields", "hidden"),
    [
        ({}, ["navigation", "toc"]),
        ({"sections": (Section(id="a", title="A"),)}, ["navigation"]),
        ({"sections": (Section(id="a", title="A"),), "wide": True}, ["navigation", "toc"]),
    ],
)
def test_a_table_of_contents_is_shown_where_it_helps(fields: dict[str, object], hidden: list[str]) -> None:
    assert front_matter(page(**fields))["hide"] == hidden


def test_a_site_with_its_navigation_at_the_side_keeps_it() -> None:
    assert front_matter(page(wide=True), sidebar=True)["hide"] == ["toc"]


def test_pages_that_repeat_others_stay_out_of_searches() -> None:
    assert "search" not in front_matter(page())
    assert front_matter(page(searchable=False))["search"] == {"exclude": True}
    assert "robots" not in front_matter(page())
    assert front_matter(page(indexed=False))["robots"] == "noindex"


def test_the_skip_link_leads_to_the_page_itself() -> None:
    (root,) = headings(page(sections=(Section(id="a", title="A"),)))
    assert root["level"] == 1
    assert root["id"] == "page-start"
    assert [section["id"] for section in root["children"]] == ["a"]
