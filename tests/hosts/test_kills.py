"""A few kills at random moments, with a reader who reads all the time; `scripts/kills.py` makes hundreds."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from scripts.kills import KINDS, VERBS, KillError, Kind, Reader, plain, torment, torment_verb

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that is being read from being replaced")


def test_a_build_that_is_killed_never_shows_half_a_site(tmp_path: Path) -> None:
    killed, read = torment(KINDS["mkdocs"], 3, seed=1, folder=tmp_path)
    assert killed >= 3
    assert read > 100


def test_a_command_that_is_killed_leaves_all_files_old_or_all_new(tmp_path: Path) -> None:
    assert torment_verb("rename", 1, seed=1, folder=tmp_path) == 1


@pytest.mark.skipif(not find_spec("zensical"), reason="other hosts are among the development tools only")
def test_every_host_can_be_tried() -> None:
    assert all(find_spec(kind.needs) for kind in KINDS.values() if kind.needs)


def test_every_command_that_writes_can_be_tried() -> None:
    assert {"rename", "check", "import", "sync", "pull", "new", "review"} <= VERBS.keys()


class TestWhatAReaderNotices:
    def test_a_missing_a_mixed_and_an_older_page(self, tmp_path: Path) -> None:
        reader = Reader(site=tmp_path, pages=("a.html", "b.html"))
        for name in reader.pages:
            (tmp_path / name).write_text("Version 2x</html>", "utf-8")
        reader.look()
        assert (reader.wrong, reader.newest, reader.read) == ([], 2, 2)
        (tmp_path / "a.html").write_text("Version 1x</html>", "utf-8")
        (tmp_path / "b.html").unlink()
        reader.look()
        (tmp_path / "a.html").write_text("Version 2x Version 3x</html>", "utf-8")
        (tmp_path / "b.html").write_text("Version 3x", "utf-8")
        reader.look()
        assert [text.partition(":")[0] for text in reader.wrong] == [
            "a.html is of version 1 after a page of version 2", "b.html is missing",
            "a.html is no whole page of one version", "b.html is no whole page of one version",
        ]  # fmt: skip


def test_a_build_that_writes_in_place_is_noticed(tmp_path: Path) -> None:
    def in_place(root: Path, version: int) -> None:
        plain(root, version)
        (root / "properdocs.yml").unlink()
        settings = (root / "mkdocs.yml").read_text("utf-8")
        (root / "mkdocs.yml").write_text(
            settings.replace("history: false", "whole_output: false, history: false"), "utf-8"
        )

    kind = Kind(name="in place", command=KINDS["mkdocs"].command, out="site", prepare=in_place)
    with pytest.raises(KillError, match="in place: "):
        torment(kind, 10, seed=1, folder=tmp_path)
