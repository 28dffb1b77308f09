"""The page of a term: the answer first, then how to use it, what is around it, and where it comes from."""

from gzip import compress
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.browser.test_design import RECORDER

METRIC = "/terms/net-revenue-retention/"
DIFFERS = "/terms/churn/"
SHORT = "/terms/kickoff/"
"""A term that has what is folded on a phone in its first window."""
STOPS = """(root) => [...root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((element) => !element.disabled && element.tabIndex >= 0)
  .filter((element) => element.checkVisibility({ visibilityProperty: true })).length"""
MOST_STOPS = {
    "/": 72,
    METRIC: 59,
    DIFFERS: 70,
    "/categories/": 66,
    "/go/csm/": 24,
    "/use/": 42,
}
"""Stops of the Tab key on a page of each kind, the header's among them."""
STYLES = {
    "home": "",
    "term": METRIC,
    "A to Z": "terms",
    "acronyms": "acronyms",
    "map": "graph",
    "tree": "graph/formulas",
    "print": "print",
}
FRAME = 16
"""Stops of the Tab key in the header and the tabs."""


def order(page: Page, *selectors: str) -> list[str]:
    """The selectors in the order in which what they select is on the page."""
    places = {
        selector: page.locator(selector).first.evaluate("e => e.getBoundingClientRect().top") for selector in selectors
    }
    return sorted(places, key=lambda selector: places[selector])


def test_the_answer_comes_first_then_use_relations_and_evidence(opened: Opened) -> None:
    parts = (
        "h1",
        ".tb-definition",
        "#notes",
        "#use",
        "#formula",
        "#contrast",
        "#relations",
        "#origin",
        "#names",
        ".tb-footer",
    )
    with opened(METRIC) as page:
        assert order(page, *parts) == list(parts)
        assert page.locator("main h2").all_inner_texts() == ["Use it¶", "Related terms", "Where it comes from"]


@pytest.fixture(scope="module")
def terms(built: Path) -> dict[Path, BeautifulSoup]:
    """What is within `main` on each page of a term."""
    pages = {file: file.read_text("utf-8") for file in sorted((built / "terms").glob("*/index.html"))}
    assert all(text.count("<main") == text.count("</main>") == 1 for text in pages.values())
    return {
        file: BeautifulSoup(text[text.index("<main") : text.index("</main>")], "html.parser")
        for file, text in pages.items()
    }


def test_a_lone_part_needs_no_heading_above_its_own(terms: dict[Path, BeautifulSoup]) -> None:
    assert terms
    for file, soup in terms.items():
        if soup.select_one("main #use"):
            parts = [part for part in ("formula", "example", "mistakes", "benchmark", "contrast") if soup.find(id=part)]
            assert len(parts) > 1, file
            assert {soup.find(id=part).name for part in parts} == {"h3"}


def test_nothing_is_related_twice(terms: dict[Path, BeautifulSoup]) -> None:
    assert terms
    for file, soup in terms.items():
        lists = soup.select("#all-relations a, #contrast ~ .tb-pairs:not(#all-relations) dt a")
        named = [link["data-term"] for link in lists if link.find_parent("dl")]
        assert len(named) == len(set(named)), file


@pytest.mark.parametrize(("width", "folded"), [(390, True), (1280, False)])
def test_on_a_phone_what_is_around_a_term_and_where_it_comes_from_are_folded(
    opened: Opened, width: int, folded: bool
) -> None:
    with opened(DIFFERS, width=width) as page:
        for heading, part in (("Related terms", "#all-relations"), ("Where it comes from", "#sources")):
            within = page.locator(part)
            expect(within).to_be_visible(visible=not folded)
            if folded:
                page.get_by_role("heading", name=heading).click()
                expect(within).to_be_visible()


def test_what_an_address_leads_to_is_never_folded(opened: Opened) -> None:
    with opened(f"{DIFFERS}#disagreements", width=390) as page:
        expect(page.locator("#disagreements")).to_be_in_viewport()


def test_a_page_that_is_folded_on_a_phone_moves_nothing_as_it_loads(opened: Opened) -> None:
    with opened("about:blank", width=390) as page:
        page.add_init_script(RECORDER)
        page.goto(SHORT, wait_until="networkidle")
        expect(page.get_by_role("heading", name="Related terms")).to_be_in_viewport()
        expect(page.locator("[data-tb-fold]")).to_have_count(0)
        assert page.evaluate("shifted") < 0.001


def test_if_its_script_is_blocked_a_page_on_a_phone_shows_all_after_a_while(opened: Opened) -> None:
    with opened("about:blank", width=390) as page:
        page.route("**/page.js", lambda route: route.abort())
        page.goto(SHORT, wait_until="load")
        # As time does in three seconds.
        page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
        expect(page.locator(".tb-fold > :not(summary)").first).to_be_visible()


def test_without_script_and_on_paper_nothing_is_folded(opened: Opened) -> None:
    with opened(DIFFERS, width=390, java_script_enabled=False) as page:
        expect(page.locator("#sources")).to_be_visible()
    with opened(DIFFERS, width=390) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("#sources")).to_be_visible()


def test_what_is_for_editors_is_behind_one_switch_that_stays(opened: Opened) -> None:
    with opened(METRIC) as page:
        details = page.locator(".tb-detail")
        assert details.count() > 2
        for detail in details.all():
            expect(detail).to_be_hidden()
        page.get_by_label("Show line numbers").check()
        for detail in details.all():
            expect(detail).to_be_visible()
        page.goto(DIFFERS)
        expect(page.get_by_label("Show line numbers")).to_be_checked()
        expect(page.locator(".tb-detail").first).to_be_visible()


def test_without_script_the_switch_works(opened: Opened) -> None:
    with opened(METRIC, java_script_enabled=False) as page:
        tex = page.get_by_text(r"\frac{\text{starting revenue}")
        expect(tex).to_be_hidden()
        page.get_by_label("Show line numbers").check()
        expect(tex).to_be_visible()


@pytest.mark.parametrize("path", MOST_STOPS)
def test_stops_of_the_tab_key_are_few(opened: Opened, path: str) -> None:
    with opened(path) as page:
        page.wait_for_load_state("networkidle")
        assert page.evaluate(f"({STOPS})(document)") <= MOST_STOPS[path]
        assert (
            page.locator(".md-header, .md-tabs").evaluate_all(f"(all) => all.map({STOPS}).reduce((a, b) => a + b)")
            <= FRAME
        )


SMALL = """() => [...document.querySelectorAll("a[href], button, select, summary, label")].filter((element) => {
  const { width, height, bottom } = element.getBoundingClientRect();
  const within = element.closest("p, li, dd, td, th, dt, cite, h1, h2, h3") && getComputedStyle(element).display === "inline";
  const seen = element.checkVisibility({ visibilityProperty: true }) && width > 1 && bottom > 0;
  return seen && !within && !element.closest("svg, footer, .headerlink, .md-overlay, .md-nav__title") && (height < 24 || width < 24);
}).map((element) => `${element.className} ${element.textContent.trim()}`)"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", [METRIC, "/graph/", "/acronyms/", "/use/"])
def test_what_can_be_tapped_is_large_enough(opened: Opened, path: str, width: int) -> None:
    with opened(path, width=width) as page:
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SMALL) == []


def test_on_a_phone_the_page_of_a_metric_is_short(opened: Opened) -> None:
    with opened(METRIC, width=390) as page:
        page.wait_for_load_state("networkidle")
        assert page.evaluate(f"({STOPS})(document)") <= 30
        assert page.evaluate("document.documentElement.scrollHeight") <= 2460


def test_text_boxes_and_rules_of_a_term_end_at_one_edge(opened: Opened) -> None:
    with opened(METRIC) as page:
        edges = page.locator(".tb-formula, .tb-term > h2, .tb-pairs, .tb-footer, .tb-definition").evaluate_all(
            "(all) => all.map((e) => Math.round(e.getBoundingClientRect().right))"
        )
        assert len(set(edges)) == 1
        icon = page.locator(".md-content__button").first.bounding_box()
        assert icon is None or icon["x"] + icon["width"] <= edges[0] + 12


def test_acronyms_are_filtered_by_letters_and_meaning(opened: Opened) -> None:
    with opened("/acronyms/", width=390) as page:
        rows = page.locator(".tb-acronyms tbody tr:visible")
        every = rows.count()
        tall = rows.evaluate_all("(all) => all.filter((row) => row.offsetHeight > 50).length")
        assert tall < every / 4, "most acronyms are on one line"
        page.get_by_label("Filter by text").fill("revenue reten")
        expect(rows).not_to_have_count(every)
        assert 0 < rows.count() < 6
        page.get_by_label("Filter by text").fill("nps")
        expect(rows).to_have_count(1)


def test_an_example_is_looked_for_in_the_field_next_to_it(opened: Opened) -> None:
    with opened("/") as page:
        example = page.locator("[data-tb-try]").last
        words = example.inner_text()
        assert words.startswith("difference between ")
        example.click()
        field = page.locator("main").get_by_role("combobox")
        expect(field).to_be_focused()
        expect(field).to_have_value(words)
        expect(page.locator("main").get_by_role("option").first).to_be_visible()
    with opened("/", java_script_enabled=False) as page:
        page.locator("[data-tb-try]").last.click()
        expect(page.locator("#contrast")).to_be_in_viewport()


@pytest.mark.parametrize("kind", STYLES)
def test_a_page_loads_only_the_styles_of_its_kind(built: Path, kind: str) -> None:
    soup = BeautifulSoup((built / STYLES[kind].strip("/") / "index.html").read_text("utf-8"), "html.parser")
    names = {link["href"].rpartition("/")[2] for link in soup.select('link[rel=stylesheet][href*="assets/termbase/"]')}
    sizes = {name: len(compress((built / "assets/termbase" / name).read_bytes(), 9, mtime=0)) for name in names}
    # What every guest gets; the identity of our own site comes on top, in one file that guests do not load.
    assert sizes.pop("identity.css") <= 2.5 * 1024
    assert sum(sizes.values()) <= (7.25 if kind in ("term", "map") else 6.5) * 1024, sizes
    for other in ({"term.css", "lists.css", "map.css", "tree.css", "print.css"} & names) - {
        {"term": "term.css", "map": "map.css", "tree": "tree.css", "print": "print.css"}.get(kind, "lists.css")
    }:
        pytest.fail(f"{kind} loads {other}")
