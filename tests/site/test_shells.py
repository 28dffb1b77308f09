"""What all pages share is made once a folder, and is what each page would have made for itself."""

import pytest

from termbase.site import links_from
from termbase.site.addresses import Addresses
from termbase.site.links_from import Shells, shell
from termbase.site.pages import pages
from tests.conftest import concept
from tests.exports.sites import made, real

ADDRESSES = (
    Addresses(),
    Addresses(directory_urls=False),
    Addresses(folder="a/b", folders=(("terms", "words/x"), ("graph", "words/x/churn"), ("home", "start"))),
    Addresses(folders=(("graph", "terms/churn"), ("categories", "terms/churn/x"))),
)


@pytest.mark.parametrize("addresses", ADDRESSES, ids=str)
def test_a_shared_shell_is_the_one_that_the_page_would_have(addresses: Addresses) -> None:
    site = made(
        {"concepts/a.yml": concept("Churn"), "concepts/b.yml": concept("Retention", related=["churn"])},
        addresses=addresses,
    )
    shells = Shells(site)
    shown = list(pages(site))
    assert shown
    for page in shown:
        url = site.addresses.page(page.path)
        assert shells.at(url) == shell(site, url), url


def test_all_pages_of_terms_share_one(monkeypatch: pytest.MonkeyPatch) -> None:
    site = real()
    made_for: list[str] = []

    def counted(_: object, url: str) -> object:
        made_for.append(url)
        return url

    monkeypatch.setattr(links_from, "shell", counted)
    shells = Shells(site)
    for item in site.termbase.concepts:
        shells.at(site.addresses.term(item.id))
    assert len(made_for) == 1
