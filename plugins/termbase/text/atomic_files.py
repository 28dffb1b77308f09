"""Writes files atomically: each is either unchanged or complete, even after a crash.

New text goes to a file next to the old one, is flushed to the disk, and then takes the old one's place in a single
step. Several files change together: if one of them cannot be written, all are restored, and with a journal, the next
command finishes what a killed process began. A killed process leaves at most hidden files ending in `.termbase-tmp`,
which no reader opens and which the next run that writes to the folder removes.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from termbase.text.journal import Step, apply_back, apply_forward, turned_back, write_journal
from termbase.text.temporary_names import remove_leftovers, temporary_name


class WriteError(Exception):
    """Files that could not be written; the message says which, why, and that nothing has changed."""


def write_file(path: Path, data: bytes) -> None:
    """Writes one file, making its folder where needed; see `write_files`."""
    write_files({path: data})


def write_files(changes: Mapping[Path, bytes | None], *, durable: bool = True, journal: Path | None = None) -> None:
    """Writes, replaces and removes files as one operation.

    Args:
        changes: The new content of each file; None removes it.
        durable: Whether to wait until the disk has it; not needed for what can be made again.
        journal: Folder for a journal, from which `journal.finish_interrupted` finishes the operation if this
            process is killed after the first file has changed.

    Raises:
        WriteError: One of them could not be changed; then none is.
    """
    remove_leftovers({path.parent for path in changes})
    steps: list[Step] = []
    made: list[Path] = []
    written: Path | None = None
    path = Path()
    try:
        for path, data in changes.items():
            _refuse_what_is_no_file(path)
            if data is not None:
                made += _with_folder(path.parent)
            new, old = None if data is None else temporary_name(path), temporary_name(path) if path.exists() else None
            digest = "" if data is None else hashlib.sha256(data).hexdigest()
            steps.append(Step(path=path, new=new, old=old, digest=digest))
            if new is not None and data is not None:
                _write_new(new, data, like=path, durable=durable)
            if old is not None:
                _keep_aside(path, old)
        if journal is not None and len(steps) > 1:
            for folder in {step.path.parent for step in steps}:
                _flush_folder(folder)
            path = journal
            written = write_journal(journal, steps)
            _flush_folder(journal)
        for step in steps:
            path = step.path
            apply_forward((step,))
    except BaseException as error:
        whole = _undone(steps, written)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if not isinstance(error, OSError):
            raise
        reason = error.strerror or type(error).__name__
        then = "No file has been changed." if whole else "The next command undoes what has been changed."
        raise WriteError(f"{path.as_posix()} cannot be written: {reason}. {then}") from error
    for folder in {step.path.parent for step in steps} if durable else ():
        _flush_folder(folder)
    _discard(path for path in (written, *(step.old for step in steps)) if path is not None)


def _undone(steps: Sequence[Step], written: Path | None) -> bool:
    """Undoes what has been done; False if that is left to the next command."""
    try:
        if written is not None:
            written = turned_back(written)
        apply_back(steps)
    except OSError:
        if written is not None:
            return False
        for step in steps:
            with suppress(OSError):
                apply_back((step,))
    places = (written, *(place for step in steps for place in (step.new, step.old)))
    _discard(place for place in places if place is not None)
    return True


def _refuse_what_is_no_file(path: Path) -> None:
    """Never writes through a link, which could lead outside the folder."""
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
    """Writes a new file, with the permissions of another one if that exists."""
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


def _keep_aside(path: Path, old: Path) -> None:
    """Gives a file a second name, from which it can be restored."""
    try:
        os.link(path, old)
    except OSError:  # a file system without hard links
        _write_new(old, path.read_bytes(), like=path)


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
