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
    "imported_from",
    "benchmark",
    "references",
    "questions",
    "former_ids",
    "avoid",
    "explanation",
    "range",
    "direction",
    "formula_kind",
    "mistakes",
    "contrasts",
    "file",
    "fields",
    "elsewhere",
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


@pytest.fixture(scope="module")
def api(site: Path) -> dict[str, Any]:
    folder = site / "api/v1"
    return {path.relative_to(folder).as_posix(): json.loads(path.read_text("utf-8")) for path in folder.rglob("*.json")}


def test_every_file_is_valid(api: dict[str, Any]) -> None:
    """Terms are valid in the file of all; their own files are the same, which another test holds."""
    schema = api["schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    alone = next(name for name in api if name.startswith("terms/"))
    for name, value in {"term.json": api[alone], **api}.items():
        if name != "schema.json" and not name.startswith("terms/"):
            kind = {"$ref": f"#/$defs/{name.removesuffix('.json')}"}
            jsonschema.Draft202012Validator({**schema, "oneOf": [kind]}).validate(value)


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
    assert api["terms.json"]["terms"]
    for term in api["terms.json"]["terms"]:
        assert api[f"terms/{term['id']}.json"] == term


def test_relations_and_links_are_told_on_both_sides(api: dict[str, Any]) -> None:
    terms = {term["id"]: term for term in api["terms.json"]["terms"]}
    inverse = {"broader": "narrower", "narrower": "broader", "related": "related", "contrast": "contrast"}
    assert terms
    for id, term in terms.items():
        for kind, other_kind in inverse.items():
            assert all(id in terms[other]["relations"][other_kind] for other in term["relations"][kind])
        assert all(id in terms[other]["linked_from"] for other in term["links_to"])
        assert all(id in terms[other]["links_to"] for other in term["linked_from"])


def test_the_graph_names_only_terms(api: dict[str, Any]) -> None:
    terms = {term["id"] for term in api["terms.json"]["terms"]}
    assert {node["id"] for node in api["graph.json"]["nodes"]} == terms
    assert {edge[end] for edge in api["graph.json"]["edges"] for end in ("source", "target")} <= terms
