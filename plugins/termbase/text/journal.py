"""A journal of files that change together, so that the next command finishes a change that was interrupted.

Each new file is on the disk under a temporary name, and each old one has a second name, before the journal is written.
From then on the change can be finished, or taken back, by renaming alone. A journal is used only if it was written by a
process of this machine that is no longer running, and only for files of the project: anyone who can add a file to the
folder could write one.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from termbase.text.counted import counted
from termbase.text.regular_files import read_bytes
from termbase.text.temporary_names import BACK, FORWARD, JOURNALS, SUFFIX, leftovers, temporary_name
from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError, read_json, to_text


class UnfinishedError(Exception):
    """A change that was interrupted and cannot be finished; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file that changes."""

    path: Path
    """The file."""
    new: Path | None
    """Where its new content is; None if the file goes."""
    old: Path | None
    """The second name of its old content; None if there is no old file."""
    digest: str = ""
    """SHA-256 of the new content."""


def write_journal(folder: Path, steps: Sequence[Step]) -> Path:
    """Writes a journal, and waits until the disk has it.

    Args:
        folder: Where the next command looks for it.
        steps: What is about to happen.
    """
    journal = temporary_name(folder / FORWARD)
    unfinished = journal.with_name(f".un{journal.name[1:]}")
    rows = [
        asdict(step) | {
            "path": _relative(step.path, folder),
            "new": step.new.name if step.new else None,
            "old": step.old.name if step.old else None,
        }
        for step in steps
    ]  # fmt: skip
    try:
        with unfinished.open("xb") as file:
            file.write(json.dumps(rows, indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(journal)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    return journal


def turned_back(journal: Path) -> Path:
    """Marks a change as one to take back; returns the new name of its journal."""
    name = journal.with_name(f".{BACK}.{journal.name.removeprefix(f'.{FORWARD}.')}")
    journal.rename(name)
    return name


def apply_forward(steps: Iterable[Step]) -> None:
    """Brings every file to its new state; steps that have been made are passed over."""
    for step in steps:
        if step.new is not None and step.new.exists():
            step.new.replace(step.path)
        elif step.new is None and step.old is not None and step.old.exists() and step.path.exists():
            step.path.unlink()


def apply_back(steps: Iterable[Step]) -> None:
    """Brings every file back to its old state; steps that have been taken back are passed over."""
    for step in steps:
        if step.old is not None:
            if step.old.exists():
                step.old.replace(step.path)
        elif step.new is not None and not step.new.exists() and _digest(step.path) == step.digest:
            step.path.unlink()


def finish_interrupted(folder: Path, *, within: Iterable[Path]) -> bool:
    """Finishes changes, or takes them back, whose process was killed; returns whether there was one.

    Args:
        folder: Where journals are.
        within: The folders whose files may change.

    Raises:
        UnfinishedError: One of them cannot be finished, or is not about files in those folders.
    """
    found = [path for path in leftovers(folder) if path.name.startswith(JOURNALS)]
    for journal in sorted(found):
        steps = _steps(journal)
        if steps is None:
            continue  # not written by us, so it says nothing
        tops = [top.resolve() for top in within]
        outside = [s.path for s in steps if not any(s.path.parent.resolve().is_relative_to(top) for top in tops)]
        if outside:
            raise UnfinishedError(
                f"{journal}: a change of {outside[0]} was interrupted, which is not a file of this project. "
                "Run a command in the project that it belongs to, or delete the journal if there is none."
            )
        try:
            (apply_forward if journal.name.startswith(f".{FORWARD}.") else apply_back)(steps)
            journal.unlink()
        except OSError as error:
            raise UnfinishedError(
                f"{journal}: a change of {counted(len(steps), 'file')} was interrupted and cannot be finished: "
                f"{error.strerror}. Check the disk and your permissions, and run the command again."
            ) from error
        for path in (path for step in steps for path in (step.new, step.old) if path is not None):
            with suppress(OSError):
                path.unlink()
    return bool(found)


def _steps(journal: Path) -> list[Step] | None:
    """What a journal says; None if it cannot have been written by us."""
    maker = journal.name.removesuffix(SUFFIX).split(".")[-2:]
    try:
        rows = read_json(to_text(read_bytes(journal, limit=MAX_FOREIGN_BYTES)))
        return [_step(journal.parent, row, maker) for row in rows]
    except (UntrustedError, OSError, TypeError, ValueError, KeyError):
        return None


def _step(folder: Path, row: Any, maker: list[str]) -> Step:
    path = Path(os.path.normpath(folder / str(row["path"])))
    if path.is_symlink() or path.is_dir():
        raise ValueError(path)

    def beside(name: Any) -> Path | None:
        if name is None:
            return None
        place = path.parent / str(name)
        made = str(name).removesuffix(SUFFIX).split(".")[-2:] == maker and str(name).startswith(f".{path.name[:40]}.")
        if place.parent != path.parent or not made or place.is_symlink() or place.is_dir():
            raise ValueError(name)
        return place

    return Step(path=path, new=beside(row["new"]), old=beside(row["old"]), digest=str(row["digest"]))


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def _digest(path: Path) -> str:
    """SHA-256 of a regular file; "" if there is none."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
