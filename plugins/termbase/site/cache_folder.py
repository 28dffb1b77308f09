"""The project's cache folder, and the signatures and hashes that decide whether its content is still valid."""

import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from termbase.site.cache_key import CACHE_KEY_VARIABLE, cache_key

CACHE_FOLDER: Final = ".cache/termbase"
"""The cache folder, relative to the project's folder; not in Git."""
SIGNED: Final = 16
"""Bytes of a signature."""


def cache_file(root: Path, name: str) -> tuple[Path, bytes] | None:
    """A file in the folder, without its ending, and the secret that signs what is in it; None if none can be trusted.

    The name of the file follows from the secret, so that a file that someone else put there is not even opened.

    Args:
        root: The project's folder.
        name: What is in the file.
    """
    folder = root / CACHE_FOLDER
    key = cache_key(root)
    if key is None or folder.resolve() != root.resolve() / CACHE_FOLDER:  # a link could lead anywhere
        return None
    return folder / signature(key, name.encode()).hex(), key


def signature(key: bytes, *parts: bytes | memoryview) -> bytes:
    """The signature of some bytes, which nothing but the secret can make.

    Args:
        key: The secret.
        parts: The bytes, one part after the other.
    """
    signed = blake2b(key=key, digest_size=SIGNED)
    for part in parts:
        signed.update(part)
    return signed.digest()


def is_thrown_away(root: Path) -> bool:
    """Whether a new folder would most likely be deleted unused, as in continuous integration.

    It is kept there if several machines share a secret, or if an earlier run has left a folder.

    Args:
        root: The project's folder.
    """
    return is_automatic() and not os.environ.get(CACHE_KEY_VARIABLE) and not (root / CACHE_FOLDER).is_dir()


def is_automatic() -> bool:
    """Whether this is continuous integration."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def make_folder(folder: Path) -> None:
    """Creates a folder that Git ignores."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")


@cache
def program(*packages: str) -> str:
    """A hash of this package, of Python, and of other packages: another version may produce different output.

    Args:
        packages: The names of the other packages that decide what is made.
    """
    found = sha256(sys.version.encode())
    for name in packages:
        with suppress(PackageNotFoundError):
            found.update(f" {name} {version(name)}".encode())
    found.update(_own_files())
    return found.hexdigest()


@cache
def _own_files() -> bytes:
    """A hash of the files of this package, which stay the same while a process runs."""
    found, package = sha256(), Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".html", ".json", ".po", ".toml", ".txt") and path.is_file():
            found.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.digest()
