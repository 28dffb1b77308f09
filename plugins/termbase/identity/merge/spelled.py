"""The names of an entry as merging compares them: folded, with the spelling that a reason quotes."""

from collections.abc import Set
from typing import Final

from termbase.model.concept import Entry
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold

FULL_NAMES: Final = frozenset(DesignationKind) - {DesignationKind.ABBREVIATION}
"""Kinds of names that are evidence by themselves; an abbreviation may be short for anything."""


def spelled(entry: Entry, *, kinds: Set[DesignationKind] = FULL_NAMES) -> dict[str, str]:
    """Folded names of some kinds, each with its spelling."""
    return {fold(name.text): name.text for name in entry.names if name.kind in kinds}
