"""The static API of the real site: valid, complete, and the contract of its fields."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
TERM_FIELDS = [
    "id",
    "url",
    "term",
    "abbreviations",
    "synonyms",
    "variants",
    "deprecated",
    "category",
    "status",
    "definition",
    "definition_html",
    "formula",
    "unit",
    "example",
    "notes",
    "entries",
    "disagreements",
    "relations",
    "links_to",
    "linked_from",
    "edit_url",
    "updated",
    "short",
    "reviewed",
    "benchmark",
    "references",
    "questions",
    "former_ids",
    "avoid",
    "explanation",
    "range",
    "direction",
    "mistakes",
    "contrasts",
    "file",
]
ENTRY_FIELDS = [
    "source",
    "locator",
    "headword",
    "text",
    "rule",
    "duplicate_of",
    "risk",
    "name_alone",
    "evidence",
    "decision",
    "file",
]
EXPECTED = {"csm-jargon-a-z": 37, "plain-english": 37, "essential-dictionary": 83, "language-of-cs": 10}


@pytest.fixture(scope="module")
def api(site: Path) -> dict[str, Any]:
    folder = site / "api/v1"
    return {path.relative_to(folder).as_posix(): json.loads(path.read_text("utf-8")) for path in folder.rglob("*.json")}


def test_every_file_is_valid(api: dict[str, Any]) -> None:
    schema = api["schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, value in api.items():
        if name != "schema.json":
            kind = "term" if name.startswith("terms/") else name.removesuffix(".json")
            jsonschema.validate(value, {**schema, "oneOf": [{"$ref": f"#/$defs/{kind}"}]})


def test_the_fields_stand_in_the_order_of_the_contract(api: dict[str, Any]) -> None:
    assert list(api["terms.json"]) == [
        *("version", "site_url", "counts", "terms"),
        *("glossary", "sources", "decisions", "unresolved"),
    ]
    assert list(api["terms.json"]["counts"]) == ["concepts", "entries", "sources", "designations", "relations"]
    for term in api["terms.json"]["terms"]:
        assert list(term) == TERM_FIELDS
        assert list(term["relations"]) == ["broader", "narrower", "related", "contrast", "part_of", "parts"]
        for entry in term["entries"]:
            assert list(entry) == ENTRY_FIELDS


def test_each_entry_of_each_source_is_in_one_place(api: dict[str, Any]) -> None:
    placed = [(e["source"], e["locator"]) for t in api["terms.json"]["terms"] for e in t["entries"]]
    placed += [(e["source"], e["locator"]) for e in api["merges.json"]["unresolved"]]
    written = []
    for path in (ROOT / "glossary/entries").glob("*.yml"):
        file = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        written += [(file["source"], entry["locator"]) for entry in file["entries"]]
    assert sorted(placed) == sorted(written)
    assert {source: sum(s == source for s, _ in placed) for source in EXPECTED} == EXPECTED


def test_merges_and_terms_tell_the_same(api: dict[str, Any]) -> None:
    merged = {
        m["id"]: [(e["source"], e["locator"], e["rule"]) for e in m["entries"]] for m in api["merges.json"]["merges"]
    }
    told = {
        t["id"]: [(e["source"], e["locator"], e["rule"]) for e in t["entries"]]
        for t in api["terms.json"]["terms"]
        if t["entries"]
    }
    assert merged == told


def test_a_term_of_its_own_file_is_the_same_term(api: dict[str, Any]) -> None:
    for term in api["terms.json"]["terms"]:
        assert api[f"terms/{term['id']}.json"] == term


def test_relations_and_links_are_told_on_both_sides(api: dict[str, Any]) -> None:
    terms = {term["id"]: term for term in api["terms.json"]["terms"]}
    inverse = {"broader": "narrower", "narrower": "broader", "related": "related", "contrast": "contrast"}
    for id, term in terms.items():
        for kind, other_kind in inverse.items():
            assert all(id in terms[other]["relations"][other_kind] for other in term["relations"][kind])
        assert all(id in terms[other]["linked_from"] for other in term["links_to"])
        assert all(id in terms[other]["links_to"] for other in term["linked_from"])


def test_the_founding_duplicates_are_marked(api: dict[str, Any]) -> None:
    marked = {
        (t["id"], e["locator"]): e["duplicate_of"]
        for t in api["terms.json"]["terms"]
        for e in t["entries"]
        if e["duplicate_of"]
    }
    assert marked == {
        ("voice-of-the-customer", "L44"): "L34",
        ("customer-loyalty-index", "L55"): "L49",
        ("customer-segmentation", "L63"): "L57",
        ("success-plan", "L84"): "L75",
    }


def test_csm_has_two_meanings_and_ga_two_wordings_of_one(api: dict[str, Any]) -> None:
    acronyms = {a["acronym"]: a for a in api["acronyms.json"]["acronyms"]}
    assert {e["id"] for e in acronyms["CSM"]["expansions"]} == {
        "customer-success-manager",
        "customer-success-management",
    }
    assert acronyms["CSM"]["ambiguous"]
    assert {e["id"] for e in acronyms["GA"]["expansions"]} == {"general-availability"}
    assert not acronyms["GA"]["ambiguous"]


PRINTED = [
    "AE",
    "AM",
    "ARR",
    "B2B",
    "B2C",
    "BAU",
    "CEO",
    "CES",
    "CFO",
    "CLI",
    "CLV",
    "COO",
    "CS",
    "CSAT",
    "CSM",
    "CSQL",
    "EBR",
    "Ent",
    "EOY",
    "GA",
    "ICP",
    "KPI",
    "LMS",
    "MAP",
    "MM",
    "MoM",
    "MRR",
    "NPS",
    "NRR",
    "POC",
    "QBR",
    "QoQ",
    "RevOps",
    "ROI",
    "SaaS",
    "SMB",
    "TTV",
    "VoC",
    "YoY",
]


def test_every_abbreviation_that_a_source_prints_is_listed(api: dict[str, Any]) -> None:
    assert set(PRINTED) <= {a["acronym"] for a in api["acronyms.json"]["acronyms"]}


def test_the_graph_names_only_terms(api: dict[str, Any]) -> None:
    terms = {term["id"] for term in api["terms.json"]["terms"]}
    assert {node["id"] for node in api["graph.json"]["nodes"]} == terms
    assert {edge[end] for edge in api["graph.json"]["edges"] for end in ("source", "target")} <= terms
