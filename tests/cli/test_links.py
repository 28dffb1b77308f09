"""`termbase links`: links from wikis and pages, and what is wrong with them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HOME = "https://glossary.example/"


@pytest.fixture
def renamed(project: Path) -> Path:
    """The small glossary after a rename, with a name of two meanings and a term that is gone."""
    concepts = project / "glossary" / "concepts"
    (concepts / "churn.yml").write_text(
        "term: Churn\nsynonyms: [attrition]\nformer_ids: [customer-loss]\ncategory: practice\n"
        "definition: Loss of a customer.\n",
        "utf-8",
    )
    (concepts / "leaving.yml").write_text(
        "term: Leaving\nsynonyms: [attrition]\ncategory: practice\ndefinition: Act of going.\n", "utf-8"
    )
    with (project / "glossary" / "termbase.yml").open("a", encoding="utf-8") as file:
        file.write("removed:\n  - {id: bounce, reason: Unused.}\n")
    return project


@pytest.mark.parametrize(
    ("text", "state", "corrections"),
    [
        (f"[x]({HOME}go/nrr/)", None, []),
        (f'<a href="{HOME}terms/churn/">', None, []),
        (f"See {HOME}terms/churn.", None, []),
        (f"[{HOME}terms/customer-loss/ loss]", "stale", [f"{HOME}terms/churn/"]),
        ("[[term:customer-loss|loss]]", "stale", ["term:churn"]),
        ("[[term:net-revenue-retention|x]]", None, []),
        ("[[term:Net revenue retention]]", "broken", ["term:net-revenue-retention"]),
        ("[[Term:customer-loss]]", "stale", ["Term:churn"]),
        ("[[ term: customer-loss |x]]", "stale", ["term: churn"]),
        ("[[:term:customer-loss|x]]", "stale", ["term:churn"]),
        ("Term: customer-loss is old", None, []),
        ("HTTPS://Glossary.Example/terms/customer-loss/", "stale", ["HTTPS://Glossary.Example/terms/churn/"]),
        (f"{HOME}go/NRR/", "broken", [f"{HOME}go/nrr/"]),
        (f"{HOME}go/attrition/", "ambiguous", [f"{HOME}go/churn/", f"{HOME}go/leaving/"]),
        (f"<{HOME}terms/bounce/>", "removed", []),
        ("http://glossary.example/go/chrn/", "broken", ["http://glossary.example/go/churn/"]),
        (f"{HOME}terms/nrr/", "broken", [f"{HOME}terms/net-revenue-retention/"]),
        (f"{HOME}acronyms/ https://other.example/go/xyz/ [[Other:nrr]]", None, []),
    ],
)
def test_links_are_judged(run: Run, renamed: Path, text: str, state: str | None, corrections: list[str]) -> None:
    (renamed / "page.txt").write_text(f"First line\n  {text}\n", "utf-8")
    done = run("links", "page.txt", "--site", HOME, "--format", "json")
    problems = json.loads(done.output)["problems"]
    assert [(item["state"], item["corrections"], item["line"]) for item in problems] == (
        [(state, corrections, 2)] if state else []
    )
    assert done.exit_code == bool(state)


def test_a_dump_names_its_pages(run: Run, renamed: Path) -> None:
    page = f"<page><title>A &amp; B</title><text>[{HOME}terms/customer-loss/ x]</text></page>"
    (renamed / "dump.xml").write_text(f"<mediawiki>\n{page}\n</mediawiki>\n", "utf-8")
    done = run("links", "dump.xml", "--site", HOME)
    assert "stale on “A & B”" in done.output
    assert f"write: {HOME}terms/churn/" in done.output
    assert done.output.endswith("1 link to the glossary, 1 to correct.\n")


def test_wrong_use_ends_with_2(run: Run, project: Path) -> None:
    assert run("links", "none.txt", "--site", HOME).exit_code == 2
    (project / "page.txt").write_text("x", "utf-8")
    assert run("links", "page.txt").exit_code == 2
