"""`termbase rename` and `termbase diff`: one makes a change, the other tells it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import FILES, Run


def state(project: Path) -> dict[str, str]:
    return {
        p.relative_to(project / "glossary").as_posix(): p.read_text("utf-8")
        for p in (project / "glossary").rglob("*.yml")
    }


def test_rename_moves_and_rewrites(run: Run, project: Path) -> None:
    result = run("rename", "churn", "customer-loss")
    assert result.exit_code == 0
    assert (
        result.output
        == """\
moved glossary/concepts/churn.yml to glossary/concepts/customer-loss.yml
changed glossary/concepts/customer-loss.yml: former_ids
changed glossary/concepts/net-revenue-retention.yml: term
changed glossary/entries/plain.yml: candidates
"""
    )
    after = state(project)
    assert "concepts/churn.yml" not in after
    assert after["concepts/customer-loss.yml"] == FILES["concepts/churn.yml"] + "former_ids: [churn]\n"
    assert "  - term: customer-loss\n" in after["concepts/net-revenue-retention.yml"]
    assert run("check").exit_code == 0
    assert run("diff", ".", ".").output == "Nothing changes.\n"


def test_a_dry_run_writes_nothing(run: Run, project: Path) -> None:
    told = run("rename", "churn", "customer-loss", "--dry-run").output
    assert told.startswith(
        "would move glossary/concepts/churn.yml to glossary/concepts/customer-loss.yml\nwould change "
    )
    assert state(project) == FILES


def test_two_folders_are_compared(run: Run, project: Path) -> None:
    shutil.copytree(project / "glossary", project / "before/glossary")
    churn = project / "glossary/concepts/churn.yml"
    churn.write_text(churn.read_text("utf-8").replace("cancels a subscription", "ends a contract"), "utf-8")
    expected = """\
changed  churn
         definition: Loss of a customer, who [-cancels-] {+ends+} a [-subscription-] {+contract+} or lets it lapse.
"""
    assert run("diff", "before", ".").output == expected
    assert run("diff", "before").output == expected
    assert run("diff", "before/glossary").output == expected
    told = json.loads(run("diff", "before", "--format", "json").output)
    assert [piece["kind"] for piece in told["changed"][0]["definition"]] == [
        "same",
        "removed",
        "added",
        "same",
        "removed",
        "added",
        "same",
    ]
    comment = run("diff", "before", "--format", "markdown").output
    assert comment.startswith("<!-- termbase-diff -->\n")
    assert "<del>cancels</del> <ins>ends</ins> a <del>subscription</del> <ins>contract</ins>" in comment


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_revisions_are_compared(run: Run, project: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    (project / "glossary/concepts/net-revenue-retention.yml").unlink()
    git("commit", "-am", "two")
    assert "removed  net-revenue-retention\n" in run("diff", "HEAD~1", "HEAD").output
    assert "added    net-revenue-retention: " in run("diff", "HEAD", "HEAD~1").output
    assert "changed" not in run("diff", "HEAD").output
