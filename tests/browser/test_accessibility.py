"""Leaving out texts that look like others hides none that looks different."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessibility import ENOUGH, problems

PAGE = """<!doctype html><html lang="en"><head><title>A list</title><style>
ul { background: white; color: black } .pale, #one { color: #ccc } .dark { background: #444 }
a { color: #222; text-decoration: none }
</style></head><body><main><h1>A list</h1><ul>ITEMS</ul></main></body></html>"""
ALIKE = "<li>One of <b>many</b> items</li>"
DIFFERENT = {
    "a class": ('<li class="pale">One of <b>many</b> items</li>', ""),
    "an id": ('<li id="one">One of <b>many</b> items</li>', ""),
    "a style": ('<li style="color: #ccc">One of <b>many</b> items</li>', ""),
    "its place among others": (ALIKE, "li:nth-child(38) { color: #ccc }"),
    "a part of it": ('<li>One of <b style="color: #ccc">many</b> items</li>', ""),
    "what is behind it": ('<li style="background: #444">One of <b>many</b> items</li>', ""),
    "what is around it": ('<li><div class="dark"><span>One of</span></div></li>', ""),
    "less of it": ('<li style="opacity: 0.3">One of <b>many</b> items</li>', ""),
    "the words around a link": ('<li style="color: #333">One of <a href="#">many</a> items</li>', ""),
}
"""What makes one item of a list look different: the item, and a rule of style."""
NOT_SHOWN = '<li hidden class="pale">Hidden</li><li class="pale" style="visibility: hidden">Hidden</li>'


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize(("item", "style"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_text_that_looks_different_is_found_among_many_that_do_not(page: Page, item: str, style: str) -> None:
    items = [*[ALIKE] * 37, item, *[ALIKE] * 10]
    page.set_content(PAGE.replace("ITEMS", "".join(items)).replace("</style>", f"{style}</style>"))
    found = problems(page, whole=False)
    assert "color-contrast" in found or "link-in-text-block" in found
    assert found == problems(page, whole=True)


def test_texts_that_are_not_shown_stand_for_none_that_are(page: Page) -> None:
    items = [NOT_SHOWN] * ENOUGH + ['<li class="pale">Shown</li>', ALIKE]
    page.set_content(PAGE.replace("ITEMS", "".join(items)))
    assert "color-contrast" in problems(page, whole=False)
