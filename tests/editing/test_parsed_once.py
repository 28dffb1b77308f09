"""A command that changes files parses each text once, however many of its steps look at it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from termbase.cli import main

TIDY = "term: Churn\ndefinition: Loss of a customer who cancels a contract or lets it lapse.\n"
UNTIDY = "definition: Price that a customer pays, before any discount that is agreed on.\nterm: List price   \n"


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text has been parsed in a glossary of two files, of which one needs fixing."""
    schema = "# yaml-language-server: $schema=../schemas/concept.schema.json\n"
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/churn.yml").write_text(schema + TIDY, "utf-8")
    (tmp_path / "glossary/list-price.yml").write_text(schema + UNTIDY, "utf-8")
    monkeypatch.chdir(tmp_path)
    counts: Counter[str] = Counter()
    parse = yaml.parse

    def counted(text: str, **more: Any) -> Any:
        counts[text] += 1
        return parse(text, **more)

    monkeypatch.setattr(yaml, "parse", counted)
    return counts


def test_a_fix_parses_each_text_once(parsed: Counter[str]) -> None:
    result = CliRunner().invoke(main, ["check", "--fix"])
    assert result.exit_code == 0, result.output
    assert "fixed" in result.output
    of_terms = {text: count for text, count in parsed.items() if "term:" in text}
    assert {text for text in of_terms if "Churn" in text} == {text for text in of_terms if TIDY in text}
    assert {count for text, count in of_terms.items() if "Churn" in text} == {1}
    # The file as it was written is read again, because only what is on the disk counts.
    assert sorted(count for text, count in of_terms.items() if "List price" in text) in ([1, 1, 1], [1, 1, 2])


def test_a_rename_parses_the_text_that_it_changes_no_more_for_each_step(parsed: Counter[str]) -> None:
    result = CliRunner().invoke(main, ["rename", "churn", "customer-churn"])
    assert result.exit_code == 0, result.output
    # Once to read the glossary, and once to edit the file.
    assert {count for text, count in parsed.items() if TIDY in text and "former_ids" not in text} == {2}
