"""The A–Z and the edition for print of very many terms have a page for each letter."""

import posixpath
from collections import Counter
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from termbase.site.page_options import PageOptions
from termbase.site.pages import by_letter
from termbase.site.render import render
from termbase.site.site import Site
from termbase.site.views import AcronymPage, AlphabetPage, LetterPage, LettersPage, MapListPage, PrintPage
from tests.conftest import concept
from tests.exports.sites import made

TERMS = ["Letters", "Churn", "Churn rate", "Élan", "99th percentile", "Ärger", "解約", "Upsell", "Zero-touch"]


@pytest.fixture
def files() -> dict[str, str]:
    found = {f"concepts/t{number}.yml": concept(term) for number, term in enumerate(TERMS[1:])}
    found["concepts/letters.yml"] = concept(TERMS[0])
    found["concepts/linked.yml"] = (
        "term: Rate\ndefinition: What [[Churn]] and [[Upsell]] have.\nexplanation: See [[Zero-touch]].\n"
    )
    return found


@pytest.fixture(params=[True, False], ids=["folders", "files"])
def site(files: dict[str, str], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(by_letter, "TERMS_ON_ONE_PAGE", len(TERMS))
    site = made(files)
    return replace(site, addresses=replace(site.addresses, directory_urls=request.param))


def links(site: Site) -> dict[str, list[str]]:
    """For each address, the addresses on the site that the page leads to, with their fragments."""
    found = {}
    for body in render(site):
        anchors = BeautifulSoup(body.html, "html.parser").select(".tb-page a[href]")
        hrefs = [str(anchor["href"]) for anchor in anchors]
        found[body.url] = [
            f"{posixpath.normpath(posixpath.join('/', posixpath.dirname(body.url), path)) if path else '/' + body.url.rstrip('/')}#{part}"
            for path, _, part in (href.partition("#") for href in hrefs)
            if "//" not in path
        ]
    return found


def test_up_to_the_limit_there_is_one_page(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_letter, "TERMS_ON_ONE_PAGE", len(files))
    kinds = Counter(type(body.page.view) for body in render(made(files)))
    assert kinds[AlphabetPage] == kinds[PrintPage] == 1
    assert not kinds[LettersPage] + kinds[LetterPage]


def test_every_term_is_under_one_letter_and_printed_once(site: Site) -> None:
    bodies = render(site)
    listed = [term.id for body in bodies if isinstance(body.page.view, LetterPage) for term in body.page.view.terms]
    printed = [
        term.id
        for body in bodies
        if isinstance(body.page.view, PrintPage)
        for group in body.page.view.groups
        for term in group.terms
    ]
    everything = sorted(concept.id for concept in site.termbase.concepts)
    assert sorted(listed) == sorted(printed) == everything
    assert len({body.url for body in bodies}) == len(bodies)


def test_the_page_of_all_terms_leads_to_each_letter_and_shows_no_definition(site: Site) -> None:
    bodies = {body.page.path: body for body in render(site)}
    whole = bodies["terms/index"].page.view
    assert isinstance(whole, LettersPage)
    assert "What Churn means" not in bodies["terms/index"].html
    assert sum(letter.terms for letter in whole.letters) == len(TERMS) + 1
    paths = {path for path in bodies if path.startswith("terms/letters/")}
    assert {"terms/letters/c", "terms/letters/other", "terms/letters/解"} <= paths
    assert "terms/letters" in bodies, "a term whose id is that of the folder has its page"


def test_every_link_leads_to_a_page_and_to_a_part_that_is_there(site: Site) -> None:
    pages = {"/" + body.url.rstrip("/"): BeautifulSoup(body.html, "html.parser") for body in render(site)}
    followed = 0
    for start, targets in links(site).items():
        for target in targets:
            path, _, part = target.partition("#")
            page = pages.get(path.rstrip("/") or "/")
            if page is None:
                assert "/go/" in path, (start, target)
                continue
            followed += 1
            assert not part or page.find(id=part), (start, target)
    assert followed > 100


def test_one_letter_is_marked_as_the_current_page(site: Site) -> None:
    bodies = render(site)
    assert bodies
    for body in bodies:
        if isinstance(body.page.view, LetterPage):
            bar = BeautifulSoup(body.html, "html.parser").select(".tb-letters a")
            assert [link.get("aria-current") for link in bar].count("page") == 1


def test_folders_of_the_site_hold_for_letters_too(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_letter, "TERMS_ON_ONE_PAGE", 1)
    options = PageOptions(folder="glossary", omit=("print",))
    site = replace(made(files), pages=options, addresses=options.addresses())
    urls = {body.url for body in render(site)}
    assert "glossary/terms/letters/c/" in urls
    assert not [url for url in urls if "print" in url]


@pytest.fixture(params=[True, False], ids=["folders", "files"])
def abbreviated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(by_letter, "TERMS_ON_ONE_PAGE", 4)
    names = ("NRR", "NPS", "ARR", "ärr", "3D", "X1")
    site = made(
        {
            f"concepts/t{number}.yml": concept(
                f"{name} thing", abbreviations=[name], related=["NRR thing"][: number and 1]
            )
            for number, name in enumerate(names)
        }
    )
    return replace(site, addresses=replace(site.addresses, directory_urls=request.param))


def test_acronyms_and_the_list_of_the_map_have_pages_for_letters_above_the_limit(abbreviated: Site) -> None:
    views = {body.page.path: body.page.view for body in render(abbreviated)}
    whole, listed = views["acronyms/index"], views["graph/list"]
    assert isinstance(whole, LettersPage)
    assert isinstance(listed, LettersPage)
    by_path = {path: view for path, view in views.items() if path.startswith("acronyms/letters/")}
    rows = [row.text for view in by_path.values() if isinstance(view, AcronymPage) for row in view.acronyms]
    assert sorted(rows) == sorted(acronym.text for acronym in abbreviated.acronyms)
    assert set(by_path) >= {"acronyms/letters/n", "acronyms/letters/a", "acronyms/letters/x", "acronyms/letters/other"}
    items = [
        item.term.id
        for path, view in views.items()
        if path.startswith("graph/letters/") and isinstance(view, MapListPage)
        for section in view.listed
        for item in section.terms
    ]
    assert sorted(items) == sorted(concept.id for concept in abbreviated.termbase.concepts)
    assert sum(link.terms for link in listed.letters) == len(items)
    assert sum(link.terms for link in whole.letters) == len(rows)


def test_links_between_those_pages_lead_somewhere(abbreviated: Site) -> None:
    found = links(abbreviated)
    pages = {posixpath.normpath(f"/{address}") for address in found}
    bars = [address for address in found if address.startswith(("acronyms", "graph/l"))]
    assert len(bars) > 8
    for address in bars:
        targets = [target.rpartition("#")[0] for target in found[address]]
        assert targets
        assert [target for target in targets if posixpath.normpath(target) not in pages] == []


def test_up_to_the_limit_acronyms_and_the_list_of_the_map_are_one_page(
    abbreviated: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_letter, "TERMS_ON_ONE_PAGE", 1000)
    views = {body.page.path: body.page.view for body in render(abbreviated)}
    assert isinstance(views["acronyms/index"], AcronymPage)
    assert isinstance(views["graph/list"], MapListPage)
    assert not any("/letters/" in path for path in views)
