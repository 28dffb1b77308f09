"""A small glossary on disk, and a way to type commands at it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termbase.cli import main

Run = Callable[..., Result]

FILES: Mapping[str, str] = {
    "termbase.yml": "title: Small\ncategories:\n  - {id: metrics, title: Metrics}\n  - {id: practice, title: Practice}\n",
    "sources.yml": "sources:\n  - {id: plain, title: In plain words}\n",
    "entries/plain.yml": """\
source: plain
entries:
  - locator: L1
    term: Churn
    definition: Loss of customers who cancel their subscription.
  - locator: L3
    term: NRR
    definition: Percentage of the revenue from a group of customers that is kept over a period.
  - locator: L5
    candidates: [churn, net-revenue-retention]
    definition: Praises measuring.
    note: The line names nothing.
""",
    "concepts/churn.yml": """\
# yaml-language-server: $schema=../../schemas/concept.schema.json
term: Churn
synonyms: [attrition]
category: practice
definition: Loss of a customer, who cancels a subscription or lets it lapse.
related: [net-revenue-retention]
""",
    "concepts/net-revenue-retention.yml": """\
# yaml-language-server: $schema=../../schemas/concept.schema.json
term: Net revenue retention
abbreviations: [NRR]
category: metrics
definition: >-
  Revenue of a period from one group of customers as a percentage of what the same group paid at
  the start.
distinct_from:
  - term: churn
    reason: One is a figure, the other a loss.
""",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a glossary, in which commands run."""
    for name, text in FILES.items():
        path = tmp_path / "glossary" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    monkeypatch.chdir(tmp_path)
    for name in ("TERMBASE_GLOSSARY", "NO_COLOR", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:  # noqa: ARG001  (the commands run in it)
    """Runs `termbase` with arguments, and answers where it asks."""

    def typed(*arguments: str, answers: str = "", color: bool = False) -> Result:
        return CliRunner().invoke(main, arguments, input=answers, color=color, catch_exceptions=False)

    return typed
