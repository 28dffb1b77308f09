"""Names of temporary files that say which process of which machine made them, so that the next run can clean up."""

import os
import platform
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

SUFFIX: Final = ".termbase-tmp"


def temporary_name(path: Path) -> Path:
    """A free hidden name in the folder of a file, short even if the file's own name is long."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.{_machine()}.{os.getpid()}{SUFFIX}")


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Removes the temporary files of processes that were killed; those of running ones and of other machines stay."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as found:
            for entry in found:
                if (
                    entry.name.startswith(".")
                    and entry.name.endswith(SUFFIX)
                    and entry.is_file(follow_symlinks=False)
                    and _is_left(entry.name.removesuffix(SUFFIX).split("."))
                ):
                    os.unlink(entry.path)  # noqa: PTH108 -- a path of its own would cost more than the rest


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
