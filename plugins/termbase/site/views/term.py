"""The view of one term."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from termbase.drawing.label_boxes import Box
from termbase.model.concept import ConceptId
from termbase.site.share import Snippet
from termbase.site.views.parts import CitedEntry, PageLink, Reviewed, ShownFormula, Signs, TermLink
from termbase.site.views.view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaPart:
    """The formula of a metric."""

    tex: str
    """As TeX."""
    drawn: ShownFormula | None
    """As MathML; None for TeX that cannot be read."""
    kind: str
    """How far it is agreed on: `standard`, `typical`, `example` or ""."""
    unit: str
    """Unit of the result, or ""."""
    range: str
    """Which values are possible, or ""."""
    direction: str
    """Which direction is better: `higher`, `lower`, `depends` or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkLine:
    """A value that a publication reports."""

    facts: tuple[str, ...]
    """The value, then the segment, the year and the sample, if known."""
    reference: PageLink | None
    """The reference on this page that reports it."""
    source: PageLink | None
    """The source that reports it, if there is no such reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastLine:
    """A term that this one is mistaken for."""

    term: TermLink
    """The other term."""
    difference: Markup
    """The difference or, if none is stated, the definition of the other."""
    named: bool = False
    """Whether the difference links to the other term; a narrow page then shows its name only there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedTerms:
    """The terms of one kind of relation."""

    kind: str
    """`broader`, `narrower`, `part_of`, `parts`, `made_of`, `goes_into`, `related`, or `same_as`."""
    terms: tuple[TermLink, ...]
    """The terms, those that the term's own file names first."""
    further: tuple[TermLink, ...] = ()
    """More of them, for readers who ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramNode:
    """A box of a diagram and the line that leads to it."""

    box: Box
    """The label with its place."""
    path: str
    """The line, as SVG path data."""
    term: TermLink | None
    """The term it shows; None for the count of those left out."""
    beyond: "tuple[DiagramGroup, ...]" = ()
    """Neighbors of this one, where the diagram goes two steps far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramGroup:
    """The boxes of one kind of relation."""

    kind: str
    """Kind of relation: `contrast`, or one of those of `RelatedTerms`."""
    hierarchical: bool
    """Whether one of the two terms contains the other."""
    nodes: tuple[DiagramNode, ...]
    """The boxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A term and its neighbors as a drawing, in pixels at natural size."""

    width: float
    """Width."""
    height: float
    """Height."""
    centre: Box
    """The box of the term itself."""
    groups: tuple[DiagramGroup, ...]
    """Its neighbors by kind of relation."""
    rest: Box | None
    """The box of those two steps away that are left out."""
    kinds: tuple[str, ...]
    """The kinds of relation that occur, in the order of the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """What a source says of the term."""

    source: str
    """Id of the source."""
    cited: CitedEntry
    """The source and the location in it."""
    attribution: str
    """Who said it, if that is not the source's author, or ""."""
    text: Markup
    """What it says."""
    name_alone: bool
    """Whether it is here for a shared name alone, which no reviewer has confirmed."""
    repeats: str
    """Locator of the earlier entry of the same source with the same words, or ""."""
    differs: tuple[str, ...]
    """The points on which it differs from others."""
    name_from: str
    """Where a name that the source does not print comes from: `text`, `ours` or ""."""
    confidence: str
    """How sure such a name is: `high`, `medium`, `low` or ""."""
    substance: str
    """What the entry holds when it defines nothing: `praise`, `metaphor` or ""."""
    printed: str
    """The name as printed, if it is not the term, or ""."""
    file: str
    """Address of the entry's line in the repository, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeStep:
    """Why an entry is here."""

    cited: CitedEntry
    """The entry."""
    because: str
    """The reason, in words."""
    repeats: str
    """The locator within the reason, or ""."""
    reviewed: Reviewed | None
    """The decision that confirms it."""
    signs: Signs | None
    """The evidence for and against it; None if an id, a decision or a repeated text settles it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """What one source says on a point where sources differ."""

    source: PageLink
    """The source."""
    claim: Markup
    """Its claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementPart:
    """A point on which sources differ."""

    topic: str
    """What it is about."""
    positions: tuple[ClaimLine, ...]
    """Who says what."""
    accepted: Markup | None
    """What is generally accepted."""
    ground: Markup | None
    """Why it is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsSame:
    """Another term that may be the same concept."""

    term: TermLink
    """The other term."""
    cited: CitedEntry | None
    """The entry in question, where it comes from a source."""
    signs: Signs
    """The evidence for and against one concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherName:
    """A name of the term, other than the preferred one and abbreviations."""

    text: str
    """The name."""
    kind: str
    """`admitted`, `variant` or `deprecated`."""
    reason: str
    """Why a deprecated name misleads, or ""."""
    sources: tuple[PageLink, ...]
    """The sources that print it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceLine:
    """A published work that supports something on the page."""

    id: str
    """Short name, or ""."""
    author: str
    """Who wrote it, or ""."""
    title: str
    """Title."""
    url: str
    """Where it can be read, or ""."""
    publisher: str
    """Who published it, or ""."""
    date: str
    """When it was published (ISO 8601), or ""."""
    supports: Markup
    """What rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """Who has reviewed the text, and when."""

    by: str
    """Name of the reviewer."""
    date: str
    """Day of the review (ISO 8601)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A custom field of the glossary with its value."""

    id: str
    """Id of the field."""
    label: str
    """Its name for readers."""
    type: str
    """Kind of value: `text`, `list`, `number`, `date`, `url` or `boolean`."""
    values: tuple[str, ...]
    """The value, or several of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalink:
    """The address of a term to share."""

    address: str
    """Absolute address."""
    href: str
    """The same relative to the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Addresses in the repository of the term files."""

    edit: str
    """Opens the term's file in an editor."""
    history: str
    """Lists the changes of the file."""
    report: str
    """Opens the form for a wrong term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage(PageView):
    """The page of one term."""

    template: ClassVar[str] = "term.html"
    styles: ClassVar[tuple[str, ...]] = ("term", "lines")

    id: ConceptId
    """Id of the concept."""
    term: str
    """The preferred term."""
    abbreviations: tuple[str, ...]
    """Abbreviations, the usual one first."""
    category: PageLink | None
    """Its category."""
    admitted: tuple[str, ...]
    """Synonyms that may be used as well."""
    permalink: Permalink | None
    """The address to share; None if the address of the site is not known."""
    definition: Markup
    """The definition: our own or, without one, the first source's."""
    defined: bool
    """Whether the definition is our own."""
    unsourced: bool
    """Whether the text is our own and no source has an entry for it, though the glossary has sources."""
    imported: CitedEntry | None
    """Where the text was imported from."""
    status: str
    """The status that the term file gives, such as `draft` or `retired`, or ""."""
    explanation: Markup | None
    """Further explanation."""
    fields: tuple[FieldLine, ...]
    """The values of custom fields that pages show."""
    formula: FormulaPart | None
    """The formula of a metric."""
    example: Markup | None
    """An example."""
    mistakes: tuple[Markup, ...]
    """Common mistakes, each on one line."""
    benchmarks: tuple[BenchmarkLine, ...]
    """Values that publications report."""
    contrasts: tuple[ContrastLine, ...]
    """Terms that it is mistaken for."""
    relations: tuple[RelatedTerms, ...]
    """Its relations by kind, without `contrasts`."""
    tree: str
    """Address of its group in the family tree of metrics, or "" if no formula leads to it or on from it."""
    diagram: Diagram | None
    """The relations as a drawing for a wide page; None if there are none."""
    narrow: Diagram | None
    """The same for a narrow page."""
    two_steps: Diagram | None
    """The same with the neighbors of its neighbors, where they have any."""
    evidence: tuple[EvidenceRow, ...]
    """What the sources say."""
    merge: tuple[MergeStep, ...]
    """Why their entries are one; empty if there is but one entry."""
    disagreements: tuple[DisagreementPart, ...]
    """Points on which sources differ."""
    perhaps: tuple[PerhapsSame, ...]
    """Terms that share a name with it and may be the same."""
    mentioned: tuple[TermLink, ...]
    """Terms whose texts mention it, in alphabetical order."""
    names: tuple[OtherName, ...]
    """Its other names."""
    notes: tuple[Markup, ...]
    """Notes on origin or usage, each on one line."""
    remarks: tuple[Markup, ...]
    """Notes that cite a source, for readers who ask where the term comes from."""
    references: tuple[ReferenceLine, ...]
    """Works beyond the sources."""
    reviewed: ReviewLine | None
    """Who has reviewed the text."""
    updated: str
    """Day of the last change (ISO 8601), or "" if it is not known."""
    editing: Editing | None
    """Where to edit it; None if the repository is not known."""
    links: tuple[Snippet, ...]
    """Links to the page in the notations of wikis; none if the address of the site is not known."""
    citations: tuple[Snippet, ...]
    """Citations of the page; none if the address of the site is not known."""
