"""Reading a folder as it was, without touching the working tree."""

import shutil
import subprocess
from pathlib import Path

import pytest

from termbase.glossary import load
from termbase.reading.git_revision import RevisionError, read_revision

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str) -> None:
    who = (
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    )
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits that touch a glossary in a folder below the top."""
    root = tmp_path / "docs/glossary"
    (root / "concepts").mkdir(parents=True)
    git(tmp_path, "init")
    git(tmp_path, "commit", "--allow-empty", "-m", "nothing yet")
    (root / "concepts/churn.yml").write_text("term: Churn\ndefinition: Loss of a customer – first.\n", "utf-8")
    (root / "concepts/über uns.yml").write_text("term: We\nid: we\ndefinition: Us.\n", "utf-8")
    (root / "concepts/.hidden.yml").write_text("term: Hidden\n", "utf-8")
    (root / "README.md").write_text("# no term\n", "utf-8")
    (root / "concepts/link.yml").symlink_to("churn.yml")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    (root / "concepts/churn.yml").write_text("term: Churn\ndefinition: Second.\n", "utf-8")
    return root


def test_the_files_are_those_of_the_revision(repository: Path) -> None:
    found = read_revision("HEAD", repository, prefix="glossary")
    assert [document.file for document in found] == ["glossary/concepts/churn.yml", "glossary/concepts/über uns.yml"]
    (repository / "concepts/link.yml").unlink()
    git(repository, "commit", "-am", "two")
    assert read_revision("HEAD", repository, prefix="glossary") == load(repository).documents


def test_before_the_folder_there_is_nothing(repository: Path) -> None:
    assert read_revision("HEAD~1", repository, prefix="glossary") == ()


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:docs", "-x", ""])
def test_what_is_no_revision_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(RevisionError, match="neither a folder nor a known Git revision"):
        read_revision(revision, repository, prefix="glossary")


def test_outside_a_repository_git_says_why(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="Git reports"):
        read_revision("HEAD", tmp_path, prefix="glossary")


def test_without_git_there_is_a_way_out(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RevisionError, match="Compare two folders instead"):
        read_revision("HEAD", repository, prefix="glossary")
