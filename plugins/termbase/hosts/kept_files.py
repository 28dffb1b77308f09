"""Files of the output that a build leaves as they were: unchanged ones keep their date, and are not written again.

A site has thousands of small files, so paths are strings here, and a file is asked for as little as possible.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from termbase.site.known_files import file_digest

_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)  # Windows
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would be waited for
)
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class KeptFiles:
    """What one build writes, and what it keeps."""

    def __init__(self) -> None:
        self.written = self.kept = 0
        self._old: str | None = None
        self._compares = True
        self._new = ""
        self._link = False
        self._done: set[str] = set()
        self._folders: set[str] = set()
        """Folders that are known to be there."""

    def begin(self, *, old: Path | None = None, new: Path | None = None, link: bool = False) -> None:
        """Starts to count.

        Args:
            old: The folder of the site before this build; None if the new files go to the same folder.
            new: The folder of the new site.
            link: Whether a file may be one with the old one until the old folder is removed. Nothing may
                write into the new folder's files then, since readers still see the old ones.
        """
        self.written = self.kept = 0
        self._old, self._new = (str(old) if old is not None else None), str(new or Path())
        # A first build has nothing to compare with, and need not look for each of its files there.
        self._compares = old is None or old.is_dir()
        self._link, self._done, self._folders = link, set(), set()

    def write(self, path: str, data: bytes) -> None:
        """Writes a file, unless the old site has the same.

        Args:
            path: The file.
            data: Its content.
        """
        old = self._before(path)
        self._take(path, data, old, _has(old, data) if self._compares else None)

    def keep(self, path: str, digest: bytes) -> bool:
        """Keeps a file of the old site, if it has a known digest; False if it must be made and written.

        Args:
            path: The file.
            digest: The digest of its content; see `file_digest`.
        """
        old = self._before(path)
        found = _read(old) if self._compares else None
        if found is None or file_digest(found[1]) != digest:
            return False
        self._take(path, found[1], old, found[0])
        return True

    def _take(self, path: str, data: bytes, old: str, facts: os.stat_result | None) -> None:
        """Writes a file, or takes the old one if anything is known of it, which then has the same content."""
        same = facts is not None
        self.kept += same
        self.written += not same
        if same and self._old is None:
            return
        self._make_folder(os.path.dirname(path))
        if self._old is not None:
            self._done.add(path)
        if facts is None:
            _write(path, data)
        elif not (self._link and _linked(path, old, facts)):
            _write(path, data)
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    def _make_folder(self, folder: str) -> None:
        """Makes a folder, with one call of the system if the one around it is known."""
        if not folder or folder in self._folders:
            return
        try:
            os.mkdir(folder)
        except FileExistsError:
            os.makedirs(folder, exist_ok=True)  # it may be a file, and that is an error
        except FileNotFoundError:
            self._make_folder(os.path.dirname(folder))
            os.makedirs(folder, exist_ok=True)
        self._folders.add(folder)

    def finish(self) -> None:
        """Gives what others have written the date of the old file, where it is the same."""
        if self._old is None:
            return
        for path in _files(self._new):
            if path in self._done:
                continue
            facts = _same(path, self._before(path))
            self.kept += facts is not None
            self.written += facts is None
            if facts is not None:
                with suppress(OSError):
                    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    def _before(self, path: str) -> str:
        """The place in the old site of a file in the new one."""
        return path if self._old is None else f"{self._old}{path.removeprefix(self._new)}"


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path


def _has(path: str, data: bytes) -> os.stat_result | None:
    """What is known of a file with this content; None if there is none. A link is none."""
    found = _read(path, size=len(data))
    return found[0] if found is not None and found[1] == data else None


def _read(path: str, *, size: int | None = None) -> tuple[os.stat_result, bytes] | None:
    """What is known of a file, and its content; None if there is none, or if it has another size. A link is none."""
    try:
        if not hasattr(os, "O_NOFOLLOW") and os.path.islink(path):
            return None
        file = os.open(path, _READ)
    except OSError:
        return None
    try:
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode) or (size is not None and facts.st_size != size):
            return None
        return facts, _content(file, facts.st_size)
    except OSError:
        return None
    finally:
        os.close(file)


def _content(file: int, size: int) -> bytes:
    """As many bytes of a file, or fewer if it is shorter by now."""
    content = os.read(file, size)
    while len(content) < size and (more := os.read(file, size - len(content))):
        content += more
    return content


def _write(path: str, data: bytes) -> None:
    file = os.open(path, _WRITE, 0o666)
    try:
        done = os.write(file, data)
        while done < len(data):
            done += os.write(file, memoryview(data)[done:])
    finally:
        os.close(file)


def _same(path: str, old: str) -> os.stat_result | None:
    try:
        return _has(old, Path(path).read_bytes()) if os.lstat(path).st_size == os.lstat(old).st_size else None
    except OSError:
        return None


def _linked(path: str, old: str, facts: os.stat_result) -> bool:
    """Gives an old file a second name; False if that is impossible, or if another build has replaced it by now."""
    try:
        os.link(old, path)
    except OSError:  # a file system without hard links, or the old site is gone
        return False
    now = os.lstat(path)
    if (now.st_dev, now.st_ino) == (facts.st_dev, facts.st_ino):
        return True
    os.unlink(path)
    return False
