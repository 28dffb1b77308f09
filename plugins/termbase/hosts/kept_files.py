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
        facts = _has(old, data)
        same = facts is not None
        self.kept += same
        self.written += not same
        if same and self._old is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._old is not None:
            self._done.add(str(path))
        if facts is None:
            path.write_bytes(data)
        elif not (self._link and _linked(path, old, facts)):
            path.write_bytes(data)
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    def finish(self) -> None:
        """Gives what others have written the date of the old file, where it is the same."""
        if self._old is None:
            return
        for path in _files(str(self._new)):
            if path in self._done:
                continue
            facts = _same(Path(path), self._old / Path(path).relative_to(self._new))
            self.kept += facts is not None
            self.written += facts is None
            if facts is not None:
                with suppress(OSError):
                    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path


def _has(path: Path, data: bytes) -> os.stat_result | None:
    """What is known of a file with this content; None if there is none. A link is none."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            return facts if facts.st_size == len(data) and file.read() == data else None
    except OSError:
        return None


def _same(path: Path, old: Path) -> os.stat_result | None:
    try:
        return _has(old, path.read_bytes()) if path.lstat().st_size == old.lstat().st_size else None
    except OSError:
        return None


def _linked(path: Path, old: Path, facts: os.stat_result) -> bool:
    """Gives an old file a second name; False if that is impossible, or if another build has replaced it by now."""
    try:
        os.link(old, path)
    except OSError:  # a file system without hard links, or the old site is gone
        return False
    now = path.lstat()
    if (now.st_dev, now.st_ino) == (facts.st_dev, facts.st_ino):
        return True
    path.unlink()
    return False
