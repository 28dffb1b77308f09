"""`feed.xml`: an Atom feed of the terms that changed last (RFC 4287)."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from termbase.exports.xml_document import add, serialize
from termbase.model.artifact import Artifact
from termbase.model.concept import Concept
from termbase.model.removed import Removed
from termbase.site.site import Site

PATH: Final = "feed.xml"
MEDIA_TYPE: Final = "application/atom+xml"
MOST_ENTRIES: Final = 50
"""Maximum number of terms in the feed."""


def export(site: Site) -> Iterator[Artifact]:
    """The feed, newest first; none while the site's address or every date is unknown.

    Atom demands a date and an address that lasts for the feed and for each entry. With invented ones, every subscriber
    would see everything as new.
    """
    dated = [(site.updated[c.where.file], c) for c in site.termbase.concepts if c.where.file in site.updated]
    if not dated or not site.addresses.site_url:
        return
    newest = sorted(dated, key=lambda item: item[1].id)
    newest.sort(key=lambda item: item[0], reverse=True)
    home = site.addresses.absolute(site.start)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.termbase.language})
    add(root, "id", home)
    add(root, "title", f"{site.termbase.title}: new and changed terms")
    if site.termbase.description:
        add(root, "subtitle", site.termbase.description)
    add(root, "updated", _moment(newest[0][0]))
    add(root, "link", rel="alternate", type="text/html", href=home)
    add(root, "link", rel="self", type=MEDIA_TYPE, href=site.addresses.absolute(site.addresses.file(PATH)))
    add(add(root, "author"), "name", site.termbase.title)
    for date, concept in newest[:MOST_ENTRIES]:
        _entry(add(root, "entry"), site, concept, date)
    for gone in sorted((item for item in site.termbase.removed if item.date), key=lambda item: item.id):
        _removal(add(root, "entry"), site, gone, str(gone.date))
    yield Artifact(path=PATH, content=serialize(root))


def _entry(entry: Element, site: Site, concept: Concept, date: str) -> None:
    page = site.addresses.absolute(site.addresses.term(concept.id))
    add(entry, "id", page)
    add(entry, "title", concept.title)
    add(entry, "updated", _moment(date))
    add(entry, "link", rel="alternate", type="text/html", href=page)
    former = sorted(old for old, id in site.termbase.former_ids.items() if id == concept.id)
    renamed = f" (Formerly at: {', '.join(former)}.)" if former else ""
    add(entry, "summary", site.texts.concepts[concept.id].definition.plain + renamed)
    if category := site.termbase.category_by_id.get(concept.category or ""):
        add(entry, "category", term=category.id, label=category.title)


def _removal(entry: Element, site: Site, gone: Removed, date: str) -> None:
    page = site.addresses.absolute(site.addresses.term(gone.id))
    add(entry, "id", page)
    add(entry, "title", f"Removed: {gone.id}")
    add(entry, "updated", _moment(date))
    add(entry, "link", rel="alternate", type="text/html", href=page)
    add(entry, "summary", gone.reason)


def _moment(date: str) -> str:
    """A day as the moment at which it begins."""
    return f"{date[:10]}T00:00:00Z"
