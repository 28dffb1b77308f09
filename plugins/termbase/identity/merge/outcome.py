"""The result of merging: which entries are one concept, and which could not be placed."""

from dataclasses import dataclass

from termbase.model.author_files import Decision
from termbase.model.concept import Account, ConceptId, Entry, EntryKey, Question
from termbase.model.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The entries of one concept, the one that started it first."""

    id: ConceptId
    accounts: tuple[Account, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, in order."""
        return tuple(account.entry for account in self.accounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """An entry whose name fits several concepts."""

    entry: Entry
    candidates: tuple[EntryKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The outcome: every entry is in one cluster, or nameless, or ambiguous."""

    clusters: tuple[Cluster, ...]
    nameless: tuple[Entry, ...]
    ambiguous: tuple[Ambiguous, ...]
    distinct: tuple[tuple[EntryKey, EntryKey, str], ...]
    """Stored decisions that two entries are not one, with the reason."""
    questions: tuple[Question, ...]
    """Pairs of entries that share a name and are left to a reviewer, the most likely first."""
    changed: tuple[tuple[EntryKey, EntryKey, Decision], ...]
    """Pairs of which one has changed since the stored decision about them."""
    comparisons: int
    """How many definitions were compared with another: the cost of the merge."""
    diagnostics: tuple[Diagnostic, ...]
