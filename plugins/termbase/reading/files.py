"""Finds and reads the files of a glossary folder. The only room of the core that touches a disk."""

from collections.abc import Iterator
from pathlib import Path

from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.yaml_files.tree import MAX_BYTES, Document, parse

SUFFIXES = (".yml", ".yaml")


def find(root: Path) -> Iterator[Path]:
    """Yields the term files below a folder in order of their POSIX paths; hidden ones are passed over."""
    found = (path for path in root.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    visible = (path for path in found if not any(p.startswith(".") for p in path.relative_to(root).parts))
    yield from sorted(visible, key=lambda path: path.relative_to(root).as_posix())


def read_file(path: Path, *, name: str) -> Document:
    """Reads one file; a file that cannot be read becomes a document with a diagnostic."""

    def refused(code: str, message: str, hint: str) -> Document:
        problem = Diagnostic(code=code, severity=Severity.ERROR, message=message, where=Location(file=name), hint=hint)
        return Document(file=name, root=None, diagnostics=(problem,))

    try:
        if path.stat().st_size > MAX_BYTES:
            return refused("TB106", f"the file is larger than {MAX_BYTES:,} bytes", "Split it into smaller files.")
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return refused("TB110", f"byte {error.start + 1} is not UTF-8", "Save the file as UTF-8.")
    except OSError as error:
        return refused("TB111", f"the file cannot be read: {error.strerror}", "Check its permissions.")
    return parse(text, file=name)


def read(root: Path, *, relative_to: Path | None = None) -> tuple[Document, ...]:
    """Reads every term file below a folder.

    Args:
        root: The glossary folder.
        relative_to: What file names in diagnostics are relative to; the folder's parent by default.
    """
    base = relative_to if relative_to is not None and root.is_relative_to(relative_to) else root.parent
    return tuple(read_file(path, name=path.relative_to(base).as_posix()) for path in find(root))


def read_ledger(root: Path) -> str:
    """The text of the list of published ids, or "" where there is none."""
    path = root / "published.txt"
    return path.read_text("utf-8", errors="replace") if path.is_file() else ""
