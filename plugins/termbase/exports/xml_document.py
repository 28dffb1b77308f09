"""XML as files: trees for small ones, and lines of text for those that grow with the glossary."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from termbase.text.one_line import one_line

DECLARATION: Final = "<?xml version='1.0' encoding='utf-8'?>\n"
"""The XML declaration at the start of a document."""


def add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    """Adds an element at the end of another. An attribute's "__" stands for a colon: `xml__lang`."""
    named = {name.replace("__", ":"): one_line(value) for name, value in attributes.items()}
    element = SubElement(parent, tag, named)
    element.text = None if text is None else one_line(text)
    return element


def serialize(root: Element) -> bytes:
    """The bytes of a document: UTF-8, indented, with a declaration and a newline at its end.

    Bytes, since ElementTree declares the machine's own encoding when it returns text.
    """
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def leaf(tag: str, text: str, /, **attributes: str) -> str:
    """An element with a text, as `serialize` writes it; attributes as for `add`."""
    written = _text(text)
    opened = f"{tag}{''.join([_attribute(*item) for item in attributes.items()])}"
    return f"<{opened}>{written}</{tag}>\n" if written else f"<{opened} />\n"


def branch(depth: int, tag: str, children: Iterable[str], /, **attributes: str) -> str:
    """An element with others in it, each of which is a text with its line break; `serialize` writes the same.

    Args:
        depth: How many elements it is within.
        tag: Its name.
        children: What is in it, if anything; lines within one are indented already.
        attributes: As for `add`.
    """
    opened = f"{tag}{''.join([_attribute(*item) for item in attributes.items()])}"
    lines = "".join([f"{'  ' * (depth + 1)}{child}" for child in children])
    return f"<{opened}>\n{lines}{'  ' * depth}</{tag}>\n" if lines else f"<{opened} />\n"


# A definition is in no other element, but the names of categories and sources are in thousands.
@lru_cache(maxsize=1 << 12)
def _text(text: str) -> str:
    return escape(one_line(text), quote=False)


@lru_cache(maxsize=1 << 12)
def _attribute(name: str, value: str) -> str:
    written = escape(one_line(value), quote=False).replace('"', "&quot;")
    return f' {name.replace("__", ":")}="{written}"'
