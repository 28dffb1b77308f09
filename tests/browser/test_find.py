"""Finding a term: what people type, and the page that must come first."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import problems
from tests.browser.conftest import Opened

BY_ITSELF: Final = """
NRR = net-revenue-retention
nrr = net-revenue-retention
NDR = net-revenue-retention
net dollar retention = net-revenue-retention
GRR = gross-revenue-retention
gross retention = gross-revenue-retention
ARR = annual-recurring-revenue
MRR = monthly-recurring-revenue
customer success = customer-success
CSAT = customer-satisfaction-score
csat score = customer-satisfaction-score
CES = customer-effort-score
CLI = customer-loyalty-index
CLM = customer-lifecycle-management
CLV = customer-lifetime-value
LTV = customer-lifetime-value
lifetime value = customer-lifetime-value
voc = voice-of-the-customer
VoC = voice-of-the-customer
voice of customer = voice-of-the-customer
hight touch = high-touch
high touch = high-touch
white glove = high-touch
low touch = low-touch
tech touch = tech-touch
digital touch = tech-touch
churn = churn
churn rate = churn-rate
attrition = churn
customer attrition = churn
onboarding = onboarding
on-boarding = onboarding
QBR = quarterly-business-review
QBRs = quarterly-business-review
EBR = executive-business-review
business review = business-review
MAP = mutual-action-plan
map = mutual-action-plan
KPI = key-performance-indicator
KPIs = key-performance-indicator
ROI = return-on-investment
TTV = time-to-value
GA = general-availability
general audience = general-availability
POC = proof-of-concept
scope of work = statement-of-work
ICP = ideal-customer-profile
SMB = small-and-medium-sized-business
MM = mid-market
Ent = enterprise
MoM = month-over-month
SaaS = software-as-a-service
RevOps = revenue-operations
CSQL = customer-success-qualified-lead
CS Ops = customer-success-operations
csops = customer-success-operations
win/loss = win-loss
1:many = one-to-many
upselling = upsell
cross sell = cross-sell
downsell = down-sell
DAU/MAU ratio = product-stickiness
health score = customer-health-score
roadmap = product-roadmap
feature suggestion = feature-request
red account = at-risk-account
ever boarding = everboarding
golive = go-live
B2B = business-to-business
C-suite = c-suite
AE = account-executive
AM = account-manager
NPS = net-promoter-score
PRM portal = partner-relationship-management-portal
migration & upgrades = migration-and-upgrades-program
year on year = year-over-year
net promotor score = net-promoter-score
"""
"""What is typed, and the term that must come first, in the palette and anywhere else that asks the finder."""

WITH_HELP: Final = """
time to value = time-to-value
journey map = customer-journey-map
cs = customer-success
CS = customer-success
what is churn = churn
What's a QBR? = quarterly-business-review
how do you calculate nps = net-promoter-score
nrr formula = net-revenue-retention
difference between upsell and cross sell = upsell
qbr template = quarterly-business-review
saas company = software-as-a-service
cs manager = customer-success-manager
crm tool = customer-relationship-management
meaning of the customer journey = customer-journey
churning = churn
hihg touch = high-touch
nsp = net-promoter-score
crossell = cross-sell
K.P.I.s = key-performance-indicator
high-touch = high-touch
up-sell = upsell
expansion mrr = expansion-mrr
roi calculator = roi-calculator
nps analysis = nps-analysis
scaled cs = scaled-customer-success
custmer sucess = customer-success
renwal = renewal
stakehodler = stakeholder
subscripton = subscription
anual recuring revenue = annual-recurring-revenue
"""
"""The same where the theme's search by itself may put another page first, or find none: it knows no questions and
no slips of the finger, an acronym's own page outranks a longer name that holds it, and a hyphen parts what is typed.
There the term that was meant stands above the results."""

EMPTY: Final = {
    "version": 4,
    "categories": [],
    "paths": {"term": "terms/*/", "definitions": "assets/termbase/definitions/*.js", "words": ""},
    "block": 128,
    "words": [],
    "frequent": [],
    "propose": None,
}
"""An index without terms."""

FIELD = ".tb-palette .tb-find__input"
ROW = ".tb-palette .tb-find__row"


def table(text: str) -> list[tuple[str, str]]:
    """The pairs of a table above."""
    return [(query, id) for query, _, id in (line.partition(" = ") for line in text.strip().splitlines())]


@pytest.fixture(scope="module")
def terms(built: Path) -> dict[str, str]:
    """Preferred terms by id."""
    listed = json.loads((built / "api/v1/terms.json").read_text("utf-8"))["terms"]
    return {term["id"]: term["term"] for term in listed}


@pytest.fixture(scope="module")
def palette(browser: Browser, base: str) -> Iterator[Page]:
    """A page with the palette open, for many questions."""
    with browser.new_context(base_url=base) as context:
        page = context.new_page()
        page.goto("/terms/churn/")
        page.keyboard.press("Control+k")
        yield page


def ask(page: Page, query: str) -> None:
    """Types a question into the palette and waits for its answer."""
    page.locator(FIELD).fill("")
    expect(page.locator(ROW)).to_have_count(0)
    page.locator(FIELD).fill(query)
    expect(page.locator(ROW).first).to_be_visible()


def test_the_tables_are_long_enough() -> None:
    assert len(table(BY_ITSELF)) >= 50
    both = [*table(BY_ITSELF), *table(WITH_HELP)]
    assert len(dict(both)) == len(both)


@pytest.mark.parametrize(("query", "id"), [*table(BY_ITSELF), *table(WITH_HELP)])
def test_the_palette_puts_first(palette: Page, terms: dict[str, str], query: str, id: str) -> None:
    ask(palette, query)
    assert palette.locator(ROW).first.locator("strong").inner_text() == terms[id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row says."""

    query: str
    says: str


ROWS: Final = [
    Row(query="white-glove service", says="white-glove service → leads to High touch Engagement models"),
    Row(query="scope of work", says="scope of work → is better called Statement of work SOW"),
    Row(query="NRR", says="Net revenue retention NRR NDR Metrics"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.query)
def test_a_row_says_name_acronym_category_definition_and_what_a_synonym_leads_to(palette: Page, row: Row) -> None:
    ask(palette, row.query)
    text = " ".join((palette.locator(ROW).first.text_content() or "").split())
    assert text.startswith(row.says)
    assert palette.locator(ROW).first.locator(".tb-find__text").inner_text()


def test_an_ambiguous_acronym_shows_its_meanings(palette: Page) -> None:
    ask(palette, "csm")
    group = palette.get_by_role("group", name="CSM has 2 meanings")
    assert group.get_by_role("option").locator("strong").all_inner_texts() == [
        "Customer success manager",
        "Customer success management",
    ]
    expect(palette.locator(".tb-palette [role=status]")).to_have_text("CSM has 2 meanings")


def test_an_acronym_in_its_own_capitals_comes_before_the_same_letters(browser: Browser, base: str) -> None:
    """In a glossary with ACE and ace, each finds itself first."""
    index = {
        **EMPTY,
        "terms": "Automatic engine\nAdvanced care expert\nAce\nAcer",
        "ids": "\n\n\n",
        "names": "ace\nACE\n\n",
        "category": [-1, -1, -1, -1],
        "links": [0, 0, 0, 0],
    }
    with browser.new_context(base_url=base) as context:
        page = context.new_page()
        page.route("**/terms.js", lambda route: route.fulfill(body=f"window.termbaseTerms={json.dumps(index)};"))
        page.goto("/terms/churn/")
        page.keyboard.press("/")
        for query, first in (
            ("ACE", "Advanced care expert"),
            ("ace", "Automatic engine"),
            ("acE", "Advanced care expert"),
        ):
            ask(page, query)
            found = page.locator(f"{ROW} strong").all_inner_texts()
            assert found[0] == first
            assert found[2:] == ["Ace", "Acer"]


def test_words_of_contributors_are_never_markup(browser: Browser, base: str) -> None:
    hostile = '<img src=x onerror="window.broken=1">'
    index = {
        **EMPTY,
        "terms": hostile,
        "ids": "",
        "names": f"{hostile}\t{hostile} 2",
        "category": [0],
        "links": [0],
        "categories": [["c", hostile]],
    }
    with browser.new_context(base_url=base) as context:
        page = context.new_page()
        page.route("**/terms.js", lambda route: route.fulfill(body=f"window.termbaseTerms={json.dumps(index)};"))
        page.goto("/terms/churn/")
        page.keyboard.press("/")
        ask(page, "img")
        expect(page.locator(f"{ROW} strong").first).to_have_text(hostile)
        assert page.locator(".tb-palette img").count() == 0
        assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_palette_and_not_the_search_of_the_theme(opened: Opened, keys: str) -> None:
    with opened("/terms/churn/") as page:
        page.keyboard.press(keys)
        expect(page.locator(FIELD)).to_be_focused()
        expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
        expect(page.locator(FIELD)).to_have_value("")


def test_a_slash_that_is_typed_into_a_field_stays_a_slash(opened: Opened) -> None:
    with opened("/terms/") as page:
        page.locator("[data-tb-text]").focus()
        page.keyboard.press("/")
        expect(page.locator("[data-tb-text]")).to_have_value("/")
        expect(page.locator(FIELD)).to_have_count(0)


def test_the_keyboard_alone_is_enough(opened: Opened) -> None:
    with opened("/terms/churn/") as page:
        page.keyboard.press("/")
        page.keyboard.insert_text("retention")  # all at once: no list of a shorter query is on the page meanwhile
        field = page.locator(FIELD)
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(page.get_by_role("group", name="In all other pages")).to_be_visible()
        selected = page.locator(f"{ROW}[aria-selected=true]")
        first = selected.inner_text()
        assert field.get_attribute("aria-activedescendant") == selected.get_attribute("id")
        page.keyboard.press("ArrowDown")
        assert selected.inner_text() != first
        assert field.get_attribute("aria-activedescendant") == selected.get_attribute("id")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(selected.locator("xpath=..")).to_have_attribute("aria-label", "In all other pages")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/terms/customer-retention/")


def test_escape_closes_the_palette_and_gives_the_focus_back(opened: Opened) -> None:
    with opened("/terms/churn/") as page:
        link = page.locator("main a.term-link").first
        link.focus()
        page.keyboard.press("/")
        page.keyboard.type("nrr")
        page.keyboard.press("Escape")
        expect(page.locator(".tb-palette")).not_to_be_visible()
        expect(link).to_be_focused()


def test_the_last_group_is_all_other_pages(opened: Opened) -> None:
    with opened("/terms/churn/") as page:
        page.keyboard.press("/")
        ask(page, "pre-commit")
        group = page.get_by_role("group", name="In all other pages")
        group.get_by_role("option").first.click()
        page.wait_for_url(lambda url: "/terms/" not in url)
        expect(page.locator("article")).to_contain_text("pre-commit")


def test_what_is_not_there_can_be_suggested(opened: Opened) -> None:
    with opened("/terms/churn/") as page:
        asked: list[str] = []
        page.route("**/issues/new?*", lambda route: (asked.append(route.request.url), route.fulfill(body="form"))[1])
        page.keyboard.press("/")
        ask(page, "zebra & co")
        expect(page.locator(".tb-palette [role=status]")).to_have_text("No term found")
        expect(page.locator(ROW).first).to_contain_text("Suggest “zebra & co” as a new term")
        page.keyboard.press("Enter")
        page.wait_for_url("**/issues/new?*")
        assert "term=zebra%20%26%20co" in asked[0]
        assert "template=new-term.yml" in asked[0]


def test_nothing_is_loaded_before_the_palette_is_used(browser: Browser, base: str) -> None:
    with browser.new_context(base_url=base) as context:
        page = context.new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
        page.goto("/terms/churn/")
        page.wait_for_load_state("networkidle")
        assert not {"terms.js", "finder.js", "pages.js", "search_index.json"} & set(loaded)
        assert len(loaded) < 25
        page.keyboard.press("/")
        ask(page, "nrr")
        assert {"terms.js", "finder.js"} <= set(loaded)
        assert "search_index.json" not in loaded


def test_a_dialog_that_is_opened_right_after_it_was_closed_has_the_focus(opened: Opened) -> None:
    with opened("/terms/churn/") as page:
        page.keyboard.press("/")
        expect(page.locator(FIELD)).to_be_focused()
        page.evaluate(
            """() => new Promise((done) => {
              const dialog = document.querySelector(".tb-palette");
              dialog.addEventListener("close", done);
              dialog.close();
              document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true }));
            })"""
        )
        expect(page.locator(FIELD)).to_be_focused()


def test_single_keys_can_be_switched_off_for_good(opened: Opened) -> None:
    with opened("/terms/churn/") as page:
        page.keyboard.press("/")
        page.get_by_label("Single-key shortcuts").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        for key in "/fspn,.":
            page.keyboard.press(key)
        expect(page.locator(FIELD)).to_have_count(0)
        expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
        page.keyboard.press("Control+k")
        expect(page.locator(FIELD)).to_be_focused()
        page.get_by_label("Single-key shortcuts").check()
        page.keyboard.press("Escape")
        expect(page.locator(".tb-palette")).not_to_be_visible()
        page.keyboard.press("/")
        expect(page.locator(FIELD)).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_button_in_the_header_opens_it_too(opened: Opened, width: int) -> None:
    with opened("/terms/churn/", width=width) as page:
        button = page.get_by_role("button", name="Search terms and pages")
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        button.click()
        expect(page.locator(FIELD)).to_be_focused()


class TestHome:
    """The field on the home page."""

    FIELD = "[data-termbase-jump] .tb-find__input"
    ROW = "[data-termbase-jump] .tb-find__row"

    def test_it_finds_and_goes(self, opened: Opened) -> None:
        with opened("/") as page:
            page.locator(self.FIELD).fill("hight touch")
            expect(page.locator(self.ROW).first).to_contain_text("High touch")
            page.keyboard.press("Enter")
            page.wait_for_url("**/terms/high-touch/")

    def test_escape_closes_the_list_and_keeps_what_was_typed(self, opened: Opened) -> None:
        with opened("/") as page:
            page.locator(self.FIELD).fill("nrr")
            expect(page.locator(self.ROW).first).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.locator(self.ROW).first).not_to_be_visible()
            expect(page.locator(self.FIELD)).to_have_value("nrr")
            page.keyboard.press("ArrowDown")
            expect(page.locator(self.ROW).first).to_be_visible()

    def test_an_address_with_a_question_leads_to_the_one_term_or_shows_several(self, opened: Opened) -> None:
        with opened("/?q=net+dollar+retention") as page:
            page.wait_for_url("**/terms/net-revenue-retention/")
            page.goto("/?q=csm")
            expect(page.locator(self.FIELD)).to_be_focused()
            expect(page.locator(self.ROW).first).to_contain_text("Customer success manager")

    def test_a_finger_is_enough(self, opened: Opened) -> None:
        with opened("/", width=390, has_touch=True, is_mobile=True) as page:
            page.locator(self.FIELD).tap()
            page.locator(self.FIELD).fill("qbr")
            page.locator(self.ROW).first.tap()
            page.wait_for_url("**/terms/quarterly-business-review/")


def test_it_works_from_a_disk(browser: Browser, built: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((built / "terms/churn/index.html").as_uri())
        page.keyboard.press("/")
        ask(page, "custmer sucess")
        expect(page.locator(f"{ROW} strong").first).to_have_text("Customer success")
        page.keyboard.press("Enter")
        page.wait_for_url("file:///**/terms/customer-success/index.html")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_palette(opened: Opened, scheme: str, width: int) -> None:
    with opened("/terms/churn/", width=width, scheme=scheme, reduced_motion="reduce") as page:
        page.keyboard.press("/")
        for query in ("", "csm", "custmer", "white glove", "zzzz"):
            page.locator(FIELD).fill(query)
            expect(page.locator(ROW)).to_have_count(0) if not query else expect(page.locator(ROW).first).to_be_visible()
            assert problems(page) == ""
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
