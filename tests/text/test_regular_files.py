"""Only regular files are read; links, pipes and devices are refused by name."""

import os
import socket
from pathlib import Path

import pytest

from termbase.text.regular_files import read_bytes, read_text, walk
from termbase.text.untrusted import LimitError, UntrustedError

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfx")
    assert read_text(tmp_path / "a", limit=4) == "\ufeffx"
    with pytest.raises(LimitError):
        read_bytes(tmp_path / "a", limit=3)
    with pytest.raises(UntrustedError, match="a folder"):
        read_bytes(tmp_path, limit=3)


@posix
def test_what_is_no_regular_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("token")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        names = {"link": "symbolic link", "loop": "symbolic link", "pipe": "a pipe", "socket": "a socket"}
        for name, what in names.items():
            with pytest.raises(UntrustedError, match=what) as caught:
                read_bytes(tmp_path / name, limit=10)
            assert "token" not in str(caught.value)
    with pytest.raises(UntrustedError, match="a device"):
        read_bytes(Path(os.devnull), limit=10)
    assert read_bytes(tmp_path / "link", limit=10, follow=True) == b"token"


@posix
def test_a_walk_names_links_and_does_not_enter_them(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "x.yml").write_text("x")
    (inside / "sub/a.yml").write_text("a")
    (inside / "sub/up").symlink_to(inside)
    (inside / "b.yml").symlink_to(outside / "x.yml")
    (inside / "other.txt").symlink_to(outside / "x.yml")
    os.mkfifo(inside / "c.yml")
    found = {item.path.relative_to(inside).as_posix(): item.refused for item in walk(inside, suffixes=(".yml",))}
    assert found == {"b.yml": "a symbolic link", "c.yml": "a pipe", "sub/a.yml": "", "sub/up": "a symbolic link"}
