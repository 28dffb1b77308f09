"""Links the names in a finished tree of Python-Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER, STX, AtomicString

from termbase.linking.escaped_signs import SIGN_PLACEHOLDER
from termbase.linking.index import Match, Target
from termbase.linking.linker import KEY_ATTRIBUTE, Linker, is_term_link, term_link
from termbase.linking.plan import HIDDEN_BRACKETS, HIDDEN_OFF, HIDDEN_RAW, HIDDEN_SIGN, Why
from termbase.linking.titles import in_longer_name, is_title
from termbase.model.concept import ConceptId
from termbase.text.heading_tags import HEADINGS

_NAMING: Final = ("a", "abbr", "label", "legend", "summary", "title")
_QUOTING: Final = ("code", "kbd", "math", "output", "pre", "samp", "tt", "var")
_CONTROLS: Final = ("button", "datalist", "option", "select", "textarea")
_UNREAD: Final = ("audio", "canvas", "iframe", "object", "script", "style", "svg", "template", "video")
SKIPPED: Final = frozenset((*_NAMING, *_QUOTING, *_CONTROLS, *_UNREAD))
"""Elements whose text is not linked: links, code, controls, and elements that show no text."""
_CODE_CLASSES: Final = frozenset(("arithmatex", "highlight"))
_SKIP_CLASSES: Final = frozenset(("no-terms", "headerlink"))
_PLACEHOLDER: Final = re.compile(f"{STX}[^{ETX}]*{ETX}")
_STASHED: Final = re.compile(HTML_PLACEHOLDER % r"(\d+)")
_INVISIBLE: Final = "\u00ad"
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")
_BRACKETS: Final = re.compile(r"\[\[[^\[\]]*\]\]")
_SWITCH: Final = re.compile(r"<!--\s*termbase:\s*(?P<state>off|on)\s*-->")


@dataclass(slots=True, kw_only=True)
class _Piece:
    """A part of a line of text: bare words, or the whole text of an abbreviation."""

    text: str
    start: int
    abbreviation: Element | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class TreeLinks(Treeprocessor):
    """Links names, once each between two headings or as often as the linker says."""

    def __init__(self, md: Markdown, *, current: Callable[[], Linker]) -> None:
        super().__init__(md)
        self.current = current
        self._raw: str | None = None
        """The element that inline raw HTML has opened and whose text is not linked."""
        self._off = False
        """True within a passage that a comment has switched off."""

    def run(self, root: Element) -> None:
        """Links the names in a tree."""
        self._raw, self._off = None, False
        linker = self.current()
        # A recursive walk would exhaust the stack before the parser does, which limits only its own nesting.
        open_walks = [self._walk(root, linker)]
        while open_walks:
            child = next(open_walks[-1], None)
            if child is None:
                open_walks.pop()
            else:
                open_walks.append(self._walk(child, linker))
        for link in root.iter():
            if link.attrib.pop(KEY_ATTRIBUTE, None) is not None:
                self._abbreviate(link)

    def _walk(self, element: Element, linker: Linker) -> Iterator[Element]:
        """Links the names in an element; yields each child, whose names the caller links before continuing."""
        plan = linker.plan if self.md.is_block_level(str(element.tag)) else None
        if plan is not None:
            plan.block()
        if element.tag in HEADINGS:
            linker.section.heading()
            self._pass_over(element, Why.HEADING, linker)
        elif is_term_link(element):
            key = element.get(KEY_ATTRIBUTE, element.get("data-term", ""))
            linker.section.add(key)
            if linker.plan is not None and key:
                words = "".join(element.itertext())
                linker.plan.written(words, Target(concepts=tuple(map(ConceptId, key.split())), name=words))
        elif element.tag == "a":
            _unlink(element)
            self._pass_over(element, Why.INSIDE_LINK, linker)
        elif (why := _skipped(element) or (Why.WORK if is_title(element, linker.index) else None)) is not None:
            self._pass_over(element, why, linker)
        else:
            if self.md.is_block_level(element.tag):
                self._raw = None
            yield from self._link(element, linker)
        if plan is not None:
            plan.block()

    def _pass_over(self, element: Element, why: Why, linker: Linker) -> None:
        """Reports the names in an element that is not linked."""
        if linker.plan is not None and isinstance(element.tag, str):
            # Code is escaped already.
            linker.plan.passage(unescape(_PLACEHOLDER.sub("", "".join(element.itertext()))), why)

    def _link(self, element: Element, linker: Linker) -> Iterator[Element]:
        """Links the names in an element's text; abbreviations are part of the text around them."""
        children = list(element)
        element[:] = []
        line = [_Piece(text=element.text or "", start=0)]
        element.text = None
        for child in children:
            if _is_abbreviation(child):
                line.append(_Piece(text=child.text or "", start=line[-1].end, abbreviation=child))
            else:
                _put(element, self._split(line, linker))
                yield child
                element.append(child)
                line = []
            tail = _Piece(text=child.tail or "", start=line[-1].end if line else 0)
            line.append(tail)
            child.tail = None
        _put(element, self._split(line, linker))

    def _split(self, line: list[_Piece], linker: Linker) -> Iterator[str | Element]:
        """Splits a line at the names in it into links and unchanged words and abbreviations."""
        if len(line) == 1 and linker.plan is None and not (text := line[0].text).strip(" \n"):
            # Most lines are what is between elements.
            if text:
                yield text
            return
        position = 0
        for start, end, link in self._links(line, linker):
            yield from _cut(line, position, start)
            _put(link, _cut(line, start, end))
            yield link
            position = end
        yield from _cut(line, position, line[-1].end)

    def _links(self, line: list[_Piece], linker: Linker) -> Iterator[tuple[int, int, Element]]:
        readable = "".join(self._readable(piece.text) for piece in line)
        text = "".join(piece.text for piece in line)
        decided: list[tuple[Match, Why]] = []
        # Output of other extensions is marked by its type and left unchanged.
        finished = any(isinstance(piece.text, AtomicString) and piece.abbreviation is None for piece in line)
        off = Why.FOREIGN if finished else linker.off
        if off is None and readable.strip(f"{HIDDEN_SIGN} \n"):
            # Anything still in brackets is another tool's markup.
            readable = _BRACKETS.sub(lambda brackets: HIDDEN_BRACKETS * len(brackets.group()), readable)
            for found in linker.index.find(readable):
                match = replace(found, target=linker.meant(found.target))
                why = _decide(match, line, text, readable, linker)
                if why is None:
                    continue
                decided.append((match, why))
                if why is Why.LINKED:
                    yield match.start, match.end, term_link(match.target, linker)
        if linker.plan is not None:
            linker.plan.line(text, readable, decided, off=off)
            for stashed in _STASHED.finditer(text):
                raw = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]
                whole = stashed.group() == text.strip()
                linker.plan.raw(raw if isinstance(raw, str) else "", whole=whole)

    def _readable(self, text: str) -> str:
        """The text as its reader will see it, as far as Python-Markdown hides that; offsets kept."""
        if STX not in text:
            return self._shown(text)
        parts: list[str] = []
        position = 0
        for match in _PLACEHOLDER.finditer(text):
            parts += self._shown(text[position : match.start()]), self._revealed(match.group())
            position = match.end()
        return "".join((*parts, self._shown(text[position:])))

    def _shown(self, text: str) -> str:
        if self._off:
            return HIDDEN_OFF * len(text)
        return text if self._raw is None else HIDDEN_RAW * len(text)

    def _revealed(self, placeholder: str) -> str:
        """A sign that was escaped or written as an entity, behind invisible characters; otherwise hidden."""
        escaped, stashed = SIGN_PLACEHOLDER.fullmatch(placeholder), _STASHED.fullmatch(placeholder)
        raw = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])] if stashed else ""
        sign = chr(int(escaped[1])) if escaped else unescape(raw) if isinstance(raw, str) else ""
        if tag := _TAG.match(sign):
            self._pass(tag)
        elif switch := _SWITCH.fullmatch(sign.strip()):
            self._off = switch["state"] == "off"
        if len(sign) != 1 or sign.isalnum() or self._shown("x") != "x":
            return HIDDEN_SIGN * len(placeholder)
        return sign * len(placeholder) if sign == "_" else sign.rjust(len(placeholder), _INVISIBLE)

    def _pass(self, tag: re.Match[str]) -> None:
        """Tracks raw tags of an element whose text is not linked."""
        name = tag["name"].lower()
        if self._raw is None and not tag["end"] and name in SKIPPED:
            self._raw = name
        elif self._raw == name and tag["end"]:
            self._raw = None

    def _abbreviate(self, link: Element) -> None:
        """Gives a written link the tooltip that the page's list of abbreviations has for its words."""
        processor = self.md.treeprocessors["abbr"] if "abbr" in self.md.treeprocessors else None
        title = getattr(processor, "abbrs", {}).get(link.text)
        if title and link.tag == "a" and not len(link):
            abbreviation = Element("abbr", {"title": title})
            abbreviation.text, link.text = link.text, None
            link.append(abbreviation)


def _decide(match: Match, line: list[_Piece], text: str, readable: str, linker: Linker) -> Why | None:
    """The decision about a name; None if it is not really one."""
    if linker.own is not None and linker.own in match.target.concepts:
        return None
    if ETX in _PLACEHOLDER.sub("", text[match.start : match.end]):
        return None  # it starts within a placeholder; none ends there, since a sign comes last
    if in_longer_name(readable, match):
        return Why.LONGER_NAME
    if any(_halves(piece, match.start, match.end) for piece in line):
        return Why.INSIDE_LINK
    return Why.LINKED if linker.section.first(match.target) else Why.ABOVE


def _cut(line: list[_Piece], start: int, end: int) -> Iterator[str | Element]:
    for piece in line:
        if piece.abbreviation is None:
            # A slice of the whole is the whole, with its type.
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                whole = (low, high) == (piece.start, piece.end)
                yield piece.text if whole else piece.text[low - piece.start : high - piece.start]
        elif start <= piece.start and piece.end <= end and piece.text:
            yield piece.abbreviation


def _halves(piece: _Piece, start: int, end: int) -> bool:
    """True if a name begins or ends within an abbreviation."""
    inside = piece.start < start < piece.end or piece.start < end < piece.end
    return inside and piece.abbreviation is not None


def _put(element: Element, parts: Iterable[str | Element]) -> None:
    """Appends words and elements."""
    for part in parts:
        if isinstance(part, Element):
            element.append(part)
        elif len(element):
            element[-1].tail = part if element[-1].tail is None else element[-1].tail + part
        else:
            element.text = part if element.text is None else element.text + part


def _is_abbreviation(element: Element) -> bool:
    """True for what a list of abbreviations has made."""
    return element.tag == "abbr" and set(element.keys()) == {"title"} and not len(element)


def _skipped(element: Element) -> Why | None:
    """Why nothing in an element is linked; None for any other element."""
    classes = element.get("class", "").split()
    if not isinstance(element.tag, str):
        return Why.RAW
    if element.tag in _QUOTING or not _CODE_CLASSES.isdisjoint(classes):
        return Why.CODE
    if element.tag in _NAMING:
        return Why.INSIDE_LINK
    if element.tag in SKIPPED or element.get("contenteditable", "false") != "false":
        return Why.CONTROL
    return Why.NO_TERMS if not _SKIP_CLASSES.isdisjoint(classes) else None


def _unlink(link: Element) -> None:
    """Removes our links within a link, which HTML does not allow there; what else is in it is the author's."""
    for inner in link.iter("a"):
        if inner is not link and is_term_link(inner):
            inner.tag = "span"
            inner.attrib.clear()
