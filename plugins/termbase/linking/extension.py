"""The Python-Markdown extension that links names in text, and `[[name]]` markup.

It knows no host. A host hands it a `Linker`, which says where a page lies and hears of unknown names.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER, STX, AtomicString

from termbase.identity.names import Names
from termbase.linking.index import LinkIndex, Target
from termbase.model.concept import ConceptId

LINK_CLASS: Final = "term-link"
_NAMING: Final = ("a", "abbr", "label", "legend", "summary", "title")
_QUOTING: Final = ("code", "kbd", "math", "output", "pre", "samp", "tt", "var")
_CONTROLS: Final = ("button", "datalist", "option", "select", "textarea")
_UNREAD: Final = ("audio", "canvas", "iframe", "object", "script", "style", "svg", "template", "video")
SKIPPED: Final = frozenset((*_NAMING, *_QUOTING, *_CONTROLS, *_UNREAD))
"""Elements whose text is not linked: links, code, controls, and what shows no text."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIP_CLASSES: Final = frozenset(("arithmatex", "no-terms", "highlight", "headerlink"))
_MARKUP: Final = r"\[\[(?P<inside>[^\[\]]+)\]\]"
_KEY: Final = "data-termbase-key"
"""Tells the tree processor what a written link leads to; taken off again."""
_ESCAPED: Final = re.compile(f"{STX}(\\d+){ETX}")
_PLACEHOLDER: Final = re.compile(f"{STX}[^{ETX}]*{ETX}")
_STASHED: Final = re.compile(HTML_PLACEHOLDER % r"(\d+)")
_BLOT: Final = "\0"
_INVISIBLE: Final = "\u00ad"
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")


@dataclass(slots=True, kw_only=True)
class Section:
    """What has been linked since the last heading: each concept once."""

    seen: set[str] = field(default_factory=set)

    def first(self, target: Target) -> bool:
        """Says whether this is the first link to the target, and remembers it."""
        key = " ".join(target.concepts)
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
    terms: Mapping[str, str] = field(default_factory=dict)
    """Preferred terms by id, for `[[id]]` without words."""


def running_form(term: str) -> str:
    """A preferred term as it stands within a sentence: "Net revenue retention" loses its capital."""
    first, *rest = term.split(" ")
    plain = len(first) > 1 and first.replace("-", "").replace("'", "").isalpha()
    proper = any(c.isupper() for c in first[1:]) or any(word[:1].isupper() for word in rest)
    return term if proper or not plain else term[0].lower() + term[1:]


def _anchor(target: Target, words: str, linker: Linker) -> Element:
    link = Element("a", {"class": LINK_CLASS, "href": linker.href(target)})
    if ":" in target.concepts[0]:
        link.set("rel", "external noopener")  # a term of another glossary
    elif target.concept is not None:
        link.set("data-term", target.concept)
    else:
        link.set("data-terms", " ".join(target.concepts))
    link.text = words
    return link


def _is_term_link(element: Element) -> bool:
    return element.tag == "a" and LINK_CLASS in element.get("class", "").split()


class _Markup(InlineProcessor):
    """Turns `[[name]]` and `[[name|words]]` into links."""

    def __init__(self, md: Markdown, current: Callable[[], Linker]) -> None:
        super().__init__(_MARKUP, md)
        self.current = current

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the base class names it and allows less)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        # A table needs its "|" escaped, so escapes are undone before the bar is looked for.
        inside = _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), self.unescape(m["inside"]))
        name, _, words = (" ".join(part.split()) for part in inside.partition("|"))
        if not name or STX in inside:
            return None, None, None
        linker = self.current()
        meanings = linker.names.meanings(name)
        if not meanings:
            linker.unknown(name, linker.names.nearest(name))
            return words or name, m.start(0), m.end(0)
        if not words:
            is_id = linker.names.ids.get(name) == meanings[0] and "-" in name
            words = running_form(linker.terms.get(meanings[0], name)) if is_id else name
        target = Target(concepts=meanings, name=linker.names.heading(name))
        if target.concept == linker.own and linker.own is not None:
            return words, m.start(0), m.end(0)
        link = _anchor(target, AtomicString(words), linker)
        link.set(_KEY, " ".join(target.concepts))
        return link, m.start(0), m.end(0)


class _Names(Treeprocessor):
    """Links names in the finished tree, once each between two headings."""

    def __init__(self, md: Markdown, current: Callable[[], Linker]) -> None:
        super().__init__(md)
        self.current = current
        self._raw: str | None = None
        """The element that inline raw HTML has opened and whose text is not linked."""

    def run(self, root: Element) -> None:
        self._raw = None
        self._walk(root, self.current())
        for link in root.iter("a"):
            link.attrib.pop(_KEY, None)

    def _walk(self, element: Element, linker: Linker) -> None:
        if element.tag in HEADINGS:
            linker.section.seen.clear()
        elif _is_term_link(element):
            linker.section.seen.add(element.get(_KEY, element.get("data-term", "")))
        elif element.tag == "a":
            _unlink(element)
        elif not _skipped(element):
            if self.md.is_block_level(element.tag):
                self._raw = None
            self._link(element, linker)

    def _link(self, element: Element, linker: Linker) -> None:
        children = list(element)
        element.text, linked = self._split(element.text, linker)
        for child in children:
            self._walk(child, linker)
            linked.append(child)
            child.tail, links = self._split(child.tail, linker)
            linked += links
        element[:] = linked

    def _split(self, text: str | None, linker: Linker) -> tuple[str | None, list[Element]]:
        """Cuts a text at the names in it: the text before the first, and the links with their tails."""
        if not text or isinstance(text, AtomicString):
            return text, []
        before, position = text, 0
        links: list[Element] = []
        for match in linker.index.find(self._readable(text)):
            if linker.own is not None and linker.own in match.target.concepts:
                continue
            words = text[match.start : match.end]
            if ETX in _PLACEHOLDER.sub("", words):
                continue  # it starts within a placeholder; none ends there, since a sign comes last
            if not linker.section.first(match.target):
                continue
            gap = text[position : match.start]
            if links:
                links[-1].tail = gap
            else:
                before = gap
            links.append(_anchor(match.target, words, linker))
            position = match.end
        if links:
            links[-1].tail = text[position:]
        return before, links

    def _readable(self, text: str) -> str:
        """The text as its reader will see it, as far as Python-Markdown hides that; offsets kept."""
        if STX not in text:
            return self._blot(text)
        parts: list[str] = []
        position = 0
        for match in _PLACEHOLDER.finditer(text):
            parts += self._blot(text[position : match.start()]), self._revealed(match.group())
            position = match.end()
        return "".join((*parts, self._blot(text[position:])))

    def _blot(self, text: str) -> str:
        return text if self._raw is None else _BLOT * len(text)

    def _revealed(self, placeholder: str) -> str:
        """A sign that was escaped or written as an entity, behind invisible characters; else a blot."""
        escaped, stashed = _ESCAPED.fullmatch(placeholder), _STASHED.fullmatch(placeholder)
        raw = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])] if stashed else ""
        sign = chr(int(escaped[1])) if escaped else unescape(raw) if isinstance(raw, str) else ""
        if tag := _TAG.match(sign):
            self._pass(tag)
        if len(sign) != 1 or sign.isalnum() or self._raw is not None:
            return _BLOT * len(placeholder)
        return sign * len(placeholder) if sign == "_" else sign.rjust(len(placeholder), _INVISIBLE)

    def _pass(self, tag: re.Match[str]) -> None:
        """Notes an element whose text is not linked when its raw tags go by."""
        name = tag["name"].lower()
        if self._raw is None and not tag["end"] and name in SKIPPED:
            self._raw = name
        elif self._raw == name and tag["end"]:
            self._raw = None


def _skipped(element: Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in SKIPPED
        or element.get("contenteditable", "false") != "false"
        or not _SKIP_CLASSES.isdisjoint(element.get("class", "").split())
    )


def _unlink(link: Element) -> None:
    """Takes the links out of a link, which HTML does not allow there."""
    for inner in link.iter("a"):
        if inner is not link:
            inner.tag = "span"
            inner.attrib.clear()


class TermLinks(Extension):
    """Links names and `[[name]]` markup.

    Args:
        current: Gives the linker for the text at hand.
        kwargs: Options of the extension, as a subclass declares them.
    """

    def __init__(self, current: Callable[[Markdown], Linker], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._current = current

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Adds the markup above links, and the names after quotes and attributes are in place."""
        md.inlinePatterns.register(_Markup(md, lambda: self._current(md)), "termbase-markup", 175)
        md.treeprocessors.register(_Names(md, lambda: self._current(md)), "termbase-names", 3)
