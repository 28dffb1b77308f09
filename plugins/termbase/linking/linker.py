"""The context for making links: the names, where they lead, and what has been linked so far."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element

from termbase.identity.names import Names
from termbase.linking.index import LinkIndex, Target
from termbase.linking.insertion import Insert
from termbase.linking.plan import Plan, Why
from termbase.model.concept import ConceptId, glossary_of

LINK_CLASS: Final = "term-link"
KEY_ATTRIBUTE: Final = "data-termbase-key"
"""Attribute that marks a written link with what it leads to, until the names in the text are linked."""


class Repeat(StrEnum):
    """How often a term is linked."""

    SECTION = "section"
    """Once between two headings."""
    PAGE = "page"
    """Once on a page."""
    EVERY = "every"
    """Every time."""


@dataclass(slots=True, kw_only=True)
class LinkedSection:
    """What has been linked since the last heading: each concept once."""

    repeat: Repeat = Repeat.SECTION
    seen: set[str] = field(default_factory=set)

    def first(self, target: Target) -> bool:
        """Whether a target may be linked here, and remembers it."""
        key = " ".join(target.concepts)
        if key in self.seen:
            return False
        self.add(key)
        return True

    def add(self, key: str) -> None:
        """Remembers a link that its author asked for."""
        if self.repeat is not Repeat.EVERY:
            self.seen.add(key)

    def heading(self) -> None:
        """Begins the next section."""
        if self.repeat is Repeat.SECTION:
            self.seen.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """What the extension needs to know; made for each text or page."""

    index: LinkIndex
    names: Names
    href: Callable[[Target], str]
    """The link to a target from where the text is."""
    unknown: Callable[[str, tuple[str, ...]], None] = lambda name, near: None
    """Called with each `[[name]]` that no concept has, and the nearest names."""
    own: ConceptId | None = None
    """The concept whose own text this is: never linked."""
    section: LinkedSection = field(default_factory=LinkedSection)
    terms: Mapping[str, str] = field(default_factory=dict)
    """Preferred terms by id, for `[[id]]` without words."""
    read: Callable[[str], str] = str
    """What name is meant by one that is written in brackets; `unknown` gets it as written."""
    off: Why | None = None
    """Why names do not link without markup here; None if they do."""
    keep_unknown: bool = True
    """Whether a `[[name]]` that no concept has keeps its brackets, which another tool may understand."""
    insert: Insert | None = None
    """Returns the terms for a list or a definition in a comment, on pages where such comments are allowed."""
    plan: Plan | None = None
    """Receives every decision about a name, if a plan of the page is requested."""
    meant: Callable[[Target], Target] = lambda target: target
    """Decides what the page means by a name with several meanings, if that is configured."""
    tooltip: Callable[[Target], str] | None = None
    """The text of a tooltip, for a site with tooltips instead of links."""
    here: Set[str] = frozenset()
    """The names of other glossaries on the same site, whose terms have previews like ours."""


def running_form(term: str) -> str:
    """A preferred term as written within a sentence: "Net revenue retention" loses its capital."""
    first, *rest = term.split(" ")
    plain = len(first) > 1 and first.replace("-", "").replace("'", "").isalpha()
    proper = any(c.isupper() for c in first[1:]) or any(word[:1].isupper() for word in rest)
    return term if proper or not plain else term[0].lower() + term[1:]


def term_link(target: Target, linker: Linker) -> Element:
    """The element that leads to a target, without its words."""
    if linker.tooltip is not None:
        link = Element("abbr", {"class": LINK_CLASS, "tabindex": "0", "title": linker.tooltip(target)})
    else:
        link = Element("a", {"class": LINK_CLASS, "href": linker.href(target)})
        if target.concept is not None and (glossary := glossary_of(target.concept)) and glossary not in linker.here:
            link.set("rel", "external noopener")
    # Only terms of this site have previews.
    if ours := [id for id in target.concepts if not (glossary := glossary_of(id)) or glossary in linker.here]:
        link.set("data-term" if target.concept is not None else "data-terms", " ".join(ours))
    return link


def is_term_link(element: Element) -> bool:
    """True for an element that `term_link` made."""
    return element.tag in ("a", "abbr") and LINK_CLASS in element.get("class", "").split()
