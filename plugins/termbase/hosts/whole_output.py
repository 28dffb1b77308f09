"""Replaces the old site with the finished new one in a single step.

The engine empties the output folder and then writes for seconds; a build that is killed, or a disk
that fills up, would leave half a site. So the engine writes to a folder next to it, and readers see
the old site until the new one is complete.
"""

import ctypes
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from termbase.hosts.kept_files import KeptFiles
from termbase.hosts.taking_turns import Turn, turn
from termbase.text.temporary_names import SUFFIX, is_running

_HERE: Final = -100
"""The value that stands for the current folder on Linux where an open one is expected."""
_TRIES: Final = 20
"""How often to try again when another build is in the way."""
_ASIDE: Final = ".old."
_SWAP: Final = 2
"""The flag of Linux and macOS to exchange two names."""


class WholeOutput:
    """The output of one build."""

    def __init__(self) -> None:
        self.files = KeptFiles()
        """What the build writes, and what it keeps of the old site."""
        self._final: Path | None = None
        self._config: MkDocsConfig | None = None
        self._began = 0
        self._depth = 0
        self._before: tuple[int, int] | None = None
        self._turn: Turn | None = None
        self._alone = False

    def begin(
        self, config: MkDocsConfig, *, link: bool = False, cache: Path | None = None, alone: bool = False
    ) -> None:
        """Gives the engine a folder next to the output folder, if possible.

        A build within this build, such as the one that mkdocs-static-i18n makes of each further language, keeps
        the folder, and only the outermost one puts it in place.

        Args:
            config: The host's settings.
            link: Whether nothing but the host and ourselves writes to the folder; then unchanged files are linked.
            cache: The project's folder, if the old site may be put aside in its cache for the next build but one.
            alone: Whether no other plugin may have noted the output folder before the build, to write into it later.
        """
        self._depth += 1
        if self._depth > 1:
            return
        self.files.begin()
        final = Path(os.path.realpath(config.site_dir))
        beside = final.with_name(f".{final.name}.{os.getpid()}{SUFFIX}")
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            _remove_leftovers(final)
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
        except OSError:
            return  # the engine reports a folder that cannot be written
        if final.is_mount():
            beside.rmdir()
            return
        self._final, self._config, self._began = final, config, beside.stat().st_mtime_ns
        self._before = _identity(final)
        config.site_dir = str(beside)
        self._alone = alone
        self._turn = turn(cache, final) if link and cache is not None else None
        self.files.begin(old=final, new=beside, link=link, turn=self._turn)

    def finish(self, config: MkDocsConfig) -> None:
        """Replaces the old site with the new one, unless the build is going to fail because of its warnings."""
        if self._ends_within() or self._final is None:
            return
        beside, final = Path(config.site_dir), self._final
        if config.strict and _warnings():
            self._remove()
            return
        if not self._alone and self._before in (
            None,
            _identity(final),
        ):  # otherwise another build has finished, whose files are its own
            self._take_new(final, beside)
        new = Path(self.files.finish())
        self._final, config.site_dir = None, str(final)
        new.chmod(final.stat().st_mode & 0o7777 if final.is_dir() else 0o755)
        try:
            _exchange(new, final)
        except OSError as error:
            raise PluginError(
                f"The new site cannot replace {final}: {error.strerror}. The complete new site is in {new}."
            ) from error
        _keep_hidden(new, final)
        if new != beside:
            shutil.rmtree(beside, ignore_errors=True)
        if self._turn is not None and new.is_dir():
            self._turn.put(new)
        else:
            shutil.rmtree(new, ignore_errors=True)

    def _take_new(self, final: Path, beside: Path) -> None:
        """Copies what other plugins wrote to the old place because they noted the output folder before the build."""
        for path in _changed(str(final), since=self._began):
            place = beside / (here := path.relative_to(final))
            if not (place.exists() or self.files.has(here.as_posix())):
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)

    def abandon(self) -> None:
        """Removes what a failed build has written; the old site stays."""
        if not self._ends_within():
            self._remove()

    def _ends_within(self) -> bool:
        """Whether the build that ends is nested in another one that continues."""
        self._depth = max(0, self._depth - 1)
        return self._depth > 0

    def _remove(self) -> None:
        if self._final is not None and self._config is not None:
            shutil.rmtree(self._config.site_dir, ignore_errors=True)
            self._final, self._config.site_dir = None, str(self._final)


def _identity(folder: Path) -> tuple[int, int] | None:
    """What distinguishes a folder from another of the same name; None if there is none."""
    try:
        facts = folder.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def _changed(folder: str, *, since: int) -> Iterator[Path]:
    """The files in a folder and those below that have changed since; nearly all are old, and their date decides."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _changed(entry.path, since=since)
            elif entry.is_file() and entry.stat().st_mtime_ns >= since:
                yield Path(entry.path)


def _warnings() -> int:
    """How many warnings the engine has counted for its strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return sum(count for handler in handlers if isinstance(handler, CountHandler) for _, count in handler.get_counts())


def _exchange(new: Path, old: Path) -> None:
    """Swaps two folders, in one step if the system can; the old one is at `new` afterward.

    Another build may finish at the same moment, so anything found in one step may have changed by the next.
    """
    for last in (False,) * _TRIES + (True,):
        if _exchanged(new, old):
            return
        try:
            if old.exists():
                _exchange_in_steps(new, old)
            else:
                new.rename(old)
        except OSError:
            if last:
                raise
        else:
            return


def _exchange_in_steps(new: Path, old: Path) -> None:
    aside = new.with_name(f".{old.name}{_ASIDE}{os.getpid()}{SUFFIX}")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        if not old.exists():
            aside.rename(old)
        raise
    aside.rename(new)


def _exchanged(a: Path, b: Path) -> bool:
    """Swaps two names in one step; False if the system or the disk cannot."""
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return int(system.renamex_np(os.fsencode(a), os.fsencode(b), _SWAP)) == 0
        return int(system.renameat2(_HERE, os.fsencode(a), _HERE, os.fsencode(b), _SWAP)) == 0
    except (AttributeError, OSError, TypeError):
        return False


def _keep_hidden(old: Path, new: Path) -> None:
    """Keeps hidden files such as `.git`, which the engine does not remove from the output either."""
    for path in old.glob(".*") if old.is_dir() else ():
        if not (new / path.name).exists():
            with suppress(OSError):
                path.rename(new / path.name)


def _remove_leftovers(final: Path) -> None:
    """Removes what killed builds have left behind, but not the folder of one that is running."""
    for path in final.parent.glob(f".{final.name}.*{SUFFIX}"):
        number = path.name.removesuffix(SUFFIX).rpartition(".")[2]
        if number.isdecimal() and not is_running(int(number)):
            if _ASIDE in path.name and not final.exists():
                path.rename(final)  # the build was killed between two steps
            shutil.rmtree(path, ignore_errors=True)
