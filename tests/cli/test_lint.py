"""`termbase lint`: on whole sites, on added lines, with a baseline, and for programs."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PAGE = "# Guide\n\nInstall an add-on.\n\n!!! note\n    An Add-on is no `add-on`.\n"
SETTINGS = "site_name: X\nmarkdown_extensions: [admonition, {toc: {slugify: !!python/name:no.such.thing }}]\nplugins: [termbase]\n"


@pytest.fixture
def pages(project: Path) -> Path:
    (project / "glossary/concepts/plugin.yml").write_text(
        "term: Plugin\ncategory: practice\ndefinition: Package that adds something.\n"
        "deprecated: [{name: add-on, reason: It sounds optional.}]\n",
        "utf-8",
    )
    for name, text in {"docs/guide.md": PAGE, "docs/x.md": "Fine.\n", "mkdocs.yml": SETTINGS}.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text, "utf-8")
    return project


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def places(output: str) -> list[str]:
    return [f"{row['file']}:{row['line']}:{row['column']} {row['code']}" for row in json.loads(output)]


@pytest.mark.usefixtures("pages")  # the current folder
def test_pages_are_checked_with_the_extensions_of_the_site(run: Run) -> None:
    result = run("lint")
    assert result.exit_code == 1
    assert (
        result.output
        == """\
docs/guide.md:3:12: warning TB631: “add-on” is a name to avoid: write “plugin”
 3 | Install an add-on.
   |            ^~~~~~
   = It sounds optional. Put the name in quotation marks if the text is about the name itself.

docs/guide.md:6:8: warning TB631: “Add-on” is a name to avoid: write “plugin”
 6 |     An Add-on is no `add-on`.
   |        ^~~~~~
   = It sounds optional. Put the name in quotation marks if the text is about the name itself.

2 pages: 2 findings
"""
    )
    clean = run("lint", "docs/x.md")
    assert (clean.exit_code, clean.output) == (0, "1 page: 0 findings\n")


def test_only_added_lines_count(run: Run, pages: Path) -> None:
    git(pages, "init")
    git(pages, "add", ".")
    git(pages, "commit", "-m", "One")
    assert run("lint", "--diff", "HEAD").exit_code == 0
    git(pages, "switch", "-c", "work")
    (pages / "docs/guide.md").write_text(PAGE.replace("# Guide\n", "# Guide\n\nOne more add-on.\n"), "utf-8")
    git(pages, "commit", "-am", "Two")
    (pages / "docs/ä new.md").write_text("---\ntitle: x\n---\nAn add-on.\n", "utf-8")
    found = places(run("lint", "--diff", "main", "--format", "json").output)
    assert found == ["docs/guide.md:3:10 TB631", "docs/ä new.md:4:4 TB631"]
    git(pages, "stash", "--include-untracked")
    git(pages, "switch", "main")
    (pages / "docs/x.md").write_text("Fine, and better.\n", "utf-8")
    (pages / "docs/guide.md").write_text("# Guide\n", "utf-8")
    git(pages, "commit", "-am", "What others did meanwhile")
    git(pages, "switch", "work")
    assert places(run("lint", "--diff", "main", "--format", "json").output) == ["docs/guide.md:3:10 TB631"]
    unknown = run("lint", "--diff", "nothing")
    assert (unknown.exit_code, "“nothing” is not a known Git revision" in unknown.output) == (2, True)


def test_a_baseline_accepts_what_is_there(run: Run, pages: Path) -> None:
    assert run("lint", "--update-baseline").output == "wrote termbase-baseline.tsv: 2 findings accepted\n"
    assert (pages / "termbase-baseline.tsv").read_text("utf-8").endswith("TB631\tdocs/guide.md\tadd-on\t2\n")
    accepted = run("lint")
    assert (accepted.exit_code, accepted.output) == (0, "2 pages: 0 findings, 2 accepted by the baseline\n")
    (pages / "docs/x.md").write_text("An add-on.\n", "utf-8")
    assert places(run("lint", "--format", "json").output) == ["docs/x.md:1:4 TB631"]
    (pages / "docs/guide.md").write_text("# Guide\n", "utf-8")
    assert "note TB637: the baseline accepts findings that no longer exist: 2" in run("lint", "--notes").output
    (pages / "termbase-baseline.tsv").write_text("nonsense\n", "utf-8")
    broken = run("lint")
    assert (broken.exit_code, "line 1 is not" in broken.output) == (2, True)


def test_fixes_are_applied(run: Run, pages: Path) -> None:
    result = run("lint", "--fix")
    assert result.exit_code == 0
    assert (pages / "docs/guide.md").read_text("utf-8") == PAGE.replace("an add-on", "a plugin").replace(
        "An Add-on", "A plugin"
    )


def test_what_programs_get(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (fixed, _) = json.loads(run("lint", "--format", "json").output)
    assert fixed["fix"] == {"line": 3, "column": 9, "end_line": 3, "end_column": 18, "text": "a plugin"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(pages.parent))
    at = f"{pages.name}/docs/guide.md"
    assert run("lint", "--format", "github").output.startswith(f"::warning file={at},line=3,col=12,title=TB631::")
    log = json.loads(run("lint", "--format", "sarif").output)["runs"][0]
    assert log["tool"]["driver"]["rules"][0]["shortDescription"] == {"text": "Deprecated name in use"}
    (change,) = log["results"][0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == at
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 18},
            "insertedContent": {"text": "a plugin"},
        }
    ]
    review = json.loads(run("lint", "--format", "suggestions").output)
    assert review["event"] == "COMMENT"
    assert review["comments"][0] == {
        "path": at,
        "line": 3,
        "side": "RIGHT",
        "body": review["comments"][0]["body"],
    }
    assert review["comments"][0]["body"].endswith("```suggestion\nInstall a plugin.\n```")


@pytest.mark.usefixtures("pages")  # the current folder
def test_what_cannot_be_combined_is_refused(run: Run) -> None:
    assert run("lint", "--update-baseline", "--diff", "HEAD").exit_code == 2
    assert run("lint", "--baseline", "missing.tsv").exit_code == 2
