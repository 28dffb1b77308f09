"""A page before it is rendered: where it is, what it shows, and what the host needs about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from termbase.model.concept import ConceptId
from termbase.model.diagnostics import Location
from termbase.site.views import PageView, Section

Shown = tuple[PageView, tuple[ConceptId, ...]]
"""What a page shows, and the concepts whose definitions its links can show, sorted by id."""


@dataclass(slots=True)
class _Found:
    """What has been found out about a page so far, without the dictionary that cached properties would need."""

    shown: Shown | None = None
    facts: PageView | None = None
    """See `Page._facts`."""
    said: tuple[Mapping[str, Any] | None] | None = None
    """See `Page.data`; in a tuple, since it may be nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered. What it shows is found out when it is first needed."""

    path: str
    """Place without an ending, such as `terms/churn`; a folder's own page ends in `index`."""
    show: Callable[[], Shown]
    """Makes what it shows."""
    concept: ConceptId | None = None
    """The concept that it is about, if it is a term page."""
    edit: Location | None = None
    """Where the page's words can be edited."""
    under: str = ""
    """Folder whose own page a navigation marks while this one is shown; if empty, the folder it is in."""
    listed: bool = False
    """True for pages that a site's navigation may hold."""
    searchable: bool = True
    """False for pages that would only duplicate search results."""
    indexed: bool = True
    """False for pages that search engines should leave out."""
    wide: bool = False
    """True for pages that need the room of the table of contents."""
    card: bool = False
    """True for pages that have their own picture for shared links next to them."""
    say: Callable[[], Mapping[str, Any]] | None = None
    """Builds the structured data of the page (schema.org)."""

    _found: _Found = field(default_factory=_Found, init=False, repr=False, compare=False)

    @property
    def _shown(self) -> Shown:
        if self._found.shown is None:
            self._found.shown = self.show()
        return self._found.shown

    @property
    def view(self) -> PageView:
        """All that the page shows."""
        return self._shown[0]

    @property
    def linked(self) -> tuple[ConceptId, ...]:
        """The concepts whose definitions the page's links can show, sorted by id."""
        return self._shown[1]

    @property
    def _facts(self) -> PageView:
        """The values that are needed repeatedly, without the rest of the view."""
        if self._found.facts is None:
            view = self.view
            self._found.facts = PageView(title=view.title, description=view.description, sections=view.sections)
        return self._found.facts

    def forget(self) -> None:
        """Drops the view, of which a large site has too many; title, description, and headings stay.

        If it is asked for after all, it is made again.
        """
        _ = self._facts
        self._found.shown = None

    def recall(
        self, *, title: str, description: str, sections: tuple[Section, ...], data: Mapping[str, Any] | None
    ) -> None:
        """Stores what is known about the page, so that its view is created only if more is needed.

        Args:
            title: See `title`.
            description: See `description`.
            sections: See `sections`.
            data: See `data`.
        """
        self._found.facts = PageView(title=title, description=description, sections=sections)
        self._found.said = (data,)

    @property
    def data(self) -> Mapping[str, Any] | None:
        """The structured data of the page (schema.org)."""
        if self._found.said is None:
            self._found.said = (self.say() if self.say else None,)
        return self._found.said[0]

    @property
    def title(self) -> str:
        """Title of the page."""
        return self._facts.title

    @property
    def description(self) -> str:
        """What the page holds, in a sentence."""
        return self._facts.description

    @property
    def sections(self) -> tuple[Section, ...]:
        """Headings, for the table of contents."""
        return self._facts.sections
