"""`termbase audit`: on a small site of MkDocs, as text, page, annotations and JSON, with drafts that `check` accepts."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import forked
from tests.cli.conftest import Run

TERMS = {
    "plugin.yml": "term: Plugin\ndeprecated: [add-on]\nformer_ids: [extension]\ndefinition: Package that adds something.\n",
    "model.yml": "term: Model\ndefinition: Description of a thing that leaves things out.\n",
    "unused.yml": "term: Greenfield project\ndefinition: Project that begins with nothing.\n",
}
PAGES = {
    "docs/a.md": """\
# Feature flags

A **feature flag** (FF) is a switch in the code that turns a part of a program on or off.
Each feature flag has an owner. Feature flags are removed later, since a feature flag costs something.
Our add-on has one. Churn and NRR, [see](terms/extension.md), [[extension]] and `[[extension]]`.
""",
    "docs/b.md": """\
# More

The model of the models uses a feature flag, and one more feature flag. The [[Model]] again.
We met the Acme Review Board, the Acme Review Board, and then the Acme Review Board again.
XQZ is fast, and XQZ is small. Service level objective (SLO) and SLO and an SLO.
""",
    "docs/c.md": "A feature flag. Ask the Acme Review Board.\n\n    feature flag, add-on\n",
    "mkdocs.yml": "site_name: X\ntheme: mkdocs\nplugins: [termbase: {history: false}]\n",
}


@pytest.fixture
def site(project: Path) -> Path:
    for name, text in {**PAGES, **{f"glossary/concepts/{name}": text for name, text in TERMS.items()}}.items():
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return project


def audited(run: Run) -> dict[str, Any]:
    result = run("audit", "--format", "json")
    assert result.exit_code == 1
    found: dict[str, Any] = json.loads(result.output)
    return found


@pytest.mark.usefixtures("site")
def test_the_audit_finds_each_kind(run: Run) -> None:
    found = audited(run)
    assert found["pages"] == 3
    used = {item["id"]: (item["uses"], item["links"]) for item in found["used"]}
    assert used["churn"] == (1, 1)
    assert used["net-revenue-retention"] == (1, 1)
    assert {item["id"] for item in found["unused"]} == {"unused"}
    assert [(item["file"], item["line"], item["name"]) for item in found["avoided"]] == [("docs/a.md", 5, "add-on")]
    assert [item["name"] for item in found["unexpanded"]] == ["NRR"]
    assert [(item["name"], item["uses"], item["links"]) for item in found["everyday"]] == [("Model", 2, 1)]
    assert [(item["line"], item["column"], item["old"], item["new"]) for item in found["renamed"]] == [
        (5, 42, "extension", "plugin"),
        (5, 63, "extension", "plugin"),
    ]


@pytest.mark.usefixtures("site")
def test_candidates_come_with_what_the_pages_say(run: Run) -> None:
    found = {item["name"]: item for item in audited(run)["candidates"]}
    flag = found["Feature flag"]
    assert flag["count"] == 6
    assert flag["definition"] == "Switch in the code that turns a part of a program on or off."
    assert flag["defined"] == {"file": "docs/a.md", "line": 3, "column": 1}
    assert flag["abbreviation"] == "FF"
    assert found["Acme Review Board"]["kind"] == "capitals"
    assert found["XQZ"]["abbreviation"] == ""
    assert found["Service level objective"]["abbreviation"] == "SLO"
    assert "Review Board" not in found


def test_a_draft_is_a_term_file(run: Run, site: Path) -> None:
    run("audit", "--drafts", "drafts")
    text = (site / "drafts/feature-flag.yml").read_text("utf-8")
    assert yaml.safe_load(text) == {
        "term": "Feature flag",
        "abbreviations": ["FF"],
        "definition": "Switch in the code that turns a part of a program on or off.",
    }
    (site / "glossary/concepts/feature-flag.yml").write_text(text, "utf-8")
    assert run("check", "glossary/concepts/feature-flag.yml").exit_code == 0
    assert "Feature flag" not in {item["name"] for item in audited(run)["candidates"]}


@pytest.mark.usefixtures("site")
def test_what_people_read(run: Run) -> None:
    result = run("audit")
    for line in (
        "Names to avoid (1)\n  docs/a.md:5:5 “add-on” is a name to avoid: write “plugin”\n",
        "  docs/a.md:5:42 extension: write plugin\n",
        "  Model: 2 times without a link, 1 with one\n",
        "  XQZ, never spelled out: 2 times, first in docs/b.md:5:1\n",
        "Terms that no page names (1)\n  Greenfield project (unused)\n",
    ):
        assert line in result.output
    assert result.output.endswith("1 name to avoid, 2 old links, 1 abbreviation to spell out, 4 candidates\n")


@pytest.mark.usefixtures("site")
def test_annotations_have_places(run: Run) -> None:
    lines = run("audit", "--format", "github").output.splitlines()
    assert lines[0].startswith("::warning file=docs/a.md,line=5,col=5,title=TB631::")
    assert any(line.startswith("::warning file=docs/a.md,line=5,col=42,title=TB505::") for line in lines)
    assert any(line.startswith("::notice file=docs/a.md,line=3") and "Feature flag" in line for line in lines)


def test_the_page_is_a_page_of_the_site(run: Run, site: Path) -> None:
    (site / "docs/d|x.md").write_text("# <b>\n\nAn add-on|`x`\n", "utf-8")
    assert run("audit", "--format", "markdown", "--out", "docs/audit.md").exit_code == 1
    first = (site / "docs/audit.md").read_text("utf-8")
    # The page is not a part of what it reports.
    run("audit", "--format", "markdown", "--out", "docs/audit.md")
    assert (site / "docs/audit.md").read_text("utf-8") == first
    done = forked.run("mkdocs", "build", "-q", cwd=site)
    assert done.returncode == 0, done.stderr
    html = (site / "site/audit/index.html").read_text("utf-8")
    assert '<a href="../a/">docs/a.md:5</a>' in html
    assert html.count("<table>") == 7
    assert 'class="term-link"' not in html


def test_the_option_makes_a_page_that_every_build_renews(site: Path) -> None:
    settings = PAGES["mkdocs.yml"].replace("history: false", "history: false, audit: true")
    (site / "mkdocs.yml").write_text(settings, "utf-8")
    done = forked.run("mkdocs", "build", cwd=site)
    assert done.returncode == 0, done.stderr
    html = (site / "site/audit/index.html").read_text("utf-8")
    assert '<a href="../a/">docs/a.md:5</a>' in html
    assert html.count("<table>") == 7
    assert "3 pages: " in html
    assert 'href="../audit/"' not in (site / "site/a/index.html").read_text("utf-8")
    (site / "docs/audit.md").write_text("# Ours\n", "utf-8")
    done = forked.run("mkdocs", "build", cwd=site)
    assert "your page is kept" in done.stderr
    assert "Ours" in (site / "site/audit/index.html").read_text("utf-8")
    (site / "mkdocs.yml").write_text(PAGES["mkdocs.yml"], "utf-8")
    (site / "docs/audit.md").unlink()
    assert forked.run("mkdocs", "build", "-q", cwd=site).returncode == 0
    assert not (site / "site/audit").exists()


def test_the_page_of_a_translated_site_is_about_its_first_language(site: Path) -> None:
    pytest.importorskip("mkdocs_static_i18n")
    languages = "{i18n: {languages: [{locale: en, default: true, name: E}, {locale: fr, name: F}]}}"
    settings = PAGES["mkdocs.yml"].replace("[termbase: {history: false}]", f"[{languages}, termbase: {{audit: true}}]")
    (site / "mkdocs.yml").write_text(settings, "utf-8")
    (site / "docs/c.fr.md").write_text("Un add-on.\n", "utf-8")
    done = forked.run("mkdocs", "build", cwd=site)
    assert done.returncode == 0, done.stderr
    html = (site / "site/audit/index.html").read_text("utf-8")
    assert '<a href="../a/">docs/a.md:5</a>' in html
    assert "3 pages: " in html
    assert not (site / "site/fr/audit").exists()


@pytest.mark.usefixtures("site")
def test_a_page_needs_its_format(run: Run) -> None:
    assert run("audit", "--out", "x.md").exit_code == 2
