"""The steps before and after the theme's templates, whether the host or the plugin writes the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc

from termbase.hosts.description import date, describe
from termbase.hosts.navigation import CurrentEntry
from termbase.hosts.refusals import Refusals
from termbase.hosts.telling import notice
from termbase.model.concept import ConceptId
from termbase.site.content_security_policy import with_policy
from termbase.site.front_matter import headings
from termbase.site.options import Options
from termbase.site.page import Page
from termbase.site.previews import previews
from termbase.site.render import Body
from termbase.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMaking:
    """The steps of one page, for the site of one build."""

    site: Site
    options: Options
    serving: bool
    """Whether an author is at work: then problems are shown, and the host adds a script that no policy allows."""
    bodies: Mapping[str, Body]
    """The HTML of each generated page, by its path."""
    host_pages: bool = True
    """Whether the pages of the host are made, too, which in a build in shards is the work of the first one."""
    _entry: CurrentEntry = field(default_factory=CurrentEntry)
    _refusals: Refusals = field(default_factory=Refusals)

    def describe(self, page: HostPage, made: Page | None) -> None:
        """Sets the title, description, date, and edit link of a generated page."""
        describe(page, made, site=self.site, options=self.options)

    def date(self, page: HostPage, made: Page) -> None:
        """Sets the date of a generated page alone."""
        date(page, made, site=self.site, options=self.options)

    def body(self, made: Page) -> str:
        """The HTML of a generated page."""
        told = notice(self.site.diagnostics, outdated=self.site.outdated) if self.serving else ""
        return told + self.bodies[made.path].html

    def content(self, html: str, page: HostPage, made: Page | None, *, linked: Iterable[ConceptId]) -> str:
        """The content of one of the host's pages, after the site's Markdown has run.

        Args:
            html: What the Markdown has made.
            page: The page.
            made: The generated page that it shows, or None for one that an author wrote.
            linked: The concepts that the author's page links to.
        """
        if made is None:
            return html + previews(self.site, linked, url=page.url)
        page.toc = get_toc(headings(made))
        return self.body(made) if self.host_pages else ""

    def enter(self, page: HostPage, made: Page | None, *, nav: Navigation, context: Any) -> None:
        """Marks the entry of the navigation that stands for a page outside it.

        Args:
            page: The page of the host.
            made: The generated page that it shows, or None for one that an author wrote.
            nav: The navigation.
            context: What the page's template gets; the sentences of the interface are added.
        """
        context["termbase_say"] = self.site.sentences.markup
        under = self.site.addresses.place(f"{made.under}/") if made and made.under else ""
        self._entry.hold(nav, page, under=under)
        self._refusals.page = page.url

    def let_go(self) -> None:
        """Undoes the effect of `enter`."""
        self._entry.let_go()

    def leave(self, output: str, *, unread: str = "") -> str:
        """Finishes the theme's output: with a policy, if the site wants one.

        Args:
            output: The page.
            unread: The part of it that is generated, from which nothing is allowed.
        """
        self.let_go()
        if self.serving or not self.options.content_security_policy:
            return output
        return with_policy(output, unread=unread, refused=self._refusals.add)
