"""The shapes of the files that authors write.

These classes are the one description of a term file: the decoder validates with them, the JSON
Schema that editors use is generated from them, and the docstring under a field is what both say
about it. Nothing here reads files or knows how entries become concepts.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Literal

from termbase.model.citations import Benchmark, Origin, Reference, Review
from termbase.model.glossary_file import Category, CustomField, GlossaryFile
from termbase.model.scalars import MODEL_CONFIG, CodeOfRule, Date, Id, Line, Ref, Text, Url
from termbase.model.vocabulary import Confidence, Direction, FormulaKind, NameFrom, Status, Substance


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A concept that this one is mistaken for."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    term: Ref
    """The other concept: its id or one of its names."""
    difference: Text | None = None
    """The difference between the two, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedName:
    """A name to avoid, and why."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    name: Line
    """The name that people use."""
    reason: Text
    """Why it misleads, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinction:
    """A decision that two things are not one."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    term: Ref
    """The other concept's id, or an entry such as `plain-english:L21`."""
    reason: Text
    """Why they must never be merged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one source says on a point where sources differ."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    source: Id
    """Id of the source, as in `sources.yml`."""
    claim: Text
    """Its claim, in our words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A point on which the sources differ, or on which one of them errs."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    topic: Line
    """What it is about, such as "The scale"."""
    positions: tuple[Position, ...] = ()
    """Who says what."""
    accepted: Text | None = None
    """What is generally accepted."""
    ground: Text | None = None
    """Why it is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example of a formula."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    given: dict[Line, float]
    """A number for each variable of the formula, by the variable's name."""
    result: float
    """What the formula gives, rounded to two decimals at most. It is recomputed by `check`."""
    text: Text
    """The example in words; it must include every given number and the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """Names of this term that are linked in running text against the general rule."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    always: tuple[Line, ...] = ()
    """Everyday words that may link all the same."""
    explicit: tuple[Line, ...] = ()
    """Names that link only where an author writes `[[name]]`."""
    exact: tuple[Line, ...] = ()
    """Names that link only with exactly these capitals, even if they are everyday words, such as "Go"."""
    verbs: tuple[Line, ...] = ()
    """Verbs that link in all their forms: "onboard" also as "onboards", "onboarded", and "onboarding"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFile:
    """One concept, defined by us: a file of `concepts/`. `term` and `definition` are enough."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    term: Line
    """Preferred term: singular, spelled out, in sentence case. "Term (ABC)" gives the abbreviation too."""
    id: Id | None = None
    """Id used in links; defaults to the file name. Once published, it never changes."""
    abbreviations: tuple[Line, ...] = ()
    """Abbreviations and acronyms, the usual one first."""
    synonyms: tuple[Line, ...] = ()
    """Other names for exactly this concept."""
    variants: tuple[Line, ...] = ()
    """Other spellings, including misspellings: found by search, not shown as names."""
    search: tuple[Line, ...] = ()
    """Words that people type when they look for it, although they are not names of it. Nothing else uses them."""
    deprecated: tuple[Line | AvoidedName, ...] = ()
    """Names to avoid, each with the reason if there is one to give."""
    category: Id | None = None
    """Id of a category of `termbase.yml`."""
    status: Status | None = None
    """Editorial status. If omitted, the text is a draft until `reviewed` says who reviewed it and when."""
    reviewed: Review | None = None
    """Who has reviewed the text, and when."""
    imported_from: Origin | None = None
    """Where the text was imported from. Remove it once the text is your own."""
    definition: Text
    """One or two sentences: what kind of thing it is, then what sets it apart (ISO 704)."""
    short: Line | None = None
    """The definition in 20 words at most, for previews and lists, where the full one is long."""
    explanation: Text | None = None
    """Further explanation in plain English: why it matters, who uses it, what good looks like."""
    formula: Text | None = None
    """TeX with `\\text{…}` for variables, such as `\\text{rate} = \\frac{\\text{part}}{\\text{whole}} \\times 100`."""
    formula_kind: FormulaKind | None = None
    """How far the formula is agreed on."""
    unit: Line | None = None
    """Unit of the result, such as "percent" or "days"."""
    range: Line | None = None
    """Which values are possible."""
    direction: Direction | None = None
    """Which direction is better."""
    example: Example | Text | None = None
    """An example: text or, for a formula, the numbers and their result."""
    mistakes: tuple[Text, ...] = ()
    """Common mistakes in computing or using it."""
    benchmark: tuple[Benchmark, ...] = ()
    """Values that publications report as usual or good, each with its segment, year, sample, and reference."""
    broader: tuple[Ref, ...] = ()
    """Broader concepts: this is a kind of them."""
    narrower: tuple[Ref, ...] = ()
    """Kinds of this. The other side may say `broader` as well, or alone."""
    part_of: tuple[Ref, ...] = ()
    """Wholes that this is a part, a phase, or a member of."""
    parts: tuple[Ref, ...] = ()
    """Parts of this. The other side may say `part_of` as well, or alone."""
    related: tuple[Ref, ...] = ()
    """Concepts worth reading together with this one."""
    contrast: tuple[Contrast, ...] = ()
    """Concepts that this one is often confused with."""
    disagreements: tuple[Disagreement, ...] = ()
    """Points on which the sources differ."""
    notes: tuple[Text, ...] = ()
    """Notes on origin, usage, or history."""
    references: tuple[Reference, ...] = ()
    """Works beyond the sources that support a statement in this file."""
    same_as: tuple[Ref, ...] = ()
    """Entries (`source:L12`) or ids that are this concept although their names do not say so."""
    distinct_from: tuple[Distinction, ...] = ()
    """Similar concepts that must never be merged with this one."""
    linking: Linking = field(default_factory=Linking)
    """Exceptions to the linking rules: names to link automatically, or never."""
    former_ids: tuple[Id, ...] = ()
    """Ids this concept had before; links to them still work."""
    fields: dict[Line, Line | tuple[Line, ...]] = field(default_factory=dict)
    """Values of the custom fields that `termbase.yml` declares, such as an owner or tags."""
    allow: dict[CodeOfRule, Text] = field(default_factory=dict)
    """Findings of `check` that are right as they are: for each code of a rule, such as TB604, the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsFile:
    """Several small terms in one file of `concepts/`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    terms: tuple[ConceptFile, ...]
    """The terms, each with the keys of a term file; an id defaults to one made from the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An abbreviation that a source prints inside the text of an entry."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    abbreviation: Line
    """As printed, without a plural s."""
    expansion: Line | None = None
    """Its expansion according to the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One source's account of one concept, in our own words."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    locator: Line
    """Location in the source, such as `L12`; unique in the file."""
    term: Line | None = None
    """Its name. Omit it only if no name fits; then list possible terms under `candidates`."""
    headword: Line | None = None
    """The name as printed, if it is not `term`, such as a typo; with `inferred`, a name that the text itself prints."""
    id: Id | None = None
    """Id of the concept, to distinguish it from another with the same name."""
    inferred: bool = False
    """True if the source has lost its headings and we chose the name."""
    name_from: NameFrom | None = None
    """Where an inferred name comes from."""
    confidence: Confidence | None = None
    """How sure the inferred name is."""
    abbreviations: tuple[Line, ...] = ()
    """Abbreviations that the entry gives for the thing it defines, beyond those in `term`."""
    synonyms: tuple[Line, ...] = ()
    """Other names that the entry gives for the thing it defines."""
    mentions: tuple[Line | Mention, ...] = ()
    """Other abbreviations printed inside the entry's text."""
    definition: Text | None = None
    """One to three sentences that keep what this source in particular says. Left out where it gives no definition."""
    domain: Line | None = None
    """Subject field that the source gives for the term, such as "geodesy": it distinguishes terms with the same name."""
    broader: tuple[Line, ...] = ()
    """Names of the broader terms under which the source lists it: evidence for a merge."""
    formula: Text | None = None
    """Formula that the source gives, in TeX: evidence for a merge."""
    superseded: bool = False
    """True if the source has replaced this entry by a later version."""
    substance: Substance | None = None
    """What the entry holds when it defines nothing."""
    attribution: Line | None = None
    """Who said it, if that is not the source's author."""
    candidates: tuple[Ref, ...] = ()
    """Concepts that may be meant, for an entry without a name."""
    note: Text | None = None
    """Why this name was chosen, or why none was."""
    same_as: tuple[Ref, ...] = ()
    """Ids or entries that this entry is one with although the names do not say so."""
    distinct_from: tuple[Distinction, ...] = ()
    """Similar entries that must never be merged with this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesFile:
    """One source's entries, in the order of the source: a file of `entries/`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    source: Id
    """Id of the source, as in `sources.yml`."""
    entries: tuple[SourceEntry, ...]
    """The entries; duplicates of the source stay duplicates here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A reviewer's answer about two entries: one concept, or two."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    same_as: tuple[Ref, Ref] | None = None
    """Two entries (`source:locator`) or concept ids that are one concept."""
    distinct_from: tuple[Ref, Ref] | None = None
    """Two entries or concept ids that are two concepts."""
    reason: Text
    """Why."""
    date: Date | None = None
    """When it was decided (ISO 8601)."""
    by: Line | None = None
    """Who decided."""
    of: tuple[Line, Line] | None = None
    """Fingerprints of the two at that time; written by `termbase review`, so that `check` can report a change."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two that it is about."""
        return self.same_as or self.distinct_from or ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsFile:
    """The answers of reviewers, one per line: `decisions.yml`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    decisions: tuple[Decision, ...] = ()
    """The answers, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceItem:
    """One document that terms were taken from. Omit what is unknown."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    id: Id
    """Short name used in entries and citations."""
    title: Line
    """Title as printed."""
    author: Line | None = None
    """Who wrote it."""
    publisher: Line | None = None
    """Who published it."""
    date: Date | None = None
    """When it was published or last changed: a year, a month or a day in ISO 8601."""
    url: Url | None = None
    """Where it can be read."""
    version: Line | None = None
    """Version that was taken."""
    license: Line | None = None
    """License under which it is published, such as CC BY 4.0."""
    retrieved: Date | None = None
    """When it was last taken, written by `termbase sync`."""
    sha256: Line | None = None
    """Hash of what was taken, written by `termbase sync`."""
    note: Text | None = None
    """What readers should know about the document."""

    @property
    def short_title(self) -> str:
        """The title without its subtitle, for citations in passing."""
        return self.title.partition(": ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    """The list of sources: `sources.yml`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    sources: tuple[SourceItem, ...]
    """Every source that entries name."""


FileShape = ConceptFile | TermsFile | EntriesFile | SourcesFile | GlossaryFile | DecisionsFile
ShapeName = Literal["concept", "terms", "entries", "sources", "termbase", "decisions"]
SHAPES: Final[dict[ShapeName, type[Any]]] = {
    "concept": ConceptFile,
    "terms": TermsFile,
    "entries": EntriesFile,
    "sources": SourcesFile,
    "termbase": GlossaryFile,
    "decisions": DecisionsFile,
}
"""The kinds of file, by the name that their JSON Schema has."""

__all__ = [
    "SHAPES",
    "AvoidedName",
    "Benchmark",
    "Category",
    "ConceptFile",
    "Contrast",
    "CustomField",
    "Decision",
    "DecisionsFile",
    "Disagreement",
    "Distinction",
    "EntriesFile",
    "Example",
    "GlossaryFile",
    "Linking",
    "Mention",
    "Position",
    "Reference",
    "Review",
    "SourceEntry",
    "SourceItem",
    "SourcesFile",
    "TermsFile",
]
