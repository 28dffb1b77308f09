"""Parses HTML of any quality into an element tree, with a simplified form of browsers' rules for implied end tags."""

from dataclasses import dataclass, field
from itertools import count
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.html_tokens import Token, TokenKind, html_tokens
from termbase.imports.places import Place
from termbase.text.line_starts import LineStarts

_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HIDDEN: Final = frozenset(("script", "style", "template"))
_CLOSES: Final = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tbody": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "option": ({"option"}, {"select"}),
}  # fmt: skip
"""What an opening tag closes, and up to which element it may reach."""
_NOTHING: Final[tuple[set[str], set[str]]] = (set(), set())
_PARAGRAPH: Final = ({"p"}, {"td", "th", "li", "dd", "blockquote", "div"})
_BLOCKS: Final = frozenset(
    ("p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "section", "article", "hr", "h1", "h2", "h3", "h4",
     "h5", "h6", "details", "figure", "header", "footer", "nav", "aside", "main", "form")
)  # fmt: skip
_DEPTH: Final = 60
"""Maximum depth; anything nested deeper joins the last level, so that no recursive walk exhausts the stack."""

COMMENT: Final = "html-comment"
"""The tag under which a comment is in the tree."""
HIDDEN_TAG: Final = "html-hidden"
"""The tag under which scripts and styles are in the tree."""


class PlacedElement(Element):
    """An element with its place, and the places of its text and the text after it, in the imported file."""

    place: Place | None = None
    """Where its tag begins; None if the text is a part of a line."""
    inner: Place | None = None
    """Where its text begins."""
    after: Place | None = None
    """Where the text after it begins."""


@dataclass(slots=True)
class _Builder:
    text: str
    place: Place | None
    mark: str
    root: PlacedElement = field(default_factory=lambda: PlacedElement("body"))
    open: list[PlacedElement] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """The text since the last tag; joined once, since there may be a hundred thousand pieces."""
    begun: Place | None = None
    """Where the first of these words is."""
    lines: LineStarts = field(init=False)
    origin: int = 0
    """Offset that has the place `place`."""
    exact: bool = True
    """Whether what follows is as in the file, so that lines and columns can be counted on."""

    def __post_init__(self) -> None:
        self.open.append(self.root)
        self.lines = LineStarts(self.text)
        self.origin = int(self.text.startswith("\ufeff"))

    def at(self, offset: int) -> Place | None:
        """The place of an offset in the file that the text was made of."""
        if self.place is None or not self.exact:
            return self.place
        line, column = self.lines.at(offset)
        first, before = self.lines.at(self.origin)
        if line == first:
            return Place(self.place.line, self.place.column + column - before)
        return Place(self.place.line + line - first, column)

    def read(self) -> PlacedElement:
        """The tree."""
        for token in html_tokens(self.text):
            match token.kind:
                case TokenKind.TEXT:
                    self._say(token)
                case TokenKind.START | TokenKind.EMPTY if self.mark and token.text == self.mark:
                    self._mark(token)
                case TokenKind.START | TokenKind.EMPTY:
                    self._start(token)
                case TokenKind.END:
                    self._end(token.text)
                case TokenKind.COMMENT:
                    self._flush()
                    self._add(COMMENT, {}, token).text = token.text
        self._flush()
        return self.root

    def _mark(self, token: Token) -> None:
        line, _, column = token.attributes.get("p", "").partition(":")
        self.place = Place(int(line), int(column))
        self.origin, self.exact = token.end, "exact" in token.attributes

    def _say(self, token: Token) -> None:
        if token.text.strip() and not any(map(str.strip, self.words)):
            self.begun = self.at(token.start + len(token.text) - len(token.text.lstrip()))
        self.words.append(token.text)

    def _flush(self) -> None:
        if not self.words:
            return
        parent, words = self.open[-1], "".join(self.words)
        if len(parent):
            last = parent[-1]
            last.tail = (last.tail or "") + words
            if isinstance(last, PlacedElement):
                last.after = last.after or self.begun
        else:
            parent.text = (parent.text or "") + words
            parent.inner = parent.inner or self.begun
        self.words, self.begun = [], None

    def _add(self, tag: str, attributes: dict[str, str], token: Token) -> PlacedElement:
        made = PlacedElement(tag, attributes)
        made.place = self.at(token.start)
        self.open[-1].append(made)
        return made

    def _start(self, token: Token) -> None:
        tag = token.text
        if tag in ("html", "body", "head"):
            return
        self._flush()
        if tag in _HIDDEN:
            tag = HIDDEN_TAG
        if token.kind is TokenKind.START:
            self._close_for(tag)
        element = self._add(tag, token.attributes, token)
        if token.kind is TokenKind.START and tag not in _VOID and len(self.open) < _DEPTH:
            self.open.append(element)

    def _close_for(self, tag: str) -> None:
        """Closes what a tag closes."""
        closes, within = _PARAGRAPH if tag in _BLOCKS else _CLOSES.get(tag, _NOTHING)
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag in within:
                return
            if self.open[place].tag in closes:
                del self.open[place:]
                if tag not in ("tr", "tbody"):
                    return

    def _end(self, tag: str) -> None:
        tag = HIDDEN_TAG if tag in _HIDDEN else tag
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                self._flush()
                del self.open[place:]
                return


def html_tree(text: str, *, place: Place | None = None, mark: str = "") -> PlacedElement:
    """The body of a document or fragment; it never fails.

    Args:
        text: HTML of any quality.
        place: Where it begins in the imported file; None if places are of no use.
        mark: The tag, without any in the file, with which HTML that was made of another format says where the
            next element was: `<mark p=12:3>`. With `exact`, what follows is a copy of the file.
    """
    return _Builder(text=text, place=place, mark=mark).read()


def free_mark(text: str) -> str:
    """A tag that a text does not have, for `html_tree`."""
    folded = text.casefold()
    return next(tag for number in count() if f"<{(tag := f'at-{number}')}" not in folded)


def marked(mark: str, place: Place | None, *, exact: bool = False) -> str:
    """The tag that says where the next element was; nothing without a place."""
    return f"<{mark} p={place.line}:{place.column}{' exact' * exact}>" if mark and place is not None else ""


def paragraph(text: str | None, place: Place | None) -> PlacedElement:
    """A paragraph that begins with a text."""
    made = PlacedElement("p")
    made.text = text
    made.place = made.inner = place
    return made


def plain(element: Element) -> str:
    """The words of an element that readers see, on one line."""
    return " ".join("".join(_visible(element)).split())


def _visible(element: Element) -> list[str]:
    if element.tag in (COMMENT, HIDDEN_TAG):
        return []
    found = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS or child.tag in ("br", "li", "dt", "dd", "td", "th", "tr"):
            found.append(" ")
        found += _visible(child)
        if child.tag in _BLOCKS or child.tag in ("li", "dt", "dd", "td", "th", "tr"):
            found.append(" ")
        found.append(child.tail or "")
    return found
