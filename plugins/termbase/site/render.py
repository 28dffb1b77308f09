"""From pages to HTML: one Jinja environment, autoescaping, with links relative to the page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final, Protocol

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)

from termbase.model.artifact import Artifact
from termbase.model.concept import Concept, ConceptId
from termbase.site.addresses import ASSETS, PageUrl, relative
from termbase.site.bodies import Bodies
from termbase.site.cards.files import card_path, has_card
from termbase.site.drawn import Drawer, framed_in_template
from termbase.site.links_from import Shells
from termbase.site.page import Page
from termbase.site.pages import pages
from termbase.site.permalinks import addresses_of_concepts
from termbase.site.previews import previews as linked_definitions
from termbase.site.sentences import Sentences, english
from termbase.site.sentences.script import SENTENCES_NAME as SENTENCES
from termbase.site.site import Site
from termbase.site.summaries import CONTENT_INDEX
from termbase.site.template_errors import override_error
from termbase.site.template_form import writer
from termbase.site.views import RedirectPage
from termbase.site.views.view import digest
from termbase.site.written_lists import copy_items, link_items, written_link
from termbase.text.one_line import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A page with its HTML."""

    page: Page
    url: PageUrl
    html: str
    shows: str = ""
    """A hash of all that it shows, if bodies of an earlier build are found by it."""


def environment(overrides: Sequence[Path] = (), *, sentences: Sentences | None = None) -> Environment:
    """The template environment; folders of overrides come before the package's own templates.

    Args:
        overrides: The folders.
        sentences: What `say` and the filters for dates and places write; English if it is not given.
    """
    sentences = sentences or english()
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
    env.globals["say"] = sentences.markup
    env.filters["spoken_date"] = sentences.date
    env.filters["spoken_place"] = sentences.place
    drawer = Drawer(sentences)
    env.filters["drawn"] = drawer.drawn
    env.filters["legend_items"] = drawer.legend_items
    env.filters["written_link"] = written_link
    env.filters["link_items"] = link_items
    env.filters["copy_items"] = copy_items
    env.filters["framed"] = framed_in_template
    return env


def render(site: Site) -> Sequence[Body]:
    """Renders every page."""
    one = renderer(site)
    return tuple(one(page) for page in pages(site))


_STYLES: Final = ("links", "pages", "find")
"""What all pages need; each kind of page has more of its own."""
_SCRIPTS: Final = ("preview", "palette", "page")
INDEX_ATTRIBUTE: Final = "data-termbase-index"
"""Attribute with the place of the index of the glossary that a page belongs to, if that is not the first."""
_LINKS: Final = ("links", "preview")
"""What a host may load on all its pages, because any of them may have links to terms."""


def renderer(
    site: Site, *, previews: bool = True, linked: bool = False, kept: Bodies | None = None
) -> Callable[[Page], Body]:
    """A function that renders one page at a time.

    Args:
        site: The glossary.
        previews: Whether a page carries what previews of its links show.
        linked: Whether every page of the host already loads what links to terms need.
        kept: Bodies of an earlier build; without them every page is rendered.
    """
    styles, scripts = ([name for name in names if not (linked and name in _LINKS)] for names in (_STYLES, _SCRIPTS))
    env = environment(site.templates, sentences=site.sentences)
    if kept and kept.templates:
        env.bytecode_cache = kept.templates
    # Which glossary the finder searches; scripts read it from the page, because they outlive one.
    index = f'<div hidden {INDEX_ATTRIBUTE}="{site.assets}{CONTENT_INDEX}"></div>\n' if site.name else ""
    shells = Shells(site)

    @cache
    def around(assets: str, more: tuple[str, ...]) -> tuple[str, str]:
        """The markup before and after a page: its own styles and scripts, so that no other page needs to load them."""
        first = "".join([f'<link rel="stylesheet" href="{assets}{name}.css">\n' for name in (*styles, *more)])
        last = "".join([f'<script src="{assets}{name}.js" defer></script>\n' for name in scripts])
        return f'{first}<script src="{assets}{SENTENCES}.js" defer></script>\n{index}', last

    def one(page: Page) -> Body:
        url = site.addresses.page(page.path)
        frame = shells.at(url)

        def show() -> str:
            try:
                return env.get_template(page.view.template).render(view=page.view, shell=frame)
            except Exception as error:  # a template of the site's own may raise anything
                if (cause := override_error(error, site.templates)) is not None:
                    raise cause from error
                raise

        told = linked_definitions(site, page.linked, url=url) if previews else ""
        first, last = around(frame.assets, page.view.styles)

        def whole() -> str:
            return f"{first}{show()}{told}{last}"

        if kept is None or not (kept.of_terms or page.concept is None):
            return Body(page=page, url=url, html=whole())
        shows = digest(page.view, frame, first, told, last)
        return Body(page=page, url=url, html=kept.body(shows, whole), shows=shows)

    return one


_CARD: Final = 200
"""Maximum number of characters of a definition that programs show below a pasted link."""


def _card_title(concept: Concept, name: str) -> str:
    """The term, with the abbreviation or other name that was asked for."""
    old = name == concept.id or name == concept.term or not any(name == other.text for other in concept.designations)
    return concept.term if old else f"{concept.term} ({name})"


class Files(Protocol):
    """Files that have been made before."""

    def one(self, path: str, facts: Iterable[str], make: Callable[[], str]) -> Artifact:
        """A file that is made from its place and some facts, made only if any of them has changed; see `KnownFiles`."""


def render_redirects(
    site: Site, *, wanted: Callable[[ConceptId], bool] = lambda concept: True, known: Files | None = None
) -> Sequence[Artifact]:
    """The redirect pages under /go/.

    Args:
        site: The glossary.
        wanted: Whether those that lead to a concept are wanted.
        known: Those of an earlier build; without them every page is rendered.
    """
    env = environment(site.templates, sentences=site.sentences)
    own = any((folder / RedirectPage.template).is_file() for folder in site.templates)
    write = writer(env, RedirectPage, packaged=not own)

    def page(url: PageUrl, concept: Concept, name: str) -> str:
        place = site.addresses.term(concept.id)
        card = card_path(site, concept.id) if has_card(site, concept) else f"{ASSETS}card.png"
        view = RedirectPage(
            title=_card_title(concept, name),
            description=shortened(site.texts.concepts[concept.id].definition.plain, _CARD),
            name=name,
            term=concept.term,
            glossary=site.termbase.title,
            language=site.termbase.language,
            target=relative(url, place),
            canonical=site.addresses.absolute(place) if site.addresses.site_url else "",
            card=site.addresses.absolute(card) if site.addresses.site_url else "",
        )
        return write(view)

    made = []
    for url, concept, name in addresses_of_concepts(site):
        if not wanted(concept.id):
            continue
        path, make = _redirect_path(url), partial(page, url, concept, name)
        if known is None:
            made.append(Artifact(path=path, content=make()))
        else:
            facts = (f"concept {concept.id}", f"texts {concept.id}", f"name {name}", f"card {concept.id}")
            made.append(known.one(path, facts, make))
    return tuple(made)


def redirect_paths(site: Site, *, wanted: Callable[[ConceptId], bool] = lambda concept: True) -> Sequence[str]:
    """Where these pages are."""
    return tuple(_redirect_path(url) for url, concept, _ in addresses_of_concepts(site) if wanted(concept.id))


def _redirect_path(url: str) -> str:
    return f"{url}index.html" if url.endswith("/") else url
