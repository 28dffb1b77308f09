"""The views of pages that list terms: home, A–Z, categories, acronyms, contributors, print, removed terms."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from termbase.model.concept import ConceptId
from termbase.site.views.parts import (
    CategoryCard,
    CategoryChoice,
    LetterGroup,
    LetterLink,
    ListedTerm,
    ShownFormula,
    TermLink,
)
from termbase.site.views.view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTerms:
    """The terms that changed last on one day."""

    date: str
    """The day (ISO 8601)."""
    terms: tuple[TermLink, ...]
    """The terms, in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchExample:
    """Words to look for, as an example next to the search field."""

    words: str
    """The words."""
    href: str
    """Where they lead without a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedTerm:
    """A term whose definition the home page shows in full."""

    term: TermLink
    """The term."""
    abbreviations: tuple[str, ...]
    """Abbreviations, the usual one first."""
    definition: Markup
    """The definition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(PageView):
    """The home page."""

    template: ClassVar[str] = "home.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    categories: tuple[CategoryCard, ...]
    """The categories."""
    recent: tuple[ChangedTerms, ...]
    """Terms that changed last, the newest day first; empty if nearly all changed on one day."""
    examples: tuple[SearchExample, ...]
    """Example searches."""
    featured: FeaturedTerm | None
    """The term that the others mention most."""
    terms: int
    """How many terms there are."""
    entries: int
    """How many entries the sources have."""
    sources: int
    """How many sources there are."""
    merged: bool
    """Whether there is a merge report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphabetPage(PageView):
    """The A–Z of all terms."""

    template: ClassVar[str] = "index.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    terms: int
    """How many terms there are."""
    letters: tuple[LetterLink, ...]
    """All letters, those without terms as well."""
    groups: tuple[LetterGroup, ...]
    """The letters that have terms, with their terms."""
    categories: tuple[CategoryChoice, ...]
    """The categories that have terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersPage(PageView):
    """A list of very many terms or acronyms, which has a page for each letter."""

    template: ClassVar[str] = "letters.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    terms: int
    """How many terms or acronyms there are."""
    letters: tuple[LetterLink, ...]
    """All letters, those without terms as well."""
    printed: bool
    """Whether the letters are those of the print edition."""
    unit: str = "count.terms"
    """The sentence that counts what is listed."""
    back: str = ""
    """Link to the map, if it is the map's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage(PageView):
    """The terms of one letter, where the A–Z has a page for each."""

    template: ClassVar[str] = "letter.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    letters: tuple[LetterLink, ...]
    """All letters, those without terms as well."""
    terms: tuple[ListedTerm, ...]
    """The terms in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesPage(PageView):
    """The list of categories."""

    template: ClassVar[str] = "categories.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    categories: tuple[CategoryCard, ...]
    """The categories in the order of `termbase.yml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPage(PageView):
    """The terms of one category."""

    template: ClassVar[str] = "category.html"

    id: str
    """Id of the category."""
    introduction: Markup | None
    """What belongs in it."""
    terms: tuple[ListedTerm, ...]
    """Its terms in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcronymMeaning:
    """A term that an acronym may mean."""

    term: TermLink
    """The term."""
    printed: tuple[str, ...]
    """Other wordings of it that sources print next to the acronym."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcronymRow:
    """An acronym and what it stands for."""

    text: str
    """The acronym."""
    anchor: str
    """Id of the row."""
    ambiguous: bool
    """Whether it has more than one meaning."""
    meanings: tuple[AcronymMeaning, ...]
    """The terms that it stands for."""
    expansions: tuple[str, ...]
    """What else it stands for, without a term of its own."""
    inside: tuple[TermLink, ...]
    """For an acronym that stands for anything but a term: the terms whose texts it is used in."""
    elsewhere: str
    """What it usually means in other fields, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcronymPage(PageView):
    """The table of acronyms."""

    template: ClassVar[str] = "acronyms.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    letters: tuple[LetterLink, ...]
    """All letters, each with the first of its acronyms."""
    acronyms: tuple[AcronymRow, ...]
    """The acronyms in alphabetical order; those of one letter, if each has a page."""
    whole: str = ""
    """Link to all letters, if each has a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author of term files."""

    name: str
    """The name."""
    terms: tuple[TermLink, ...]
    """What they wrote on, in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredTerm:
    """A term with the history of its file."""

    term: TermLink
    """The term."""
    updated: str
    """Day of the last change (ISO 8601), or ""."""
    authors: tuple[str, ...]
    """The names of its authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorsPage(PageView):
    """Who wrote the terms, and when each changed last."""

    template: ClassVar[str] = "contributors.html"

    people: tuple[Author, ...]
    """The authors in alphabetical order; empty if the history is not known."""
    written: tuple[AuthoredTerm, ...]
    """The terms in alphabetical order."""
    repository: str
    """Address of the repository, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedContrast:
    """A term not to be confused with the one before it."""

    term: str
    """The other term."""
    difference: Markup
    """The difference, on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTerm:
    """A term on the page for print. Links in its texts lead to places on the same page."""

    id: ConceptId
    """Id of the concept, and of its part of the page."""
    term: str
    """The preferred term."""
    abbreviations: tuple[str, ...]
    """Abbreviations, the usual one first."""
    definition: Markup
    """The definition."""
    explanation: Markup | None
    """Further explanation."""
    formula: ShownFormula | None
    """The formula of a metric."""
    contrasts: tuple[PrintedContrast, ...]
    """Terms that it is mistaken for, where the difference is stated."""
    admitted: tuple[str, ...]
    """Synonyms that may be used as well."""
    sources: tuple[str, ...]
    """Titles of the sources that have an entry for it, without subtitles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLetter:
    """The terms that begin with a letter, on the page for print."""

    letter: str
    """The letter, or "#" for digits and signs."""
    anchor: str
    """Id of this part of the page."""
    terms: tuple[PrintedTerm, ...]
    """The terms in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPage(PageView):
    """The whole glossary on one page; of very many terms, one letter."""

    template: ClassVar[str] = "print.html"
    styles: ClassVar[tuple[str, ...]] = ("print",)

    about: str
    """The description of the glossary, or ""."""
    head: str
    """Address of the stylesheet with the running head."""
    groups: tuple[PrintedLetter, ...]
    """The letters that have terms, with their terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedPage(PageView):
    """The page at the old address of a term that is gone."""

    template: ClassVar[str] = "removed.html"

    reason: str
    """Why it was removed."""
    near: tuple[ListedTerm, ...]
    """Terms with similar names."""
