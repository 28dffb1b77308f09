"""Definitions of linked terms on hover and on focus (WCAG 1.4.13)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.accessibility import problems
from tests.browser.conftest import Opened

PAGE = "/terms/churn/"
LINK = ".tb-measure a.term-link"
TIP = "#termbase-preview"
DEFINITION = "Group of people at a vendor"


@contextmanager
def hovered(opened: Opened, path: str = PAGE, link: str = LINK) -> Iterator[tuple[Page, Locator]]:
    """A page with the pointer on a link and its preview shown."""
    with opened(path) as page:
        target = page.locator(link).first
        target.hover()
        expect(page.locator(TIP)).to_be_visible()
        yield page, target


def by_key(page: Page, link: Locator) -> None:
    """Comes to a link with the Tab key."""
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_hover_shows_the_definition_and_describes_the_link(opened: Opened) -> None:
    with hovered(opened) as (page, link):
        tip = page.locator(TIP)
        expect(tip).to_contain_text(DEFINITION)
        expect(tip).to_have_attribute("role", "tooltip")
        expect(link).to_have_attribute("aria-describedby", "termbase-preview")


def test_it_waits_a_little_and_goes_when_the_pointer_leaves(opened: Opened) -> None:
    with opened(PAGE) as page:
        page.locator(LINK).first.hover()
        assert not page.locator(TIP).is_visible()
        expect(page.locator(TIP)).to_be_visible()
        page.mouse.move(5, 5)
        expect(page.locator(TIP)).not_to_be_visible()
        expect(page.locator(LINK).first).not_to_have_attribute("aria-describedby", "termbase-preview")


def test_the_pointer_may_enter_it(opened: Opened) -> None:
    with hovered(opened) as (page, _):
        page.locator(TIP).hover()
        page.wait_for_timeout(600)
        expect(page.locator(TIP)).to_be_visible()


def test_escape_puts_it_away_under_the_pointer(opened: Opened) -> None:
    with hovered(opened) as (page, _):
        page.keyboard.press("Escape")
        expect(page.locator(TIP)).not_to_be_visible()
        page.wait_for_timeout(600)
        expect(page.locator(TIP)).not_to_be_visible()


def test_focus_shows_it_and_escape_keeps_the_focus(opened: Opened) -> None:
    with opened(PAGE) as page:
        link = page.locator(LINK).first
        by_key(page, link)
        expect(link).to_have_attribute("aria-describedby", "termbase-preview")
        expect(page.locator(TIP)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(TIP)).not_to_be_visible()
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/terms/customer-success-team/")


def test_the_next_link_takes_it_over(opened: Opened) -> None:
    with opened(PAGE) as page:
        first, second = page.locator("#all-relations a.term-link").all()[:2]
        by_key(page, first)
        expect(page.locator(TIP)).to_contain_text(first.inner_text())
        page.keyboard.press("Tab")
        expect(page.locator(TIP)).to_contain_text(second.inner_text())
        expect(page.locator(TIP)).to_be_visible()
        assert page.locator("[aria-describedby=termbase-preview]").all_inner_texts() == [second.inner_text()]


def test_a_touch_follows_the_link(opened: Opened) -> None:
    with opened(PAGE, width=390, has_touch=True, is_mobile=True) as page:
        page.evaluate("addEventListener('click', (event) => event.preventDefault(), { once: true, capture: true })")
        page.locator(LINK).first.tap()
        page.wait_for_timeout(600)
        assert page.locator(TIP).count() == 0
        page.locator(LINK).first.tap()
        page.wait_for_url("**/terms/customer-success-team/")


def test_nothing_is_fetched_and_nothing_moves(opened: Opened) -> None:
    with opened(PAGE) as page:
        page.wait_for_load_state("networkidle")
        page.evaluate(
            "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => "
            "{ window.moved += e.value })).observe({ type: 'layout-shift' })"
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        height = page.evaluate("document.documentElement.scrollHeight")
        page.locator(LINK).first.hover()
        expect(page.locator(TIP)).to_be_visible()
        page.wait_for_timeout(200)
        assert not asked
        assert page.evaluate("window.moved") == 0
        assert page.evaluate("document.documentElement.scrollHeight") == height


def test_an_ambiguous_name_lists_its_meanings_on_a_hand_written_page(opened: Opened) -> None:
    with hovered(opened, "/use/", "a[data-terms]") as (page, _):
        tip = page.locator(TIP)
        expect(tip).to_contain_text("has several meanings:")
        assert tip.locator("li strong").all_inner_texts() == [
            "Customer success management (CSM)",
            "Customer success manager (CSM)",
        ]


def test_boxes_of_the_drawing_have_it_too(opened: Opened) -> None:
    with opened(PAGE) as page:
        page.get_by_text("Show as a diagram", exact=True).click()
        box = page.locator(".tb-near a.term-link").first
        box.hover()
        term = box.text_content() or ""
        assert term
        expect(page.locator(TIP)).to_contain_text(term)


@pytest.mark.parametrize("width", [1280, 390])
def test_it_stays_within_the_window(opened: Opened, width: int) -> None:
    with opened(PAGE, width=width) as page:
        links = page.locator("main a.term-link:visible").all()[:12]
        assert links
        for link in links:
            link.hover()
            expect(link).to_have_attribute("aria-describedby", "termbase-preview")
            expect(page.locator(TIP)).to_be_visible()
            box = page.locator(TIP).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] >= 0


def test_it_works_from_a_disk(browser: Browser, built: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((built / "terms/churn/index.html").as_uri())
        page.locator(LINK).first.hover()
        expect(page.locator(TIP)).to_contain_text(DEFINITION)


def test_a_page_of_very_many_links_reads_the_index(browser: Browser, base: str) -> None:
    """Such a page has no block of its own and loads the index with itself."""
    with browser.new_context(base_url=base) as context:
        page = context.new_page()
        page.goto(PAGE)
        page.evaluate("document.querySelector('[data-termbase-previews]').remove()")
        page.add_script_tag(url="/assets/termbase/terms.js")
        page.locator(LINK).first.hover()
        expect(page.locator(TIP)).to_contain_text(DEFINITION)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_preview(opened: Opened, scheme: str, width: int) -> None:
    with opened(PAGE, width=width, scheme=scheme, reduced_motion="reduce") as page:
        by_key(page, page.locator(LINK).first)
        expect(page.locator(TIP)).to_be_visible()
        assert problems(page) == ""
