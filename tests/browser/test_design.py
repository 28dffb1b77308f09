"""How the site looks and behaves: for everyone, on every width, with and without script."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gzip import compress
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from termbase.site.pages import pages
from termbase.site.project import open_project
from termbase.site.views import PageView
from tests.browser.accessibility import problems
from tests.browser.conftest import PROJECT, Opened
from tests.thorough import THOROUGH

METRIC = "/terms/net-revenue-retention/"
MISSING = "/terms/net-revenue-retenton/"
PAGES = {
    "home": "/",
    "A to Z": "/terms/",
    "acronyms": "/acronyms/",
    "metric": METRIC,
    "long": "/terms/churn/",
    "ambiguous": "/go/csm/",
    "merges": "/merges/",
    "sources": "/sources/",
    "source": "/sources/plain-english/",
    "map as a list": "/graph/list/",
    "contributors": "/contributors/",
    "categories": "/categories/",
    "category": "/categories/metrics/",
    "missing": MISSING,
    "print": "/print/",
    "hand-written": "/use/",
    "manual": "/manual/configuration/",
    "family tree": "/graph/formulas/",
}
ELSEWHERE = {
    "graph.html": "test_graph.py opens the map in each of its states",
    "letter.html": "made above 1,000 terms; it has the list of index.html",
    "letters.html": "made above 1,000 terms; it has the bar of letters of index.html",
    "merges_letter.html": "made above 1,000 entries; it has the tables of merges.html",
    "removed.html": "no term of the glossary has been removed; it is a heading and a paragraph",
    "redirect.html": "leads on at once",
}
"""Templates of pages that are in none of these, each with the reason."""
IN_EVERY_PAIR = ("home", "A to Z", "metric")
"""Pages that hold every kind of piece: the others are seen in both schemes and on two widths, but not in every pair."""
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
NAMES = "main :is(h1, h2, dt, th):not([data-tb-guess] *)"
OVERHANG = "document.documentElement.scrollWidth - innerWidth"
SLOW = 60_000
"""Milliseconds that a worker may take on a busy machine."""
RECORDER = """
window.shifted = 0;
window.violations = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sourceFile}`);
});
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What happened while a page was loaded."""

    requests: tuple[str, ...]
    """Addresses asked for."""
    complaints: tuple[str, ...]
    """Errors on the console."""
    violations: tuple[str, ...]
    """What the page's policy stopped."""
    cookies: int
    shifted: float
    """Share of the window that moved by itself."""
    policies: int
    overhang: Mapping[str, int]
    """Pixels that the page is wider than the window: as it was loaded, on a tablet, and with letters twice as large."""
    skips: bool
    """Whether the first Tab shows the skip link, which leads into the page."""
    names: Sequence[str]
    """Headings and names of terms in the page."""


Visits = Callable[[str, int], Visit]


@pytest.fixture(scope="session")
def visit(browser: Browser, base: str) -> Visits:
    """Loads a page once and tells what happened, for all tests that want to know."""

    @cache
    def load(path: str, width: int) -> Visit:
        with browser.new_context(viewport={"width": width, "height": 900}) as context:
            page = context.new_page()
            requests: list[str] = []
            complaints: list[str] = []
            page.on("request", lambda request: requests.append(request.url))
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.add_init_script(RECORDER)
            page.goto(f"{base}{path}", wait_until="networkidle")
            shifted = page.evaluate("shifted")
            names = page.locator(NAMES).all_inner_texts()
            skips = skip(page)
            overhang = {"phone": page.evaluate(OVERHANG)}
            page.set_viewport_size({"width": 768, "height": 900})
            overhang["tablet"] = page.evaluate(OVERHANG)
            page.set_viewport_size({"width": 640, "height": 900})
            page.add_style_tag(content="html { font-size: 250% }")
            overhang["large letters"] = page.evaluate(OVERHANG)
            return Visit(
                requests=tuple(requests),
                complaints=tuple(text for text in complaints if "404" not in text),
                violations=tuple(page.evaluate("violations")),
                cookies=len(context.cookies()),
                shifted=shifted,
                policies=page.locator('meta[http-equiv="Content-Security-Policy"]').count(),
                overhang=overhang,
                skips=skips,
                names=names,
            )

    return load


def skip(page: Page) -> bool:
    """Whether the first Tab shows the skip link, which leads into the page."""
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip:focus")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return bool(page.evaluate("Boolean(document.activeElement.closest('main, footer'))"))


def settle(page: Page) -> None:
    """Waits until scripts have had their say."""
    page.wait_for_load_state("networkidle")


def test_every_kind_of_page_is_looked_at() -> None:
    site = open_project(glossary=PROJECT / "glossary").site()
    paths = {path.removeprefix("/") for path in PAGES.values()}
    seen = {page.view.template for page in pages(site) if site.addresses.page(page.path) in paths}
    kinds = {kind.template for kind in PageView.__subclasses__()}
    assert len(kinds) > 15
    assert sorted(kinds - seen - {"contributors.html"}) == sorted(ELSEWHERE), "a kind of page is in neither list"


@pytest.mark.parametrize(("name", "path"), PAGES.items(), ids=PAGES)
def test_axe_finds_nothing(opened: Opened, name: str, path: str) -> None:
    states = [
        (scheme, width)
        for scheme in ("light", "dark")
        for width in (1280, 768, 320)
        if THOROUGH
        or (scheme, width) in (("light", 1280), ("dark", 320))
        or (name in IN_EVERY_PAIR and (scheme, width) != ("light", 768))
    ]
    found = {}
    with opened(path, reduced_motion="reduce") as page:
        settle(page)
        for scheme, width in states:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            found[scheme, width] = problems(page)
    assert found == dict.fromkeys(states, "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_details_and_search_results(opened: Opened, scheme: str) -> None:
    with opened("/terms/churn/", scheme=scheme, reduced_motion="reduce") as page:
        for summary in reversed(page.locator("main details:not([open]) > summary").all()):
            summary.click()
        page.get_by_label("Show line numbers").check()
        page.keyboard.press("Control+k")
        page.keyboard.type("revenue")
        expect(page.get_by_role("group", name="In all other pages")).to_be_visible(timeout=SLOW)
        assert problems(page) == ""


@pytest.mark.parametrize("where", ["phone", "tablet", "large letters"])
@every_page
def test_nothing_scrolls_sideways(visit: Visits, path: str, where: str) -> None:
    assert visit(path, 320).overhang[where] == 0


@pytest.mark.parametrize("width", [1280, 320])
@every_page
def test_no_request_leaves_the_site_and_no_cookie_is_set(visit: Visits, base: str, path: str, width: int) -> None:
    seen = visit(path, width)
    assert seen.requests
    assert not [url for url in seen.requests if not url.startswith((f"{base}/", "data:"))]
    assert not seen.cookies


@pytest.mark.parametrize("width", [1280, 320])
@every_page
def test_the_policy_stops_nothing_of_our_own(visit: Visits, path: str, width: int) -> None:
    seen = visit(path, width)
    assert seen.policies == 1
    assert not seen.violations
    assert not seen.complaints


@pytest.mark.parametrize("width", [1280, 320])
@every_page
def test_nothing_jumps_while_a_page_loads(visit: Visits, path: str, width: int) -> None:
    assert visit(path, width).shifted <= 0.0001


@pytest.mark.parametrize("path", ["/acronyms/", "/sources/plain-english/", "/merges/", "/contributors/"])
def test_a_long_table_keeps_its_columns_while_it_arrives(opened: Opened, path: str) -> None:
    with opened(path) as page:
        layouts = page.locator("main table").evaluate_all(
            "(all) => all.filter((table) => table.rows.length > 10).map((table) => getComputedStyle(table).tableLayout)"
        )
        assert set(layouts) == {"fixed"}


def test_the_policy_stops_a_script_that_was_not_built_in(opened: Opened) -> None:
    with opened(METRIC) as page:
        page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.slipped = true";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="window.slipped = true">`);
            }"""
        )
        page.wait_for_timeout(200)
        assert page.evaluate("window.slipped") is None


def test_from_a_disk_styles_and_scripts_are_not_refused(browser: Browser, built: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(RECORDER)
        page.goto((built / METRIC.strip("/") / "index.html").as_uri(), wait_until="load")
        assert not page.evaluate("violations")
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--tb-ink')")
        page.get_by_text("Copy in other formats, or cite", exact=True).click()
        expect(page.get_by_role("button", name="Copy: Markdown")).to_be_visible()


@every_page
def test_without_script_everything_is_there_and_says_what_it_is(opened: Opened, visit: Visits, path: str) -> None:
    with opened(path, java_script_enabled=False) as page:
        expect(page.locator("main h1")).to_be_visible()
        assert page.locator(NAMES).all_inner_texts() == visit(path, 1280).names
        assert not page.locator("main :disabled:visible, main button:visible").count()
        assert page.locator("main h1").count() == 1
        assert page.title()
        if path != MISSING:
            assert page.locator('meta[name="description"]').get_attribute("content")
            for name in ("og:title", "og:description", "og:url", "og:image"):
                assert page.locator(f'meta[property="{name}"]').get_attribute("content")


def test_without_script_formula_link_and_citation_can_be_read(opened: Opened) -> None:
    with opened(METRIC, java_script_enabled=False) as page:
        assert page.locator("main math mfrac").count()
        page.get_by_label("Show line numbers").check()
        page.get_by_text("Copy in other formats, or cite", exact=True).click()
        for text in (
            r"\frac{\text{starting revenue}",
            f"[Net revenue retention](https://glossary.invalid{METRIC})",
            "@misc{net-revenue-retention",
        ):
            expect(page.get_by_text(text)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
@every_page
def test_the_skip_link_comes_first_and_leads_into_the_page(visit: Visits, path: str, width: int) -> None:
    assert visit(path, width).skips


def test_on_a_phone_keys_open_the_menu_and_reach_its_links(opened: Opened) -> None:
    with opened("/", width=390) as page:
        menu = page.get_by_role("button", name="Menu")
        menu.focus()
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("aria-expanded", "true")
        expect(page.locator(".md-nav--primary").get_by_role("link", name="Acronyms")).to_be_in_viewport()


def test_a_copy_button_copies_and_says_so(opened: Opened) -> None:
    with opened(METRIC, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.get_by_text("Copy in other formats, or cite", exact=True).click()
        page.get_by_role("button", name="Copy: Markdown").click()
        expect(page.get_by_role("status").filter(has_text="Markdown: copied")).to_be_attached()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"[Net revenue retention](https://glossary.invalid{METRIC})"


CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  return Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text()));
}"""
GO = "https://glossary.invalid/go/net-revenue-retention/"


@pytest.mark.parametrize("way", ["the clipboard", "the copy event"])
def test_one_button_at_the_heading_copies_a_named_link_and_its_address(opened: Opened, way: str) -> None:
    with opened(METRIC, permissions=["clipboard-read", "clipboard-write"]) as page:
        if way == "the copy event":
            page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(); }")
        button = page.locator(".tb-head").get_by_role("button", name="Copy link", exact=True)
        expect(button).to_be_in_viewport()
        button.click()
        expect(page.get_by_role("status").filter(has_text="Link to Net revenue retention: copied")).to_be_attached()
        rich, plain = page.evaluate(CLIPBOARD)
        assert plain == GO
        link = BeautifulSoup(rich, "html.parser").a
        assert link
        assert (link["href"], link.get_text()) == (GO, "Net revenue retention")


def test_a_link_that_cannot_be_copied_is_shown_instead(opened: Opened) -> None:
    with opened(METRIC) as page:
        page.evaluate(
            "() => { navigator.clipboard.write = () => Promise.reject(); document.execCommand = () => false; }"
        )
        page.get_by_role("button", name="Copy link", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="Not copied.")).to_be_attached()
        expect(page.get_by_text(f"https://glossary.invalid{METRIC}", exact=True)).to_be_visible()


def test_without_script_the_heading_has_the_permalink(opened: Opened) -> None:
    with opened(METRIC, java_script_enabled=False) as page:
        link = page.locator(".tb-head").get_by_role("link", name="Permalink")
        expect(link).to_have_attribute("href", "../../go/net-revenue-retention/")
        link.click()
        page.wait_for_url(f"**{METRIC}")


def test_the_list_of_terms_is_filtered_by_words_other_names_and_category(opened: Opened) -> None:
    with opened("/terms/") as page:
        count = page.get_by_role("status")
        total = count.inner_text()
        shown = page.locator("main dt:visible")
        page.get_by_label("Filter by text").fill("net dollar retention")
        expect(shown).to_have_text(["Net revenue retention NRR"])
        expect(count).to_have_text(f"1 of {total}")
        page.get_by_label("Filter by text").fill("")
        page.get_by_label("Category").select_option("Roles and people")
        assert 1 < shown.count() < 40
        assert page.locator("section h2:visible").count() < 20
        page.get_by_label("Category").select_option("All categories")
        expect(count).to_have_text(total)


def test_letters_of_groups_that_the_filter_hides_lead_nowhere_and_come_back(opened: Opened) -> None:
    with opened("/terms/") as page:
        letters = page.locator(".tb-letters").get_by_role("link")
        everything = letters.all_inner_texts()
        page.get_by_label("Filter by text").fill("net dollar retention")
        expect(letters).to_have_text(["N"])
        expect(page.locator(".tb-letters li").first).to_have_text("A, no terms")
        page.get_by_label("Filter by text").fill("")
        expect(letters).to_have_text(everything)


def test_a_filter_that_finds_nothing_says_so_and_shows_ways_on(opened: Opened) -> None:
    with opened("/terms/", width=320) as page:
        field = page.get_by_label("Filter by text")
        none = page.get_by_text("No term fits this filter.")
        clear = page.get_by_role("button", name="Clear the filter")
        expect(none).to_be_hidden()
        field.fill("<b>zqxj</b>")
        expect(none).to_be_visible()
        assert problems(page) == ""
        page.get_by_role("button", name="Search for names like “<b>zqxj</b>”").click()
        expect(page.get_by_role("dialog", name="Search").get_by_role("combobox")).to_have_value("<b>zqxj</b>")
        page.keyboard.press("Escape")
        clear.click()
        expect(field).to_be_focused()
        expect(none).to_be_hidden()
        expect(page.locator("main dt:visible")).not_to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_letter_is_not_hidden_under_the_bar_it_was_chosen_from(opened: Opened, width: int) -> None:
    with opened("/terms/", width=width) as page:
        page.get_by_role("link", name="M, ").click()
        page.wait_for_timeout(300)
        bar = page.locator(".tb-letters").bounding_box()
        heading = page.locator("#letter-m").bounding_box()
        assert bar is not None
        assert heading is not None
        assert bar["y"] + bar["height"] <= heading["y"] + 1
        assert heading["y"] < 400


@pytest.mark.parametrize("width", [1280, 320])
def test_every_letter_is_large_enough_to_hit(opened: Opened, width: int) -> None:
    with opened("/terms/", width=width) as page:
        letters = page.locator(".tb-letters a").all()
        assert letters
        for letter in letters:
            box = letter.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24


def test_a_missing_address_shows_the_nearest_terms(opened: Opened) -> None:
    with opened(MISSING, width=390) as page:
        first = page.locator("[data-tb-guess] a").first
        expect(first).to_have_text("Net revenue retention")
        heights = page.locator("[data-tb-guess] dd").evaluate_all("all => all.map((text) => text.offsetHeight)")
        assert 40 < max(heights) < 60, "two lines"
        first.click()
        expect(page.locator("main h1")).to_contain_text("Net revenue retention")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", [MISSING, "/terms/chrun/", "/zzqqxx/"], ids=["three", "one", "none"])
def test_guesses_move_nothing_however_many_they_are(visit: Visits, path: str, width: int) -> None:
    assert visit(path, width).shifted <= 0.001


def test_the_page_of_a_missing_address_has_the_palette_s_field(opened: Opened) -> None:
    with opened("/zzqqxx/") as page:
        expect(page.get_by_text("No similar term found.")).to_be_visible()
        page.locator("main").get_by_role("combobox").fill("NRR")
        expect(page.get_by_role("option").first).to_contain_text("Net revenue retention")
        page.keyboard.press("Enter")
        expect(page.locator("main h1")).to_contain_text("Net revenue retention")


def test_on_paper_there_is_only_the_page(opened: Opened) -> None:
    with opened(METRIC) as page:
        page.emulate_media(media="print")
        for hidden in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".tb-footer", ".headerlink"):
            expect(page.locator(hidden).first).to_be_hidden()
        expect(page.locator("main h1")).to_be_visible()


def test_dark_pages_are_printed_dark_on_light(opened: Opened) -> None:
    with opened(METRIC, scheme="dark") as page:
        settle(page)
        page.emulate_media(media="print")
        ink = page.evaluate("getComputedStyle(document.querySelector('main p')).color")
        assert max(map(int, ink.removeprefix("rgb(").removesuffix(")").split(", "))) < 100


def test_in_forced_colours_controls_keep_their_borders(opened: Opened) -> None:
    with opened("/terms/", forced_colors="active") as page:
        field = page.get_by_label("Filter by text")
        assert field.evaluate("e => getComputedStyle(e).borderStyle") == "solid"


@pytest.mark.parametrize("path", ["/merges/", "/terms/churn/", "/sources/plain-english/"])
def test_links_in_tables_and_pairs_are_told_by_more_than_their_color(opened: Opened, path: str) -> None:
    with opened(path) as page:
        links = page.locator(".tb-table a, .tb-pairs a")
        lines = "links => links.map(link => getComputedStyle(link).textDecorationLine)"
        assert set(links.evaluate_all(lines)) == {"underline"}


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_remarks_on_an_entry_keep_apart(opened: Opened, width: int) -> None:
    with opened("/terms/voice-of-the-customer/#sources", width=width) as page:
        page.get_by_label("Show line numbers").check()
        gaps = page.locator(".tb-remarks").evaluate_all(
            """lines => lines.flatMap(line => {
              const boxes = [...line.children].map(child => child.getBoundingClientRect());
              return boxes.flatMap((a, i) => boxes.slice(i + 1).map(b =>
                Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom)));
            })"""
        )
        assert gaps
        assert min(gaps) >= 4


def test_entries_of_the_list_beside_the_map_are_told_apart(opened: Opened) -> None:
    with opened("/graph/list/", java_script_enabled=False) as page:
        entry = page.locator(".tb-index > li").nth(1)
        assert entry.evaluate("entry => getComputedStyle(entry).borderTopStyle") == "solid"
        weights = entry.locator("a").evaluate_all("links => links.map(link => getComputedStyle(link).fontWeight)")
        assert weights[0] > max(weights[1:])


def test_paper_does_not_say_how_to_move_the_map(opened: Opened) -> None:
    with opened("/graph/") as page:
        expect(page.locator("#map-help")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("#map-help")).to_be_hidden()


@pytest.mark.parametrize("path", ["/manual/configuration/", "/manual/linking/"])
def test_on_a_phone_tables_of_the_manual_are_large_and_break_no_code(opened: Opened, path: str) -> None:
    with opened(path, width=390) as page:
        settle(page)
        table = page.locator(".md-typeset__table table").first
        assert table.evaluate("table => parseFloat(getComputedStyle(table).fontSize)") >= 14
        lines = "codes => codes.map(code => code.getClientRects().length)"
        assert set(table.locator("td:first-child code").evaluate_all(lines)) == {1}
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("width", [900, 1280])
def test_the_neighborhood_is_never_blown_up(opened: Opened, width: int) -> None:
    with opened("/terms/churn/", width=width) as page:
        page.get_by_text("Show as a diagram", exact=True).click()
        measure = "drawing => drawing.getBoundingClientRect().width / parseFloat(getComputedStyle(document.documentElement).fontSize)"
        assert page.locator(".tb-near__drawing:visible").first.evaluate(measure) <= 24
        page.emulate_media(media="print")
        paper = page.locator(".tb-near").bounding_box()
        assert paper is not None
        assert paper["width"] <= 378


def test_titles_and_descriptions_are_told_apart(built: Path) -> None:
    titles: dict[str, Path] = {}
    files = sorted((built / "terms").rglob("index.html"))
    assert files
    for file in files:
        head = BeautifulSoup(file.read_text("utf-8").partition("<body")[0], "html.parser").head
        assert head is not None
        title = head.title.text if head.title else ""
        assert title not in titles, f"{file} and {titles.get(title)}"
        titles[title] = file


def test_our_scripts_are_small(built: Path) -> None:
    assets = built / "assets/termbase"
    sizes = {path.name: len(compress(path.read_bytes(), 9, mtime=0)) for path in assets.iterdir() if path.is_file()}
    assert sizes["page.js"] <= 2 * 1024
    on_a_term_page = ("page", "preview", "palette", "near", "tab-stops")
    assert sum(sizes[f"{name}.js"] for name in on_a_term_page) <= 12 * 1024
