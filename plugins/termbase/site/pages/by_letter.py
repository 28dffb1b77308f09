"""The A–Z and the print edition: one page each or, of very many terms, one page per letter."""

from collections.abc import Iterator
from typing import Final

from termbase.model.concept import Concept
from termbase.model.page_paths import TERMS
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.site.letters import Group
from termbase.site.links_from import LinksFrom, source_title
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.made import choices, made, shown_formula
from termbase.site.site import Site
from termbase.site.structured_data import set_data
from termbase.site.views import AlphabetPage, LetterPage, LettersPage, PrintPage, Section
from termbase.site.views.lists import PrintedContrast, PrintedLetter, PrintedTerm
from termbase.site.views.parts import LetterGroup, LetterLink

TERMS_ON_ONE_PAGE: Final = 1000
"""Maximum number of terms for which the A–Z and the print edition are one page each."""
PRINT_HEAD: Final = "print-head.css"
"""Name of the stylesheet with the running head of the print edition."""


def is_by_letter(site: Site) -> bool:
    """Whether each letter has a page of its own."""
    return len(site.termbase.concepts) > TERMS_ON_ONE_PAGE


def letter_place(part: Part, anchor: str) -> str:
    """The path of the page of a letter: one folder deeper than a term, so that no id can be the same.

    Args:
        part: What is listed by letter.
        anchor: The anchor of the letter (see `termbase.site.letters`).
    """
    return f"{part}/letters/{anchor.removeprefix('letter-')}"


def letter_links(
    here: LinksFrom, *, part: Part = Part.TERMS, current: str = "", whole: str = ""
) -> tuple[LetterLink, ...]:
    """All letters, with links to their parts of the A–Z.

    Args:
        here: The page that shows them.
        part: The A–Z, the print edition, or the list of the map.
        current: The letter whose page this is.
        whole: The path of the page of all letters, if it is not that of the part.
    """
    site = here.site
    whole = whole or f"{part}/index"
    start = "" if here.url == site.addresses.page(whole) else here.page(whole)

    def href(group: Group) -> str:
        if not group.concepts:
            return ""
        return here.page(letter_place(part, group.anchor)) if is_by_letter(site) else f"{start}#{group.anchor}"

    return tuple(
        LetterLink(letter=g.letter, href=href(g), terms=len(g.concepts), current=g.letter == current)
        for g in site.letters
    )


def _letters(here: LinksFrom, part: Part, description: str) -> LettersPage:
    return LettersPage(
        title=here.site.title(part),
        description=description,
        terms=len(here.site.termbase.concepts),
        letters=letter_links(here, part=part),
        printed=part is Part.PRINT,
    )


def alphabet(site: Site) -> Iterator[Page]:
    """The A–Z of all terms."""
    base, lettered = site.termbase, [group for group in site.letters if group.concepts]
    title = site.title(Part.TERMS)
    description = site.sentences.text("alphabet.description", n=len(base.concepts), glossary=base.title)
    split = is_by_letter(site)

    def whole(here: LinksFrom) -> AlphabetPage | LettersPage:
        if split:
            return _letters(here, Part.TERMS, description)
        return AlphabetPage(
            title=title,
            description=description,
            sections=tuple(Section(id=g.anchor, title=g.letter) for g in lettered),
            terms=len(base.concepts),
            letters=letter_links(here),
            groups=tuple(
                LetterGroup(letter=g.letter, anchor=g.anchor, terms=tuple(map(here.listed, g.concepts)))
                for g in lettered
            ),
            categories=choices(site),
        )

    yield made(site, TERMS, whole, listed=True, searchable=False, wide=True, say=lambda: set_data(site))
    for group in lettered if split else ():
        yield _letter(site, group)


def _letter(site: Site, group: Group) -> Page:
    say = site.sentences.text
    return made(
        site,
        letter_place(Part.TERMS, group.anchor),
        lambda here: LetterPage(
            title=say("alphabet.letter", letter=group.letter),
            description=say(
                "alphabet.letter-description",
                n=len(group.concepts),
                glossary=site.termbase.title,
                letter=group.letter,
            ),
            letters=letter_links(here, current=group.letter),
            terms=tuple(map(here.listed, group.concepts)),
        ),
        under="terms",
        searchable=False,
        wide=True,
    )


def print_pages(site: Site) -> Iterator[Page]:
    """The whole glossary for print."""
    base, lettered = site.termbase, [group for group in site.letters if group.concepts]
    title = site.title(Part.PRINT)
    description = site.sentences.text("print.description", n=len(base.concepts), glossary=base.title)
    split = is_by_letter(site)

    def whole(here: LinksFrom) -> PrintPage | LettersPage:
        if split:
            return _letters(here, Part.PRINT, description)
        return PrintPage(
            title=title,
            description=description,
            about=base.description,
            head=_head(here),
            groups=tuple(_printed_letter(here, group) for group in lettered),
        )

    facts = {"under": "terms", "searchable": False, "indexed": False, "wide": True}
    yield made(site, "print/index", whole, **facts)
    for group in lettered if split else ():
        yield _letter_for_print(site, group, title=title, **facts)


def _letter_for_print(site: Site, group: Group, *, title: str, **facts: object) -> Page:
    title = site.sentences.text("print.letter", title=title, letter=group.letter)
    return made(
        site,
        letter_place(Part.PRINT, group.anchor),
        lambda here: PrintPage(
            title=title, description=title, about="", head=_head(here), groups=(_printed_letter(here, group),)
        ),
        **facts,
    )


def _head(here: LinksFrom) -> str:
    return here.to(f"{here.site.assets}{PRINT_HEAD}")


def _printed_letter(here: LinksFrom, group: Group) -> PrintedLetter:
    terms = tuple(_printed(here, concept) for concept in group.concepts)
    return PrintedLetter(letter=group.letter, anchor=group.anchor, terms=terms)


def _printed(here: LinksFrom, concept: Concept) -> PrintedTerm:
    site = here.site
    # A link leads to a place on the same page, unless the page has one letter and the term another.
    inside = here.rich if is_by_letter(site) else here.inside
    texts = site.texts.concepts[concept.id]
    return PrintedTerm(
        id=concept.id,
        term=concept.term,
        abbreviations=concept.abbreviations,
        definition=inside(texts.definition),
        explanation=inside(texts.explanation) if texts.explanation else None,
        formula=shown_formula(concept.own.formula if concept.own else None),
        contrasts=tuple(
            PrintedContrast(
                term=site.termbase.by_id[relation.target].term,
                difference=inside(texts.contrasts[relation.target], inline=True),
            )
            for relation in concept.related(RelationKind.CONTRAST)
            if relation.target in texts.contrasts
        )
        + tuple(
            PrintedContrast(term=relation.to.term, difference=inside(difference, inline=True))
            for relation in concept.related_elsewhere(RelationKind.CONTRAST)
            if (difference := texts.remote_contrasts.get(relation.to.id)) is not None
        ),
        admitted=concept.names(DesignationKind.ADMITTED),
        sources=tuple(source_title(site, id) for id in concept.origins),
    )
