"""Markdown as a tree, and pieces of the tree as restricted Markdown again."""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from termbase.imports.imported import ESCAPED


class _Keep(Treeprocessor):
    """Keeps the finished tree before it is written as HTML."""

    tree: Element | None = None

    def run(self, root: Element) -> None:
        self.tree = root


def parse_markdown(text: str) -> Element:
    """The tree of a document, with definition lists and tables."""
    md = Markdown(extensions=["def_list", "tables", "fenced_code"])
    keep = _Keep(md)
    md.treeprocessors.register(keep, "termbase-keep", -10)
    md.convert(text)
    return keep.tree if keep.tree is not None else Element("div")


def plain(element: Element) -> str:
    """The words of an element."""
    return " ".join("".join(element.itertext()).replace(AMP_SUBSTITUTE, "&").split())


Link = Callable[[str, str], str]
"""Writes a link from its address and its words."""


def default_link(address: str, words: str) -> str:
    """Keeps a link to the web and the words of any other."""
    return f"[{words}]({address})" if address.startswith(("http://", "https://", "mailto:")) else words


def inline(element: Element, link: Link = default_link) -> str:
    """The content of an element as restricted Markdown on one line."""
    parts = [_escaped(element.text)]
    for child in element:
        inner = inline(child, link).strip()
        if child.tag in ("strong", "b") and inner:
            parts.append(f"**{inner}**")
        elif child.tag in ("em", "i") and inner:
            parts.append(f"*{inner}*")
        elif child.tag == "code":
            parts.append(f"`{plain(child)}`")
        elif child.tag == "a":
            parts.append(link((child.get("href") or "").replace(AMP_SUBSTITUTE, "&"), inner))
        elif child.tag == "img":
            parts.append(_escaped(child.get("alt")))
        elif child.tag == "br":
            parts.append(" ")
        else:
            parts.append(inner)
        parts.append(_escaped(child.tail))
    return " ".join("".join(parts).split())


def _escaped(text: str | None) -> str:
    return "".join(f"\\{c}" if c in ESCAPED - {"#"} else c for c in (text or "").replace(AMP_SUBSTITUTE, "&"))


def blocks(elements: Iterable[Element], link: Link = default_link) -> str:
    """Blocks as restricted Markdown: headings become strong lines, tables become rows of text."""
    written = []
    for element in elements:
        if element.tag in ("ul", "ol"):
            marks = ("-" if element.tag == "ul" else f"{number}." for number in range(1, len(element) + 1))
            written.append(
                "\n".join(f"{mark} {inline(item, link)}" for mark, item in zip(marks, element, strict=False))
            )
        elif element.tag.startswith("h") and element.tag[1:].isdigit():
            written.append(f"**{inline(element, link)}**")
        elif element.tag == "table":
            rows = (" | ".join(inline(cell, link) for cell in row) for row in element.iter("tr"))
            written.append("\n\n".join(rows))
        elif element.tag in ("p", "blockquote", "div", "pre"):
            written.append(inline(element, link))
        elif element.tag == "dl":
            written += [inline(item, link) for item in element]
    return "\n\n".join(text for text in written if text)
