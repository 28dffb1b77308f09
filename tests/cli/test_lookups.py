"""`termbase find`, `merges` and `schema`: they print and change nothing."""

import json
from pathlib import Path

import pytest

from termbase import glossary
from termbase.model.json_schema import schemas
from tests.cli.conftest import Run


def test_find_prints_term_id_and_definition(run: Run) -> None:
    result = run("find", "nett", "revenu", "retention", "--limit", "1")
    assert result.exit_code == 0
    assert (
        result.output
        == """\
Net revenue retention (NRR)  net-revenue-retention
  Revenue of a period from one group of customers as a percentage of what the same group paid at th…
"""
    )


def test_find_tells_by_which_name(run: Run) -> None:
    assert run("find", "atrition").output.startswith("Churn  churn  also “attrition”\n")


def test_find_ends_with_1_where_nothing_is_near(run: Run) -> None:
    result = run("find", "xylophone")
    assert result.exit_code == 1
    assert result.output == "Nothing is similar to “xylophone”. To add it: termbase new “xylophone”\n"


def test_merges_tells_the_reasons(run: Run) -> None:
    assert (
        run("merges").output
        == """\
Churn (churn)
  glossary/concepts/churn.yml: own, it started this concept
  plain L1 “Churn”: same-name, “Churn” is its name

Net revenue retention (net-revenue-retention)
  glossary/concepts/net-revenue-retention.yml: own, it started this concept
  plain L3 “NRR”: abbreviation, “NRR” is used as a name and abbreviates only “Net revenue retention”

Unresolved
  plain L5: may be churn, net-revenue-retention. The line names nothing.

Kept apart
  churn and net-revenue-retention: One is a figure, the other a loss.

"""
    )


def test_merges_can_be_asked_about_one_term_by_any_name(run: Run) -> None:
    told = run("merges", "attrition").output
    assert told.startswith("Churn (churn)\n")
    assert "Net revenue retention (" not in told


def test_merges_tells_programs_the_same(run: Run) -> None:
    told = json.loads(run("merges", "--format", "json").output)
    assert [merge["id"] for merge in told["merges"]] == ["churn", "net-revenue-retention"]
    assert told["merges"][1]["entries"][1] == {
        "source": "plain", "locator": "L3", "headword": "NRR", "rule": "abbreviation",
        "because": "“NRR” is used as a name and abbreviates only “Net revenue retention”",
        "chain": [
            {"a": "net-revenue-retention", "b": "plain:L3", "rule": "abbreviation",
             "because": "“NRR” is used as a name and abbreviates only “Net revenue retention”"}
        ],
    }  # fmt: skip
    assert [item["locator"] for item in told["unresolved"]] == ["L5"]
    assert told["distinct"] == [["churn", "net-revenue-retention", "One is a figure, the other a loss."]]
    assert told["suggestions"] == []


def test_schema_lists_prints_and_writes(run: Run, project: Path) -> None:
    assert run("schema").output.startswith("concept   One concept, defined by us")
    assert json.loads(run("schema", "sources").output) == schemas()["sources"]
    assert run("schema", "--out", "schemas").output.count("wrote schemas/") == len(schemas())
    assert json.loads((project / "schemas/concept.schema.json").read_text("utf-8")) == schemas()["concept"]
    assert run("schema", "entries", "--out", "one").output == "wrote one/entries.schema.json\n"


def test_a_look_up_applies_no_rules(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "check", lambda *given, **more: pytest.fail("rules were applied"))
    assert run("find", "nett", "revenu", "retention", "--limit", "1").exit_code == 0


def test_find_reads_definitions_too(run: Run) -> None:
    assert run("find", "revenue", "of", "one", "group", "of", "customers").output.startswith("Net revenue retention")
