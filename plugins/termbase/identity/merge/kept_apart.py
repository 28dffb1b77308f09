"""Finds and reports entries that share a name but must stay apart."""

from collections.abc import Iterator, Sequence

from termbase.identity.merge.called import spelled
from termbase.identity.union_find import Forest
from termbase.model.codes import Code
from termbase.model.concept import Entry, EntryKey
from termbase.model.diagnostics import Diagnostic, Severity


def poles(entries: Sequence[Entry], *, forest: Forest) -> list[Entry]:
    """One entry of each tree that must stay apart from another tree of the group."""
    first: dict[EntryKey, Entry] = {}
    for entry in entries:
        first.setdefault(forest.root(entry.key), entry)
    # Only an id or a decision keeps trees apart, so the many trees without either need no comparison.
    trees = [entry for root, entry in first.items() if forest.held(root)]
    return [e for e in trees if any(forest.conflict(e.key, other.key) is not None for other in trees)]


def undecided_names(apart: Sequence[Entry], *, key: str, forest: Forest) -> Iterator[Diagnostic]:
    """Records a name that only two ids keep apart, without a decision; TB303 covers our own files."""
    first = apart[0]
    for other in apart[1:]:
        conflict = forest.conflict(first.key, other.key)
        decided = (first.key, other.key) in forest.apart
        if conflict is None or decided or (first.own and other.own):
            continue
        where = other if not other.own else first
        yield Diagnostic(
            code=Code.NAMES_KEPT_APART,
            severity=Severity.NOTE,
            where=where.where,
            message=f"“{spelled(other)[key]}” would merge “{first.headword}” and “{other.headword}”, which are kept apart: {conflict}",
            hint="If that is right, there is nothing to do; otherwise correct the names or the decision.",
        )


def undecided_homonyms(owners: Sequence[Entry], *, forest: Forest) -> Iterator[Diagnostic]:
    """Warns about term files that share a term and are not marked as distinct."""
    for index, entry in enumerate(owners[1:], 1):
        if all((entry.key, other.key) in forest.apart for other in owners[:index]):
            continue
        other = owners[0]
        yield Diagnostic(
            code=Code.HOMONYMS,
            severity=Severity.WARNING,
            where=entry.at("term"),
            message=f"“{entry.term}” is also the term of {other.where.file}:{other.where.line}",
            hint="If they are one concept, combine the files. If not, say so with `distinct_from`, and links will offer both.",
        )
