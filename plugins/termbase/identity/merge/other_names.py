"""Concepts that an entry's own words call by two names: its synonym is the term of another."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from termbase.identity.merge.kept_apart import poles, undecided_names
from termbase.identity.merge.spelled import spelled
from termbase.identity.union_find import Forest
from termbase.model.concept import Entry, EntryKey
from termbase.model.diagnostics import Diagnostic
from termbase.model.vocabulary import DesignationKind, MergeRule
from termbase.text.folding import fold

_OF_ONE_THING: Final = frozenset({DesignationKind.PREFERRED, DesignationKind.ADMITTED})


def join_by_other_names(
    entries: Sequence[Entry], *, waiting: Collection[EntryKey], forest: Forest
) -> tuple[Diagnostic, ...]:
    """Joins concepts that an entry's own words call by two names; a name of several joins none."""
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.key not in waiting:
            for key in spelled(entry, kinds=_OF_ONE_THING):
                if key:
                    named[key].append(entry)
    found: list[Diagnostic] = []
    for key, sharing in sorted(named.items()):
        if apart := poles(sharing, forest=forest):
            if any(fold(pole.term) != key for pole in apart):
                found += undecided_names(apart, key=key, forest=forest)
            continue
        first = sharing[0]
        for other in sharing[1:]:
            forest.join(first.key, other.key, MergeRule.SAME_NAME, f"“{spelled(other)[key]}” is a name of both")
    return tuple(found)
