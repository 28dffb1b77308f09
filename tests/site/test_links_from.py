"""The links of a page: found once for all pages of a folder, and right for each of them."""

from dataclasses import replace

import pytest

from termbase.site import links_from
from termbase.site.addresses import Addresses, PageUrl, relative
from termbase.site.links_from import LinksFrom
from tests.conftest import concept
from tests.exports.sites import made

TERMS = ("churn", "churn-rate", "upsell")
FILES = {f"concepts/{id}.yml": concept(id.replace("-", " ")) for id in TERMS}
PLACES = ("index", "terms/index", "terms/churn", "terms/churn-rate", "terms/upsell", "go/churn", "a/b/c/index")


@pytest.mark.parametrize("folder", ["", "reference/glossary"])
@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_link_is_the_same_as_without_what_other_pages_have_found(*, directory_urls: bool, folder: str) -> None:
    addresses = Addresses(directory_urls=directory_urls, folder=folder)
    site = replace(made(FILES), addresses=addresses)
    for _ in range(2):
        for place in PLACES:
            url = addresses.page(place)
            here = LinksFrom(site=site, url=url)
            assert [here.href(id) for id in TERMS] == [relative(url, addresses.term(id)) for id in TERMS]


def test_the_pages_of_a_folder_find_the_way_to_a_term_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(start: PageUrl, target: str) -> str:
        asked.append(target)
        return relative(start, target)

    monkeypatch.setattr(links_from, "relative", counted)
    site = made({f"concepts/t{number}.yml": concept(f"t{number}") for number in range(20)})
    for concept_ in site.termbase.concepts:
        here = LinksFrom(site=site, url=site.addresses.term(concept_.id))
        here.terms(other.id for other in site.termbase.concepts)
    # Each page's way to itself is its own; of the others, each is found once.
    assert len(asked) == 2 * 20
