"""What compiling a large glossary has made, stored for the next command or build under `.cache/termbase/`.

It is one file, put in its place whole and signed (see `cache_key`), and nothing is read from it before the
signature has been checked, which also covers the program that wrote it. What is in it is used only as far as the
term files have not changed (see `KeptCompile`). If anything is wrong with the file, the glossary is compiled from
scratch.
"""

import hmac
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from termbase.glossary import KeptCompile
from termbase.site.cache_folder import SIGNED, cache_file, is_thrown_away, make_folder, program, signature
from termbase.site.packed_values import Packer
from termbase.text.atomic_files import WriteError, write_files
from termbase.text.collector import collector_paused
from termbase.text.regular_files import read_bytes
from termbase.text.untrusted import UntrustedError
from termbase.yaml_files.tree import Document

LEAST: Final = 500
"""Files from which on a glossary is stored: a smaller one is compiled as fast as it is read."""
_PART: Final = 20
"""A stored compile is replaced when more than one in so many files or concepts has changed: until then, making those
again costs less than storing all."""
_LARGEST: Final = 2_000_000_000
"""Bytes that are read at most."""
_PROGRAMS: Final = ("markdown", "pydantic", "pydantic-core", "pyyaml", "rapidfuzz")
"""Packages that also decide what a compile makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCompile:
    """The stored compile of a glossary."""

    path: Path
    key: bytes
    """The secret that signs it."""

    @collector_paused()
    def read(self) -> tuple[tuple[Document, ...], KeptCompile] | None:
        """The files as they were read and what was made of them; None if nothing usable is stored."""
        try:
            data = read_bytes(self.path, limit=_LARGEST)
        except (OSError, UntrustedError):
            return None
        sign, packed = data[:SIGNED], memoryview(data)[SIGNED:]
        if not hmac.compare_digest(sign, self._sign(packed)):
            return None
        # This user has signed it.
        found: tuple[tuple[Document, ...], KeptCompile] = pickle.loads(packed)
        return found

    @collector_paused()
    def write(self, documents: Iterable[Document], kept: KeptCompile) -> None:
        """Stores a compile, unless so little of it is new that making that again is cheaper."""
        documents = tuple(documents)
        if len(documents) < LEAST or kept.made * _PART <= len(documents):
            return
        try:
            make_folder(self.path.parent)
            write_files({self.path: self._signed((documents, kept))}, durable=False)
        except (OSError, RecursionError, WriteError, pickle.PicklingError):
            return  # the next one starts from scratch, too

    def _signed(self, value: object) -> bytes:
        """A value behind its signature, in one piece of memory that is not copied."""
        whole = BytesIO()
        whole.write(bytes(SIGNED))
        Packer(whole).dump(value)
        with whole.getbuffer() as data:
            data[:SIGNED] = self._sign(data[SIGNED:])
        return whole.getvalue()

    def _sign(self, packed: memoryview) -> bytes:
        return signature(self.key, program(*_PROGRAMS).encode(), packed)


def stored_compile(root: Path, *, glossary: str) -> StoredCompile | None:
    """The stored compile of a glossary; None where no cache can be trusted, or where nothing would read it.

    Args:
        root: The project's folder.
        glossary: The name of the glossary, if the project has several.
    """
    found = None if is_thrown_away(root) else cache_file(root, f"compile {glossary}")
    if found is None:
        return None
    path, key = found
    return StoredCompile(path=path.with_name(f"compile-{path.name}.pickle"), key=key)
