"""What pages say of themselves to machines."""

import json
from pathlib import Path

import pytest

from termbase.glossary import load
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from termbase.site.structured_data import script_json, set_data, term_data

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u2029 ”é"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    glossary = tmp_path / "glossary"
    (glossary / "concepts").mkdir(parents=True)
    (glossary / "termbase.yml").write_text("title: Our words\nlanguage: en-US\n", "utf-8")
    (glossary / "concepts/churn-rate.yml").write_text(
        "term: Churn rate\nabbreviations: [CR]\nsynonyms: [attrition rate]\nvariants: [chrun rate]\n"
        "deprecated: [churn]\ndefinition: Share of *customers* lost.\n",
        "utf-8",
    )
    return Site(glossary=load(glossary), addresses=Addresses(site_url="https://glossary.invalid/"))


def test_a_concept_is_a_defined_term_of_its_glossary(site: Site) -> None:
    (concept,) = site.termbase.concepts
    assert term_data(site, concept) == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": "https://glossary.invalid/terms/churn-rate/",
        "url": "https://glossary.invalid/terms/churn-rate/",
        "name": "Churn rate",
        "alternateName": ["CR", "attrition rate"],
        "termCode": "CR",
        "description": "Share of customers lost.",
        "inLanguage": "en-US",
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": "https://glossary.invalid/#glossary",
            "name": "Our words",
        },
    }


def test_the_glossary_is_a_set_of_defined_terms(site: Site) -> None:
    told = set_data(site)
    assert told["@type"] == "DefinedTermSet"
    assert told["@id"] == "https://glossary.invalid/#glossary"
    assert told["url"] == "https://glossary.invalid/"


@pytest.mark.parametrize("value", [HOSTILE, {HOSTILE: [HOSTILE]}])
def test_nothing_in_json_can_end_its_script_element(value: object) -> None:
    text = script_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value
