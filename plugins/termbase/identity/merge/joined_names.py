"""Several names in one cell: "measurement error, error of measurement".

A comma belongs to many names ("Garbage in, garbage out"), so a cell is split only if the source itself shows that its
parts are names, by using one of them elsewhere. A slash belongs to a name ("win/loss") unless it separates forms of one
word ("revoke/revocation").
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from termbase.model.concept import Designation, Entry
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold

_COMMA: Final = re.compile(r"\s*[,;]\s*(?![^<(]*[>)])")
_MOST_WORDS: Final = 6
_FORMS: Final = re.compile(r"(?P<start>[^\W\d_]{4,})[^\W\d_]*\s*/\s*(?P=start)[^\W\d_]*", re.IGNORECASE)
"""Two words that begin alike, with a slash between them."""


def split_joined(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, with every name that consists of several names split up."""
    uses: Counter[tuple[str | None, str]] = Counter()
    for entry in entries:
        if not entry.own:
            uses.update({(entry.source, fold(name.text)) for name in entry.names})
    return tuple(entry if entry.own else _split(entry, uses) for entry in entries)


def _split(entry: Entry, uses: Counter[tuple[str | None, str]]) -> Entry:
    names: dict[str, Designation] = {}
    term = entry.term
    for name in entry.names:
        parts = _parts(name.text, entry, uses)
        if len(parts) < 2:
            names.setdefault(name.text, name)
            continue
        if name.text == entry.term:
            term = parts[0]
        for part in parts:
            kind = (
                name.kind
                if part == parts[0] or name.kind is not DesignationKind.PREFERRED
                else DesignationKind.ADMITTED
            )
            names.setdefault(part, replace(name, text=part, kind=kind))
    return (
        entry
        if term == entry.term and len(names) == len(entry.names)
        else replace(entry, term=term, names=tuple(names.values()))
    )


def _parts(name: str, entry: Entry, uses: Counter[tuple[str | None, str]]) -> list[str]:
    """The names in a cell; one if nothing shows that there are several."""
    if "/" in name and _FORMS.fullmatch(name):
        return [part.strip() for part in name.split("/")]
    if "," not in name and ";" not in name:
        return [name]
    parts = [part for part in _COMMA.split(name) if part]
    short = all(len(part.split()) <= _MOST_WORDS for part in parts)
    return parts if short and any(uses[entry.source, fold(part)] for part in parts) else [name]
