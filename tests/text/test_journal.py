"""The next command finishes, or takes back, what a killed process began, and believes no journal of a stranger."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from termbase.text import temporary_names
from termbase.text.atomic_files import WriteError, write_files
from termbase.text.journal import UnfinishedError, finish_interrupted
from termbase.text.temporary_names import BACK, FORWARD, SUFFIX, remove_leftovers, temporary_name
from tests.conftest import read_all
from tests.killed import in_copy, killed_at
from tests.thorough import EVERY

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
BEFORE = {"a.yml": b"A", "b.yml": b"B", "sub/c.yml": b"C"}
AFTER = {"a.yml": b"new A", "sub/c.yml": b"new C", "other/d.yml": b"D"}
CHANGES = {**AFTER, "b.yml": None}
STEPS = ((os, "link"), (os, "fsync"), (Path, "replace"), (Path, "rename"), (Path, "unlink"), (Path, "mkdir"))


def folder(root: Path) -> Path:
    for name, data in BEFORE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def in_child(root: Path, *, fails: int, killed: int) -> int:
    """Changes the files in a process whose disk fails at one step and which is killed at another."""

    def change() -> None:
        try:
            write_files({root / name: data for name, data in CHANGES.items()}, journal=root)
        except WriteError:
            os._exit(1)

    def before(step: int) -> None:
        killed_at(killed)(step)
        if step == fails:
            raise OSError(errno.ENOSPC, "No space left on device")

    return in_copy(change, steps=STEPS, before=before)


def finished(root: Path) -> dict[str, bytes]:
    finish_interrupted(root, within=(root,))
    remove_leftovers(path for path in (root, *root.rglob("*")) if path.is_dir())
    return read_all(root)


def test_wherever_a_process_is_killed_all_files_are_old_or_all_are_new(tmp_path: Path) -> None:
    seen = []
    for at in range(1, 60):
        root = folder(tmp_path / str(at))
        status = in_child(root, fails=0, killed=at)
        found = finished(root)
        assert found in (BEFORE, AFTER), at
        seen.append(found == AFTER)
        if status == 0:
            break
    assert seen == sorted(seen)
    assert {False, True} == set(seen)


def test_a_change_that_is_being_taken_back_is_taken_back_in_the_end(tmp_path: Path) -> None:
    seen = set()
    for fails in range(1, 30):
        for killed in range(fails + 1 + fails % EVERY, fails + 12, EVERY):
            root = folder(tmp_path / f"{fails}-{killed}")
            status = in_child(root, fails=fails, killed=killed)
            seen.add(status)
            found = finished(root)
            assert found in (BEFORE, AFTER), (fails, killed)
            assert status != 1 or found == BEFORE, (fails, killed)
            if status != 9:
                break
    assert {0, 1, 9} <= seen


def test_what_is_interrupted_twice_is_finished_by_the_third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(tmp_path)
    assert in_child(root, fails=0, killed=last_step(tmp_path.parent / "probe")) == 9
    real = Path.replace
    left = [1]

    def replace(path: Path, target: Path) -> Path:
        if not left:
            raise OSError(errno.EROFS, "Read-only file system")
        left.pop()
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(UnfinishedError, match="cannot be finished: Read-only file system"):
            finish_interrupted(root, within=(root,))
    assert finished(root) == AFTER


def last_step(probe: Path) -> int:
    """The step before the first file changes: the journal is complete then."""
    for at in range(1, 60):
        root = folder(probe / str(at))
        in_child(root, fails=0, killed=at)
        if (root / "a.yml").read_bytes() != BEFORE["a.yml"]:
            return at - 1
    raise AssertionError("no file has changed")


def forged(root: Path, monkeypatch: pytest.MonkeyPatch, process: int, kind: str, **row: Any) -> Path:
    """A journal that a stranger put into the folder, in the name of a process that no longer runs."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: process)
        journal = temporary_name(root / kind)
        beside = temporary_name(root / "a.yml")
    whole = {"path": "a.yml", "new": None, "old": None, "digest": ""} | row
    if whole["new"] == "staged":
        beside.write_bytes(b"evil")
        whole["new"] = beside.name
    journal.write_text(json.dumps([whole]))
    return journal


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (FORWARD, {"new": "b.yml"}),
        (FORWARD, {"new": "../outside"}),
        (FORWARD, {"path": "b.yml", "new": "staged"}),
        (FORWARD, {"path": "sub", "new": None}),
        (FORWARD, {"path": "a.yml", "new": None, "old": "b.yml"}),
        (FORWARD, {"path": "a.yml", "new": None, "old": None}),
        (FORWARD, {"path": "link.yml", "new": "staged"}),
        (BACK, {"path": "a.yml", "new": ".gone", "old": None}),
        (BACK, {"path": "a.yml", "new": None, "old": "b.yml"}),
        (FORWARD, {"path": 1}),
        (FORWARD, {"digest": None, "path": None}),
    ],
)
def test_a_forged_journal_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: int, kind: str, row: dict[str, Any]
) -> None:
    root = folder(tmp_path / "root")
    (tmp_path / "outside").write_bytes(b"safe")
    (root / "link.yml").symlink_to(tmp_path / "outside")
    forged(root, monkeypatch, dead, kind, **row)
    finish_interrupted(root, within=(root,))
    (root / "link.yml").unlink()
    assert {name: data for name, data in read_all(root).items() if not name.endswith(SUFFIX)} == BEFORE
    assert (tmp_path / "outside").read_bytes() == b"safe"


@pytest.mark.parametrize("text", ["", "[", "{}", "[1]", "[[]]", '[{"path": "a.yml"}]', "[" * 200, "\0", "null"])
def test_a_damaged_journal_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: int, text: str
) -> None:
    root = folder(tmp_path)
    forged(root, monkeypatch, dead, FORWARD).write_text(text)
    finish_interrupted(root, within=(root,))
    assert {name: data for name, data in read_all(root).items() if not name.endswith(SUFFIX)} == BEFORE


def test_a_change_of_files_elsewhere_is_not_finished_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: int
) -> None:
    (tmp_path / "outside.yml").write_bytes(b"safe")
    root = folder(tmp_path / "root")
    forged(root, monkeypatch, dead, FORWARD, path="../outside.yml")
    with pytest.raises(UnfinishedError, match="not a file of this project"):
        finish_interrupted(root, within=(root,))


def test_the_journal_of_a_running_process_or_another_machine_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: int
) -> None:
    root = folder(tmp_path)
    running = forged(root, monkeypatch, os.getppid(), FORWARD, new="staged")
    with monkeypatch.context() as patch:
        patch.setattr(temporary_names, "_machine", lambda: "00000000")
        theirs = forged(root, patch, dead, FORWARD, new="staged")
    assert not finish_interrupted(root, within=(root,))
    remove_leftovers((root,))
    assert running.exists()
    assert theirs.exists()
    assert (root / "a.yml").read_bytes() == b"A"
