"""Two folders that take turns: the site before the last one becomes the new one by what differs.

After an edit nearly all files of a site are those of the last build. They would be linked into a new folder one by one,
and the old folder would be removed; with tens of thousands of files, both take seconds. So the old folder is put aside
in the cache instead, and the next build but one changes in it what has to be changed. Readers see none of that: a
build takes the folder from the cache under a name of its own, and puts it in place when it is complete.

Files that are not written again are in both folders, as one file with two names. What the system said of each when it
was last read is stored, too: as long as that is the same, it need not be read again.
"""

import os
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import Final, cast

from termbase.site.cache_folder import is_automatic, make_folder
from termbase.site.signed_file import SignedFile, signed_file
from termbase.text.temporary_names import SUFFIX

_ASIDE: Final = "output"
"""How the names of folders in the cache begin."""
_FOLDERS: Final = 3
"""Folders that are put aside at most: a project can be built into several."""
_JUST_NOW: Final = 2_000_000_000
"""Nanoseconds within which a file can change twice and keep its date on some disks."""

State = tuple[int, int, int, int, int]
"""What the system says of a file: device, number, size, and the times of its last changes, the second of which covers
everything but being read."""
Known = tuple[bytes, State]
"""The digest of a file, and its `stat` values at that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was put aside for an output folder."""

    final: Path
    """The output folder."""
    states: SignedFile
    """What is known of the files in it."""

    @property
    def _place(self) -> Path:
        return self.states.path.with_suffix("")

    def known(self) -> dict[str, Known]:
        """What is known of the files of the last site, by path."""
        return cast("dict[str, Known] | None", self.states.read()) or {}

    def note(self, now: dict[str, Known], *, before: Mapping[str, Known]) -> None:
        """Stores what is known of the files of the new site, without those that have changed just now.

        Args:
            now: What is known.
            before: What is stored.
        """
        since = time_ns() - _JUST_NOW
        now = {path: known for path, known in now.items() if max(known[1][3:]) < since}
        if now != before:
            self.states.write(now)

    def take(self, *, kept: Mapping[str, State], replaced: Iterable[str]) -> tuple[str, Set[str]] | None:
        """Takes the site before the last one for this build alone, and removes from it what is not in the new one.

        Args:
            kept: The files of the last site that are in the new one, by path.
            replaced: The files that will take the place of what is there.

        Returns:
            The folder, and which of the files it has already; None if there is none that can be used.
        """
        mine = self.final.with_name(f".{self.final.name}.turn.{os.getpid()}{SUFFIX}")
        try:
            self._place.rename(mine)
        except OSError:  # also where the cache is on another disk
            return None
        replaced = frozenset(replaced)
        try:
            return str(mine), set(_weeded(str(mine), "", kept, replaced, _folders((*kept, *replaced))))
        except OSError:
            shutil.rmtree(mine, ignore_errors=True)
            return None

    def put(self, folder: Path) -> None:
        """Puts the last site aside, or removes it."""
        try:
            make_folder(self._place.parent)
            folder.rename(self._place)
        except OSError:  # another build was faster, or the cache is on another disk
            shutil.rmtree(folder, ignore_errors=True)
            return
        with suppress(OSError):
            aside = [path for path in self._place.parent.glob(f"{_ASIDE}-*") if path.is_dir() and not path.is_symlink()]
            for path in sorted(aside, key=lambda path: path.stat().st_ctime_ns)[:-_FOLDERS]:
                shutil.rmtree(path, ignore_errors=True)


def turn(root: Path, final: Path) -> Turn | None:
    """What was put aside for an output folder; None if no cache can be trusted or no old site is expected.

    Args:
        root: The project's folder.
        final: The output folder.
    """
    if os.name == "nt" or is_automatic():  # Windows has no date that covers every change
        return None
    states = signed_file(root, holds=_ASIDE, glossary=str(final))
    return None if states is None else Turn(final=final, states=states)


def state_of(facts: os.stat_result) -> State:
    """What the system says of a file, from all that it knows."""
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def is_same(facts: os.stat_result, state: State) -> bool:
    """Whether a file is the one about which something is known, under any name."""
    return (facts.st_dev, facts.st_ino) == state[:2]


def files_below(folder: str) -> Iterator[str]:
    """The files in a folder and those below, without links."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path


def _weeded(
    folder: str, at: str, kept: Mapping[str, State], replaced: Container[str], folders: Container[str]
) -> Iterator[str]:
    """Removes from a folder what a site lacks, and names the files that are kept and already there."""
    with os.scandir(folder) as found:
        for entry in found:
            path = f"{at}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path in folders:
                    yield from _weeded(entry.path, f"{path}/", kept, replaced, folders)
                else:
                    shutil.rmtree(entry.path)
            elif (state := kept.get(path)) is not None and is_same(entry.stat(follow_symlinks=False), state):
                yield path
            elif path not in replaced:
                Path(entry.path).unlink()


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders around some files, and those around them."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
