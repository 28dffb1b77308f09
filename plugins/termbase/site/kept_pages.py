"""Pages that an earlier build has made, found by what they were made from.

While a term page is made, it is recorded which facts of the site are read (see `watched_site`). As long as these
have the same digests, the page would be the same, so neither its view nor its HTML is made again, and what the host
needs of it is stored with the list of its facts. All other pages are made from the whole site; if it has changed, their
HTML is still found by what they show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from termbase.model.concept import ConceptId
from termbase.site.addresses import PageUrl
from termbase.site.facts import WHOLE, Facts, facts_file
from termbase.site.page import Page
from termbase.site.render import Body
from termbase.site.signed_file import SignedFile
from termbase.site.site import Site
from termbase.site.stored_bodies import StoredBodies
from termbase.site.views import Section
from termbase.site.watched_site import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What is known about a page without generating it."""

    facts: str
    """What it was made from, as one text."""
    key: bytes
    """Derived from the page and the current values of these facts."""
    body: bytes
    """The name of its HTML among the stored bodies."""
    heading: bool
    """Whether its HTML has a heading of its own."""
    title: str
    description: str
    sections: tuple[tuple[str, str, int], ...]
    """Id, title, and level of each."""
    data: Mapping[str, Any] | None
    """See `Page.data`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBody:
    """A page whose HTML is read from the store, or made again, where it is needed."""

    page: Page
    url: PageUrl
    read: Callable[[], str]
    """Its HTML."""


class KeptPages:
    """The pages of the last build of a site.

    Args:
        site: The site.
        facts: Its facts.
        bodies: The HTML of the pages, and of others.
        file: What else is known of them.
        linked: Whether every page of the host already loads what links to terms need.
    """

    def __init__(
        self, site: Site, facts: Facts, bodies: StoredBodies, file: SignedFile | None, *, linked: bool
    ) -> None:
        self._watch = Watch(site)
        self._site, self._facts, self._bodies, self._file = site, facts, bodies, file
        self._more = b"linked" if linked else b""
        stored = cast("Mapping[str, KeptPage] | None", file.read() if file else None)
        self._before = stored or {}
        self._now: dict[str, KeptPage] = {}

    @property
    def site(self) -> Site:
        """The site to make term pages with, which notes what they are made from."""
        return self._watch.site

    def body(self, page: Page, make: Callable[[Page], Body]) -> Body | KeptBody:
        """A page, made only if anything that it was made from has changed.

        Args:
            page: The page; that of a term is made with `site`.
            make: Makes it.
        """
        known = self._before.get(page.path)
        if known is not None and self._key(page, known.facts) == known.key and self._bodies.holds(known.body):
            self._now[page.path] = known
            sections = tuple(Section(id=id, title=title, level=level) for id, title, level in known.sections)
            # A page is described in lists and in the search, so what they need is stored apart from the HTML.
            page.recall(title=known.title, description=known.description, sections=sections, data=known.data)
            return KeptBody(
                page=page, url=self._site.addresses.page(page.path), read=partial(self._read, known.body, page, make)
            )
        self._watch.begin(page.concept or ConceptId(""))
        body, data = make(page), page.data
        noted = self._watch.end()
        # What other pages read is not noted, so any change to the site makes them again.
        facts = WHOLE if page.concept is None else self._facts.text(noted)
        if (key := self._key(page, facts)) is not None:
            self._now[page.path] = KeptPage(
                facts=facts,
                key=key,
                body=self._named(key, body),
                heading="<h1" in body.html,
                title=page.title,
                description=page.description,
                sections=tuple((section.id, section.title, section.level) for section in page.sections),
                data=data,
            )
        return body

    @property
    def now(self) -> Mapping[str, KeptPage]:
        """The known properties of the pages of this build, by path."""
        return self._now

    def _named(self, key: bytes, body: Body) -> bytes:
        """The name of a body that has just been rendered; the body is stored unless it was found by its content."""
        if body.shows:
            return self._bodies.name(body.shows.encode())
        self._bodies.put(key, body.html)
        return key

    def end(self) -> None:
        """Stores the known properties of the pages, if any of them are new."""
        if self._file is not None and self._now != self._before:
            self._file.write(self._now)

    def _key(self, page: Page, facts: str) -> bytes | None:
        """The key of a page that is made from the current values of some facts."""
        found = self._facts.of_text(facts)
        return None if found is None else self._bodies.name(f"{page.path} ".encode() + self._more + found)

    def _read(self, name: bytes, page: Page, make: Callable[[Page], Body]) -> str:
        found = self._bodies.find(name)
        if found is None:
            found = make(page).html
            page.forget()
        return found


def kept_pages(root: Path, site: Site, facts: Facts, bodies: StoredBodies, *, linked: bool) -> KeptPages:
    """The pages that the last build of a site has stored.

    Args:
        root: The project's folder.
        site: The site.
        facts: Its facts.
        bodies: The HTML of its pages.
        linked: Whether every page of the host already loads what links to terms need.
    """
    file = facts_file(root, site, holds="facts")
    return KeptPages(site, facts, bodies, file, linked=linked)
