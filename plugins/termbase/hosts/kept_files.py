"""Keeps unchanged output files: they keep their modification time and are not written again.

A site has thousands of small files, so paths are strings here, and system calls per file are kept to a minimum.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from termbase.hosts.taking_turns import Known, State, Turn, files_below, is_same, state_of
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
        self._turn: Turn | None = None
        self._known: dict[str, Known] = {}
        """What the last build has known of its files, by path in the site."""
        self._waiting: dict[str, tuple[Known, Callable[[], bytes]]] = {}
        """Files that are taken from the old site at the end, by path in the site, each with what would make it."""
        self._digests: dict[str, bytes] = {}
        """Those of the files that were written, by path in the site, if known."""
        self._done: set[str] = set()
        self._folders: set[str] = set()
        """Folders that are known to exist."""

    def begin(
        self, *, old: Path | None = None, new: Path | None = None, link: bool = False, turn: Turn | None = None
    ) -> None:
        """Starts to count.

        Args:
            old: The folder of the site before this build; None if the new files go to the same folder.
            new: The folder of the new site.
            link: Whether a file may be a hard link to the old one until the old folder is removed. Nothing may
                write into the new folder's files then, since readers still see the old ones.
            turn: The site before the last one, if the new one can be made of it. Files that are kept are in the
                folder of the new site only at the end then.
        """
        self.written = self.kept = 0
        self._old, self._new = (str(old) if old is not None else None), str(new or Path())
        # A first build has nothing to compare with, and need not look for each of its files there.
        self._compares = old is None or old.is_dir()
        self._link, self._done, self._folders = link, set(), set()
        self._turn, self._waiting, self._digests = turn if link else None, {}, {}
        self._known = self._turn.known() if self._turn else {}

    def write(self, path: str, data: bytes, *, digest: bytes | None = None) -> None:
        """Writes a file, unless the old site has the same.

        Args:
            path: The file.
            data: Its content.
            digest: The digest of its content, if it is known; see `file_digest`.
        """
        if digest is not None and self._turn is not None:
            self._digests[self._here(path)] = digest
        old = self._before(path)
        self._take(path, data, old, _has(old, data) if self._compares else None)

    def keep(self, path: str, digest: bytes, make: Callable[[], bytes]) -> bool:
        """Keeps a file of the old site, if it has a known digest; False if it must be made and written.

        Args:
            path: The file.
            digest: The digest of its content; see `file_digest`.
            make: Makes its content, should the old site be replaced while this one is built.
        """
        if not self._compares:
            return False
        old, here = self._before(path), self._here(path)
        known = self._known.get(here)
        if self._turn is not None and known is not None and known[0] == digest and known[1] == _state(old):
            self._wait(here, known, make)
            return True
        found = _read(old)
        if found is None or file_digest(found[1]) != digest:
            return False
        if self._turn is not None:
            self._wait(here, (digest, state_of(found[0])), make)
        else:
            self._take(path, found[1], old, found[0])
        return True

    def _wait(self, here: str, known: Known, make: Callable[[], bytes]) -> None:
        self.kept += 1
        self._waiting[here] = (known, make)

    def has(self, path: str) -> bool:
        """Whether a file of the old site will be one of the new one.

        Args:
            path: Its path in the site.
        """
        return path in self._waiting

    def _take(self, path: str, data: bytes, old: str, facts: os.stat_result | None) -> None:
        """Writes a file, or keeps the old one if it is known to have the same content."""
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
        elif not (self._link and _linked(path, old, state_of(facts))):
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

    def finish(self) -> str:
        """Completes the new site, and returns the folder that it is in.

        What others have written gets the date of the old file, where it is the same.
        """
        if self._old is None:
            return self._new
        written = [self._here(path) for path in files_below(self._new)]
        for here in written:
            self._waiting.pop(here, None)  # it was written after it had been kept
            if (path := f"{self._new}/{here}") in self._done:
                continue
            facts = _same(path, self._before(path))
            self.kept += facts is not None
            self.written += facts is None
            if facts is not None:
                with suppress(OSError):
                    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        return self._new if self._turn is None else self._completed(self._turn, written)

    def _completed(self, turn: Turn, written: list[str]) -> str:
        """Brings together what is kept of the old site and what was written, and returns the folder.

        Args:
            turn: The site before the last one.
            written: The files in the new folder, by path.
        """
        taken = turn.take(kept={here: known[1] for here, (known, _) in self._waiting.items()}, replaced=written)
        folder, same = taken or (self._new, frozenset())
        now: dict[str, Known] = {}
        for here, (known, make) in self._waiting.items():
            path = f"{folder}/{here}"
            if here not in same:
                self._make_folder(os.path.dirname(path))
                if not _linked(path, f"{self._old}/{here}", known[1]):
                    _write(path, make())
                known = (known[0], state_of(os.lstat(path)))  # a link changes a date of the file
            now[here] = known
        for here in written if taken else ():
            self._make_folder(os.path.dirname(f"{folder}/{here}"))
            os.replace(f"{self._new}/{here}", f"{folder}/{here}")
        for here, digest in self._digests.items():
            now[here] = (digest, state_of(os.lstat(f"{folder}/{here}")))
        turn.note(now, before=self._known)
        return folder

    def _here(self, path: str) -> str:
        """The path in the site of a file in the new folder."""
        return path[len(self._new) + 1 :]

    def _before(self, path: str) -> str:
        """The place in the old site of a file in the new one."""
        return path if self._old is None else f"{self._old}{path.removeprefix(self._new)}"


def _has(path: str, data: bytes) -> os.stat_result | None:
    """The stored record of a file with this content, or None; symbolic links are ignored."""
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


def _state(path: str) -> State | None:
    try:
        return state_of(os.lstat(path))
    except OSError:
        return None


def _content(file: int, size: int) -> bytes:
    """Reads that many bytes of a file, or fewer if it has become shorter."""
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


def _linked(path: str, old: str, state: State) -> bool:
    """Gives an old file a second name; False if that is impossible, or if another build has replaced it."""
    try:
        os.link(old, path)
    except OSError:  # a file system without hard links, or the old site is gone
        return False
    if is_same(os.lstat(path), state):
        return True
    os.unlink(path)
    return False
