"""The views of names that lead to several terms, or on to one."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from termbase.model.concept import ConceptId
from termbase.site.views.view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One meaning of a name."""

    id: ConceptId
    """Id of the concept."""
    term: str
    """The preferred term."""
    href: str
    """URL of its page."""
    definition: Markup
    """The definition, on one line."""
    glossary: str = ""
    """Title of the other glossary that has the term, or "" for this one."""
    near: bool = False
    """Whether that glossary is on this site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningsPage(PageView):
    """The page of a name that several terms have."""

    template: ClassVar[str] = "meanings.html"
    styles: ClassVar[tuple[str, ...]] = ("lists",)

    name: str
    """The name."""
    meanings: tuple[Meaning, ...]
    """The terms it may mean."""
    differences: tuple[Markup, ...]
    """How the first differs from others, as far as that is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(PageView):
    """A page that leads on to a term at once. It has no frame of the site around it."""

    template: ClassVar[str] = "redirect.html"

    name: str
    """The name or the former id that was asked for."""
    term: str
    """The preferred term."""
    glossary: str
    """Title of the glossary."""
    language: str
    """Language of the definitions (BCP 47)."""
    target: str
    """URL of the term's page."""
    canonical: str
    """Absolute address of the term's page, or "" if that of the site is not known."""
    card: str
    """Absolute address of the picture for shared links, or "" likewise."""
