"""The script that palette, previews and map read."""

import json
import re
from typing import Any

import pytest

from termbase.exports.content_index import content_index, export
from termbase.site.addresses import Addresses
from termbase.site.repository import Repository
from termbase.site.site import Site
from termbase.site.summaries import summary
from tests.conftest import concept
from tests.exports.sites import HOSTILE, SMALL, made, real, small


def read(site: Site) -> dict[str, Any]:
    """The index as a browser gets it from the script."""
    (artifact,) = export(site)
    assert artifact.path == "assets/termbase/terms.js"
    assert isinstance(artifact.content, str)
    found = re.fullmatch(r"window\.termbaseTerms=(\{.*\});\n", artifact.content)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def test_a_concept_is_one_row_without_empty_lists_at_its_end() -> None:
    rows = {row[0]: row for row in read(small())["terms"]}
    assert rows["churn-rate"] == [
        "churn-rate",
        "Churn rate",
        0,
        "What Churn rate means.",
        ["CR"],
        ["attrition rate"],
        ["churnrate"],
        ["loss rate"],
    ]
    assert rows["upsell"] == ["upsell", "Upsell", -1, "book on L9."]


def test_links_count_each_concept_once_that_is_related_or_mentions() -> None:
    site = made(
        {
            "concepts/a.yml": concept("Alpha", definition="First of all."),
            "concepts/b.yml": concept("Bison", definition="Comes after alpha.", related=["a"]),
            "concepts/c.yml": concept("Gamma", definition="Comes after alpha and the bison."),
        }
    )
    value = read(site)
    assert dict(zip([row[0] for row in value["terms"]], value["links"], strict=True)) == {"a": 2, "b": 2, "c": 0}


def test_addresses_have_a_star_where_the_id_goes() -> None:
    assert read(small())["paths"] == {"term": "terms/*/", "category": "categories/*/", "map": "graph/"}
    flat = made(SMALL, addresses=Addresses(directory_urls=False))
    assert read(flat)["paths"] == {"term": "terms/*.html", "category": "categories/*.html", "map": "graph/index.html"}


def test_a_missing_term_can_be_proposed_where_there_is_a_repository() -> None:
    assert read(small())["propose"] is None
    site = Site(glossary=small().glossary, repository=Repository(url="https://code.invalid/x"))
    address = read(site)["propose"]
    assert address.count("*") == 2
    assert address.replace("*", "DAU") == site.repository.propose(term="DAU")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_can_end_the_script_or_its_line(name: tuple[str, str]) -> None:
    from tests.exports.sites import hostile

    (artifact,) = export(hostile(name[0]))
    assert isinstance(artifact.content, str)
    assert not set("<>&\u2028\u2029") & set(artifact.content)
    assert artifact.content.count("\n") == 1
    json.loads(artifact.content.removeprefix("window.termbaseTerms=").rstrip(";\n"))


def test_a_long_definition_is_cut_between_words() -> None:
    site = made({"concepts/long.yml": concept("Long", definition="word " * 100 + "end.")})
    text = summary(site, site.termbase.by_id["long"])
    assert len(text) <= 280
    assert text.endswith("word …")


def test_every_name_of_the_real_glossary_is_in_the_index() -> None:
    site = real()
    value = content_index(site)
    names = {id: {name, *(text for kind in lists for text in kind)} for id, name, _, _, *lists in value["terms"]}
    assert names == {c.id: {d.text for d in c.designations} for c in site.termbase.concepts}


def test_the_index_stays_light() -> None:
    (artifact,) = export(real())
    assert len(artifact.data) / len(real().termbase.concepts) < 300
