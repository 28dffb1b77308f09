"""What a search plugin of the host finds on a term's page: the author's texts, without what all pages repeat."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from termbase.linking.restricted_markdown import Rendered
from termbase.model.concept import Concept
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import source_title
from termbase.site.site import Site
from termbase.site.views.term import TermPage


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


def search_entries(site: Site, view: TermPage) -> Iterator[SearchEntry]:
    """The parts of a term's page that hold texts; those that list other terms or names have none.

    Args:
        site: The glossary.
        view: The page.
    """
    concept = site.termbase.by_id[view.id]
    texts = site.texts.concepts[concept.id]
    yield SearchEntry(title=view.title, paragraphs=_plain(texts.definition, texts.explanation))
    paragraphs = {"formula": _formula(view), "example": _plain(texts.example)}
    items = {
        "mistakes": _plain(*texts.mistakes),
        "benchmark": tuple(" ".join(line.facts) for line in view.benchmarks),
        "contrast": tuple(_contrasts(site, concept)),
        "sources": tuple(_evidence(site, concept)),
        "disagreements": tuple(_disagreements(site, concept)),
        "notes": _plain(*texts.notes),
        "references": tuple(
            f"{line.title}: {text.plain}" for line, text in zip(view.references, texts.references, strict=True)
        ),
    }
    for section in view.sections:
        if section.id in paragraphs or section.id in items:
            yield SearchEntry(
                id=section.id,
                title=section.title,
                paragraphs=paragraphs.get(section.id, ()),
                items=items.get(section.id, ()),
            )


def _plain(*texts: Rendered | None) -> tuple[str, ...]:
    return tuple(text.plain for text in texts if text is not None)


def _formula(view: TermPage) -> tuple[str, ...]:
    if view.formula is None:
        return ()
    drawn = Markup(view.formula.drawn.markup).striptags() if view.formula.drawn else view.formula.tex
    return tuple(text for text in (drawn, view.formula.unit, view.formula.range) if text)


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
