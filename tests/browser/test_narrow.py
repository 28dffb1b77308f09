"""On a phone nothing is cut off without a sign of it, and a reader knows where they are."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

PHONES = (390, 320)
SMALLEST_LETTERS = 12
"""Pixels."""


def show_all_formulas(page: Page, built: Path) -> None:
    """Puts every formula of the glossary on a term's page, each in its box."""
    boxes = []
    for file in sorted((built / "terms").glob("*/index.html")):
        if "tb-formula__math" in (html := file.read_text("utf-8")):
            boxes += BeautifulSoup(html, "html.parser").select(".tb-formula")
    assert len(boxes) >= 20
    page.locator(".tb-formula").evaluate("(box, html) => (box.outerHTML = html)", "".join(map(str, boxes)))


@pytest.mark.parametrize(("width", "most_cut"), [(1280, 0), (390, 0), (320, 2)])
def test_formulas_fit_their_box_or_show_that_they_scroll(
    opened: Opened, built: Path, width: int, most_cut: int
) -> None:
    with opened("/terms/churn-rate/", width=width) as page:
        show_all_formulas(page, built)
        boxes = page.locator(".tb-formula__math")
        cut = [box for box in boxes.all() if box.evaluate("box => box.scrollWidth > box.clientWidth")]
        assert len(cut) <= most_cut
        for box in cut:
            assert box.evaluate("box => box.tabIndex") == 0
            assert "local" in box.evaluate("box => getComputedStyle(box).backgroundAttachment")
        assert not boxes.evaluate_all("boxes => boxes.filter((box) => box.scrollHeight > box.clientHeight).length")
        letters = page.locator(".tb-formula__math > math")
        assert (
            letters.evaluate_all("all => Math.min(...all.map((math) => parseFloat(getComputedStyle(math).fontSize)))")
            >= SMALLEST_LETTERS
        )


def test_in_a_wide_window_a_formula_that_fits_keeps_one_line(opened: Opened, built: Path) -> None:
    with opened("/terms/churn-rate/") as page:
        show_all_formulas(page, built)
        boxes = page.locator(".tb-formula__math").all()
        assert boxes
        for box in boxes:
            assert box.evaluate(
                """(box) => {
                  const pieces = [...box.querySelectorAll(":scope > math")].map((piece) => piece.getBoundingClientRect());
                  const fits = pieces.reduce((sum, { width }) => sum + width, 0) <= box.clientWidth;
                  return !fits || pieces.every((piece, index) => !index || piece.left >= pieces[index - 1].right - 1);
                }"""
            )


@pytest.mark.parametrize("width", PHONES)
def test_the_bar_of_letters_shows_and_marks_where_one_is(opened: Opened, width: int) -> None:
    with opened("/terms/#letter-r", width=width, reduced_motion="reduce") as page:
        current = page.locator(".tb-letters [aria-current=true]")
        expect(current).to_have_text("R")
        expect(current).to_be_in_viewport(ratio=1)
        before = page.evaluate("scrollY")
        page.locator("#letter-e").evaluate("heading => heading.scrollIntoView()")
        expect(current).to_have_text("E")
        expect(current).to_be_in_viewport(ratio=1)
        at_heading = page.evaluate("scrollY")
        assert at_heading < before
        page.wait_for_timeout(200)
        assert page.evaluate("scrollY") == at_heading
        page.evaluate("scrollTo(0, 0)")
        expect(current).to_have_text("A")


def test_the_last_letter_is_marked_when_it_was_chosen(opened: Opened) -> None:
    with opened("/terms/") as page:
        last = page.locator(".tb-letters a").last
        last.click()
        expect(last).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("width", PHONES)
def test_the_title_is_shown_whole_in_the_header_and_the_menu(opened: Opened, width: int) -> None:
    whole = "name => name.scrollWidth <= name.clientWidth && name.scrollHeight <= name.clientHeight + 1"
    with opened("/", width=width) as page:
        expect(page.locator("[data-termbase-open]")).to_be_visible()
        assert page.locator(".md-header__topic .md-ellipsis").first.evaluate(whole)
        assert page.locator(".md-header__inner").evaluate("header => header.offsetHeight") == 48
        page.get_by_role("button", name="Menu").click()
        title = page.locator(".md-nav--primary > .md-nav__title")
        expect(title).to_be_visible()
        assert title.evaluate(whole)


@pytest.mark.parametrize("width", PHONES)
def test_the_fields_of_the_filter_fill_their_row(opened: Opened, width: int) -> None:
    with opened("/terms/", width=width) as page:
        for name in ("Filter by text", "Category"):
            assert page.get_by_label(name).evaluate("field => field.offsetWidth") >= width - 40


def test_a_contribution_is_one_line_that_says_when_and_by_whom(opened: Opened) -> None:
    with opened("/contributors/", width=390) as page:
        if not page.locator("tbody").count():
            pytest.skip("The history of the term files is not here.")
        date, names = page.locator("tbody tr").first.locator("td").all()
        assert date.evaluate("cell => cell.getClientRects()[0].top") == names.evaluate(
            "cell => cell.getClientRects()[0].top"
        )
        assert names.evaluate("cell => getComputedStyle(cell, '::before').content") == '"by "'
