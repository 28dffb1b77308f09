"""Pages that list terms: acronyms, categories, contributors."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from termbase.model.author_files import Category
from termbase.model.concept import Concept
from termbase.site.acronyms import Acronym
from termbase.site.contributors import authors_of as authors
from termbase.site.contributors import dated_concepts
from termbase.site.letters import letter_anchor, lettered
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages import by_letter
from termbase.site.pages.home import cards
from termbase.site.pages.made import filled, made
from termbase.site.site import Site
from termbase.site.views import (
    AcronymPage,
    CategoriesPage,
    CategoryPage,
    ContributorsPage,
    LettersPage,
    Section,
)
from termbase.site.views.lists import (
    AcronymMeaning,
    AcronymRow,
    Author,
    AuthoredTerm,
)
from termbase.site.views.parts import LetterLink

_ACRONYMS: Final = "acronyms/index"


def acronyms(site: Site) -> Iterator[Page]:
    """The table of acronyms, or one for each letter if there are very many."""
    groups = lettered(site.acronyms, name=lambda acronym: acronym.text)
    split = len(site.acronyms) > by_letter.TERMS_ON_ONE_PAGE
    title = site.title(Part.ACRONYMS)
    description = site.sentences.text("acronyms.description", n=len(site.acronyms), glossary=site.termbase.title)

    def whole(here: LinksFrom) -> AcronymPage | LettersPage:
        if split:
            return LettersPage(
                title=title,
                description=description,
                terms=len(site.acronyms),
                letters=_letter_links(here, groups),
                printed=False,
                unit="count.acronyms",
            )
        return AcronymPage(
            title=title,
            description=description,
            letters=tuple(
                LetterLink(letter=name, href=f"#{_anchor(found[0])}" if found else "", terms=len(found))
                for name, found in groups.items()
            ),
            acronyms=tuple(_acronym(here, acronym) for acronym in site.acronyms),
        )

    yield made(site, _ACRONYMS, whole, listed=True, searchable=False)
    for name in groups if split else ():
        if groups[name]:
            yield _acronyms_of(site, name, groups, title=title)


def _acronyms_of(site: Site, name: str, groups: Mapping[str, Sequence[Acronym]], *, title: str) -> Page:
    title = site.sentences.text("print.letter", title=title, letter=name)
    return made(
        site,
        by_letter.letter_place(Part.ACRONYMS, letter_anchor(name)),
        lambda here: AcronymPage(
            title=title,
            description=title,
            letters=_letter_links(here, groups, current=name),
            acronyms=tuple(_acronym(here, acronym) for acronym in groups[name]),
            whole=here.page(_ACRONYMS),
        ),
        under="acronyms",
        searchable=False,
    )


def _anchor(acronym: Acronym) -> str:
    return acronym.text.replace(" ", "-")


def _letter_links(
    here: LinksFrom, groups: Mapping[str, Sequence[Acronym]], *, current: str = ""
) -> tuple[LetterLink, ...]:
    return tuple(
        LetterLink(
            letter=name,
            href=here.page(by_letter.letter_place(Part.ACRONYMS, letter_anchor(name))) if found else "",
            terms=len(found),
            current=name == current,
        )
        for name, found in groups.items()
    )


def _acronym(here: LinksFrom, acronym: Acronym) -> AcronymRow:
    bare = tuple(expansion.text for expansion in acronym.expansions if expansion.concept is None)
    by_id = here.site.termbase.by_id
    return AcronymRow(
        text=acronym.text,
        anchor=_anchor(acronym),
        ambiguous=acronym.ambiguous,
        meanings=tuple(
            AcronymMeaning(
                term=here.term(by_id[id]),
                printed=tuple(e.text for e in acronym.expansions if e.concept == id and e.text != by_id[id].term),
            )
            for id in acronym.concepts
        ),
        expansions=bare,
        inside=here.terms(acronym.inside) if bare or not acronym.concepts else (),
        elsewhere=here.site.termbase.elsewhere.get(acronym.text, ""),
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
            categories=cards(here),
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
    items = dated_concepts(site.termbase, site.history)
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
