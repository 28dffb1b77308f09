"""Why each name on a hand-written page is a link or not, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from termbase.glossary import Glossary
from termbase.linking.plan import Why
from termbase.linking.plan_places import Placed
from termbase.model.concept import Concept
from termbase.text.folding import fold, words

REASONS: Final[Mapping[Why, str]] = {
    Why.LINKED: "link",
    Why.WRITTEN: "link, as written in brackets",
    Why.ABOVE: "already linked above",
    Why.EVERYDAY: "an everyday word, which links only as [[…]]",
    Why.ABBREVIATIONS: "the option link.only_abbreviations is on",
    Why.CODE: "in code or a formula",
    Why.HEADING: "in a heading",
    Why.INSIDE_LINK: "in the text of another link or label",
    Why.LONGER_NAME: "part of a longer name",
    Why.WORK: "in the title of a work",
    Why.BRACKETS: "in brackets that may belong to another tool",
    Why.UNKNOWN: "no term has this name",
    Why.CONTROL: "in a form, a drawing, or embedded content",
    Why.RAW: "between HTML tags whose text is never linked",
    Why.NO_TERMS: "in an element with the class no-terms",
    Why.FOREIGN: "in text that another extension made",
    Why.OFF_PASSAGE: "switched off by <!-- termbase: off -->",
    Why.OFF_PAGE: "switched off in the front matter of the page",
    Why.OFF_FOLDER: "left out by link.include or link.exclude",
    Why.OFF_SITE: "the option link_pages is off",
    Why.NOT_TEXT: "in an address, a comment, or other markup",
}
"""What is said of each decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One name on a page, with the reason for what became of it."""

    name: Placed
    reason: str

    @property
    def links(self) -> bool:
        """Whether it is a link."""
        return self.name.why.links


def explain(names: Iterable[Placed], glossary: Glossary, *, word: str = "") -> Iterator[Explained]:
    """Yields the names on a page, each with its reason.

    Args:
        names: The names, from the plan of the page.
        glossary: The glossary.
        word: A name or a part of one, to see only what contains it; "" for all.
    """
    wanted, meant = set(words(word)), set(glossary.every_name.meanings(word)) if word else set()
    for name in names:
        contains = wanted <= set(words(name.words)) or fold(name.words) == fold(word)
        if not word or contains or meant & set(name.target.concepts):
            yield Explained(name=name, reason=_reason(name, glossary))


def _reason(name: Placed, glossary: Glossary) -> str:
    known = [glossary.termbase.by_id[id] for id in name.target.concepts if id in glossary.termbase.by_id]
    if name.why is Why.ABOVE and name.above is not None:
        return f"already linked in line {name.above}"
    if name.why is Why.EVERYDAY and any(_explicit(concept, name.target.name) for concept in known):
        return "its term file lists it under linking.explicit, so it links only as [[…]]"
    if name.why is Why.UNKNOWN and (near := glossary.names.nearest(name.words)):
        return f"no term has this name; close matches: {', '.join(near)}"
    if name.why is Why.LINKED and name.target.ambiguous:
        return f"link to a list of {len(name.target.concepts)} meanings"
    return REASONS[name.why]


def _explicit(concept: Concept, name: str) -> bool:
    linking = concept.own.linking if concept.own else None
    return linking is not None and fold(name) in map(fold, linking.explicit)
