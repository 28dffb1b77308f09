"""All inputs on which the results for a glossary depend, so that they can be reused while the inputs are unchanged."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from termbase.reading.pages import STAGED, find_pages
from termbase.rules.view import Rule
from termbase.site.entry_points import RULES_GROUP, added
from termbase.site.settings import Settings
from termbase.text.regular_files import FoundFile, read_bytes, walk
from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError

_SUFFIXES: Final = (".yml", ".yaml", ".txt", ".json")
"""Endings of files in a folder of term files that are read: terms, the list of published ids, and the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of a glossary."""

    settings: Settings
    """The settings of all glossaries of the site."""
    day: str
    """The day (ISO 8601) if it matters, or ""."""
    terms: int
    """How many term files and lists there are."""
    files: bytes
    """A hash of all files: term files, lists, copies of other glossaries, and hand-written pages if they matter."""


def inputs(settings: Settings, *, day: str = "", pages: bool) -> Inputs | None:
    """The current inputs of a glossary; None if they cannot be determined.

    It is unknown if another package adds rules, which may read anything, or if a glossary at an address is used.

    Args:
        settings: The project's settings.
        day: The day, if it matters.
        pages: Whether hand-written pages matter.
    """
    if added(RULES_GROUP, Rule) or any("://" in place for one in settings.all for place in one.options.remotes):
        return None
    hashed = blake2b(digest_size=32)

    def add(parts: Iterable[bytes]) -> None:
        for part in parts:
            hashed.update(len(part).to_bytes(8, "big"))
            hashed.update(part)

    terms = 0
    for one in settings.all:
        for found in walk(one.glossary, suffixes=_SUFFIXES):
            add(_described(found, one.glossary))
            terms += 1
        add(_contents(one.root / place, follow=True) for place in one.options.remotes)
    if pages:
        add(_pages(settings.docs, settings.root))
    return Inputs(settings=settings, day=day, terms=terms, files=hashed.digest())


def _pages(docs: Path, root: Path) -> Iterator[bytes]:
    yield from (os.fsencode(found.path.relative_to(docs)) for found in walk(docs))  # texts may link to any of them
    yield _contents(docs / STAGED, follow=False)
    for found in find_pages(docs, within=root):
        yield from _described(found, docs)


def _described(found: FoundFile, folder: Path) -> Iterator[bytes]:
    """The name of a file in a folder, and what is in it or why it is not read."""
    yield os.fsencode(found.path)[len(os.fsencode(folder)) :]
    yield found.refused.encode() if found.refused else _contents(found.path, follow=True)


def _contents(path: Path, *, follow: bool) -> bytes:
    """The bytes of a file, or why it cannot be read, with a sign in front that says which of the two it is."""
    try:
        return b"=" + read_bytes(path, limit=MAX_FOREIGN_BYTES, follow=follow)
    except UntrustedError as error:
        return b"!" + error.message.encode()
    except OSError as error:
        return f"!{error.errno}".encode()
