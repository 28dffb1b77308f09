"""The search entries of a term page: the author's texts, without the words that all pages repeat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from termbase.linking.restricted_markdown import Rendered
from termbase.model.author_files import ConceptFile
from termbase.model.concept import Concept
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import source_title
from termbase.site.pages.made import shown_formula
from termbase.site.pages.term import facts
from termbase.site.site import Site
from termbase.site.views import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """A part of a page that a search finds."""

    id: str = ""
    """Id of its heading; "" for the beginning of the page."""
    title: str
    """Its heading, or the title of the page."""
    paragraphs: tuple[str, ...] = ()
    """Its text, without markup."""
    items: tuple[str, ...] = ()
    """Its list, if the part is one, without markup."""


def search_entries(site: Site, concept: Concept, *, sections: Iterable[Section]) -> Iterator[SearchEntry]:
    """The sections of a term's page that contain texts, without those that list other terms or names.

    Args:
        site: The glossary.
        concept: The concept that the page is about.
        sections: The headings of the page.
    """
    texts, own = site.texts.concepts[concept.id], concept.own
    yield SearchEntry(title=concept.title, paragraphs=_plain(texts.definition, texts.explanation))
    cited = zip(own.references if own else (), texts.references, strict=True)
    paragraphs = {"formula": lambda: _formula(own), "example": lambda: _plain(texts.example)}
    items = {
        "mistakes": lambda: _plain(*texts.mistakes),
        "benchmark": lambda: tuple(" ".join(facts(item)) for item in (own.benchmark if own else ())),
        "contrast": lambda: tuple(_contrasts(site, concept)),
        "sources": lambda: tuple(_evidence(site, concept)),
        "disagreements": lambda: tuple(_disagreements(site, concept)),
        "notes": lambda: _plain(*texts.notes),
        "references": lambda: tuple(f"{item.title}: {text.plain}" for item, text in cited),
    }
    for section in sections:
        if section.id in paragraphs or section.id in items:
            yield SearchEntry(
                id=section.id,
                title=section.title,
                paragraphs=paragraphs.get(section.id, tuple)(),
                items=items.get(section.id, tuple)(),
            )


def _plain(*texts: Rendered | None) -> tuple[str, ...]:
    return tuple(text.plain for text in texts if text is not None)


def _formula(own: ConceptFile | None) -> tuple[str, ...]:
    if own is None or not own.formula:
        return ()
    shown = shown_formula(own.formula)
    drawn = Markup(shown.markup).striptags() if shown else own.formula
    return tuple(text for text in (drawn, own.unit, own.range) if text)


def _contrasts(site: Site, concept: Concept) -> Iterator[str]:
    texts = site.texts.concepts
    for relation in concept.related(RelationKind.CONTRAST):
        stated = texts[concept.id].contrasts.get(relation.target) or texts[relation.target].definition
        yield f"{site.terms[relation.target]}: {stated.plain}"


def _evidence(site: Site, concept: Concept) -> Iterator[str]:
    texts = site.texts.concepts[concept.id].accounts
    for account in concept.evidence:
        yield f"{source_title(site, account.entry.source or '')}: {texts[account.entry.key].plain}"


def _disagreements(site: Site, concept: Concept) -> Iterator[str]:
    rendered = site.texts.concepts[concept.id].disagreements
    for item, (claims, accepted, ground) in zip(
        concept.own.disagreements if concept.own else (), rendered, strict=True
    ):
        yield " ".join((f"{item.topic}:", *_plain(*claims, accepted, ground)))
