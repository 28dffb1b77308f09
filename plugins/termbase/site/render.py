"""From pages to HTML: one Jinja environment, autoescaping, with links relative to the page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from termbase.linking.index import Target
from termbase.linking.restricted_markdown import Rendered
from termbase.model.artifact import Artifact
from termbase.model.concept import Concept, ConceptId
from termbase.site.addresses import PageUrl, relative
from termbase.site.page import Page
from termbase.site.pages import pages
from termbase.site.permalinks import redirects
from termbase.site.previews import previews as linked_definitions
from termbase.site.site import Site

_LINE: Final = re.compile(r"L[0-9]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A page with its HTML."""

    page: Page
    url: PageUrl
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """A template's view of the page it is rendered for."""

    site: Site
    url: PageUrl
    previewed: set[ConceptId] = field(default_factory=set)
    """The concepts whose definitions the page's links can show; it grows while a template runs."""

    def to(self, url: str) -> str:
        """A link to an address relative to the root of the site."""
        return relative(self.url, url)

    def term(self, concept: Concept | ConceptId) -> str:
        """A link to a concept's page."""
        id = concept if isinstance(concept, str) else concept.id
        return self.to(self.site.addresses.term(id))

    def preview(self, concept: Concept | ConceptId) -> str:
        """The same for a link of class `term-link`, which shows the definition on hover and focus."""
        self.previewed.add(ConceptId(concept) if isinstance(concept, str) else concept.id)
        return self.term(concept)

    def page(self, path: str) -> str:
        """A link to the page at a path such as `terms/index`."""
        return self.to(self.site.addresses.page(path))

    def target(self, target: Target) -> str:
        """A link to what a name in text leads to."""
        self.previewed.update(target.concepts)
        return self.site.elsewhere(target) or self.to(self.site.address(target))

    def rich(self, rendered: Rendered, *, inline: bool = False) -> Markup:
        """The HTML of a contributor's text; safe, because only the restricted renderer makes it."""
        return Markup(rendered.html(self.target, inline=inline))

    def inside(self, rendered: Rendered, *, inline: bool = False) -> Markup:
        """The same for a page that holds all concepts itself: links lead to their places on it."""
        return Markup(rendered.html(lambda target: f"#{target.concepts[0]}", inline=inline))


def environment(overrides: Sequence[Path] = ()) -> Environment:
    """The template environment; folders of overrides come before the package's own templates."""
    packaged = PackageLoader("termbase")
    # An override named `term.html` extends the packaged one as `termbase/term.html`, not itself.
    prefixed = PrefixLoader({"termbase": packaged})
    env = Environment(
        loader=ChoiceLoader([*(FileSystemLoader(folder) for folder in overrides), packaged, prefixed]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # An environment lives for one build: nothing needs to look at each use whether a file has changed.
        auto_reload=False,
        cache_size=-1,
    )
    env.filters["spoken_date"] = _spoken_date
    env.filters["spoken_place"] = _spoken_place
    env.filters["short_title"] = _short_title
    env.filters["first_sentence"] = _first_sentence
    return env


def _spoken_place(locator: str) -> str:
    """A place in a source as English text: "L57" is "line 57"; other locators are unchanged."""
    return f"line {locator[1:]}" if _LINE.fullmatch(locator) else locator


def _short_title(title: str) -> str:
    """A title without its subtitle, for citations in passing."""
    return title.partition(": ")[0]


def _first_sentence(text: str) -> str:
    """The first sentence of a plain text."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def _spoken_date(date: str) -> str:
    """An ISO date as English text: "2022-08-01" is "August 1, 2022"."""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    year, *rest = date.split("-")
    if not rest:
        return year
    month = months[int(rest[0]) - 1]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def render(site: Site) -> Sequence[Body]:
    """Renders every page."""
    one = renderer(site)
    return tuple(one(page) for page in pages(site))


ASSETS: Final = "assets/termbase/"
_STYLES: Final = ("links", "pages", "widgets")
_SCRIPTS: Final = ("preview", "palette", "page")
_LINKS: Final = ("links", "preview")
"""What a host may load on all its pages, because links to terms are on any of them."""


def renderer(site: Site, *, previews: bool = True, linked: bool = False) -> Callable[[Page], Body]:
    """A function that renders one page at a time.

    Args:
        site: The glossary.
        previews: Whether a page carries what previews of its links show.
        linked: Whether every page of the host already loads what links to terms need.
    """
    styles, scripts = ([name for name in names if not (linked and name in _LINKS)] for names in (_STYLES, _SCRIPTS))
    env = environment(site.templates)

    def one(page: Page) -> Body:
        url = site.addresses.page(page.path)
        here = _Here(site=site, url=url)
        template = env.get_template(page.template)
        html = template.render(
            site=site, here=here, page=page, headings={s.id: s.title for s in page.sections}, **page.context
        )
        told = linked_definitions(site, here.previewed, url=url) if previews else ""
        # A page brings its own styles and scripts, so that no other page of the host need load them.
        first = "".join(f'<link rel="stylesheet" href="{here.to(f"{ASSETS}{name}.css")}">\n' for name in styles)
        last = "".join(f'<script src="{here.to(f"{ASSETS}{name}.js")}" defer></script>\n' for name in scripts)
        return Body(page=page, url=url, html=f"{first}{html}{told}{last}")

    return one


_CARD: Final = 200
"""Characters of a definition that programs show beneath a pasted link."""


def _card_title(concept: Concept, name: str) -> str:
    """The term, with the abbreviation or other name that was asked for."""
    old = name == concept.id or name == concept.term or not any(name == other.text for other in concept.designations)
    return concept.term if old else f"{concept.term} ({name})"


def render_redirects(site: Site) -> Sequence[Artifact]:
    """The small pages under /go/ that lead on at once."""
    template = environment(site.templates).get_template("redirect.html")
    made = []
    for url, concept, name in redirects(site):
        place = site.addresses.term(concept.id)
        path = f"{url}index.html" if url.endswith("/") else url
        html = template.render(
            name=name,
            title=_card_title(concept, name),
            description=shorten(site.texts.concepts[concept.id].definition.plain, _CARD, placeholder=" …"),
            glossary=site.termbase.title,
            concept=concept,
            target=relative(url, place),
            canonical=site.addresses.absolute(place) if site.addresses.site_url else None,
            language=site.termbase.language,
        )
        made.append(Artifact(path=path, content=html))
    return tuple(made)
