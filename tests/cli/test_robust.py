"""The command on a poor terminal, with a full disk, and when it fails itself."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from termbase.cli import main

GOOD = "term: Churn\ndefinition: Loss of a customer who cancels a subscription or lets it lapse.\n"


def glossary(root: Path, **files: str) -> Path:
    folder = root / "glossary/concepts"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, "utf-8")
    return root


def run(root: Path, *arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "from termbase.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, env=environment, check=False)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "latin-1"])
def test_a_terminal_without_the_letters_gets_them_spelled_out(tmp_path: Path, encoding: str) -> None:
    done = run(glossary(tmp_path, churn=GOOD + "related: [日本語]\n"), "check", encoding=encoding)
    assert done.returncode == 1
    assert rb"\u65e5\u672c\u8a9e" in done.stdout
    assert done.stderr == b""


def test_failing_itself_is_not_taken_for_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(glossary(tmp_path, churn=GOOD))

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("\x1b[2Jboom")

    monkeypatch.setattr("termbase.glossary.merge", broken)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "termbase failed: RuntimeError: \\x1b[2Jboom" in result.output
    monkeypatch.setenv("TERMBASE_TRACEBACK", "1")
    assert isinstance(CliRunner().invoke(main, ["check"]).exception, RuntimeError)


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    untidy = GOOD + "\n\n"
    monkeypatch.chdir(glossary(tmp_path, churn=untidy))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = CliRunner().invoke(main, ["check", "--fix"])
    assert result.exit_code == 2
    assert "No space left on device. No file has been changed." in result.output
    assert (tmp_path / "glossary/concepts/churn.yml").read_text("utf-8") == untidy
    assert [path.name for path in (tmp_path / "glossary/concepts").iterdir()] == ["churn.yml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows needs a right to make links")
def test_a_link_in_the_glossary_shows_nothing_of_its_target(tmp_path: Path) -> None:
    root = glossary(tmp_path, churn=GOOD)
    (tmp_path / "secret.yml").write_text("token: hunter2\n")
    (root / "glossary/concepts/e.yml").symlink_to(tmp_path / "secret.yml")
    (root / "glossary/more").symlink_to(tmp_path)
    done = run(root, "check", "--notes")
    assert done.returncode == 1
    assert b"hunter2" not in done.stdout
    assert done.stdout.count(b"this is a symbolic link, not a regular file") == 2


@pytest.mark.parametrize("bad", [b"one\n\xff\n", b"link"])
def test_a_ledger_that_cannot_be_read_is_reported_and_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: bytes
) -> None:
    monkeypatch.chdir(glossary(tmp_path, churn=GOOD))
    ledger = tmp_path / "glossary/published.txt"
    if bad == b"link":
        if os.name == "nt":
            pytest.skip("Windows needs a right to make links")
        ledger.symlink_to(tmp_path / "glossary/concepts/churn.yml")
    else:
        ledger.write_bytes(bad)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "glossary/published.txt" in result.output
    result = CliRunner().invoke(main, ["publish"])
    assert result.exit_code == 2
    assert "Nothing was written" in result.output
    assert ledger.is_symlink() if bad == b"link" else ledger.read_bytes() == bad


@pytest.mark.parametrize(
    "stored", [b"decisions: [", b"decisions:\n  - {same_as: [a:L1, b:L1]}\n", b"decisions: []\nmine: 1\n", b"# \xff\n"]
)
def test_answers_never_replace_decisions_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: bytes
) -> None:
    monkeypatch.chdir(glossary(tmp_path, churn=GOOD))
    folder = tmp_path / "glossary"
    (folder / "sources.yml").write_text("sources: [{id: a, title: A}, {id: b, title: B}]\n")
    (folder / "entries").mkdir()
    for source, text in (("a", "A track for trains."), ("b", "A key on a keyboard.")):
        entry = f"{{locator: L1, term: Switch, definition: {text}}}"
        (folder / f"entries/{source}.yml").write_text(f"source: {source}\nentries: [{entry}]\n")
    (folder / "decisions.yml").write_bytes(stored)
    answers = '[{"a": "a:L1", "b": "b:L1", "answer": "different", "reason": "They are."}]'
    result = CliRunner().invoke(main, ["review", "--answers", "-"], input=answers)
    assert result.exit_code == 2, result.output
    assert "glossary/decisions.yml" in result.output
    assert "termbase failed" not in result.output
    assert (folder / "decisions.yml").read_bytes() == stored
