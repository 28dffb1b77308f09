"""What compiling a large glossary has made, stored for the next command or build under `.cache/termbase/`.

What is stored is used only as far as the term files have not changed (see `KeptCompile`). If anything is wrong with
the file, the glossary is compiled from scratch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from termbase.glossary import KeptCompile
from termbase.site.signed_file import SignedFile, is_worth_storing, signed_file
from termbase.yaml_files.tree import Document

_PART: Final = 20
"""A stored compile is replaced when more than one in so many files or concepts has changed: until then, making those
again costs less than storing all."""

_Stored = tuple[tuple[Document, ...], KeptCompile]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCompile:
    """The stored compile of a glossary."""

    file: SignedFile

    def read(self) -> _Stored | None:
        """The files as they were read and what was made of them; None if nothing usable is stored."""
        return cast("_Stored | None", self.file.read())

    def write(self, documents: Iterable[Document], kept: KeptCompile) -> None:
        """Stores a compile, unless so little of it is new that recomputing it is cheaper."""
        documents = tuple(documents)
        if is_worth_storing(len(documents)) and kept.made * _PART > len(documents):
            self.file.write((documents, kept))


def stored_compile(root: Path, *, glossary: str) -> StoredCompile | None:
    """The stored compile of a glossary; None if no cache can be trusted or nothing would read it.

    Args:
        root: The project's folder.
        glossary: The name of the glossary, if the project has several.
    """
    file = signed_file(root, holds="compile", glossary=glossary)
    return None if file is None else StoredCompile(file=file)
