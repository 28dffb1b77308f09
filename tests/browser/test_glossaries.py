"""Previews and the palette on a site with two glossaries, from a page of neither and from one of the second."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.small_sites import site_of

FILES = {
    "mkdocs.yml": (
        "site_name: S\nsite_url: http://127.0.0.1/\ntheme: {name: material, font: false}\n"
        "plugins:\n  - search\n  - termbase: {glossaries: {platform: platform}, everywhere: [palette]}\n"
    ),
    "docs/index.md": "# Home\n\nA shard, and the CSM.\n",
    "glossary/csm.yml": "term: Customer success manager\nabbreviations: [CSM]\ndefinition: Person in charge.\n",
    "platform/termbase.yml": "title: Platform words\n",
    "platform/csm.yml": "term: Cluster state manager\nabbreviations: [CSM]\ndefinition: Program in charge.\n",
    "platform/shard.yml": "term: Shard\ndefinition: Part of an index.\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site_of(FILES, tmp_path_factory.mktemp("two")) as base:
        yield base


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address) as context:
        yield context.new_page()


def test_a_preview_shows_a_term_of_either_glossary_and_both_meanings_of_a_shared_name(page: Page) -> None:
    page.goto("/")
    page.locator("a.term-link", has_text="shard").hover()
    expect(page.locator(".tb-preview")).to_contain_text("Part of an index.")
    page.locator("a.term-link", has_text="CSM").hover()
    expect(page.locator(".tb-preview")).to_contain_text("Person in charge.")
    expect(page.locator(".tb-preview")).to_contain_text("Program in charge.")


@pytest.mark.parametrize("path", ["/", "/terms/", "/platform/terms/shard/"])
def test_the_search_of_the_theme_stays_within_reach_on_a_phone(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(base_url=address, viewport={"width": 390, "height": 800}) as context:
        phone = context.new_page()
        phone.goto(path)
        expect(phone.locator(".md-header label[for=__search]").first).to_be_visible()


@pytest.mark.parametrize("start", ["/", "/platform/terms/shard/"])
def test_the_palette_finds_the_terms_of_both(page: Page, start: str) -> None:
    page.goto(start)
    page.keyboard.press("/")
    field = page.locator(".tb-palette input[role=combobox]")
    field.fill("CSM")
    rows = page.locator(".tb-palette [role=option]")
    expect(rows.filter(has_text="Customer success manager")).to_contain_text("Person in charge.")
    expect(rows.filter(has_text="Cluster state manager")).to_contain_text("Program in charge.")
    field.fill("shard")
    expect(rows.first).to_contain_text("Part of an index.")
    field.press("Enter")
    page.wait_for_url("**/platform/terms/shard/")
