"""Reads files from a folder that strangers may write to: only regular files, and never more than a limit.

A symbolic link could lead to a secret of the machine, a pipe or device could block or never end.
Both are rejected by name instead of followed, even if the file changes between two checks.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Final

from termbase.text.untrusted import UntrustedError, to_text, too_large

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_BLOCK: Final = 1 << 20
"""Bytes that are asked for at a time."""
_KINDS: Final = (
    (stat.S_ISLNK, "a symbolic link", "Put a copy of the file here; links are not followed."),
    (stat.S_ISFIFO, "a pipe", "Save the data to a file first."),
    (stat.S_ISSOCK, "a socket", "Save the data to a file first."),
    (stat.S_ISCHR, "a device", "Save the data to a file first."),
    (stat.S_ISBLK, "a device", "Save the data to a file first."),
    (stat.S_ISDIR, "a folder", "Give the file itself."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """An entry of a folder: a regular file, or something else in its place."""

    path: Path
    refused: str = ""
    """What it is, if it is not a regular file: “a symbolic link”."""
    hint: str = ""


def read_bytes(path: Path, *, limit: int, follow: bool = False) -> bytes:
    """Reads a regular file.

    Args:
        path: The file.
        limit: Bytes that it may have at most. A larger file is not read.
        follow: Whether a symbolic link may be followed: only for a path that the user gave.

    Raises:
        UntrustedError: It is not a regular file, or larger than the limit.
        OSError: It cannot be read.
    """
    name = os.fspath(path)  # paths cost more than the system calls, and a glossary has thousands of files
    if (kind := _kind((os.stat if follow else os.lstat)(name).st_mode)) is not None:
        raise _refused(*kind)
    flags = _FLAGS & ~getattr(os, "O_NOFOLLOW", 0) if follow else _FLAGS
    handle = os.open(name, flags)
    try:
        facts = os.fstat(handle)
        if (kind := _kind(facts.st_mode)) is not None:
            raise _refused(*kind)
        if facts.st_size > limit:
            raise too_large(limit)
        data = os.read(handle, facts.st_size + 1)
        # The system may give less at a time, or the file may have grown.
        while len(data) <= limit and (more := os.read(handle, min(_BLOCK, limit + 1 - len(data)))):
            data += more
    finally:
        os.close(handle)
    if len(data) > limit:
        raise too_large(limit)
    return data


def read_text(path: Path, *, limit: int, follow: bool = False) -> str:
    """Reads a regular file of UTF-8, with its byte order mark if it has one; see `read_bytes`."""
    return to_text(read_bytes(path, limit=limit, follow=follow), limit=limit)


def walk(folder: Path, *, suffixes: tuple[str, ...] = ()) -> Iterator[FoundFile]:
    """Finds what is below a folder, sorted by POSIX path; hidden names are skipped.

    Args:
        folder: The folder; it may be a link itself, since the user chose it.
        suffixes: Endings of file names to look at; all where empty. A linked folder is always
            reported, since files with such endings may be behind it.
    """
    found = sorted(_walk(folder, suffixes), key=itemgetter(0))
    yield from (item for _, item in found)


def _walk(top: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, FoundFile]]:
    """What is in a folder, each with its POSIX path there."""
    folders = [(top, "")]
    while folders:
        folder, inside = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except FileNotFoundError:
            continue
        except OSError:
            yield (
                inside.removesuffix("/") or ".",
                FoundFile(path=folder, refused="a folder that cannot be read", hint="Check its permissions."),
            )
            continue
        for entry in entries:
            wanted = not suffixes or entry.name.endswith(suffixes)
            linked, path = entry.is_symlink() or _is_junction(entry), f"{inside}{entry.name}"
            if not linked and entry.is_dir(follow_symlinks=False):
                folders.append((folder / entry.name, f"{path}/"))
            elif linked and (wanted or entry.is_dir()):
                yield path, FoundFile(path=folder / entry.name, refused=_KINDS[0][1], hint=_KINDS[0][2])
            elif not linked and wanted:
                regular = entry.is_file(follow_symlinks=False)
                kind = None if regular else _kind(entry.stat(follow_symlinks=False).st_mode)
                refused, hint = kind or ("", "")
                yield path, FoundFile(path=folder / entry.name, refused=refused, hint=hint)


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a junction of Windows, which leads elsewhere like a link."""
    is_junction = getattr(entry, "is_junction", None)
    return bool(is_junction and is_junction())


def _kind(mode: int) -> tuple[str, str] | None:
    """What a file is, with the way on; None for a regular one."""
    return next(((name, hint) for is_kind, name, hint in _KINDS if is_kind(mode)), None)


def _refused(name: str, hint: str) -> UntrustedError:
    return UntrustedError(f"this is {name}, not a regular file", hint=hint)
