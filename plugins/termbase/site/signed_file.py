"""A file in the cache with a value of any kind, which only this user's programs can have written.

It is put in its place whole and signed (see `cache_key`), and nothing is read from it before the signature has been
checked, which also covers the program that wrote it. A file with which anything is wrong counts as missing.
"""

import hmac
import pickle
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from termbase.site.cache_folder import SIGNED, cache_file, is_thrown_away, make_folder, program, signature
from termbase.site.packed_values import Packer
from termbase.text.atomic_files import WriteError, write_files
from termbase.text.collector import collector_paused
from termbase.text.regular_files import read_bytes
from termbase.text.untrusted import UntrustedError

_LEAST: Final = 500
"""Term files from which anything is stored for a glossary: a smaller one is compiled as fast as it is read."""
_LARGEST: Final = 2_000_000_000
"""Bytes that are read at most."""
_PROGRAMS: Final = ("markdown", "pydantic", "pydantic-core", "pyyaml", "rapidfuzz")
"""Packages that also decide what a compile makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFile:
    """A signed file that holds one value."""

    path: Path
    key: bytes
    """The secret that signs it."""

    @collector_paused()
    def read(self) -> object:
        """The value; None if nothing usable is stored."""
        try:
            data = read_bytes(self.path, limit=_LARGEST)
        except (OSError, UntrustedError):
            return None
        sign, packed = data[:SIGNED], memoryview(data)[SIGNED:]
        if not hmac.compare_digest(sign, self._sign(packed)):
            return None
        # This user has signed it.
        return pickle.loads(packed)

    @collector_paused()
    def write(self, value: object) -> None:
        """Stores a value in place of another, if the folder can be written to."""
        try:
            make_folder(self.path.parent)
            write_files({self.path: self._signed(value)}, durable=False)
        except (OSError, RecursionError, WriteError, pickle.PicklingError):
            return  # the next one starts from scratch, too

    def _signed(self, value: object) -> bytes:
        """A buffer with a value after its signature, which is not copied."""
        whole = BytesIO()
        whole.write(bytes(SIGNED))
        Packer(whole).dump(value)
        with whole.getbuffer() as data:
            data[:SIGNED] = self._sign(data[SIGNED:])
        return whole.getvalue()

    def _sign(self, packed: memoryview) -> bytes:
        return signature(self.key, program(*_PROGRAMS).encode(), packed)


def is_worth_storing(files: int) -> bool:
    """Whether anything should be stored for a glossary of so many term files."""
    return files >= _LEAST


def signed_file(root: Path, *, holds: str, glossary: str) -> SignedFile | None:
    """The file of a glossary with one kind of value; None if no cache can be trusted or nothing would read it.

    Args:
        root: The project's folder.
        holds: What is in the file, in a word.
        glossary: The name of the glossary, if the project has several.
    """
    found = None if is_thrown_away(root) else cache_file(root, f"{holds} {glossary}")
    if found is None:
        return None
    path, key = found
    return SignedFile(path=path.with_name(f"{holds}-{path.name}.pickle"), key=key)
