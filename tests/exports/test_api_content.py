"""What the static API says of a glossary of real size."""

import json
from typing import Any

import pytest

from termbase.drawing import relation_graph
from termbase.exports.api import export, site_counts
from tests.exports.sites import real, small


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    return {file.path.removeprefix("api/v1/"): json.loads(file.data) for file in export(real())}


def test_nothing_of_the_map_is_drawn_for_counts_and_no_label_for_the_list_of_its_nodes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = small()
    monkeypatch.setattr(relation_graph, "_labels", lambda *_: pytest.fail("a label was placed"))
    assert {file.path for file in export(site)} >= {"api/v1/graph.json"}
    monkeypatch.setattr(relation_graph, "islands", lambda *_, **__: pytest.fail("a map was made"))
    assert site_counts(small())["relations"] == len(site.graph.edges) > 0


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
