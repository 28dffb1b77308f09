"""The navigation says where a reader is, on pages outside it too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened

PLACES = {
    "/": ("Home", "page"),
    "/terms/": ("Terms", "page"),
    "/terms/churn/": ("Terms", "true"),
    "/categories/metrics/": ("Categories", "true"),
    "/sources/": ("About", "page"),
    "/sources/plain-english/": ("About", "true"),
    "/merges/": ("About", "true"),
    "/print/": ("Terms", "true"),
    "/go/csm/": ("Acronyms", "true"),
    "/use/": ("Use it", "page"),
    "/embed/": ("Use it", "true"),
}


@pytest.mark.parametrize(("path", "tab", "current"), [(path, *place) for path, place in PLACES.items()], ids=PLACES)
def test_one_tab_is_current(opened: Opened, path: str, tab: str, current: str) -> None:
    with opened(path, java_script_enabled=False) as page:
        marked = page.locator(".md-tabs [aria-current]")
        expect(marked).to_have_text([tab])
        expect(marked).to_have_attribute("aria-current", current)
        expect(page.locator(".md-tabs__item--active")).to_have_text([tab])


def test_on_a_missing_page_no_tab_is_current(opened: Opened) -> None:
    with opened("/nowhere/", java_script_enabled=False) as page:
        expect(page.locator(".md-tabs__link").first).to_be_visible()
        expect(page.locator(".md-tabs [aria-current], .md-tabs__item--active")).to_have_count(0)


def test_in_forced_colors_the_mark_stays(opened: Opened) -> None:
    with opened("/terms/churn/", forced_colors="active") as page:
        borders = "tabs => tabs.map(tab => getComputedStyle(tab).borderBottomStyle === 'solid')"
        assert page.locator(".md-tabs__item").evaluate_all(borders).count(True) == 1


def test_the_drawer_opens_where_the_reader_is_and_leads_back(opened: Opened) -> None:
    with opened("/sources/plain-english/", width=390, reduced_motion="reduce") as page:
        page.get_by_role("button", name="Menu").click()
        page.locator(".md-nav__item--active > .md-nav__link", has_text="Sources").click()
        page.wait_for_url("**/sources/")
