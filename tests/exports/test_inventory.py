"""`objects.inv`, read by Sphinx, for which it is, and by sphobjinv."""

import re
import zlib

import pytest
import sphobjinv
from sphinx.util.inventory import InventoryFile

from termbase.exports import select
from termbase.site.site import Site
from tests.exports.sites import SMALL, URL, made


def data(site: Site) -> bytes:
    made = select(site, "inventory")
    assert made is not None
    return made.data


def read(site: Site) -> dict[tuple[str, str], str]:
    """Kind and name of each entry, with its address, as Sphinx sees it."""
    inventory = InventoryFile.loads(data(site), uri=URL.rstrip("/"))
    return {(kind, name): item.uri for kind, names in inventory.data.items() for name, item in names.items()}


def test_every_name_of_the_real_glossary_is_a_term(site: Site) -> None:
    found = read(site)
    names = {d.text for concept in site.termbase.concepts for d in concept.designations}
    readable = {name for name in names if not re.search(r"\S \S+ \d+$", name)}
    assert {name for kind, name in found if kind == "std:term"} == readable
    for concept in site.termbase.concepts:
        page = f"{URL}terms/{concept.id}/"
        assert found["std:doc", f"terms/{concept.id}"] == page
        assert found["std:label", concept.id] == page
        if concept.term in readable and len(site.glossary.names.meanings(concept.term)) == 1:
            assert found["std:term", concept.term] == page


def test_labels_show_the_term_and_old_ids_lead_on() -> None:
    inventory = InventoryFile.loads(data(made(SMALL)), uri=URL.rstrip("/"))
    labels = inventory.data["std:label"]
    assert labels["churn-rate"].display_name == "Churn rate"
    assert labels["ratio"].uri == f"{URL}terms/rate/"
    assert labels["churn-rate"].project_name == "Small"


def test_a_name_with_two_meanings_leads_to_their_list() -> None:
    files = {name: f"term: {name} thing\nabbreviations: [XY]\ndefinition: A thing.\n" for name in ("one", "two")}
    found = read(made({f"concepts/{name}.yml": text for name, text in files.items()}))
    assert found["std:term", "XY"] == f"{URL}go/xy/"


def test_the_version_is_the_day_of_the_last_change(site: Site) -> None:
    assert sphobjinv.Inventory(zlib=data(site)).version == max(site.updated.values())
    assert sphobjinv.Inventory(zlib=data(made(SMALL))).version == ""


def test_both_readers_agree(site: Site) -> None:
    other = {(f"{o.domain}:{o.role}", o.name): URL + o.uri for o in sphobjinv.Inventory(zlib=data(site)).objects}
    assert other == read(site)


NOT_LISTED = {"phase in 2 weeks", "level 2 3"}
"""Names that a reader of this format would cut off."""


def test_a_hostile_name_is_one_entry_or_none(attack: tuple[Site, str]) -> None:
    site, name = attack
    found = read(site)
    assert (("std:term", name) in found) == (name not in NOT_LISTED)
    assert set(found.values()) <= {f"{URL}terms/{id}/" for id in ("churn-rate", "rate", "retention-rate", "upsell")} | {
        f"{URL}categories/metrics/"
    }
    lines = zlib.decompress(data(site).split(b"\n", 4)[4]).decode().splitlines()
    assert len(lines) == len(found)


@pytest.mark.parametrize("kind", ["std:term", "std:label", "std:doc"])
def test_nothing_else_is_listed(site: Site, kind: str) -> None:
    assert kind in {kind for kind, _ in read(site)}
    assert {kind for kind, _ in read(site)} == {"std:term", "std:label", "std:doc"}
