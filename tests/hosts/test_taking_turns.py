"""The site before the last one becomes the new one by what differs, and no reader ever sees that."""

import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from termbase.hosts import taking_turns
from termbase.hosts.whole_output import WholeOutput
from termbase.site.known_files import file_digest
from tests.conftest import read_all
from tests.killed import in_copy, killed_at

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no date that covers every change of a file")
STEPS = (
    *((os, name) for name in ("mkdir", "link", "rename", "replace", "unlink", "rmdir", "open")),
    *((Path, name) for name in ("mkdir", "rename", "unlink", "write_bytes", "chmod")),
    (shutil, "rmtree"),
)
Site = dict[str, bytes]


@pytest.fixture(autouse=True)
def at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret of its own, and a clock according to which every file is older than it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(taking_turns, "_JUST_NOW", -1_000_000_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def build(root: Path, files: Site, *, others: Site | None = None) -> WholeOutput:
    """Builds a site as the host does.

    Args:
        root: The project.
        files: What the plugin writes.
        others: What the host writes.
    """
    config = SimpleNamespace(site_dir=str(root / "site"), strict=False)
    output = WholeOutput()
    output.begin(config, link=True, cache=root)
    for name, data in (others or {}).items():
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, data in files.items():
        place = f"{config.site_dir}/{name}"
        if not output.files.keep(place, file_digest(data), lambda data=data: data):
            output.files.write(place, data, digest=file_digest(data))
    output.finish(config)
    return output


def site(*, of: int = 30) -> Site:
    return {f"terms/t{number}/index.html": f"Term {number}".encode() for number in range(of)}


def calls(monkeypatch: pytest.MonkeyPatch, run: Callable[[], object], *names: str) -> int:
    """How often something asks the system for a change of the disk."""
    found = []
    with monkeypatch.context() as patch:
        for name in names:
            real = getattr(os, name)
            patch.setattr(os, name, lambda *given, real=real, **more: (found.append(given), real(*given, **more))[1])
        run()
    return len(found)


def test_from_the_third_build_on_only_what_differs_is_touched(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site()
    for _ in range(2):
        build(root, before)
    changes = ("link", "mkdir", "unlink", "rmdir", "open")
    few = calls(monkeypatch, lambda: build(root, before), *changes)
    after = {**before, "terms/t3/index.html": b"Changed"}
    edited = calls(monkeypatch, lambda: build(root, after), *changes)
    assert read_all(root / "site") == after
    assert few < 30
    assert edited < 40


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_the_output_is_the_new_site(root: Path, seed: int) -> None:
    choose = random.Random(seed)
    files, others = site(of=12), {"index.html": b"Home", "assets/a.css": b"a"}
    for step in range(14):
        assert build(root, files, others=others).files.kept + build(root, files, others=others).files.kept
        assert read_all(root / "site") == {**files, **others}
        name = choose.choice(sorted(files))
        match choose.randrange(9):
            case 0:
                files[name] = f"Changed in {step}".encode()
            case 1:
                del files[name]
            case 2:
                files[f"terms/new{step}/index.html"] = b"new"
            case 3:  # a file becomes a folder, or a folder a file
                folder = name.rpartition("/")[0]
                files = {path: data for path, data in files.items() if not path.startswith(f"{folder}/")}
                files[folder] = b"a file"
            case 4:
                (root / "site" / name).write_bytes(b"Changed by hand")
            case 5:
                shutil.rmtree(root / ".cache")
            case 6:
                shutil.rmtree(root / "site")
            case 7:
                aside = next(path for path in (root / ".cache/termbase").glob("output-*") if path.is_dir())
                shutil.rmtree(aside / "terms")
                (aside / "terms").symlink_to(root / "elsewhere", target_is_directory=True)
                (root / "elsewhere/t1").mkdir(parents=True, exist_ok=True)
                (root / "elsewhere/t1/index.html").write_bytes(b"not ours")
            case _:
                others["assets/a.css"] = f"{step}".encode()
        if (root / "elsewhere").exists():
            assert read_all(root / "elsewhere") in ({"t1/index.html": b"not ours"}, {})


def test_a_file_that_was_changed_with_its_date_and_size_kept_is_noticed(root: Path) -> None:
    files = site(of=3)
    for _ in range(3):
        build(root, files)
    path = root / "site/terms/t1/index.html"
    facts = path.stat()
    path.write_bytes(b"Xxxx 1")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    build(root, files)
    assert read_all(root / "site") == files


def test_what_was_dropped_into_the_output_is_gone_and_never_comes_back(root: Path) -> None:
    files = site(of=3)
    build(root, files)
    (root / "site/terms/theirs.html").write_text("theirs")
    (root / "site/.git").mkdir()
    (root / "site/.git/HEAD").write_text("kept")
    for _ in range(3):
        build(root, files)
        assert read_all(root / "site") == {**files, ".git/HEAD": b"kept"}


def test_an_old_site_that_another_build_replaces_meanwhile_lends_no_file(root: Path) -> None:
    files = site(of=3)
    for _ in range(3):
        build(root, files)
    config = SimpleNamespace(site_dir=str(root / "site"), strict=False)
    output = WholeOutput()
    output.begin(config, link=True, cache=root)
    for name, data in files.items():
        assert output.files.keep(f"{config.site_dir}/{name}", file_digest(data), lambda data=data: data)
    (root / "site").rename(root / "removed")
    shutil.rmtree(root / ".cache")
    for name in files:
        (root / "site" / name).parent.mkdir(parents=True)
        (root / "site" / name).write_text("theirs")
    output.finish(config)
    assert read_all(root / "site") == files


def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_one_is_right(tmp_path: Path) -> None:
    first, second = site(of=2), {**site(of=3), "terms/t1/index.html": b"Changed"}
    third = {**second, "terms/t0/index.html": b"Changed, too"}
    seen: list[Any] = []
    for step in range(1, 200):
        root = tmp_path / str(step)
        root.mkdir()
        for files in (first, first, second):
            build(root, files, others={"index.html": b"Home"})
        run = partial(build, root, third, others={"index.html": b"New"})
        status = in_copy(run, steps=STEPS, before=killed_at(step))
        found = read_all(root / "site")
        old, new = {**second, "index.html": b"Home"}, {**third, "index.html": b"New"}
        assert found in (old, new), step
        seen.append(found == new)
        run()
        assert read_all(root / "site") == new
        assert sorted(path.name for path in root.iterdir()) == [".cache", "site"]
        shutil.rmtree(root)
        if status == 0:
            break
        assert status == 9
    else:
        pytest.fail("the build never ended")
    assert set(seen) == {False, True}


def test_no_more_than_three_folders_are_put_aside(root: Path) -> None:
    for number in range(6):
        config = SimpleNamespace(site_dir=str(root / f"site{number}"), strict=False)
        for _ in range(2):
            output = WholeOutput()
            output.begin(config, link=True, cache=root)
            output.finish(config)
    aside = [path for path in (root / ".cache/termbase").iterdir() if path.is_dir()]
    assert len(aside) == 3


def test_nothing_is_put_aside_in_continuous_integration(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the output of one run is not that of the next."""
    (root / ".cache/termbase").mkdir(parents=True)
    monkeypatch.setenv("CI", "true")
    for _ in range(2):
        build(root, site(of=2))
    assert not list((root / ".cache/termbase").iterdir())
