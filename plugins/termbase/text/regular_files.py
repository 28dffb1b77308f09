"""Reads files of a folder that strangers may write to: regular files only, never more than a limit.

A symbolic link could lead to a secret of the machine, a pipe or device could block or never end.
Both are refused by name instead of followed, also when the file changes between two looks.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
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
    """Something in a folder: a regular file, or what is there instead."""

    path: Path
    refused: str = ""
    """What it is, where it is not a regular file: “a symbolic link”."""
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
    if (kind := _kind(path.stat().st_mode if follow else path.lstat().st_mode)) is not None:
        raise _refused(*kind)
    flags = _FLAGS & ~getattr(os, "O_NOFOLLOW", 0) if follow else _FLAGS
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        facts = os.fstat(handle)
        if (kind := _kind(facts.st_mode)) is not None:
            raise _refused(*kind)
        if facts.st_size > limit:
            raise too_large(limit)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise too_large(limit)
    return data


def read_text(path: Path, *, limit: int, follow: bool = False) -> str:
    """Reads a regular file of UTF-8, with its byte order mark where it has one; see `read_bytes`."""
    return to_text(read_bytes(path, limit=limit, follow=follow), limit=limit)


def walk(folder: Path, *, suffixes: tuple[str, ...] = ()) -> Iterator[FoundFile]:
    """Finds what is below a folder, sorted by POSIX path; hidden names are skipped.

    Args:
        folder: The folder; it may be a link itself, since the user chose it.
        suffixes: Endings of file names to look at; all where empty. A linked folder is always
            reported, since files with such endings may be behind it.
    """
    found = list(_walk(folder, suffixes))
    yield from sorted(found, key=lambda item: item.path.relative_to(folder).as_posix())


def _walk(top: Path, suffixes: tuple[str, ...]) -> Iterator[FoundFile]:
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except FileNotFoundError:
            continue
        except OSError:
            yield FoundFile(path=folder, refused="a folder that cannot be read", hint="Check its permissions.")
            continue
        for entry in entries:
            path = folder / entry.name
            wanted = not suffixes or entry.name.endswith(suffixes)
            mode = entry.stat(follow_symlinks=False).st_mode
            if entry.is_symlink() or _is_junction(entry):
                if wanted or entry.is_dir():
                    yield FoundFile(path=path, refused=_KINDS[0][1], hint=_KINDS[0][2])
            elif stat.S_ISDIR(mode):
                folders.append(path)
            elif wanted:
                kind = _kind(mode) or ("", "")
                yield FoundFile(path=path, refused=kind[0], hint=kind[1])


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a junction of Windows, which leads elsewhere like a link."""
    is_junction = getattr(entry, "is_junction", None)
    return bool(is_junction and is_junction())


def _kind(mode: int) -> tuple[str, str] | None:
    """What a file is, with the way on; None for a regular one."""
    return next(((name, hint) for is_kind, name, hint in _KINDS if is_kind(mode)), None)


def _refused(name: str, hint: str) -> UntrustedError:
    return UntrustedError(f"this is {name}, not a regular file", hint=hint)
