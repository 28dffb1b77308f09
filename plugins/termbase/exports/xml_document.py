"""XML trees as files."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from termbase.text.one_line import one_line


def add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    """Adds an element at the end of another. An attribute's "__" stands for a colon: `xml__lang`."""
    named = {name.replace("__", ":"): one_line(value) for name, value in attributes.items()}
    element = SubElement(parent, tag, named)
    element.text = None if text is None else one_line(text)
    return element


def serialize(root: Element) -> bytes:
    """The bytes of a document: UTF-8, indented, with a declaration and a newline at its end.

    Bytes, since ElementTree declares the machine's own encoding when it is asked for text.
    """
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"
