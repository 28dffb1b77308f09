"""Files of the output that a build leaves as they were: unchanged ones keep their date, and are not written again."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


class KeptFiles:
    """What one build writes, and what it keeps."""

    def __init__(self) -> None:
        self.written = self.kept = 0
        self._old: Path | None = None
        self._new = Path()
        self._link = False
        self._done: set[str] = set()

    def begin(self, *, old: Path | None = None, new: Path | None = None, link: bool = False) -> None:
        """Starts to count.

        Args:
            old: The folder of the site before this build; None if the new files go to the same folder.
            new: The folder of the new site.
            link: Whether a file may be one with the old one until the old folder is removed. Nothing may
                write into the new folder's files then, since readers still see the old ones.
        """
        self.written = self.kept = 0
        self._old, self._new, self._link, self._done = old, new or Path(), link, set()

    def write(self, path: Path, data: bytes) -> None:
        """Writes a file, unless the old site has the same.

        Args:
            path: The file.
            data: Its content.
        """
        old = path if self._old is None else self._old / path.relative_to(self._new)
        same = _has(old, data)
        self.kept += same
        self.written += not same
        if same and self._old is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._old is not None:
            self._done.add(str(path))
        if same and self._link:
            with suppress(OSError):  # a file system without hard links
                os.link(old, path)
                return
        path.write_bytes(data)
        if same:
            _date(path, like=old)

    def finish(self) -> None:
        """Gives what others have written the date of the old file, where it is the same."""
        if self._old is None:
            return
        for path in _files(str(self._new)):
            if path in self._done:
                continue
            old = self._old / Path(path).relative_to(self._new)
            same = _same(Path(path), old)
            self.kept += same
            self.written += not same
            if same:
                _date(Path(path), like=old)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path


def _has(path: Path, data: bytes) -> bool:
    """Whether there is a file with this content; a link is none."""
    try:
        facts = path.lstat()
        return stat.S_ISREG(facts.st_mode) and facts.st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _same(path: Path, old: Path) -> bool:
    try:
        return path.lstat().st_size == old.lstat().st_size and _has(old, path.read_bytes())
    except OSError:
        return False


def _date(path: Path, *, like: Path) -> None:
    with suppress(OSError):
        facts = like.stat()
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
