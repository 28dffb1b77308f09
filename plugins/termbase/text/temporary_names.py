"""Names of temporary files that say which process of which machine made them, so that the next run can clean up."""

import ctypes
import os
import platform
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from zlib import crc32

SUFFIX: Final = ".termbase-tmp"
_LONGEST: Final = 40
"""Characters of a file's own name that its temporary name has."""
FORWARD: Final = "termbase-journal"
"""Prefix of journals whose change the next command finishes."""
BACK: Final = "termbase-undo"
"""Prefix of journals whose change the next command undoes."""
JOURNALS: Final = (f".{FORWARD}.", f".{BACK}.")
"""Prefixes of journals."""
_LARGEST_ON_WINDOWS: Final = 0xFFFFFFFF
_QUERY: Final = 0x1000
"""The right to ask Windows whether a process has ended."""
_NO_SUCH_PROCESS: Final = 87
_STILL_ACTIVE: Final = 259


def temporary_name(path: Path) -> Path:
    """A free hidden name in the folder of a file, short even if the file's own name is long."""
    return path.with_name(f"{_beginning(path)}{secrets.token_hex(6)}.{_machine()}.{os.getpid()}{SUFFIX}")


def _beginning(path: Path) -> str:
    return f".{path.name[:_LONGEST]}."


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Removes the temporary files of processes that were killed; those of running ones and of other machines stay.

    Journals stay as well, since only `finish_interrupted` may remove them.
    """
    for folder in folders:
        for path in leftovers(folder):
            if not path.name.startswith(JOURNALS):
                with suppress(OSError):
                    path.unlink()


def remove_leftover_folders(path: Path) -> None:
    """Removes the temporary folders of killed processes that were to become a folder."""
    for found in leftovers(path.parent, folders=True):
        if found.name.startswith(_beginning(path)):
            shutil.rmtree(found, ignore_errors=True)


def leftovers(folder: Path, *, folders: bool = False) -> Iterator[Path]:
    """The temporary files in a folder that processes of this machine left which no longer run.

    Args:
        folder: The folder to look in.
        folders: Whether to look for temporary folders instead.
    """
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            is_wanted = entry.is_dir if folders else entry.is_file
            if (
                entry.name.startswith(".")
                and entry.name.endswith(SUFFIX)
                and is_wanted(follow_symlinks=False)
                and _is_left(entry.name.removesuffix(SUFFIX).split("."))
            ):
                yield Path(entry.path)


def _is_left(parts: list[str]) -> bool:
    return len(parts) > 3 and parts[-2] == _machine() and parts[-1].isdecimal() and not is_running(int(parts[-1]))


def _machine() -> str:
    """A mark of this machine, for folders to which others write too."""
    return f"{crc32(platform.node().encode('utf-8', 'replace')):08x}"


def is_running(process: int) -> bool:
    """Whether a process of this machine runs; true if that cannot be found out."""
    if os.name == "nt":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    """Asks the operating system, since `os.kill` would end the process on Windows."""
    if not 0 < process <= _LARGEST_ON_WINDOWS:
        return True
    windows: Any = ctypes  # elsewhere it has neither of the two names
    system = windows.WinDLL("kernel32", use_last_error=True)
    system.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(system.OpenProcess(_QUERY, 0, process))  # 0: no child process may use the handle
    if not handle.value:
        return bool(windows.get_last_error() != _NO_SUCH_PROCESS)
    try:
        status = ctypes.c_ulong()
        known = system.GetExitCodeProcess(handle, ctypes.byref(status))
        return not known or status.value == _STILL_ACTIVE
    finally:
        system.CloseHandle(handle)
