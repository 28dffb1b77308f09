"""The search description, held to OpenSearch 1.1."""

from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest

from termbase.exports import select
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.exports.sites import SMALL, URL, made

NS = "{http://a9.com/-/spec/opensearch/1.1/}"


def read(site: Site) -> Element:
    artifact = select(site, "opensearch")
    assert artifact is not None
    return fromstring(artifact.data)


def test_the_home_page_is_asked(site: Site) -> None:
    root = read(site)
    assert root.tag == f"{NS}OpenSearchDescription"
    search, itself = root.findall(f"{NS}Url")
    assert search.get("type") == "text/html"
    address = urlsplit((search.get("template") or "").replace("{searchTerms}", "net%20revenue"))
    assert f"{address.scheme}://{address.netloc}{address.path}" == URL
    assert parse_qs(address.query) == {"q": ["net revenue"]}
    assert itself.get("template") == f"{URL}opensearch.xml"


def test_lengths_are_within_the_limits(site: Site) -> None:
    root = read(site)
    for name, limit in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
        assert 0 < len(root.findtext(f"{NS}{name}") or "") <= limit


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Words", "Words"),
        ("The Words", "The Words"),
        ("The Customer Success Glossary", "Customer Success"),
        ("Donaudampfschifffahrt", "Donaudampfschiff"),
    ],
)
def test_a_long_title_is_shortened_at_a_word(title: str, short: str) -> None:
    assert read(made({"termbase.yml": f"title: {title}\n"})).findtext(f"{NS}ShortName") == short


def test_without_directory_urls_the_home_page_has_a_name() -> None:
    site = made(SMALL, addresses=Addresses(site_url=URL, directory_urls=False))
    assert read(site).findall(f"{NS}Url")[0].get("template") == f"{URL}index.html?q={{searchTerms}}"


def test_without_an_address_there_is_none() -> None:
    assert select(made(SMALL, addresses=Addresses()), "opensearch") is None


def test_a_hostile_title_is_text(attack: tuple[Site, str]) -> None:
    site, name = attack
    root = read(site)
    assert name.startswith(root.findtext(f"{NS}LongName") or "?")
    assert [child.tag.removeprefix(NS) for child in root] == [
        "ShortName", "LongName", "Description", "Url", "Url", "Language", "InputEncoding", "OutputEncoding",
    ]  # fmt: skip
