"""Host files that store the path of a generated file as it is.

The host writes each path again by the rules of the system, which for tens of thousands of files takes seconds.
"""

import os
import re
from pathlib import Path, PurePath
from typing import Final

from mkdocs.structure.files import File

_ODD: Final = re.compile(r"\\|//|(^|/)\.(/|$)|/$|^$")
"""Matches paths that the host would normalize."""


class PlainPathFile(File):
    """A file whose path is nearly always plain already."""

    @property
    def src_path(self) -> str:
        """The path in the folder of sources, as the system writes it."""
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, value: str) -> None:
        self.src_uri = PurePath(value).as_posix() if _ODD.search(value) else value


def within(folder: Path, path: str) -> str:
    """The place in a folder that a path leads to, as the system writes it.

    Args:
        folder: The folder.
        path: The path, with slashes.
    """
    return os.path.normpath(f"{folder}/{path}")
