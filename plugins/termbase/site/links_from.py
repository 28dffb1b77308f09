"""The links of one page: every address relative to it, and a record of the terms that it links to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from termbase.linking.index import Target
from termbase.linking.restricted_markdown import Rendered
from termbase.model.concept import Concept, ConceptId, Entry, RemoteConcept
from termbase.model.page_paths import TERMS
from termbase.site.addresses import ASSETS, PageUrl, relative, siblings
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.site.views import Shell
from termbase.site.views.parts import CitedEntry, ListedTerm, PageLink, TermLink, Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksFrom:
    """A page's links, as its view needs them."""

    site: Site
    url: PageUrl
    """Address of the page, relative to the root of the site."""
    linked: set[ConceptId] = field(default_factory=set)
    """The concepts whose definitions the page's links can show; it grows with every link."""
    _terms: dict[str, TermLink] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The links to concepts so far: a page names the same one in its lists and in its drawings."""
    _hrefs: dict[str, str] = field(init=False, repr=False, compare=False)
    """The links to concepts that the pages of this folder have needed so far."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hrefs", self.site.hrefs.setdefault(siblings(self.url), {}))

    def to(self, url: str) -> str:
        """A link to an address relative to the root of the site."""
        return relative(self.url, url)

    def page(self, path: str) -> str:
        """A link to the page at a path such as `terms/index`.

        Raises:
            LookupError: The site does not have this part.
        """
        if part_of(path) not in self.site.parts:
            raise LookupError(f"a page links to “{path}”, a part that this site does not have")
        return self.to(self.site.addresses.page(path))

    def page_if_made(self, path: str) -> str:
        """The same, or "" if the site does not have this part."""
        return self.page(path) if part_of(path) in self.site.parts else ""

    def href(self, id: str) -> str:
        """A link to a concept's page that shows no preview, because its definition is next to it."""
        target = self.site.addresses.term(id)
        if target.startswith(self.url):
            return self.to(target)
        if (known := self._hrefs.get(id)) is None:
            known = self._hrefs[id] = self.to(target)
        return known

    def term(self, concept: Concept) -> TermLink:
        """A link to a concept's page, which shows the definition on hover and focus."""
        id = concept.id
        if (known := self._terms.get(id)) is None:
            self.linked.add(id)
            known = self._terms[id] = TermLink(id=id, term=concept.term, href=self.href(id))
        return known

    def remote(self, concept: RemoteConcept) -> TermLink:
        """A link to a term of another glossary, with a preview if that is on the same site."""
        if concept.page:
            self.linked.add(concept.id)
        return TermLink(
            id=concept.id,
            term=concept.term,
            href=self.remote_href(concept),
            glossary=concept.glossary,
            near=bool(concept.page),
        )

    def remote_href(self, concept: RemoteConcept) -> str:
        """The address of the page of a term in another glossary."""
        return self.to(self.site.addresses.at(concept.page)) if concept.page else concept.url

    def terms(self, ids: Iterable[str]) -> tuple[TermLink, ...]:
        """Such a link to each of several concepts."""
        by_id = self.site.termbase.by_id
        return tuple(self.term(by_id[id]) for id in ids)

    def listed(self, concept: Concept) -> ListedTerm:
        """A concept with its definition, for a list."""
        return ListedTerm(
            id=concept.id,
            term=concept.term,
            abbreviation=concept.abbreviation,
            href=self.href(concept.id),
            category=concept.category or "",
            definition=self.site.texts.concepts[concept.id].definition.plain,
        )

    def source(self, id: str, locator: str = "") -> PageLink:
        """A link to a source or to one of its entries, by the title of the source; no link without source pages."""
        page = self.page_if_made(f"sources/{id}")
        return PageLink(title=source_title(self.site, id), href=f"{page}#{locator}" if page and locator else page)

    def cited(self, entry: Entry) -> CitedEntry:
        """Where an entry of a source is."""
        return CitedEntry(source=self.source(entry.source or "", entry.locator), locator=entry.locator)

    def rich(self, rendered: Rendered, *, inline: bool = False) -> Markup:
        """The HTML of a contributor's text; safe, because only the restricted renderer makes it."""
        return Markup(rendered.html(self._target, source=self._source_page, inline=inline))

    def inside(self, rendered: Rendered, *, inline: bool = False) -> Markup:
        """The same for a page that holds all concepts itself: links to one of them lead to places on it."""

        def href(target: Target) -> str:
            if target.concept in self.site.termbase.by_id:
                return f"#{target.concept}"
            return self.site.elsewhere(target) or self.to(self.site.address(target))

        return Markup(rendered.html(href, inline=inline))

    def optional(self, rendered: Rendered | None, *, inline: bool = False) -> Markup | None:
        """The same for a text that may be missing."""
        return None if rendered is None else self.rich(rendered, inline=inline)

    def _source_page(self, id: str) -> str:
        return self.page_if_made(f"sources/{id}")

    def _target(self, target: Target) -> str:
        self.linked.update(target.concepts)
        return self.site.elsewhere(target) or self.to(self.site.address(target))


def part_of(path: str) -> str:
    """The part of the site that a page belongs to; see `Part`."""
    return Part.HOME if path == "index" else path.partition("/")[0]


def source_title(site: Site, id: str) -> str:
    """The title of a source without its subtitle, for citations in passing."""
    source = site.termbase.source_by_id.get(id)
    return source.short_title if source else id


def shell(site: Site, url: PageUrl) -> Shell:
    """What all pages share, with addresses relative to one of them."""
    here = LinksFrom(site=site, url=url)
    return Shell(
        glossary=site.termbase.title,
        language=site.termbase.language,
        home=here.to(site.start),
        terms=here.page(TERMS),
        acronyms=here.page_if_made("acronyms/index"),
        categories=here.page_if_made("categories/index"),
        map=here.page_if_made("graph/index"),
        sources=here.page_if_made("sources/index"),
        merges=here.page_if_made("merges/index"),
        contributors=here.page_if_made("contributors/index"),
        print=here.page_if_made("print/index"),
        assets=here.to(ASSETS),
        titles=Titles(
            terms=site.title(Part.TERMS),
            categories=site.title(Part.CATEGORIES),
            sources=site.title(Part.SOURCES),
            merges=site.title(Part.MERGES),
            acronyms=site.title(Part.ACRONYMS),
        ),
    )


class Shells:
    """What all pages share, made once for all pages of a folder, from which the addresses are the same."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: dict[tuple[str, bool], Shell] = {}
        overviews = ("terms", "acronyms", "categories", "graph", "sources", "merges", "contributors", "print")
        targets = (site.start, ASSETS, *(site.addresses.overview(part) for part in overviews))
        folders = (target[:end] for target in targets for end in range(len(target) + 1))
        self._above = frozenset(folder for folder in folders if not folder or folder.endswith("/"))
        """The addresses of overview pages and of what is above them: seen from there, the way to one of them differs."""

    def at(self, url: PageUrl) -> Shell:
        """What a page shares with all others.

        Args:
            url: Address of the page, relative to the root of the site.
        """
        if url in self._above:
            return shell(self._site, url)
        key = siblings(url)
        if key not in self._made:
            self._made[key] = shell(self._site, url)
        return self._made[key]
