"""Parts that the views of several pages are made of.

Every address is relative to the page on which it is shown. A field of the type `Markup` holds HTML that is
safe to print; everything else is text, which a template escapes.
"""

from dataclasses import dataclass

from markupsafe import Markup

from termbase.model.concept import ConceptId


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLink:
    """A link to a term's page."""

    id: ConceptId
    """Id of the concept."""
    term: str
    """The preferred term."""
    href: str
    """Address of the page."""
    glossary: str = ""
    """Title of the other glossary that has the page, or "" for this one."""
    near: bool = False
    """Whether that glossary is on this site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to a page, or to a part of one."""

    title: str
    """Words of the link."""
    href: str
    """Address, or "" if the site does not have the page, so that there are only the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedEntry:
    """Where an entry of a source is."""

    source: PageLink
    """The source, by its title without a subtitle, and the entry's row on its page."""
    locator: str
    """Location in the source, such as `L12`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerm:
    """A term with its definition, as a list shows it."""

    id: ConceptId
    """Id of the concept."""
    term: str
    """The preferred term."""
    abbreviation: str
    """The usual abbreviation, or ""."""
    href: str
    """URL of its page."""
    category: str
    """Id of its category, or ""."""
    definition: str
    """The definition, as plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLink:
    """A letter of the bar above an A–Z."""

    letter: str
    """The letter, or "#" for digits and signs."""
    href: str
    """Address of its part of the A–Z."""
    terms: int
    """How many terms begin with it."""
    current: bool = False
    """Whether the page is the one of this letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGroup:
    """The terms that begin with a letter."""

    letter: str
    """The letter, or "#" for digits and signs."""
    anchor: str
    """Id of this part of the page."""
    terms: tuple[ListedTerm, ...]
    """The terms in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChoice:
    """A category to choose in a filter."""

    id: str
    """Id."""
    title: str
    """Title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """A category in a list of categories."""

    id: str
    """Id."""
    title: str
    """Title."""
    href: str
    """URL of its page."""
    terms: int
    """How many terms it has."""
    introduction: Markup
    """What belongs in it, or ""."""
    names: tuple[TermLink, ...]
    """Some of its terms: first those that the introduction names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFormula:
    """A formula in MathML."""

    markup: Markup
    """Inline MathML elements, with a place for a line break between two."""
    length: int
    """About how many letters long the longest of them is: on a narrow page, letters are smaller by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The evidence for and against two entries being one concept."""

    pro: tuple[str, ...] = ()
    """The evidence for it, each as a part of a sentence."""
    con: tuple[str, ...] = ()
    """The evidence against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A reviewer's answer."""

    date: str
    """When it was given (ISO 8601), or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The titles of overview pages in links from other pages."""

    terms: str
    """Title of the A–Z."""
    categories: str
    """Title of the list of categories."""
    sources: str
    """Title of the list of sources."""
    merges: str
    """Title of the merge report."""
    acronyms: str
    """Title of the table of acronyms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What all pages share: the glossary as a whole, and the addresses of its main pages."""

    glossary: str
    """Title of the glossary."""
    language: str
    """Language of the definitions (BCP 47)."""
    home: str
    """Address of the home page, or of the A–Z where it takes its place."""
    terms: str
    """Address of the A–Z."""
    acronyms: str
    """Address of the acronyms, or "" if the site does not have it."""
    categories: str
    """Address of the list of categories, or "" if the site does not have it."""
    map: str
    """Address of the map of terms, or "" if the site does not have it."""
    sources: str
    """Address of the list of sources, or "" if the site does not have it."""
    merges: str
    """Address of the merge report, or "" if the site does not have it."""
    contributors: str
    """Address of the list of contributors, or "" if the site does not have it."""
    print: str
    """Address of the whole glossary on one page, or "" if the site does not have it."""
    assets: str
    """Address of the folder of packaged scripts and styles, with a slash at its end."""
    titles: Titles
    """What overview pages are called."""
