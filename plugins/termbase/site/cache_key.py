"""The secret that a cache is signed with, which is kept outside the project.

Everyone who can open a pull request can put a file into the folder of the cache. Only files signed with this secret are
used, so a cache has no effect on a machine that did not write it.
"""

import os
import secrets
import stat
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

CACHE_KEY_VARIABLE: Final = "TERMBASE_CACHE_KEY"
"""The environment variable with a secret that several machines share, such as the runners of a repository."""
_BYTES: Final = 32
_LIMIT: Final = 1_000


def cache_key(root: Path) -> bytes | None:
    """The secret of this user; None if it could be one of the project's own files.

    It is made when it is first needed.

    Args:
        root: The project's folder.
    """
    if shared := os.environ.get(CACHE_KEY_VARIABLE, ""):
        return sha256(shared.encode("utf-8", "surrogateescape")).digest()
    try:
        path = _folder().resolve() / "key"
        if path.is_relative_to(_repository(root)):
            return None
        return _read(path) or _made(path)
    except (OSError, RuntimeError):  # no home folder, or one that cannot be written
        return None


def _folder() -> Path:
    """The user's cache folder on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "termbase"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/termbase"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".cache") / "termbase"


def _repository(root: Path) -> Path:
    """The folder of the repository that a project is in, or that of the project."""
    root = root.resolve()
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def _read(path: Path) -> bytes | None:
    """The secret in a file that only its user can read; None if there is no such file."""
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return None
    private = os.name == "nt" or (facts.st_mode & 0o077 == 0 and facts.st_uid == os.getuid())
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > _LIMIT or not private:
        return None
    found = path.read_bytes()
    return found if len(found) == _BYTES else None


def _made(path: Path) -> bytes:
    """A new secret, in a file that is complete or not there."""
    made = secrets.token_bytes(_BYTES)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".key.{secrets.token_hex(8)}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
    return made
