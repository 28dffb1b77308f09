"""Finds and reads hand-written pages: regular files of the project only, each within a limit.

A page may be a link to another file of the project, such as `index.md` to the README above it. A link that leads
outside the project is rejected, since its text would be quoted in messages.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.text.regular_files import FoundFile, read_text, walk
from termbase.text.untrusted import UntrustedError

_LARGEST: Final = 4_000_000
"""Bytes that a page may have to be read."""
_OUTSIDE: Final = "a link that leads outside the project"


STAGED: Final = ".termbase-staged"
"""The list of generated files in a folder of pages: a path a line, relative to the folder."""


def staged_paths(folder: Path) -> frozenset[str]:
    """The generated files that the list in a folder of pages names; only paths within the folder count."""
    try:
        lines = read_text(folder / STAGED, limit=_LARGEST).splitlines()
    except (OSError, UntrustedError):
        return frozenset()
    paths = (PurePosixPath(line) for line in lines if line)
    return frozenset(path.as_posix() for path in paths if not path.is_absolute() and ".." not in path.parts)


def find_pages(docs: Path, *, within: Path) -> Iterator[FoundFile]:
    """Yields the pages in a folder and its subfolders, sorted by POSIX path; skips hidden files.

    Args:
        docs: The folder of pages.
        within: The folder that a linked page must be in; that of the pages itself where they lie elsewhere. The path of
            such a page is that of the file itself.
    """
    top = (within if docs.is_relative_to(within) else docs).resolve()
    for found in walk(docs, suffixes=(".md",)):
        if not found.path.is_symlink():
            yield found
            continue
        try:
            target = found.path.resolve(strict=True)
        except (OSError, RuntimeError):  # leads nowhere, or in a circle (RuntimeError before Python 3.13)
            yield found
            continue
        if target.is_file() and target.is_relative_to(top):
            yield FoundFile(path=found.path)
        elif not target.is_dir():  # hosts look into linked folders themselves; we do not
            yield FoundFile(path=found.path, refused=_OUTSIDE, hint=found.hint)


def read_page(path: Path) -> str:
    """The text of a page that was found.

    Raises:
        UntrustedError: It is too large, or not UTF-8.
        OSError: It cannot be read.
    """
    return read_text(path.resolve(strict=True), limit=_LARGEST)


def refused_page(found: FoundFile, *, name: str) -> Diagnostic:
    """The note on a page that is not read."""
    message = f"this page is {found.refused}, so its links to terms are not checked"
    return Diagnostic(
        code=Code.UNREADABLE_FILE, severity=Severity.NOTE, message=message, where=Location(file=name), hint=found.hint
    )


def unreadable_page(error: UntrustedError | OSError, *, name: str) -> Diagnostic:
    """The warning about a page that cannot be checked."""
    if isinstance(error, OSError):
        reason = error.strerror or "the system gave no reason"
        error = UntrustedError(
            f"the page cannot be read: {reason}", hint="Check the disk and the permissions of the file."
        )
    where = Location(file=name, line=error.line, column=error.column)
    return Diagnostic(
        code=Code.UNREADABLE_FILE, severity=Severity.WARNING, message=error.message, where=where, hint=error.hint
    )
