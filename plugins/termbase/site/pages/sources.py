"""The source pages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from termbase.model.author_files import SourceItem
from termbase.model.concept import Concept, Entry, SourceId
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.made import made
from termbase.site.pages.term_origin import name_from
from termbase.site.site import Site
from termbase.site.views import SourcePage, SourcesPage
from termbase.site.views.reports import SourceCard, SourceRow
from termbase.text.alphabet import sort_key

_Placed = Sequence[tuple[Entry, Concept | None]]
"""Entries, each with its concept."""


def sources(site: Site) -> Iterator[Page]:
    """The list of sources, and a page for each."""
    base = site.termbase
    placed: dict[SourceId | None, list[tuple[Entry, Concept | None]]] = defaultdict(list)
    imported: dict[str, list[Concept]] = defaultdict(list)
    for concept in base.concepts:
        if concept.own and concept.own.imported_from:
            imported[concept.own.imported_from.source].append(concept)
        for account in concept.evidence:
            placed[account.entry.source].append((account.entry, concept))
    for item in base.unresolved:
        placed[item.entry.source].append((item.entry, None))
    yield made(
        site,
        "sources/index",
        lambda here: SourcesPage(
            title=site.title(Part.SOURCES),
            description=site.sentences.text("sources.description", n=len(base.sources), glossary=base.title),
            sources=tuple(
                _card(here, source, len(placed[SourceId(source.id)]), len(imported[source.id]))
                for source in base.sources
            ),
        ),
        listed=True,
        searchable=False,
    )
    for source in base.sources:
        entries = sorted(placed[SourceId(source.id)], key=lambda item: item[0].order)
        yield _source(site, source, entries, sorted(imported[source.id], key=lambda concept: sort_key(concept.term)))


def _card(here: LinksFrom, source: SourceItem, entries: int, imported: int) -> SourceCard:
    return SourceCard(
        id=source.id,
        title=source.title,
        href=here.page(f"sources/{source.id}"),
        author=source.author or "",
        publisher=source.publisher or "",
        date=source.date or "",
        entries=entries,
        imported=imported,
    )


def _source(site: Site, source: SourceItem, entries: _Placed, imported: Sequence[Concept]) -> Page:
    return made(
        site,
        f"sources/{source.id}",
        lambda here: SourcePage(
            title=source.title,
            description=site.sentences.text(
                "source.description" if entries else "source.imported-description",
                n=len(entries) or len(imported),
                source=source.title,
            ),
            id=source.id,
            author=source.author or "",
            publisher=source.publisher or "",
            date=source.date or "",
            url=source.url or "",
            note=here.optional(site.texts.notes.get(source.id)),
            entries=tuple(_row(here, entry, concept) for entry, concept in entries),
            imported=tuple(here.term(concept) for concept in imported),
        ),
        searchable=False,
    )


def _row(here: LinksFrom, entry: Entry, concept: Concept | None) -> SourceRow:
    texts = here.site.texts
    rendered = texts.concepts[concept.id].accounts[entry.key] if concept else texts.unresolved[entry.key]
    return SourceRow(
        locator=entry.locator,
        headword=entry.headword,
        name_from=name_from(entry),
        term=here.term(concept) if concept else None,
        text=here.rich(rendered),
    )
