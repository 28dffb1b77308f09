"""Decisions by people: `id`, `same_as`, and `distinct_from` take precedence over any evidence from names."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from termbase.identity.merge.called import FULL_NAMES
from termbase.identity.union_find import Forest
from termbase.model.codes import Code
from termbase.model.concept import Entry, EntryKey
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule
from termbase.reading.validate import nearest
from termbase.text.folding import fold
from termbase.text.slug import slug


class Lookup:
    """Finds the entries that a reference may mean: a key, an id, or a name.

    Args:
        entries: All entries.
        elsewhere: Whether a reference is a term of another glossary, which no entry here is.
    """

    def __init__(self, entries: Sequence[Entry], *, elsewhere: Callable[[str], bool] = lambda ref: False) -> None:
        self.elsewhere = elsewhere
        self._entries = entries
        self.keys = {str(entry.key): entry for entry in entries}

    @cached_property
    def by_id(self) -> dict[str, list[Entry]]:
        """Entries by their ids, or by what their names would be as ids."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            found[entry.id or slug(entry.term)].append(entry)
        return found

    @cached_property
    def by_name(self) -> dict[str, list[Entry]]:
        """Entries by their full names, folded."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            for name in entry.names:
                if name.kind in FULL_NAMES:
                    found[fold(name.text)].append(entry)
        return found

    def find(self, ref: str) -> list[Entry]:
        """The entries meant, all of a shared id or name; none if it is unknown."""
        if ref in self.keys:
            return [self.keys[ref]]
        return self.by_id.get(ref) or self.by_name.get(fold(ref)) or []

    def names(self) -> list[str]:
        """All possible targets of a reference, for suggestions."""
        return [*self.keys, *self.by_id]


def distinctions(
    entries: Sequence[Entry], *, lookup: Lookup
) -> tuple[tuple[tuple[EntryKey, EntryKey, str], ...], tuple[Diagnostic, ...]]:
    """The pairs of entries that are not one, each with the reason."""
    pairs: list[tuple[EntryKey, EntryKey, str]] = []
    found: list[Diagnostic] = []
    for entry in entries:
        for distinction in entry.spec.distinct_from:
            others = [other for other in lookup.find(distinction.term) if other is not entry]
            if not others and not lookup.elsewhere(distinction.term):
                found.append(
                    unknown_reference(
                        entry.at("distinct_from", distinction.term), "distinct_from", distinction.term, lookup
                    )
                )
            pairs += [(entry.key, other.key, distinction.reason) for other in others]
    return tuple(pairs), tuple(found)


def join_by_id(entries: Sequence[Entry], *, forest: Forest) -> None:
    """Joins entries that carry one id."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.id is not None:
            start = first.setdefault(entry.id, entry)
            forest.join(start.key, entry.key, MergeRule.SAME_ID, Reason.of("reason.same-id", id=entry.id))


def join_by_assertion(entries: Sequence[Entry], *, lookup: Lookup, forest: Forest) -> tuple[Diagnostic, ...]:
    """Joins entries marked as `same_as`, and reports contradictory decisions."""
    found: list[Diagnostic] = []
    for entry in entries:
        for ref in entry.spec.same_as:
            targets = [target for target in lookup.find(ref) if target is not entry]
            if not targets and not lookup.elsewhere(ref):
                found.append(unknown_reference(entry.at("same_as", ref), "same_as", ref, lookup))
            for target in targets:
                why = Reason.of("reason.same-as", name=_described(target), other=_described(entry))
                conflict = forest.conflict(entry.key, target.key)
                if conflict is not None:
                    found.append(
                        Diagnostic(
                            code=Code.CONTRADICTORY_DECISIONS,
                            severity=Severity.ERROR,
                            where=entry.at("same_as", ref),
                            message=f"“same_as: {ref}” contradicts another decision: {conflict}",
                            hint="The two stay apart. Remove one of the decisions; to merge two term files, combine them into one file.",
                        )
                    )
                else:
                    forest.join(entry.key, target.key, MergeRule.SAME_AS, why)
    return tuple(found)


def unknown_reference(
    where: Location, key: str, ref: str, lookup: Lookup, *, severity: Severity = Severity.ERROR
) -> Diagnostic:
    """The diagnostic for a decision whose target does not exist."""
    guess = nearest(ref, lookup.names())
    return Diagnostic(
        code=Code.DECISION_WITHOUT_TARGET,
        severity=severity,
        where=where,
        message=f"“{key}” refers to “{ref}”, which is not an entry, id, or name",
        hint=(f"Did you mean `{guess}`? " if guess else "")
        + "Refer to entries as `source:locator`, and to concepts by id.",
    )


def _described(entry: Entry) -> Reason:
    if not entry.source:
        return Reason.of("reason.quoted", name=entry.headword)
    return Reason.of("reason.quoted-entry", name=entry.headword, source=entry.source, place=entry.locator)
