"""Pages of terms in themes that bring sizes and tables of their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.small_sites import site_of

FILES = {
    "mkdocs.yml": "site_name: S\ntheme: readthedocs\nplugins: [termbase]\n",
    "docs/index.md": "# Home\n",
    "glossary/termbase.yml": "title: T\nelsewhere: {NY: a state in the northeast of the United States of America}\n",
    "glossary/net-yield.yml": (
        "term: Net yield\nabbreviations: [NY]\ndefinition: Yield after loss.\nunit: percent\nrange: 0% or more\n"
        "deprecated: [{name: clear yield, reason: Nothing is clear.}]\n"
        "formula: '\\text{net yield} = \\text{yield} - \\text{loss}'\n"
    ),
}
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".tb-page *:not(math *, .tb-sr)")]
  .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
BASELINES = """() => [...document.querySelectorAll(".tb-facts > div")].map((fact) => {
  const [one, other] = [...fact.children].map((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return range.getClientRects()[0].bottom;
  });
  return Math.abs(one - other);
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site_of(FILES, tmp_path_factory.mktemp("theme")) as base:
        yield base


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address, viewport={"width": 390, "height": 800}) as context:
        yield context.new_page()


def test_the_words_of_a_term_are_large_enough_and_facts_are_on_one_line(page: Page) -> None:
    page.goto("/terms/net-yield/")
    assert page.evaluate(SMALLEST) >= 12
    apart = page.evaluate(BASELINES)
    assert len(apart) > 1
    assert max(apart) < 2


def test_long_cells_of_the_acronym_index_are_not_cut(page: Page) -> None:
    page.goto("/acronyms/")
    cell = page.locator(".tb-acronyms td").first
    assert cell.evaluate("(cell) => cell.scrollWidth <= cell.clientWidth")
    box = cell.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
