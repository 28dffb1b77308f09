"""Writes files atomically: each is either unchanged or complete, even after a crash.

New text goes to a file next to the old one, is flushed to the disk, and then takes the old one's
place in a single step. Several files change together: if one of them cannot be written, all are put
back. A process that is killed leaves hidden files ending in `.termbase-tmp` at most, which no
reader opens and the next run that writes in the folder removes.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from termbase.text.temporary_names import remove_leftovers, temporary_name


class WriteError(Exception):
    """Files that could not be written; the message says which, why, and that nothing has changed."""


def write_file(path: Path, data: bytes) -> None:
    """Writes one file, making its folder where needed; see `write_files`."""
    write_files({path: data})


def write_files(changes: Mapping[Path, bytes | None], *, durable: bool = True) -> None:
    """Writes, replaces and removes files as one operation.

    Args:
        changes: The new content of each file; None removes it.
        durable: Whether to wait until the disk has it; not needed for what can be made again.

    Raises:
        WriteError: One of them could not be changed; then none is.
    """
    remove_leftovers({path.parent for path in changes})
    staged: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    made: list[Path] = []
    path = Path()
    try:
        for path, data in changes.items():
            _refuse_what_is_no_file(path)
            if data is not None:
                made += _with_folder(path.parent)
                staged[path] = temporary_name(path)
                _write_new(staged[path], data, like=path, durable=durable)
        for path, data in changes.items():
            old = _kept_aside(path)
            kept[path] = old
            if data is not None:
                staged[path].replace(path)
            elif old is not None:
                path.unlink()
    except OSError as error:
        _undo(kept)
        _discard([*staged.values(), *(old for old in kept.values() if old is not None)])
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        reason = error.strerror or type(error).__name__
        raise WriteError(f"{path.as_posix()} cannot be written: {reason}. No file has been changed.") from error
    except BaseException:
        _undo(kept)
        _discard([*staged.values(), *(old for old in kept.values() if old is not None)])
        raise
    _discard(old for old in kept.values() if old is not None)
    for folder in {path.parent for path in changes} if durable else ():
        _flush_folder(folder)


def _refuse_what_is_no_file(path: Path) -> None:
    """Never writes through a link, which could lead out of the folder."""
    if path.is_symlink():
        raise OSError(0, "it is a symbolic link, and links are not followed")
    if path.is_dir():
        raise IsADirectoryError(0, "it is a folder")


def _with_folder(folder: Path) -> list[Path]:
    """Makes a folder; returns those that were made, the outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
    return missing[::-1]


def _write_new(path: Path, data: bytes, *, like: Path, durable: bool = True) -> None:
    """Writes a file that is not there yet, with the permissions of another one if that exists."""
    try:
        with path.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if like.exists():
            path.chmod(like.stat().st_mode & 0o7777)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _kept_aside(path: Path) -> Path | None:
    """A second name for the file as it is, to put it back; None if there is no file yet."""
    if not path.exists():
        return None
    old = temporary_name(path)
    try:
        os.link(path, old)
    except OSError:  # a file system without hard links
        _write_new(old, path.read_bytes(), like=path)
    return old


def _undo(kept: Mapping[Path, Path | None]) -> None:
    for path, old in kept.items():
        with suppress(OSError):
            if old is not None:
                old.replace(path)
            else:
                path.unlink(missing_ok=True)


def _discard(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Makes the new names durable, where the system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
