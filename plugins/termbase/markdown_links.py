"""The Python-Markdown extension that links names in text, and `[[name]]` markup.

It knows no host. A host hands it a `Linker`, which says where a page lies and hears of unknown
names; by itself, from a list of extensions, it reads a glossary folder and links to `terms/`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from termbase.link_index import LinkIndex, Target
from termbase.model import ConceptId
from termbase.names import Names

LINK_CLASS: Final = "term-link"
_SKIPPED: Final = frozenset(
    [
        "a",
        "abbr",
        "button",
        "code",
        "kbd",
        "label",
        "math",
        "option",
        "pre",
        "samp",
        "script",
        "select",
        "style",
        "svg",
        "textarea",
        "var",
    ]
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIP_CLASSES: Final = frozenset(("arithmatex", "no-terms", "highlight", "headerlink"))
_MARKUP: Final = r"\[\[(?P<name>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]+))?\]\]"


@dataclass(slots=True, kw_only=True)
class Section:
    """What has been linked since the last heading: each concept once."""

    seen: set[str] = field(default_factory=set)

    def first(self, target: Target) -> bool:
        """Says whether this is the first link to the target, and remembers it."""
        key = target.concept or target.name
        if key in self.seen:
            return False
        self.seen.add(key)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """What the extension needs to know; made anew for each text or page."""

    index: LinkIndex
    names: Names
    href: Callable[[Target], str]
    """The link to a target from where the text stands."""
    unknown: Callable[[str, tuple[str, ...]], None] = lambda name, near: None
    """Hears of a `[[name]]` that no concept has, with the nearest names."""
    own: ConceptId | None = None
    """The concept whose own text this is: never linked."""
    section: Section = field(default_factory=Section)
    terms: dict[str, str] = field(default_factory=dict)
    """Preferred terms by id, for `[[id]]` without words."""


def running_form(term: str) -> str:
    """A preferred term as it stands within a sentence: "Net revenue retention" loses its capital."""
    first, *rest = term.split(" ")
    proper = any(c.isupper() for c in first[1:]) or any(word[:1].isupper() for word in rest)
    return term if proper else term[:1].lower() + term[1:]


def _anchor(target: Target, words: str, linker: Linker) -> Element:
    link = Element("a", {"class": LINK_CLASS, "href": linker.href(target)})
    if target.concept is not None:
        link.set("data-term", target.concept)
    link.text = AtomicString(words)
    return link


class _Markup(InlineProcessor):
    """Turns `[[name]]` and `[[name|words]]` into links."""

    def __init__(self, md: Markdown, current: Callable[[], Linker]) -> None:
        super().__init__(_MARKUP, md)
        self.current = current

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the base class names it and allows less)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        linker = self.current()
        name = m["name"].strip()
        words = (m["words"] or "").strip()
        meanings = linker.names.meanings(name)
        if not meanings:
            linker.unknown(name, linker.names.nearest(name))
            return AtomicString(words or name), m.start(0), m.end(0)
        if not words:
            is_id = name == meanings[0] and "-" in name
            words = running_form(linker.terms.get(name, name)) if is_id else name
        target = Target(concepts=meanings, name=name)
        if target.concept == linker.own and linker.own is not None:
            return AtomicString(words), m.start(0), m.end(0)
        return _anchor(target, words, linker), m.start(0), m.end(0)


class _Names(Treeprocessor):
    """Links names in the finished tree, once each between two headings."""

    def __init__(self, md: Markdown, current: Callable[[], Linker]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: Element) -> None:
        self._walk(root, self.current())

    def _walk(self, element: Element, linker: Linker) -> None:
        if element.tag in _HEADINGS:
            linker.section.seen.clear()
            return
        if element.get("class") == LINK_CLASS:
            linker.section.seen.add(element.get("data-term") or "".join(element.itertext()))
            return
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if _SKIP_CLASSES & set((element.get("class") or "").split()):
            return
        self._link_text(element, linker)
        for child in list(element):
            self._walk(child, linker)
            self._link_tail(element, child, linker)

    def _link_text(self, element: Element, linker: Linker) -> None:
        if element.text and not isinstance(element.text, AtomicString):
            element.text, links = self._split(element.text, linker)
            for offset, link in enumerate(links):
                element.insert(offset, link)

    def _link_tail(self, parent: Element, child: Element, linker: Linker) -> None:
        if child.tail and not isinstance(child.tail, AtomicString):
            child.tail, links = self._split(child.tail, linker)
            place = list(parent).index(child) + 1
            for offset, link in enumerate(links):
                parent.insert(place + offset, link)

    @staticmethod
    def _split(text: str, linker: Linker) -> tuple[str, list[Element]]:
        """Cuts a text at the names in it: the text before the first, and the links with their tails."""
        before, position = text, 0
        links: list[Element] = []
        for match in linker.index.find(text):
            if linker.own is not None and linker.own in match.target.concepts:
                continue
            if not linker.section.first(match.target):
                continue
            gap = text[position : match.start]
            if links:
                links[-1].tail = gap
            else:
                before = gap
            links.append(_anchor(match.target, text[match.start : match.end], linker))
            position = match.end
        if links:
            links[-1].tail = text[position:]
        return before, links


class TermLinks(Extension):
    """Links names and `[[name]]` markup.

    Args:
        current: Gives the linker for the text at hand; hosts set it.
        glossary: A glossary folder, for use without a host.
        term_url: Where a concept's page is, with `{path}` for `terms/<id>`, for use without a host.
    """

    def __init__(self, current: Callable[[Markdown], Linker] | None = None, **kwargs: Any) -> None:
        self.config = {
            "glossary": ["glossary", "Folder of term files."],
            "term_url": ["/{path}/", "Address of a page; {path} is terms/<id> or go/<name>."],
        }
        super().__init__(**kwargs)
        self._current = current

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Adds the markup above links and the names after all inline markup."""
        current = self._current or self._from_folder()
        md.inlinePatterns.register(_Markup(md, lambda: current(md)), "termbase-markup", 175)
        md.treeprocessors.register(_Names(md, lambda: current(md)), "termbase-names", 15)

    def _from_folder(self) -> Callable[[Markdown], Linker]:
        from termbase.pipeline import load

        glossary = load(Path(self.getConfig("glossary")))
        url: str = self.getConfig("term_url")

        def current(_: Markdown) -> Linker:
            return glossary.linker(href=lambda target: url.format(path=target.path))

        return current


def makeExtension(**kwargs: Any) -> TermLinks:  # noqa: N802  (Python-Markdown asks for this name)
    """Makes the extension for Python-Markdown's list of extensions."""
    return TermLinks(**kwargs)
