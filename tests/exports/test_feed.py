"""The Atom feed, read by feedparser."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import feedparser
import pytest

from termbase.exports import select
from termbase.exports.feed import MOST_ENTRIES
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.exports.sites import SMALL, URL, made, real, small

ATOM = "{http://www.w3.org/2005/Atom}"


def data(site: Site) -> bytes:
    artifact = select(site, "feed")
    assert artifact is not None
    return artifact.data


def test_a_reader_finds_nothing_to_complain_of(site: Site) -> None:
    parsed = feedparser.parse(data(site))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.id == parsed.feed.link == URL
    assert parsed.feed.updated == f"{max(site.updated.values())}T00:00:00Z"
    assert len(parsed.entries) == min(MOST_ENTRIES, sum(c.where.file in site.updated for c in site.termbase.concepts))
    for entry in parsed.entries:
        id = entry.id.removeprefix(f"{URL}terms/").removesuffix("/")
        concept = site.termbase.by_id[id]
        assert entry.link == entry.id
        assert entry.title.startswith(concept.term)
        assert entry.updated == f"{site.updated[concept.where.file]}T00:00:00Z"


def test_every_element_that_atom_demands_is_there(site: Site) -> None:
    root = fromstring(data(site))
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["alternate", "self"]


def test_newest_first_and_by_id_within_a_day() -> None:
    days = {
        f"concepts/{id}.yml": day
        for id, day in (("rate", "2024-01-01"), ("churn-rate", "2024-01-01"), ("retention-rate", "2024-01-02"))
    }
    parsed = feedparser.parse(data(made(SMALL, updated=days)))
    assert [entry.title for entry in parsed.entries] == ["Retention rate", "Churn rate (CR)", "Rate"]
    assert [tag.label for tag in parsed.entries[1].tags] == ["Metrics"]


@pytest.mark.parametrize(
    "site",
    [made(SMALL), replace(small(), addresses=Addresses()), replace(real(), updated={"another.yml": "2024-01-01"})],
    ids=["no dates", "no address", "no date of a term"],
)
def test_without_what_atom_demands_there_is_no_feed(site: Site) -> None:
    assert select(site, "feed") is None


def test_a_hostile_name_is_text(attack: tuple[Site, str]) -> None:
    site, name = attack
    root = fromstring(data(site))
    assert root.findtext(f"{ATOM}title") == f"{name}: new and changed terms"
    assert (root.findtext(f"{ATOM}entry/{ATOM}title") or "").replace("( ", "(") == f"{name} ({name})"
    assert not feedparser.parse(data(site)).bozo
