"""Stops of the Tab key: none on the closed search, which stays one step away, and one on what only scrolls."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

FIELD = ".tb-palette .tb-find__input"
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
OPEN = "Search terms and pages"
WAYS: dict[str, Callable[[Page], None]] = {
    "a click": lambda page: page.get_by_role("button", name=OPEN, exact=True).click(),
    "a tap": lambda page: page.get_by_role("button", name=OPEN, exact=True).tap(),
    "Enter": lambda page: page.get_by_role("button", name=OPEN, exact=True).press("Enter"),
    "a key": lambda page: page.keyboard.press("/"),
}


@pytest.mark.parametrize("width", [1280, 390])
def test_every_stop_of_the_tab_key_can_be_seen(opened: Opened, width: int) -> None:
    with opened("/terms/churn/", width=width, reduced_motion="reduce") as page:
        expect(page.get_by_role("button", name="Search terms and pages", exact=True)).to_be_visible()
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            assert page.evaluate(SEEN) is True
        assert page.evaluate("!document.activeElement.closest('header')")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_on_a_phone_every_way_to_open_it_leads_into_its_field(opened: Opened, way: Callable[[Page], None]) -> None:
    with opened("/terms/churn/", width=390, has_touch=True) as page:
        way(page)
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.type("churn rate")
        expect(page.get_by_role("option").first).to_contain_text("Churn rate")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_a_table_that_scrolls_is_a_stop_as_long_as_it_does(opened: Opened) -> None:
    with opened("/manual/configuration/", width=390) as page:
        table = page.get_by_role("group", name="Table").first
        expect(table).to_have_js_property("tabIndex", 0)
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(page.get_by_role("group", name="Table")).to_have_count(0)
        assert page.locator(".md-typeset__scrollwrap[tabindex]").count() == 0


LINKS = """(stops) => stops.filter((stop) => stop.checkVisibility() && stop.tabIndex >= 0 && stop.href).map(
  (stop) => stop.href
)"""


@pytest.mark.parametrize("width", [1280, 390])
def test_a_contrast_is_one_stop_and_its_name_stays_a_link_for_pointers(opened: Opened, width: int) -> None:
    with opened("/terms/net-revenue-retention/", width=width) as page:
        pairs = page.locator(".tb-named").all()
        assert pairs
        for pair in pairs:
            targets = pair.locator("a").evaluate_all(LINKS)
            assert targets
            assert len(set(targets)) == len(targets)
        if width == 1280:
            name = pairs[0].locator("dt a")
            target = name.evaluate("(link) => link.href")
            name.click()
            expect(page).to_have_url(target)


def test_a_formula_is_a_stop_only_as_long_as_it_scrolls(opened: Opened) -> None:
    with opened("/terms/net-revenue-retention/") as page:
        box = page.get_by_role("group", name="Formula")
        expect(box).to_have_js_property("tabIndex", -1)
        box.evaluate("(box) => (box.style.width = '2rem')")
        expect(box).to_have_js_property("tabIndex", 0)
        box.evaluate("(box) => (box.style.width = '')")
        expect(box).to_have_js_property("tabIndex", -1)


def test_a_formula_can_be_scrolled_by_keys_without_scripts(opened: Opened) -> None:
    with opened("/terms/net-revenue-retention/", java_script_enabled=False) as page:
        assert page.get_by_role("group", name="Formula").get_attribute("tabindex") == "0"


def test_no_more_stops_on_a_long_page_of_a_metric(opened: Opened) -> None:
    with opened("/terms/net-revenue-retention/") as page:
        expect(page.get_by_role("group", name="Formula")).to_have_js_property("tabIndex", -1)
        count = 0
        while count < 100:
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            count += 1
        assert count <= 55
