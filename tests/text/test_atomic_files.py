"""A file is as it was or as it should be, whatever happens in between."""

import errno
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from termbase.text import atomic_files
from termbase.text.atomic_files import WriteError, write_file, write_files
from termbase.text.temporary_names import SUFFIX, temporary_name

BEFORE = {"a.yml": b"term: A\n", "b.yml": b"term: B\n", "c.yml": b"term: C\n"}
AFTER = {"a.yml": b"term: New A\n", "b.yml": None, "sub/d.yml": b"term: D\n", "c.yml": b"term: New C\n"}
CALLS = ("os.fsync", "os.link", "Path.replace", "Path.unlink", "Path.mkdir")


def folder(root: Path) -> Path:
    for name, data in BEFORE.items():
        (root / name).write_bytes(data)
    return root


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def change(root: Path) -> None:
    write_files({root / name: data for name, data in AFTER.items()})


def owner(call: str) -> tuple[Any, str]:
    place, name = call.split(".")
    return {"os": os, "Path": Path}[place], name


def failing(real: Callable[..., Any], at: int) -> Callable[..., Any]:
    """The same function, except that one call fails as on a full disk."""
    calls = iter(range(at + 1))

    def call(*arguments: Any, **options: Any) -> Any:
        if next(calls, None) == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **options)

    return call


def test_files_change_together(tmp_path: Path) -> None:
    (folder(tmp_path) / "a.yml").chmod(0o640)
    change(tmp_path)
    assert content(tmp_path) == {name: data for name, data in AFTER.items() if data is not None}
    if os.name != "nt":
        assert (tmp_path / "a.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("at", range(4))
def test_after_any_failure_all_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    place, name = owner(call)
    folder(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(place, name, failing(getattr(place, name), at))
        try:
            change(tmp_path)
        except WriteError as error:
            told = str(error)
        else:
            told = ""
    found = {path: data for path, data in content(tmp_path).items() if not path.endswith(SUFFIX)}
    done = {path: data for path, data in AFTER.items() if data is not None}
    assert found == (BEFORE if told else done)
    assert not told or "No file has been changed" in told


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from tests.text.test_atomic_files import change, owner
place, name = owner({call!r})
real, calls = getattr(place, name), [0]
def call(*arguments, **options):
    if calls[0] == {at}:
        os._exit(9)
    calls[0] += 1
    return real(*arguments, **options)
setattr(place, name, call)
change(Path({root!r}))
"""


@pytest.mark.parametrize(("call", "at"), [("os.fsync", 1), ("os.link", 0), ("Path.replace", 0), ("Path.replace", 1)])
def test_a_killed_process_leaves_whole_files(tmp_path: Path, call: str, at: int) -> None:
    code = KILLED.format(paths=sys.path, call=call, at=at, root=str(folder(tmp_path)))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    found = {name: data for name, data in content(tmp_path).items() if not name.endswith(SUFFIX)}
    assert set(BEFORE) <= set(found) | {"b.yml"}
    assert all(data in (BEFORE.get(name), AFTER.get(name)) for name, data in found.items())
    assert all(path.name.startswith(".") for path in tmp_path.rglob(f"*{SUFFIX}"))


def test_without_hard_links_a_copy_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(atomic_files.os, "link", link)
    change(folder(tmp_path))
    assert content(tmp_path) == {name: data for name, data in AFTER.items() if data is not None}


@pytest.mark.skipif(os.name == "nt", reason="Windows needs a right to make links")
def test_nothing_is_written_through_a_link_or_over_a_folder(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"safe")
    (tmp_path / "link.yml").symlink_to(tmp_path / "outside")
    (tmp_path / "folder.yml").mkdir()
    for name in ("link.yml", "folder.yml"):
        with pytest.raises(WriteError, match=name):
            write_file(tmp_path / name, b"x")
    assert (tmp_path / "outside").read_bytes() == b"safe"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot say whether a process runs")
def test_what_a_killed_process_left_is_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    process = int(dead.stdout)

    def made(number: int, machine: str) -> Path:
        monkeypatch.setattr(os, "getpid", lambda: number)
        monkeypatch.setattr(platform, "node", lambda: machine)
        path = temporary_name(tmp_path / "a.yml")
        path.write_bytes(b"half")
        return path

    theirs = [made(process, "another"), made(os.getppid(), "this")]
    others = [
        tmp_path / name for name in (".a.termbase-tmp", "a.yml", ".b.1.termbase-tmp", f"x.1.2.{process}.termbase-tmp")
    ]
    for path in others:
        path.write_bytes(b"whole")
    left = made(process, "this")
    link = left.with_name(f".l{left.name}")
    link.symlink_to("a.yml")
    monkeypatch.setattr(os, "getpid", lambda: 1)
    write_file(tmp_path / "b.yml", b"new")
    assert sorted(tmp_path.iterdir()) == sorted([*theirs, *others, link, tmp_path / "b.yml"])
