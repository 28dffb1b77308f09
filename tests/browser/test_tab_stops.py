"""Stops of the Tab key: none on the closed search, which stays one step away, and one on what only scrolls."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

FIELD = ".md-search__input"
TOGGLE = "[data-md-toggle=search]"
STOPS = 14
"""As many presses of Tab as lead from the top of a page past the header, on every width."""
SEEN = """() => {
  const { activeElement } = document;
  const stop = activeElement.matches(".md-option") ? activeElement.nextElementSibling : activeElement;
  const { width, height } = stop.getBoundingClientRect();
  const seen = width > 1 && height > 1 && stop.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return seen || stop.outerHTML.slice(0, 120);
}"""
"""Whether the focus is on something with a size; the theme's switch of schemes shows it on its label."""
WAYS: dict[str, Callable[[Page], None]] = {
    "a click": lambda page: page.get_by_role("button", name="Search", exact=True).click(),
    "a tap": lambda page: page.get_by_role("button", name="Search", exact=True).tap(),
    "Enter": lambda page: page.get_by_role("button", name="Search", exact=True).press("Enter"),
    "f": lambda page: page.keyboard.press("f"),
    "s": lambda page: page.keyboard.press("s"),
}


@pytest.mark.parametrize("width", [1280, 390])
def test_every_stop_of_the_tab_key_can_be_seen(opened: Opened, width: int) -> None:
    with opened("/terms/churn/", width=width, reduced_motion="reduce") as page:
        expect(page.get_by_role("button", name="Jump to a term", exact=True)).to_be_visible()
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            assert page.evaluate(SEEN) is True
            assert width == 1280 or not page.locator(TOGGLE).is_checked()
        assert page.evaluate("!document.activeElement.closest('header')")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_on_a_phone_every_way_to_open_it_leads_into_its_field(opened: Opened, way: Callable[[Page], None]) -> None:
    with opened("/terms/churn/", width=390, has_touch=True) as page:
        way(page)
        expect(page.locator(TOGGLE)).to_be_checked()
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.type("churn rate")
        expect(page.locator(FIELD)).to_have_value("churn rate")
        expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=60_000)
        page.keyboard.press("Escape")
        expect(page.locator(TOGGLE)).not_to_be_checked()
        expect(page.locator(".md-search__output")).to_be_hidden()
        assert page.locator(FIELD).evaluate("field => field.tabIndex") == -1


def test_on_a_phone_the_palette_hands_a_query_over(opened: Opened) -> None:
    with opened("/terms/churn/", width=390) as page:
        page.keyboard.press("/")
        page.keyboard.type("attrition")
        page.locator(".tb-palette .tb-find__row").last.click()
        expect(page.locator(FIELD)).to_be_focused()
        expect(page.locator(FIELD)).to_have_value("attrition")
        expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=60_000)


def test_a_window_that_grows_shows_the_field_to_the_tab_key(opened: Opened) -> None:
    with opened("/terms/churn/", width=390) as page:
        field = page.locator(FIELD)
        assert field.evaluate("field => field.tabIndex") == -1
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(field).to_have_js_property("tabIndex", 0)


def test_a_table_that_scrolls_is_a_stop_as_long_as_it_does(opened: Opened) -> None:
    with opened("/manual/configuration/", width=390) as page:
        table = page.get_by_role("group", name="Table").first
        expect(table).to_have_js_property("tabIndex", 0)
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(page.get_by_role("group", name="Table")).to_have_count(0)
        assert page.locator(".md-typeset__scrollwrap[tabindex]").count() == 0
