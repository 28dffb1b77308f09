"""Functions shared by the modules that build pages."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from termbase.formulas.evaluate import FormulaError
from termbase.formulas.line_breaks import formula_pieces
from termbase.model.author_files import Category
from termbase.model.concept import Concept, Sign
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page, Shown
from termbase.site.sentences import Sentences
from termbase.site.site import Site
from termbase.site.views import PageView, Section
from termbase.site.views.parts import CategoryChoice, ShownFormula, Signs
from termbase.text.alphabet import sort_key

RELATIONS: Final = (
    RelationKind.BROADER,
    RelationKind.NARROWER,
    RelationKind.PART_OF,
    RelationKind.PARTS,
    RelationKind.RELATED,
    RelationKind.CONTRAST,
)
"""The relations of a concept in the order in which pages show them."""


def made(site: Site, path: str, view: Callable[[LinksFrom], PageView], **facts: Any) -> Page:
    """A page with its view, which is made with links from the page's own place.

    Args:
        site: The glossary.
        path: Place of the page.
        view: Makes the view.
        facts: What else the page says of itself; see `Page`.
    """

    def show() -> Shown:
        here = LinksFrom(site=site, url=site.addresses.page(path))
        return view(here), tuple(sorted(here.linked))

    return Page(path=path, show=show, **facts)


def sections(titles: Mapping[str, tuple[str, object]]) -> tuple[Section, ...]:
    """The headings of the parts that a page has: for each id, the title and what the part shows, if anything."""
    return tuple(Section(id=id, title=title) for id, (title, shown) in titles.items() if shown)


def grouped(id: str, title: str, parts: tuple[Section, ...], *, alone: bool = False) -> tuple[Section, ...]:
    """Sections under a heading of their own.

    Args:
        id: Id of that heading.
        title: Its text.
        parts: The sections.
        alone: Whether a single section keeps that heading; otherwise it takes its place.
    """
    if len(parts) < 2 and not (alone and parts):
        return parts
    return (Section(id=id, title=title), *(replace(part, level=3) for part in parts))


def shown_formula(tex: str | None) -> ShownFormula | None:
    """A formula as a page draws it; None if there is none or it cannot be read."""
    try:
        pieces = formula_pieces(tex) if tex else None
    except FormulaError:
        return None
    return ShownFormula(markup=Markup(pieces.markup), length=pieces.length) if pieces else None


def weighed(signs: Sequence[Sign], sentences: Sentences) -> Signs:
    """Signs in the language of a site, divided into those for and those against."""
    return Signs(
        pro=tuple(sentences.reason(sign.words) for sign in signs if sign.weight > 0),
        con=tuple(sentences.reason(sign.words) for sign in signs if sign.weight <= 0),
    )


def by_category(site: Site) -> Mapping[str | None, Sequence[Concept]]:
    """The concepts of each category in alphabetical order; those without one under None."""
    found: dict[str | None, list[Concept]] = defaultdict(list)
    for concept in sorted(site.termbase.concepts, key=lambda concept: sort_key(concept.term)):
        found[concept.category].append(concept)
    return found


def filled(site: Site) -> Sequence[tuple[Category, Sequence[Concept]]]:
    """The categories in the author's order, each with its concepts."""
    found = by_category(site)
    return tuple((category, tuple(found.get(category.id, ()))) for category in site.termbase.categories)


def choices(site: Site) -> tuple[CategoryChoice, ...]:
    """The categories that have terms."""
    return tuple(CategoryChoice(id=category.id, title=category.title) for category, found in filled(site) if found)
