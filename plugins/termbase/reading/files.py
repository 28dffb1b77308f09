"""Finds and reads the files of a glossary folder: regular files only, each within its limits."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, error_at
from termbase.text.regular_files import FoundFile, read_text, walk
from termbase.text.untrusted import EncodingError, LimitError, UntrustedError
from termbase.yaml_files.tree import MAX_BYTES, Document, parse

SUFFIXES = (".yml", ".yaml")


def find_term_files(root: Path) -> Iterator[Path]:
    """Yields the term files in a folder and its subfolders, sorted by POSIX path; skips hidden files."""
    yield from (found.path for found in walk(root, suffixes=SUFFIXES) if not found.refused)


def read_file(path: Path, *, name: str, known: Mapping[str, Document] | None = None) -> Document:
    """Reads one file; an unreadable file becomes a document with a diagnostic.

    Args:
        path: The file.
        name: Its name in diagnostics.
        known: Files as they were read before, by name; one with the same text is not parsed again.
    """
    try:
        text = read_text(path, limit=MAX_BYTES)
    except (UntrustedError, OSError) as error:
        return Document(file=name, root=None, diagnostics=(_unreadable(error, name=name),))
    before = known.get(name) if known else None
    return before if before is not None and text and before.text == text else parse(text, file=name)


def _unreadable(error: UntrustedError | OSError, *, name: str) -> Diagnostic:
    """The diagnostic for a file that cannot be read."""
    if isinstance(error, UntrustedError):
        code = (
            Code.NOT_UTF8
            if isinstance(error, EncodingError)
            else Code.LIMIT_EXCEEDED
            if isinstance(error, LimitError)
            else Code.UNREADABLE_FILE
        )
        where = Location(file=name, line=error.line, column=error.column)
        return error_at(where, code, error.message, error.hint)
    message = f"the file cannot be read: {error.strerror}"
    return error_at(Location(file=name), Code.UNREADABLE_FILE, message, "Check its permissions.")


def read(
    root: Path, *, relative_to: Path | None = None, known: Mapping[str, Document] | None = None
) -> tuple[Document, ...]:
    """Reads every term file in a folder and its subfolders.

    Args:
        root: The glossary folder.
        relative_to: The folder that file names in diagnostics are relative to; by default the glossary folder's parent.
        known: Files as they were read before, by name; one with the same text is not parsed again.
    """
    base = relative_to if relative_to is not None and root.is_relative_to(relative_to) else root.parent
    return tuple(_document(found, base, known) for found in walk(root, suffixes=SUFFIXES))


def _document(found: FoundFile, base: Path, known: Mapping[str, Document] | None) -> Document:
    name = file_name(found.path, base)
    if found.refused:
        message = f"this is {found.refused}, not a regular file"
        return Document(
            file=name,
            root=None,
            diagnostics=(error_at(Location(file=name), Code.UNREADABLE_FILE, message, found.hint),),
        )
    return read_file(found.path, name=name, known=known)


def file_name(path: Path, base: Path) -> str:
    """The name of a file in diagnostics. Bytes in its name that are not UTF-8 become U+FFFD."""
    return path.relative_to(base).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_ledger(root: Path, *, relative_to: Path | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of the list of published ids, "" if there is none, and what makes it unreadable.

    A list that cannot be read must never count as an empty one, since its ids would be lost unnoticed.

    Args:
        root: The glossary folder.
        relative_to: The folder that file names in diagnostics are relative to; by default the glossary folder's parent.
    """
    path = root / "published.txt"
    base = relative_to if relative_to is not None and root.is_relative_to(relative_to) else root.parent
    try:
        return read_text(path, limit=MAX_BYTES), ()
    except FileNotFoundError:
        return "", ()
    except (UntrustedError, OSError) as error:
        return "", (_unreadable(error, name=file_name(path, base)),)
