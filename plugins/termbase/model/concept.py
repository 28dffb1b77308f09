"""The values of the domain: entries before the merge, concepts after it.

The words are those of ISO 1087 and ISO 704: a *concept* is what is meant, a *designation* is a
name of it, an *entry* is what one place says about it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NewType

from termbase.model.author_files import Category, ConceptFile, Decision, SourceEntry, SourceItem
from termbase.model.diagnostics import Location
from termbase.model.glossary_file import CustomField
from termbase.model.places import NOWHERE, Places
from termbase.model.reason import Reason
from termbase.model.removed import Removed
from termbase.model.vocabulary import DesignationKind, MergeRule, RelationKind, Risk, SignKind, Status

ConceptId = NewType("ConceptId", str)
"""Id of a concept: the last part of its address."""
SourceId = NewType("SourceId", str)
"""Id of a source."""
EntryKey = NewType("EntryKey", str)
"""Name of an entry: `source:locator`, or the id of a concept file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """One name of a concept."""

    text: str
    kind: DesignationKind
    sources: tuple[SourceId, ...] = ()
    """The sources that print it; none if only our own file has it."""
    reason: str | None = None
    """Why a deprecated name misleads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of either layer, decoded: what the merge works on."""

    key: EntryKey
    id: ConceptId | None
    """Explicit id; a concept file always has one."""
    term: str
    """Full name, or "" for an entry that has none."""
    headword: str
    """The name as printed."""
    names: tuple[Designation, ...]
    """All names that this entry gives, the term among them."""
    spec: ConceptFile | SourceEntry
    """The author's words."""
    where: Location
    source: SourceId | None = None
    """The source, for an entry of the evidence layer."""
    refers: str = ""
    """The name that it refers to instead of a definition: “See X.”"""
    places: Places = field(default=NOWHERE, compare=False, hash=False, repr=False)
    """Where the keys and words of the author's file are."""
    order: tuple[bool, str, int, str] = field(init=False, compare=False, repr=False)
    """Sorts our own entries first, then by source and line, regardless of the order of files."""

    def __post_init__(self) -> None:
        digits = "".join(c for c in self.locator if c.isdecimal())
        order = (not self.own, self.source or "", int(digits or 0), str(self.key))
        object.__setattr__(self, "order", order)

    @property
    def own(self) -> bool:
        """True for an entry of the editorial layer."""
        return self.source is None

    @property
    def locator(self) -> str:
        """Its location in the source; "" for the editorial layer."""
        return self.spec.locator if isinstance(self.spec, SourceEntry) else ""

    @property
    def definition(self) -> str:
        """The author's definition, in restricted Markdown; "" if there is none, or only a reference to another."""
        return "" if self.refers else self.spec.definition or ""

    def at(self, key: str, words: str = "") -> Location:
        """Where a key of this entry is, or some words of its value, or the entry itself."""
        return self.places.of(key, words) or self.where

    def under(self, key: str) -> Callable[[str], Location]:
        """Finds words of the value of a key; see `at`."""
        return partial(self.at, key)

    @property
    def superseded(self) -> bool:
        """Whether its source has replaced it by a later version."""
        return isinstance(self.spec, SourceEntry) and self.spec.superseded


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One piece of evidence for or against two entries being one concept."""

    kind: SignKind
    words: Reason
    """What it is, as a part of a sentence."""
    weight: float
    """How much it counts: above 0 for one concept, below 0 against it."""


def rest_on_name(signs: Iterable[Sign]) -> bool:
    """Whether the name is the only evidence for one concept: no shared wording, no further name, no other field."""
    return not any(sign.weight > 0 and sign.kind in (SignKind.TEXT, SignKind.FIELD) for sign in signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One reason why two entries are one concept."""

    a: EntryKey
    b: EntryKey
    rule: MergeRule
    because: Reason
    """The reason in words, for the page and the report."""
    signs: tuple[Sign, ...] = ()
    """The evidence for and against it; none if an id, a decision or a repeated text settles it."""
    risk: Risk = Risk.NONE
    decision: Decision | None = None
    """The stored decision that confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An entry that has been assigned to a concept, and the reason."""

    entry: Entry
    rule: MergeRule
    because: Reason
    chain: tuple[Edge, ...]
    """The reasons that lead from this entry to the one that started the concept."""
    duplicate_of: str | None = None
    """Locator of the earlier entry of the same source with the same words."""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The evidence for and against its place; none if an id, a decision or a repeated text settles it."""
        return self.chain[0].signs if self.chain else ()

    @property
    def risk(self) -> Risk:
        """How likely its place is wrong: the greatest risk on the way to the entry that started the concept."""
        steps = list(Risk)
        return max((edge.risk for edge in self.chain), key=steps.index, default=Risk.NONE)

    @property
    def decision(self) -> Decision | None:
        """The stored decision that confirms its place."""
        return next((edge.decision for edge in self.chain if edge.decision is not None), None)

    @property
    def name_alone(self) -> bool:
        """Whether its place is based only on a shared name: no shared wording, no further name, no other field."""
        return bool(self.signs) and rest_on_name(self.signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """A reviewer's answer and its place in the file."""

    decision: Decision
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two entries that may be one concept: for a reviewer to decide. Until then they are two."""

    a: Entry
    b: Entry
    name: str
    """The name that both have."""
    signs: tuple[Sign, ...]
    """The evidence for and against one concept."""
    score: float
    """The sum of the evidence: the higher, the more likely they are one concept."""
    concepts: tuple[ConceptId, ConceptId] | None = None
    """The concepts of the two, once concepts have ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed link from one concept to another."""

    kind: RelationKind
    target: ConceptId
    note: str = ""
    """For a contrast: the difference in one sentence."""
    stated: bool = True
    """False if only the other side says so and this is its inverse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteConcept:
    """A term of another glossary. It is in none of our lists."""

    id: ConceptId
    """The name of its glossary here and its id there, such as `sales:churn`; none of our own ids has a colon."""
    term: str
    """The preferred term."""
    url: str
    """URL of its page."""
    definition: str
    """Its definition, as plain text."""
    glossary: str
    """Title of its glossary."""
    title: str = ""
    """The preferred term with its abbreviation, if that is known."""
    short: str = ""
    """Its definition in few words, if it has one."""
    page: str = ""
    """Path of its page without an ending, such as `sales/terms/churn`, if its glossary is on the same site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteRelation:
    """A typed link from one of our concepts to a term of another glossary."""

    kind: RelationKind
    to: RemoteConcept
    ref: str
    """How the author's file refers to it."""
    note: str = ""
    """For a contrast: the difference in one sentence."""


def glossary_of(id: str) -> str:
    """The name of the other glossary that a concept belongs to; "" for our own."""
    return id.partition(":")[0] if ":" in id else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept: its names, our definition, what sources say, and its relations."""

    id: ConceptId
    designations: tuple[Designation, ...]
    """Preferred term first, then abbreviations, admitted names, variants, deprecated names."""
    definition: str
    """Our definition or, without one, the first source's; restricted Markdown."""
    category: str | None
    status: Status
    own: ConceptFile | None
    """Our own file, if there is one."""
    accounts: tuple[Account, ...]
    """Every entry that is this concept, our own first."""
    relations: tuple[Relation, ...] = ()
    """The relations to other concepts of this glossary, with inverses."""
    remote_relations: tuple[RemoteRelation, ...] = ()
    """The relations to terms of other glossaries."""
    same_elsewhere: tuple[RemoteConcept, ...] = ()
    """Terms of other glossaries that are this concept, according to `same_as`."""
    where: Location

    @property
    def term(self) -> str:
        """The preferred term."""
        return self.designations[0].text

    def names(self, kind: DesignationKind) -> tuple[str, ...]:
        """The designations of one kind, as text."""
        return tuple([d.text for d in self.designations if d.kind is kind])

    @property
    def abbreviations(self) -> tuple[str, ...]:
        """Abbreviations, the usual one first."""
        return self.names(DesignationKind.ABBREVIATION)

    @property
    def abbreviation(self) -> str:
        """The usual abbreviation, or ""."""
        return next((d.text for d in self.designations if d.kind is DesignationKind.ABBREVIATION), "")

    @property
    def title(self) -> str:
        """The term as a title names it, such as "Annual recurring revenue (ARR)"."""
        short = self.abbreviations
        return f"{self.term} ({short[0]})" if short else self.term

    @property
    def full_title(self) -> str:
        """The term with all of its abbreviations, such as "Customer success (CS, CSS)"."""
        return f"{self.term} ({', '.join(self.abbreviations)})" if self.abbreviations else self.term

    @property
    def lead(self) -> Entry:
        """The entry that represents the concept: our own or, without one, the first source's."""
        return self.accounts[0].entry

    @property
    def evidence(self) -> tuple[Account, ...]:
        """The accounts that come from sources."""
        return tuple([account for account in self.accounts if not account.entry.own])

    @property
    def origins(self) -> tuple[str, ...]:
        """Ids of the sources it comes from: those of its entries, and the one its text was imported from."""
        imported = self.own.imported_from if self.own else None
        ids = [account.entry.source or "" for account in self.evidence]
        return tuple(dict.fromkeys([*ids, *([imported.source] if imported else [])]))

    def related(self, kind: RelationKind) -> tuple[Relation, ...]:
        """The relations of one kind."""
        return tuple([relation for relation in self.relations if relation.kind is kind])

    def related_elsewhere(self, kind: RelationKind) -> tuple[RemoteRelation, ...]:
        """The relations of one kind to terms of other glossaries."""
        return tuple([relation for relation in self.remote_relations if relation.kind is kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """An entry that could not be placed under a name, with its possible concepts."""

    entry: Entry
    candidates: tuple[ConceptId, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A stored decision that two concepts are not one."""

    a: ConceptId
    b: ConceptId
    reason: str


@dataclass(frozen=True, kw_only=True)
class Termbase:
    """The whole glossary: concepts sorted by id, and entries that belong to none."""

    title: str
    language: str
    description: str
    categories: tuple[Category, ...]
    sources: tuple[SourceItem, ...]
    concepts: tuple[Concept, ...]
    unresolved: tuple[Unresolved, ...] = ()
    distinct: tuple[Distinct, ...] = ()
    questions: tuple[Question, ...] = ()
    """Pairs of entries that share a name and may be one concept, the most likely first."""
    changed: tuple[tuple[EntryKey, EntryKey, Decision], ...] = ()
    """Pairs of entries of which one has changed since the decision about them."""
    decisions: tuple[StoredDecision, ...] = ()
    """The stored answers of reviewers."""
    former_ids: Mapping[str, ConceptId] = field(default_factory=dict)
    """Ids that concepts had before, each with the concept it now leads to."""
    removed: tuple[Removed, ...] = ()
    """Concepts that are gone and have no successor."""
    fields: tuple[CustomField, ...] = ()
    """The custom fields that term files may have, in the order in which pages show them."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """What acronyms usually mean in other fields."""

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """Concepts by id."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def source_by_id(self) -> Mapping[str, SourceItem]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def category_by_id(self) -> Mapping[str, Category]:
        """Categories by id."""
        return {category.id: category for category in self.categories}

    @cached_property
    def questions_of(self) -> Mapping[ConceptId, tuple[tuple[ConceptId, Question], ...]]:
        """For each concept that a question is about: the other concepts, each with its question."""
        found: dict[ConceptId, list[tuple[ConceptId, Question]]] = {}
        for question in self.questions:
            if question.concepts is not None:
                a, b = question.concepts
                found.setdefault(a, []).append((b, question))
                found.setdefault(b, []).append((a, question))
        return {id: tuple(listed) for id, listed in found.items()}

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry of the evidence layer, placed or not."""
        for concept in self.concepts:
            yield from (account.entry for account in concept.evidence)
        yield from (item.entry for item in self.unresolved)
