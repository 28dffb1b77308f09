"""Hand-written pages are read only where they are files of the project."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.reading.pages import find_pages
from tests.conftest import write_all

SECRET = "[[no such term]] token-1234\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    files = {
        "glossary/churn.yml": "term: Churn\ndefinition: Loss of customers.\n",
        "docs/index.md": "All about [[churn]].\n",
        "README.md": "Not [[chrun]].\n",
        "mkdocs.yml": "site_name: Ours\nplugins: [termbase: {history: false}]\n",
    }
    write_all(folder, files)
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def check() -> str:
    return CliRunner().invoke(main, ["check", "--notes"], catch_exceptions=False).output


def test_a_link_out_of_the_project_is_named_and_not_read(project: Path) -> None:
    (project / "docs/leak.md").symlink_to("../../secret")
    said = check()
    assert "docs/leak.md:1:1: note TB111: this page is a link that leads outside the project" in said
    assert "no such term" not in said
    assert "token" not in said


def test_a_link_to_a_file_of_the_project_is_a_page(project: Path) -> None:
    (project / "docs/readme.md").symlink_to("../README.md")
    assert "docs/readme.md:1:5: warning TB501: “[[chrun]]” names no term" in check()


@pytest.mark.parametrize("kind", ["broken", "circle", "pipe", "folder"])
def test_what_is_no_page_neither_blocks_nor_breaks_the_check(project: Path, kind: str) -> None:
    odd = project / "docs/odd.md"
    match kind:
        case "broken":
            odd.symlink_to("nowhere.md")
        case "circle":
            odd.symlink_to("odd.md")
        case "pipe":
            os.mkfifo(odd)
        case "folder":
            (project / "docs/more").mkdir()
            odd.symlink_to("more")
    said = check()
    assert "1 concept" in said
    assert ("docs/odd.md" in said) == (kind != "folder")


def test_pages_are_found_in_order_without_hidden_ones(project: Path) -> None:
    for name in ("b/z.md", "a.md", ".hidden/x.md", "b/.y.md", "c.txt"):
        (project / "docs" / name).parent.mkdir(exist_ok=True)
        (project / "docs" / name).write_text("x", "utf-8")
    found = [
        item.path.relative_to(project / "docs").as_posix() for item in find_pages(project / "docs", within=project)
    ]
    assert found == ["a.md", "b/z.md", "index.md"]


def test_rename_lists_a_linked_page_and_leaves_the_link(project: Path) -> None:
    text = "See [churn](../terms/churn.md).\n"
    (project / "README.md").write_text(text, "utf-8")
    link = project / "docs/readme.md"
    link.symlink_to("../README.md")
    result = CliRunner().invoke(main, ["rename", "churn", "customer-churn"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert link.is_symlink()
    assert "change by hand: docs/readme.md:1" in result.output
    assert (project / "README.md").read_text("utf-8") == text
