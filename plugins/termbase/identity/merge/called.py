"""The names of an entry as merging compares them: folded, with the qualifier that distinguishes homonyms."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from termbase.model.author_files import SourceEntry
from termbase.model.concept import Entry
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold, normalize

FULL_NAMES: Final = frozenset(DesignationKind) - {DesignationKind.ABBREVIATION}
"""Kinds of names that are evidence on their own; an abbreviation may be short for anything."""

_QUALIFIED: Final = re.compile(r"^(?P<base>.*[^\s<(])\s*(?:<(?P<angle>[^<>()]+)[>)]|(?<=\s)\((?P<round>[^()]+)\))$")
_LEADING: Final = re.compile(r"^\s*(?:\\?<([^<>\n]{1,60})\\?>|\(([^()\n]{1,40})\)\s*[:,–—])")
_FIELD: Final = re.compile(r"^(?:in|of|for|from|as in)\s+(?:an?\s+|the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A name of an entry, ready to be compared."""

    key: str
    """The folded name without its qualifier."""
    text: str
    kind: DesignationKind
    qualifier: str
    """The folded qualifier, or ""."""


@lru_cache(maxsize=1 << 18)
def split_qualifier(name: str) -> tuple[str, str]:
    """Splits "cell <DGGS>" and "scene (in computer graphics)" into the name and what qualifies it.

    The second part is "" if nothing does. A parenthesis inside a word, as in "B(e) star", belongs to it.
    """
    match = _QUALIFIED.match(normalize(name)) if ">" in name or ")" in name or not name.isascii() else None
    if match is None:
        return name, ""
    return match["base"], _FIELD.sub("", match["angle"] or match["round"])


def called(entry: Entry, *, kinds: Set[DesignationKind] = FULL_NAMES) -> Iterable[Called]:
    """The names of some kinds, the term first, each key once."""
    seen: set[str] = set()
    for name in entry.names:
        if name.kind in kinds:
            base, qualifier = split_qualifier(name.text)
            key = fold(base)
            if key and key not in seen:
                seen.add(key)
                yield Called(key=key, text=name.text, kind=name.kind, qualifier=fold(qualifier))


def term_key(entry: Entry) -> str:
    """The folded term without its qualifier; "" for an entry without a name."""
    return fold(split_qualifier(entry.term)[0])


def qualifier(entry: Entry) -> str:
    """The folded qualifier of an entry: after its term or before its definition."""
    behind = split_qualifier(entry.term)[1]
    match = _LEADING.match(entry.definition) if not behind and isinstance(entry.spec, SourceEntry) else None
    return fold(behind or (match[1] or match[2] if match else "") or "")


def domain(entry: Entry) -> str:
    """The folded subject field that a source gives for an entry; "" if it gives none."""
    return fold(entry.spec.domain or "") if isinstance(entry.spec, SourceEntry) else ""


def spelled(entry: Entry, *, kinds: Set[DesignationKind] = FULL_NAMES) -> dict[str, str]:
    """Folded names of some kinds, each with its spelling, qualifiers left out."""
    return {name.key: name.text for name in called(entry, kinds=kinds)}
