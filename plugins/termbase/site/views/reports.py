"""The views of pages that account for a glossary: its sources, and how their entries were merged."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from termbase.site.views.parts import CitedEntry, PageLink, Reviewed, Signs, TermLink
from termbase.site.views.view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A source in the list of sources."""

    id: str
    """Id."""
    title: str
    """Title as printed."""
    href: str
    """URL of its page."""
    author: str
    """Who wrote it, or ""."""
    publisher: str
    """Who published it, or ""."""
    date: str
    """When it was published (ISO 8601), or ""."""
    entries: int
    """How many entries it has."""
    imported: int
    """How many terms were imported from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(PageView):
    """The list of sources."""

    template: ClassVar[str] = "sources.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    sources: tuple[SourceCard, ...]
    """The sources in the order of `sources.yml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """An entry of a source."""

    locator: str
    """Location in the source, such as `L12`, and id of the row."""
    headword: str
    """Its name, or ""."""
    name_from: str
    """Where a name that the source does not print comes from: `text`, `ours` or ""."""
    term: TermLink | None
    """The term it belongs to; None if it is unresolved."""
    text: Markup
    """What it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(PageView):
    """The entries of one source."""

    template: ClassVar[str] = "source.html"

    id: str
    """Id of the source."""
    author: str
    """Who wrote it, or ""."""
    publisher: str
    """Who published it, or ""."""
    date: str
    """When it was published (ISO 8601), or ""."""
    url: str
    """Where it can be read, or ""."""
    note: Markup | None
    """What readers should know about it."""
    entries: tuple[SourceRow, ...]
    """Its entries in the order of the source."""
    imported: tuple[TermLink, ...]
    """Terms whose text was imported from it, in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The number of entries with a common property."""

    name: str
    """The common property: a rule of the merge, or a risk."""
    entries: int
    """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTally:
    """What became of the entries of one source."""

    source: PageLink
    """The source."""
    entries: int
    """How many entries it has."""
    merged: int
    """Entries that share their term with another entry or with our own file."""
    doubtful: int
    """Merged entries that leave doubt."""
    questions: int
    """Questions about its entries that no reviewer has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEntry:
    """One of two entries that may be one concept."""

    term: TermLink
    """The term it belongs to."""
    cited: CitedEntry | None
    """The entry; None for a term file of our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Two entries that may be one concept."""

    entries: tuple[AskedEntry, AskedEntry]
    """The two."""
    signs: Signs
    """The evidence for and against one concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulMerge:
    """A merge to look at."""

    term: TermLink
    """The term."""
    cited: CitedEntry
    """The entry."""
    risk: str
    """How likely its place is wrong: `high` or `medium`."""
    signs: Signs
    """The evidence for and against its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamelessEntry:
    """An entry that could not be placed under a name."""

    cited: CitedEntry
    """The entry."""
    text: Markup
    """What it says, on one line."""
    reason: str
    """Why it was not placed."""
    candidates: tuple[TermLink, ...]
    """Terms that it may belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTerms:
    """Two terms that may be one."""

    a: TermLink
    """One."""
    b: TermLink
    """The other."""
    score: float
    """How similar they are, from 0 to 1."""
    evidence: tuple[str, ...]
    """In what way, the strongest evidence first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctTerms:
    """Two terms that a reviewer keeps apart."""

    a: TermLink
    """One."""
    b: TermLink
    """The other."""
    reason: str
    """Why they stay apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedSame:
    """Two entries that a reviewer declared to be one concept."""

    term: TermLink | None
    """The term they belong to, if there is one."""
    entries: tuple[str, str]
    """The two, as `source:locator` or ids."""
    reason: str
    """Why they are one."""
    date: str
    """When it was decided (ISO 8601), or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEntry:
    """An entry of a merged term."""

    cited: CitedEntry
    """The entry."""
    headword: str
    """Its name as printed."""
    rule: str
    """The rule that put it here."""
    because: str
    """The reason, in words."""
    repeats: str
    """The locator within the reason, or ""."""
    reviewed: Reviewed | None
    """The decision that confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedTerm:
    """A term that was merged from several entries."""

    term: TermLink
    """The term."""
    entries: tuple[MergedEntry, ...]
    """Its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeLetter:
    """A letter of the merge report, where it has a page per letter."""

    letter: str
    """The letter."""
    href: str
    """URL of its page."""
    terms: int
    """How many merged terms begin with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReportPage(PageView):
    """The merge report: which entries are one term, and why."""

    template: ClassVar[str] = "merges.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    rules: tuple[Tally, ...]
    """Merged entries by rule; the entries that started a concept are not merged."""
    risks: tuple[Tally, ...]
    """Merged entries by risk, the highest first."""
    sources: tuple[SourceTally, ...]
    """What became of the entries of each source."""
    questions: tuple[OpenQuestion, ...]
    """Pairs of entries to decide on, the most likely first."""
    more_questions: int
    """Questions beyond those."""
    doubtful: tuple[DoubtfulMerge, ...]
    """Merges that leave doubt, the most doubtful first."""
    more_doubtful: int
    """Doubtful merges beyond those."""
    unresolved: tuple[NamelessEntry, ...]
    """Entries that could not be placed."""
    suggestions: tuple[SimilarTerms, ...]
    """Similar terms, the most similar first."""
    more_suggestions: int
    """Suggestions beyond those."""
    distinct: tuple[DistinctTerms, ...]
    """Terms that reviewers keep apart."""
    decided: tuple[DecidedSame, ...]
    """Entries that reviewers declared to be one."""
    merged: int
    """How many terms were merged from several entries."""
    letters: tuple[MergeLetter, ...]
    """The merged terms by letter, if they are too many for this page."""
    terms: tuple[MergedTerm, ...]
    """The merged terms, where they are on this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeLetterPage(PageView):
    """The merged terms that begin with a letter."""

    template: ClassVar[str] = "merges_letter.html"

    letter: str
    """The letter."""
    letters: tuple[MergeLetter, ...]
    """All letters that have merged terms."""
    terms: tuple[MergedTerm, ...]
    """The merged terms."""
