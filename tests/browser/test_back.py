"""What a reader finds on the way back, with the back-forward cache on: readers have it, Playwright turns it off."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

CAME = "addEventListener('pageshow', (event) => (window.kept = event.persisted))"


@pytest.fixture(scope="module")
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page of a browser that keeps the pages that are left."""
    from scripts.browser import start

    kept = start(browser.browser_type, back_forward_cache=True)
    assert kept is not None
    with kept, kept.new_context(base_url=base) as context:
        opened = context.new_page()
        opened.add_init_script(CAME)
        yield opened


def by_choice(page: Page) -> None:
    page.keyboard.type("nrr")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")


def by_script(page: Page) -> None:
    page.evaluate("() => { location.href = '/terms/net-revenue-retention/'; }")


@pytest.mark.parametrize("leave", [by_choice, by_script])
def test_back_never_returns_to_an_open_dialog(page: Page, leave: Callable[[Page], None]) -> None:
    page.goto("/terms/churn/", wait_until="networkidle")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    leave(page)
    page.wait_for_url("**/net-revenue-retention/")
    page.evaluate("history.back()")
    page.wait_for_url("**/churn/", wait_until="commit")
    page.wait_for_function("window.kept !== undefined")
    assert page.evaluate("window.kept"), "the page was loaded again, so this test shows nothing"
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")


def test_back_never_returns_to_an_open_list(page: Page) -> None:
    page.goto("/", wait_until="networkidle")
    field = page.locator("main").get_by_role("combobox")
    field.fill("churn")
    expect(page.get_by_role("option").first).to_be_visible()
    page.evaluate("() => { location.href = '/terms/'; }")
    page.wait_for_url("**/terms/")
    page.evaluate("history.back()")
    page.wait_for_function("window.kept === true")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("churn")
