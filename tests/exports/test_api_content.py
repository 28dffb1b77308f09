"""What the static API says of a glossary of real size."""

import json
from typing import Any

import pytest

from termbase.exports.api import export
from tests.exports.sites import real


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    return {file.path.removeprefix("api/v1/"): json.loads(file.data) for file in export(real())}


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
