"""Names that a file with an error may contain: references to them may be valid, so they are not reported.

One error in a file must not be reported as many: its ids and names are missing only because the file could not be read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from termbase.model.diagnostics import Diagnostic, Severity
from termbase.yaml_files.tree import Document

_WORD: Final = re.compile(r"[^\W_]+")
_UNREAD: Final = ("TB1", "TB2")
"""Prefixes of the codes for errors in reading and validating a file."""

_NAMELESS: Final = frozenset(("termbase.yml", "sources.yml", "decisions.yml"))
"""Files that do not define names of terms."""


def unread_files(diagnostics: Iterable[Diagnostic]) -> frozenset[str]:
    """The files in which an error hides some content."""
    return frozenset(d.where.file for d in diagnostics if d.severity is Severity.ERROR and d.code.startswith(_UNREAD))


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenNames:
    """The words of files that could not be read."""

    texts: tuple[tuple[str, str], ...] = ()
    """Each file with its words in lower case, a space around each."""

    def may_have(self, name: str, *, outside: str) -> bool:
        """Whether a name or id appears in such a file, or is that of the file.

        Args:
            name: The name or id.
            outside: The file that refers to it, which does not count.
        """
        wanted = _words(name)
        return any(wanted in text for file, text in self.texts if file != outside)


def hidden_names(documents: Iterable[Document], files: frozenset[str]) -> HiddenNames:
    """The names that may be in the given files."""
    unread = (doc for doc in documents if doc.file in files and PurePosixPath(doc.file).name not in _NAMELESS)
    return HiddenNames(texts=tuple((doc.file, _words(f"{PurePosixPath(doc.file).stem}\n{doc.text}")) for doc in unread))


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
