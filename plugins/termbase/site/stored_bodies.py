"""Bodies of pages that earlier builds have made, in one file under `.cache/termbase/`.

A page is found by a hash of all that it shows, so what is found is what a new build would make.
Each is signed (see `cache_key`), and the name of the file follows from the same secret: a file that
someone else put there is not even opened. If anything is wrong with the file, the build goes on
without it.
"""

import hmac
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from jinja2 import BytecodeCache

from termbase.site.cache_folder import cache_file, make_folder, program, signature
from termbase.site.kept_bodies import templates_of
from termbase.site.site import Site

_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a page at most, so that a broken file cannot fill the memory."""
_TIMES: Final = 3
"""How many times the pages of a build the file may hold: a project can have several sites, and edits are undone."""
_SPARE: Final = 200
_TOGETHER: Final = 256
"""New bodies that are written at once; more of them would take memory for nothing."""
_PATIENCE: Final = 2.0
"""Seconds to wait for another build that is writing."""
_TABLE: Final = "CREATE TABLE bodies (name BLOB PRIMARY KEY, sign BLOB NOT NULL, body BLOB NOT NULL)"
PROGRAMS: Final = ("jinja2", "markupsafe")
"""Packages that also decide what a template becomes."""


_T = TypeVar("_T")


class StoredBodies:
    """The bodies of pages on the disk.

    Args:
        path: The file.
        key: The secret that signs what is in it.
    """

    of_terms = False
    """Those of terms are found by what they were made from; see `KeptPages`."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._made_with = b""
        self._open: sqlite3.Connection | None = None
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._names: frozenset[bytes] | None = None
        """Those in the file at the beginning, once they have been asked for."""
        self._changed, self._stores = False, True
        self.templates: BytecodeCache | None = None
        """None: compiled templates are code, and no code is read from a file in a project."""
        self.found = 0
        """How many bodies did not have to be made."""

    def begin(self, site: Site) -> None:
        """Opens the file for the pages of a site."""
        self._made_with = f"{program(*PROGRAMS)} {templates_of(site)} {sentences_of(site)} ".encode()
        self._used, self._new, self._names, self._changed, self._stores, self.found = set(), {}, None, False, True, 0
        if self._open is None and self._path.is_file():
            self._try(self._connect)

    def body(self, shows: str, make: Callable[[], str]) -> str:
        """The body of a page, made only if no earlier build has stored one that shows the same.

        Args:
            shows: A hash of all that the page shows.
            make: Makes it.
        """
        name = self.name(shows.encode())
        self._used.add(name)
        kept = self._stored(name)
        if kept is not None:
            self.found += 1
            return kept
        made = make()
        self.put(name, made)
        return made

    def name(self, of: bytes) -> bytes:
        """The name of a body.

        Args:
            of: What distinguishes it from others that are made with the same templates and sentences.
        """
        return sha256(self._made_with + of).digest()

    def holds(self, name: bytes) -> bool:
        """Whether a body is stored, so that it need not be made; what is wrong with it shows when it is read."""
        if self._names is None:
            self._names = self._listed() or frozenset()
        if name not in self._names:
            return False
        self._used.add(name)
        self.found += 1
        return True

    def find(self, name: bytes) -> str | None:
        """A stored body; None if it cannot be used, or is no longer there. After `end`, the file is opened again."""
        if self._open is None and self._path.is_file():
            self._try(self._connect)
        return self._stored(name)

    def put(self, name: bytes, body: str) -> None:
        """Stores a body."""
        self._used.add(name)
        self._new[name] = zlib.compress(body.encode("utf-8", "surrogatepass"), 1)
        if len(self._new) >= _TOGETHER:  # each body is complete in itself, so none has to wait for the last one
            self._store()

    def end(self) -> None:
        """Stores what is new, and drops what has not been used for a long time."""
        self._store()
        if self._stores and self._changed:
            self._try(self._drop_old)
        self._close()

    def _store(self) -> None:
        """Writes the new bodies. If another build is in the way, or the disk is full, this one does not try again."""
        if self._new and self._stores:
            self._stores = self._changed = self._try(self._write) is True
        self._new.clear()

    def _listed(self) -> frozenset[bytes] | None:
        """The names of all bodies in the file."""
        database = self._open
        return None if database is None else self._try(lambda: frozenset(_names(database)))

    def _stored(self, name: bytes) -> str | None:
        if self._open is None:
            return None
        row = self._try(partial(_find, self._open, name))
        if row is None or not all(isinstance(value, bytes) for value in row):
            return None
        sign, packed = row
        if not hmac.compare_digest(sign, signature(self._key, name, packed)):
            return None
        with suppress(zlib.error, UnicodeDecodeError):
            return zlib.decompressobj().decompress(packed, _LARGEST).decode("utf-8", "surrogatepass")
        return None

    def _write(self) -> bool:
        if self._open is None:
            make_folder(self._path.parent)
            self._connect()
        if self._open is None:
            return False
        rows = [(name, signature(self._key, name, packed), packed) for name, packed in self._new.items()]
        with self._open as database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)
        return True

    def _drop_old(self) -> None:
        if self._open is None:
            return
        with self._open as database:
            database.execute("BEGIN IMMEDIATE")
            count = database.execute("SELECT count(*) FROM bodies").fetchone()[0]
            if count > _TIMES * len(self._used) + _SPARE:
                unused = [(name,) for name in _names(database) if name not in self._used]
                database.executemany("DELETE FROM bodies WHERE name = ?", unused)

    def _connect(self) -> None:
        database = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            database.execute("PRAGMA trusted_schema = OFF")
            # After a crash of the machine, signatures show what is missing; a cache is not worth the wait.
            database.execute("PRAGMA synchronous = OFF")
            tables = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
            if not tables:
                database.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            elif tables != [(_TABLE,)]:
                raise sqlite3.DatabaseError("another format")
        except BaseException:
            database.close()
            raise
        self._open = database

    def _try(self, step: Callable[[], _T]) -> _T | None:
        """Does something with the file; if it is broken, it is removed, and the build goes on without."""
        try:
            return step()
        except sqlite3.OperationalError:  # another build is writing, or the disk is full
            self._close()
        except (sqlite3.Error, OSError):
            self._close()
            for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        return None

    def _close(self) -> None:
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None


def _names(database: sqlite3.Connection) -> list[bytes]:
    return [row[0] for row in database.execute("SELECT name FROM bodies")]


def _find(database: sqlite3.Connection, name: bytes) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = database.execute("SELECT sign, body FROM bodies WHERE name = ?", (name,)).fetchone()
    return found


def stored_bodies(root: Path, *, glossary: str = "") -> StoredBodies | None:
    """The bodies that earlier builds of a project have stored; None if no cache can be trusted.

    Args:
        root: The project's folder.
        glossary: The name of the glossary, if the project has several.
    """
    found = cache_file(root, f"bodies {glossary}")
    if found is None:
        return None
    path, key = found
    return StoredBodies(path.with_name(f"pages-{path.name}.sqlite"), key)


def sentences_of(site: Site) -> str:
    """A hash of the sentences of the interface."""
    say = site.sentences
    texts = sorted((key, *forms) for key, forms in say.texts.items())
    return sha256(repr((say.language, say.plural, texts)).encode("utf-8", "surrogatepass")).hexdigest()
