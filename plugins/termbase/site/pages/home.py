"""The home page: a field with examples, one definition in full, and what each category holds."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from markupsafe import Markup

from termbase.model.author_files import Category
from termbase.model.concept import Concept
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.made import filled, made
from termbase.site.site import Site
from termbase.site.structured_data import set_data
from termbase.site.views import HomePage
from termbase.site.views.lists import ChangedTerms, FeaturedTerm, SearchExample
from termbase.site.views.parts import CategoryCard
from termbase.text.alphabet import sort_key

_RECENT: Final = 6
"""Number of recently changed terms on the home page."""
_NAMES: Final = 3
"""Number of terms shown for a category."""


def home(site: Site) -> Page:
    """The home page."""
    base = site.termbase
    return made(
        site,
        "index",
        lambda here: HomePage(
            title=site.title(Part.HOME),
            description=base.description,
            categories=cards(here) if Part.CATEGORIES in site.parts else (),
            recent=tuple(_recent(here)),
            examples=tuple(_examples(here)),
            featured=_featured(here),
            terms=len(base.concepts),
            entries=sum(1 for _ in base.entries),
            sources=len(base.sources),
            merged=Part.MERGES in site.parts,
        ),
        listed=True,
        searchable=False,
        wide=True,
        say=lambda: set_data(site),
    )


def _recent(here: LinksFrom) -> Iterator[ChangedTerms]:
    """The concepts changed last, newest first, those of one day by name.

    None if dates are not known, or if so many changed on the newest day that a few of them would be an accident.
    """
    site = here.site
    dated = [(site.updated[c.where.file], c) for c in site.termbase.concepts if c.where.file in site.updated]
    named = sorted(dated, key=lambda item: sort_key(item[1].term))
    last = sorted(named, key=itemgetter(0), reverse=True)
    if len(last) > _RECENT and last[0][0] == last[_RECENT][0]:
        return
    for date, changed in groupby(last[:_RECENT], key=itemgetter(0)):
        yield ChangedTerms(date=date, terms=tuple(here.term(concept) for _, concept in changed))


def _central(site: Site) -> list[Concept]:
    """The concepts with a definition of our own, those that most others mention first."""
    mentions = site.texts.linked_from
    return sorted((c for c in site.termbase.concepts if c.own), key=lambda c: (-len(mentions[c.id]), c.id))


def _featured(here: LinksFrom) -> FeaturedTerm | None:
    for concept in _central(here.site)[:1]:
        definition = here.site.texts.concepts[concept.id].definition
        return FeaturedTerm(
            term=here.term(concept), abbreviations=concept.abbreviations, definition=here.rich(definition)
        )
    return None


def _examples(here: LinksFrom) -> Iterator[SearchExample]:
    """An acronym, a synonym, and a question, each for the most mentioned term that has one.

    The very first is on the page with its definition.
    """
    site, taken = here.site, set[str]()
    central = _central(site)[1:]

    def first(fits: list[Concept]) -> list[Concept]:
        found = [concept for concept in fits if concept.id not in taken][:1]
        taken.update(concept.id for concept in found)
        return found

    for concept in first(
        [c for c in central if c.abbreviations and len(site.glossary.names.meanings(c.abbreviations[0])) == 1]
    ):
        yield SearchExample(words=concept.abbreviations[0], href=here.href(concept.id))
    for concept in first([c for c in central if c.own and c.own.synonyms]):
        if concept.own:
            yield SearchExample(words=concept.own.synonyms[0], href=here.href(concept.id))
    for concept in first([c for c in central if c.related(RelationKind.CONTRAST)]):
        other = site.termbase.by_id[concept.related(RelationKind.CONTRAST)[0].target]
        words = site.sentences.text("home.difference", a=_within(concept), b=_within(other))
        yield SearchExample(words=words, href=f"{here.href(concept.id)}#contrast")


def _within(concept: Concept) -> str:
    """A term as it is written within a sentence."""
    term = concept.term
    return term if term[1:2].isupper() else term[:1].lower() + term[1:]


def cards(here: LinksFrom) -> tuple[CategoryCard, ...]:
    """The categories in the author's order."""
    return tuple(_card(here, category, concepts) for category, concepts in filled(here.site))


def _card(here: LinksFrom, category: Category, concepts: Sequence[Concept]) -> CategoryCard:
    introduction = here.site.texts.introductions.get(category.id)
    own = {concept.id: concept for concept in concepts}
    first = [id for target in introduction.targets for id in target.concepts] if introduction else []
    mentions = here.site.texts.linked_from
    rest = sorted(own, key=lambda id: (-len(mentions[id]), id))
    names = [own[id] for id in dict.fromkeys([*first, *rest]) if id in own]
    return CategoryCard(
        id=category.id,
        title=category.title,
        href=here.page(f"categories/{category.id}"),
        terms=len(concepts),
        introduction=here.optional(introduction) or Markup(),
        names=tuple(map(here.term, names[:_NAMES])),
    )
