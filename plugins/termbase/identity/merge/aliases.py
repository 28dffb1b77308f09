"""Entries that only refer to another: "See X." names X, but is not a definition."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from termbase.identity.merge.called import term_key
from termbase.identity.union_find import Forest
from termbase.model.author_files import SourceEntry
from termbase.model.concept import Entry
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule
from termbase.text.bracketed import BRACKETED
from termbase.text.folding import fold, split_headword

_SEE: Final = re.compile(r"^\W*see(?:\s+(?:also|under))?:?\s+(?P<name>[^.;]{1,100}?)\s*[.;]?\s*$", re.IGNORECASE)
_LINK: Final = re.compile(BRACKETED + r"|\[([^\[\]\n]+)\](?:\([^()\s]*\)|\[[^\[\]\n]*\])?")
_DRESSING: Final = re.compile(r"[*_`“”\"]+")


def referred(entry: Entry) -> str:
    """The name that an entry refers to instead of a definition; "" if it defines something."""
    plain = _DRESSING.sub("", _LINK.sub(lambda match: match[1] or match[2], entry.definition))
    match = _SEE.match(plain)
    return match["name"].strip() if match else ""


def without_references(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """The entries, those that only refer to another without their definition, and the names referred to, by key."""
    named: dict[str | None, set[str]] = defaultdict(set)
    for entry in entries:
        named[entry.source].update(fold(name.text) for name in entry.names)
    refers: dict[str, str] = {}
    kept: list[Entry] = []
    for entry in entries:
        target = referred(entry) if isinstance(entry.spec, SourceEntry) else ""
        # A name that the source does not have may be a title, a chapter or an address: the text stays.
        if target and fold(split_headword(target)[0]) in named[entry.source]:
            refers[entry.key] = target
            entry = replace(entry, refers=target)
        kept.append(entry)
    return tuple(kept), refers


def join_aliases(entries: Sequence[Entry], refers: dict[str, str], *, forest: Forest) -> None:
    """Joins each entry that only refers with the one that it means, where its source has exactly one."""
    targets: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.key not in refers:
            for key in {term_key(entry), *(fold(name.text) for name in entry.names)}:
                targets[entry.source, key].append(entry)
    for entry in entries:
        if (name := refers.get(entry.key)) is None:
            continue
        meant = targets[entry.source, fold(split_headword(name)[0])]
        called_so = [other for other in meant if term_key(other) == fold(split_headword(name)[0])] or meant
        if len(called_so) == 1 and term_key(called_so[0]) != term_key(entry):
            why = Reason.of("reason.refers", source=entry.source or "", name=name)
            forest.join(called_so[0].key, entry.key, MergeRule.ALIAS, why)
