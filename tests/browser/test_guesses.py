"""Addresses that people guess lead where they obviously mean; where there is doubt, the page of missing addresses asks."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened

GUESSES = {
    "/CSM/": "/go/csm/",
    "/go/csms/": "/go/csm/",
    "/nrr/": "/terms/net-revenue-retention/",
    "/terms/NRR": "/terms/net-revenue-retention/",
    "/go/NRR/": "/terms/net-revenue-retention/",
    "/go/customer/health/score/": "/terms/customer-health-score/",
    "/terms/net revenue retention/": "/terms/net-revenue-retention/",
    "/terms/Customer_Success/": "/terms/customer-success/",
    "/terms/customer-success-managers/": "/terms/customer-success-manager/",
    "/wiki/Net_Promoter_Score": "/terms/net-promoter-score/",
    "/Terms/": "/terms/",
    "/acronym/": "/acronyms/",
    "/map/": "/graph/",
    "/metrics/": "/categories/metrics/",
    "/categories/Metrics/": "/categories/metrics/",
    "/sources/Plain-English/": "/sources/plain-english/",
    "/a-z/": "/terms/",
    "/glossary/": "/terms/",
    "/glossary/c": "/terms/#letter-c",
    "/glossary/nrr": "/terms/net-revenue-retention/",
    "/acronyms/n": "/acronyms/#NDR",
    "/acronyms/nrr": "/terms/net-revenue-retention/",
}
DOUBTFUL = ("/no/such-page/", "/zzqqxx/", "/terms/%E0%A4%A/", "/terms/x/")


def test_guessed_addresses_lead_where_they_obviously_mean(opened: Opened, base: str) -> None:
    with opened("/404.html") as page:
        for guess, target in GUESSES.items():
            page.goto(guess, wait_until="commit")
            page.wait_for_url(f"{base}{target}")


@pytest.mark.parametrize("path", DOUBTFUL)
def test_where_there_is_doubt_the_page_stays(opened: Opened, base: str, path: str) -> None:
    with opened(path) as page:
        page.wait_for_load_state("networkidle")
        assert page.url == f"{base}{path}"
        expect(page.locator("[data-tb-guess] :is(h2, p)")).to_be_visible()
        assert page.locator("[data-tb-guess] dt").count() <= 1, "what a few of the words occur in is no guess"
