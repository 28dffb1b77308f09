"""The folder that `termbase stage` writes to, which may hold pages of an author, too.

A list in the folder says which files are ours. Only those are changed or removed.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from termbase.model.artifact import Artifact
from termbase.reading.pages import STAGED, staged_paths
from termbase.text.atomic_files import write_files
from termbase.text.journal import finish_interrupted
from termbase.text.temporary_names import SUFFIX, remove_leftovers


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What was done in a folder."""

    files: int
    """How many files are ours now."""
    changed: int
    """How many of them are new or different."""
    removed: int
    """How many were ours and are gone."""
    kept: tuple[str, ...]
    """Files of the author in place of generated ones, which were left as they are."""


def write_staged(folder: Path, artifacts: Iterable[Artifact]) -> Staged:
    """Brings a folder up to date.

    Args:
        folder: The folder.
        artifacts: All files that it shall have.

    Raises:
        WriteError: A file cannot be written; then none is.
        UnfinishedError: An earlier run was interrupted, and what it began cannot be finished.
    """
    finish_interrupted(folder, within=(folder,))
    ours = staged_paths(folder)
    made: dict[str, bytes] = {}
    kept: list[str] = []
    for artifact in artifacts:
        theirs = next((path for path in _same_place(artifact.path) if path not in ours and _exists(folder, path)), None)
        if theirs is None or (folder / theirs).read_bytes() == artifact.data:
            made[artifact.path] = artifact.data
        elif artifact.path != "index.md":  # nearly every site has a home page of its own
            kept.append(theirs)
    changed = {path: data for path, data in made.items() if not _has(folder / path, data)}
    gone = sorted(path for path in ours - made.keys() if _exists(folder, path))
    listed = "".join(f"{path}\n" for path in sorted(made)).encode()
    updates: dict[Path, bytes | None] = {folder / path: data for path, data in changed.items()}
    updates |= {folder / path: None for path in gone}
    if not _has(folder / STAGED, listed):
        updates[folder / STAGED] = listed
    _remove_leftovers(folder)
    # All or nothing: a file that the list does not name would count as one of the author's from then on.
    write_files(updates, durable=False, journal=folder)
    _remove_empty(folder, gone)
    return Staged(files=len(made), changed=len(changed), removed=len(gone), kept=tuple(sorted(kept)))


def _remove_leftovers(folder: Path) -> None:
    """Removes the temporary files of runs that were killed, and folders in which nothing else is."""
    for place, _, names in os.walk(folder, topdown=False):
        if any(name.endswith(SUFFIX) for name in names):
            remove_leftovers((Path(place),))
            with suppress(OSError):
                Path(place).rmdir()


def _same_place(path: str) -> tuple[str, ...]:
    """The paths of files that a host publishes at the same address."""
    place = PurePosixPath(path)
    if place.suffix != ".md":
        return (path,)
    if place.stem == "index":
        other = () if place.parent == PurePosixPath() else (f"{place.parent}.md",)
        return (path, (place.parent / "README.md").as_posix(), *other)
    return (path, (place.with_suffix("") / "index.md").as_posix())


def _exists(folder: Path, path: str) -> bool:
    place = folder / path
    return place.is_file() and not place.is_symlink()


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _remove_empty(folder: Path, gone: Iterable[str]) -> None:
    """Removes the folders that have become empty."""
    for path in gone:
        for parent in (folder / path).parents:
            if parent == folder:
                break
            with suppress(OSError):
                parent.rmdir()
