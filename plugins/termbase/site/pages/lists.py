"""Pages that list terms: home, acronyms, categories, contributors."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from markupsafe import Markup

from termbase.model.author_files import Category
from termbase.model.concept import Concept
from termbase.site.acronyms import Acronym
from termbase.site.contributors import contributors as authors
from termbase.site.contributors import written
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.by_letter import letter_links
from termbase.site.pages.made import filled, made
from termbase.site.site import Site
from termbase.site.structured_data import set_data
from termbase.site.views import (
    AcronymPage,
    CategoriesPage,
    CategoryPage,
    ContributorsPage,
    HomePage,
    Section,
)
from termbase.site.views.lists import (
    AcronymMeaning,
    AcronymRow,
    Author,
    AuthoredTerm,
    ChangedTerms,
)
from termbase.site.views.parts import CategoryCard
from termbase.text.alphabet import sort_key

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
_RECENT: Final = 6
"""Terms that the home page lists as changed last."""


def home(site: Site) -> Page:
    """The home page."""
    base = site.termbase
    return made(
        site,
        "index",
        lambda here: HomePage(
            title=site.title(Part.HOME),
            description=base.description,
            letters=letter_links(here),
            categories=_cards(here, opening=True) if Part.CATEGORIES in site.parts else (),
            recent=tuple(_recent(here)),
            terms=len(base.concepts),
            entries=sum(1 for _ in base.entries),
            sources=len(base.sources),
            merged=Part.MERGES in site.parts,
        ),
        listed=True,
        searchable=False,
        wide=True,
        data=set_data(site),
    )


def _recent(here: LinksFrom) -> Iterator[ChangedTerms]:
    """The concepts changed last, newest first, those of one day by name; none if dates are not known."""
    site = here.site
    dated = [(site.updated[c.where.file], c) for c in site.termbase.concepts if c.where.file in site.updated]
    named = sorted(dated, key=lambda item: sort_key(item[1].term))
    last = sorted(named, key=itemgetter(0), reverse=True)[:_RECENT]
    for date, changed in groupby(last, key=itemgetter(0)):
        yield ChangedTerms(date=date, terms=tuple(here.term(concept) for _, concept in changed))


def _cards(here: LinksFrom, *, opening: bool = False) -> tuple[CategoryCard, ...]:
    return tuple(_card(here, category, concepts, opening=opening) for category, concepts in filled(here.site))


def _card(here: LinksFrom, category: Category, concepts: Sequence[Concept], *, opening: bool) -> CategoryCard:
    introduction = here.site.texts.introductions.get(category.id)
    if introduction is not None and opening:
        shown = Markup("<p>{}</p>\n").format(_SENTENCE_END.split(introduction.plain, maxsplit=1)[0])
    else:
        shown = here.optional(introduction) or Markup()
    return CategoryCard(
        id=category.id,
        title=category.title,
        href=here.page(f"categories/{category.id}"),
        terms=len(concepts),
        introduction=shown,
    )


def acronyms(site: Site) -> Page:
    """The table of acronyms."""
    return made(
        site,
        "acronyms/index",
        lambda here: AcronymPage(
            title=site.title(Part.ACRONYMS),
            description=site.sentences.text("acronyms.description", n=len(site.acronyms), glossary=site.termbase.title),
            acronyms=tuple(_acronym(here, acronym) for acronym in site.acronyms),
        ),
        listed=True,
        searchable=False,
    )


def _acronym(here: LinksFrom, acronym: Acronym) -> AcronymRow:
    bare = tuple(expansion.text for expansion in acronym.expansions if expansion.concept is None)
    by_id, texts = here.site.termbase.by_id, here.site.texts.concepts
    return AcronymRow(
        text=acronym.text,
        anchor=acronym.text.replace(" ", "-"),
        ambiguous=acronym.ambiguous,
        meanings=tuple(
            AcronymMeaning(
                term=by_id[id].term,
                href=here.href(id),
                printed=tuple(e.text for e in acronym.expansions if e.concept == id and e.text != by_id[id].term),
                definition=texts[id].definition.plain,
            )
            for id in acronym.concepts
        ),
        expansions=bare,
        inside=here.terms(acronym.inside) if bare or not acronym.concepts else (),
    )


def categories(site: Site) -> Iterator[Page]:
    """The list of categories, and a page for each."""
    found = filled(site)
    yield made(
        site,
        "categories/index",
        lambda here: CategoriesPage(
            title=site.title(Part.CATEGORIES),
            description=site.sentences.text("categories.description", n=len(found), glossary=site.termbase.title),
            categories=_cards(here),
        ),
        listed=True,
        searchable=False,
    )
    for category, concepts in found:
        yield _category(site, category, concepts)


def _category(site: Site, category: Category, concepts: Sequence[Concept]) -> Page:
    introduction = site.texts.introductions.get(category.id)
    return made(
        site,
        f"categories/{category.id}",
        lambda here: CategoryPage(
            title=category.title,
            description=introduction.plain
            if introduction
            else site.sentences.text("category.description", category=category.title.lower()),
            id=category.id,
            introduction=here.optional(introduction),
            terms=tuple(map(here.listed, concepts)),
        ),
    )


def contributors(site: Site) -> Page:
    """Who wrote the terms, and when each changed last."""
    items = written(site.termbase, site.history)
    people = authors(items)
    say = site.sentences.text
    sections = (
        Section(id="people", title=say("contributors.people")),
        Section(id="terms", title=say("contributors.terms")),
    )
    return made(
        site,
        "contributors/index",
        lambda here: ContributorsPage(
            title=site.title(Part.CONTRIBUTORS),
            description=say("contributors.description", n=len(people), glossary=site.termbase.title)
            if people
            else say("contributors.unknown"),
            sections=sections if people else (),
            people=tuple(Author(name=p.name, terms=tuple(map(here.term, p.concepts))) for p in people),
            written=tuple(
                AuthoredTerm(term=here.term(item.concept), updated=item.file.updated, authors=item.file.authors)
                for item in (items if people else ())
            ),
            repository=site.repository.url if site.repository else "",
        ),
        listed=True,
        searchable=False,
    )
