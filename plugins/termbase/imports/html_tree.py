"""HTML of any quality as an element tree: browsers' rules for what closes what, in a few lines."""

from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element, SubElement

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
"""Levels that are kept apart; what is nested deeper joins the last level, so that no walk runs out of stack."""

COMMENT: Final = "html-comment"
"""The tag under which a comment is in the tree."""
HIDDEN: Final = "html-hidden"
"""The tag under which scripts and styles are in the tree."""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self.open: list[Element] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("html", "body", "head"):
            return
        if tag in _HIDDEN:
            tag = HIDDEN
        closes, within = _CLOSES.get(tag, _NOTHING)
        if tag in _BLOCKS:
            closes, within = _PARAGRAPH
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag in within:
                break
            if self.open[place].tag in closes:
                del self.open[place:]
                if tag not in ("tr", "tbody"):
                    break
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID and len(self.open) < _DEPTH:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        tag = HIDDEN if tag in _HIDDEN else tag
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

    def handle_comment(self, data: str) -> None:
        SubElement(self.open[-1], COMMENT).text = data

    def unknown_decl(self, data: str) -> None:
        self.handle_data(data.partition("[")[2] or data)


def html_tree(text: str) -> Element:
    """The body of a document or fragment; it never fails."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


def plain(element: Element) -> str:
    """The words of an element that readers see, on one line."""
    return " ".join("".join(_visible(element)).split())


def _visible(element: Element) -> list[str]:
    if element.tag in (COMMENT, HIDDEN):
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
