"""The definition on a tap, on a site that asks for it, with the theme's instant navigation on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import problems
from tests.browser.small_sites import site_of

FILES = {
    "mkdocs.yml": (
        "site_name: S\nsite_url: http://127.0.0.1/\ntheme: {name: material, font: false, features: [navigation.instant]}\n"
        "plugins:\n  - search\n  - termbase: {link: {touch: true}}\n"
    ),
    "docs/index.md": "# Home\n\nA flow meter.\n",
    "glossary/flow-meter.yml": "term: Flow meter\ndefinition: Device that measures how much liquid passes.\n",
}
SHEET = "dialog.tb-sheet"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site_of(FILES, tmp_path_factory.mktemp("touch")) as base:
        yield base


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, base_url=address) as context:
        page = context.new_page()
        page.goto("/", wait_until="load")
        yield page


def test_a_tap_shows_the_definition_and_the_link_in_it_leads_on(phone: Page) -> None:
    phone.locator("a.term-link").tap()
    expect(phone.locator(SHEET)).to_be_visible()
    expect(phone.locator(SHEET)).to_contain_text("Device that measures how much liquid passes.")
    assert phone.url.endswith("/")
    assert problems(phone, within=SHEET) == ""
    phone.locator(SHEET).get_by_role("link", name="Go to the page").tap()
    phone.wait_for_url("**/terms/flow-meter/")


@pytest.mark.parametrize("way", ["button", "beside", "key"])
def test_it_is_closed_by_its_button_by_a_tap_beside_it_and_by_escape(phone: Page, way: str) -> None:
    phone.locator("a.term-link").tap()
    expect(phone.locator(SHEET)).to_be_visible()
    if way == "button":
        phone.locator(SHEET).get_by_role("button", name="Close").tap()
    elif way == "beside":
        phone.touchscreen.tap(200, 100)
    else:
        phone.keyboard.press("Escape")
    expect(phone.locator(SHEET)).to_have_count(0)


def test_a_mouse_follows_the_link_at_once(phone: Page) -> None:
    phone.locator("a.term-link").click()
    phone.wait_for_url("**/terms/flow-meter/")
