"""The files of the cards: each shows the name and the definition of a term, next to the term's page."""

import unicodedata
from collections.abc import Callable, Iterator

from termbase.model.artifact import Artifact
from termbase.model.concept import Concept, ConceptId
from termbase.model.page_paths import term_path
from termbase.site.bodies import Bodies
from termbase.site.cards.picture import picture
from termbase.site.site import Site
from termbase.site.summaries import summary
from termbase.site.views.view import digest


def has_card(site: Site, concept: Concept) -> bool:
    """Whether the page of a concept has a card of its own."""
    return site.cards is not None and site.cards.has_letters(_plain(concept.title))


def card_path(site: Site, concept: ConceptId) -> str:
    """Where the card of a concept is: next to its page."""
    return f"{site.addresses.place(term_path(concept))}/card.png"


def card_files(
    site: Site, *, wanted: Callable[[ConceptId], bool] = lambda concept: True, kept: Bodies | None = None
) -> Iterator[Artifact]:
    """The cards of a site, as PNG files.

    Args:
        site: The glossary.
        wanted: Whether that of a concept is wanted.
        kept: Cards of an earlier build; without them every card is drawn.
    """
    for concept in _concepts(site, wanted):
        yield Artifact(path=card_path(site, concept.id), content=_card(site, concept, kept))


def card_paths(site: Site, *, wanted: Callable[[ConceptId], bool] = lambda concept: True) -> Iterator[str]:
    """Where these files are."""
    return (card_path(site, concept.id) for concept in _concepts(site, wanted))


def _concepts(site: Site, wanted: Callable[[ConceptId], bool]) -> Iterator[Concept]:
    return (concept for concept in site.termbase.concepts if wanted(concept.id) and has_card(site, concept))


def _card(site: Site, concept: Concept, kept: Bodies | None) -> bytes:
    if site.cards is None:
        raise AssertionError("only sites with cards have concepts with cards")
    design = site.cards.design
    name, head, text = _plain(concept.title), _plain(site.termbase.title), _plain(summary(site, concept))
    head, text = (head if design.name.has(head) else ""), (text if design.text.has(text) else "")

    def draw() -> bytes:
        return picture(design, head=head, name=name, text=text)

    if kept is None:
        return draw()
    return kept.body(f"card {digest(site.cards.look, head, name, text)}", lambda: draw().decode("latin-1")).encode(
        "latin-1"
    )


def _plain(text: str) -> str:
    """A text without what shows nothing, and with accents as parts of their letters."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
