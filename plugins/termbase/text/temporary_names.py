"""Names of temporary files that say which process of which machine made them, so that the next run can clean up."""

import os
import platform
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

SUFFIX: Final = ".termbase-tmp"
FORWARD: Final = "termbase-journal"
"""How the name of a journal begins whose change the next command finishes."""
BACK: Final = "termbase-undo"
"""How the name of a journal begins whose change the next command takes back."""
JOURNALS: Final = (f".{FORWARD}.", f".{BACK}.")
"""How the names of journals begin."""


def temporary_name(path: Path) -> Path:
    """A free hidden name in the folder of a file, short even if the file's own name is long."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.{_machine()}.{os.getpid()}{SUFFIX}")


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Removes the temporary files of processes that were killed; those of running ones and of other machines stay.

    Journals stay as well, since only `finish_interrupted` may remove them.
    """
    for folder in folders:
        for path in leftovers(folder):
            if not path.name.startswith(JOURNALS):
                with suppress(OSError):
                    path.unlink()


def leftovers(folder: Path) -> Iterator[Path]:
    """The temporary files in a folder that processes of this machine left which no longer run."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if (
                entry.name.startswith(".")
                and entry.name.endswith(SUFFIX)
                and entry.is_file(follow_symlinks=False)
                and _is_left(entry.name.removesuffix(SUFFIX).split("."))
            ):
                yield Path(entry.path)


def _is_left(parts: list[str]) -> bool:
    return len(parts) > 3 and parts[-2] == _machine() and parts[-1].isdecimal() and not is_running(int(parts[-1]))


def _machine() -> str:
    """A mark of this machine, for folders to which others write too."""
    return f"{crc32(platform.node().encode('utf-8', 'replace')):08x}"


def is_running(process: int) -> bool:
    """Whether a process of this machine runs; on Windows, where asking would end it, always true."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
