"""The changes between two states of a glossary, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from termbase.model.concept import ConceptId, EntryKey
from termbase.model.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words that are unchanged, added, or removed."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A value before and after."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept that is only on one side."""

    id: ConceptId
    term: str
    definition: str
    file: str
    reason: str = ""
    """Why it was removed, as `termbase.yml` says; "" if it does not, and for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A concept that both sides have and that has changed."""

    id: ConceptId
    term: str
    file: str
    was: ConceptId | None = None
    """Its id before, where it has been renamed."""
    definition: tuple[Piece, ...] = ()
    """The definition word by word; empty if it stayed."""
    values: Mapping[str, Pair]
    """Term, category and status, where they changed."""
    names_added: tuple[str, ...] = ()
    names_removed: tuple[str, ...] = ()
    relations_added: tuple[str, ...] = ()
    """Relations as `kind id`; inverses of what another file says are counted too."""
    relations_removed: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """Other keys of its file whose content changed."""
    fields: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    """Each of those keys word by word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceChange:
    """A source entry that has changed."""

    entry: EntryKey
    headword: str
    concept: ConceptId | None = None
    """The concept that shows it."""
    fields: Mapping[str, tuple[Piece, ...]]
    """Each key that changed, word by word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """A name whose link led to one concept and now leads to another, or to a choice."""

    name: str
    before: ConceptId
    after: tuple[ConceptId, ...]
    file: str
    """The file of the concept that took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A source entry that was added, removed, or moved to another concept."""

    entry: EntryKey
    headword: str
    before: ConceptId | None
    """None if it was not there, or not placed."""
    after: ConceptId | None
    because: str
    """Why it is where it is now; "" if it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """A name that now means several concepts."""

    name: str
    concepts: tuple[ConceptId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPair:
    """Two concepts that may be one, for a reviewer to decide."""

    a: ConceptId
    b: ConceptId
    score: float
    """From 0 to 1."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """A page whose links to other terms change."""

    id: ConceptId
    added: tuple[ConceptId, ...]
    removed: tuple[ConceptId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Everything that changes, each part sorted by id."""

    added: tuple[Term, ...] = ()
    removed: tuple[Term, ...] = ()
    renamed: tuple[Pair, ...] = ()
    """Ids before and after."""
    changed: tuple[Changed, ...] = ()
    merges: tuple[Moved, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    lookalikes: tuple[SimilarPair, ...] = ()
    """Pairs that may be one concept and were not there before; the name is the key in the published JSON."""
    links: tuple[Links, ...] = ()
    broken: tuple[Diagnostic, ...] = ()
    """Errors of the newer state, from which the affected content may be missing."""
    warnings: tuple[Diagnostic, ...] = ()
    """Warnings of the newer state; they fail `termbase check`, too."""
    takeovers: tuple[Takeover, ...] = ()
    by_hand: tuple[Pair, ...] = ()
    """Those of `renamed` whose old id is not kept, so that links to it break."""
    unreadable: tuple[str, ...] = ()
    """Files that could not be read; their content is not compared."""
    evidence: tuple[EvidenceChange, ...] = ()
    about: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    """What changed of the glossary, its sources, categories and decisions, word by word."""

    @property
    def empty(self) -> bool:
        """True if nothing that a reader could see changes."""
        return not any(getattr(self, item.name) for item in fields(self) if item.name != "warnings")
