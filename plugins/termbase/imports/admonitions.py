"""Admonitions: notes marked as such in Sphinx, MkDocs, Docusaurus, GitHub, and AsciiDoc."""

import re
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.html_tree import plain
from termbase.imports.writer import Writer, runs
from termbase.text.heading_tags import HEADINGS

KINDS: Final = (
    "note", "info", "tip", "hint", "important", "warning", "caution", "danger", "attention", "error", "seealso", "notice",
    "abstract", "example", "question", "success", "failure", "bug", "quote", "summary", "todo",
)  # fmt: skip
"""What admonitions are called."""
_BOXES: Final = ("div", "aside", "section", "details", "blockquote")
_TITLES: Final = ("admonition-title", "admonition-heading", "markdown-alert-title")
_ALERT: Final = re.compile(rf"\s*\[!(?P<kind>{'|'.join(KINDS)})\](?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SAYS_NOTHING: Final = frozenset(("note", "notes", "info", "notice"))
"""Titles that say only that it is a note."""


def is_admonition(element: Element) -> bool:
    """Whether a block is an admonition; a box with terms in it is not."""
    if element.tag not in _BOXES:
        return False
    classes = element.get("class", "").casefold().split()
    named = {"admonition", "markdown-alert", "admonitionblock"}.intersection(classes)
    kind = element.tag in ("div", "aside") and set(KINDS).intersection(classes)
    if not (named or kind or element.get("role") == "note" or _alert(element) is not None):
        return False
    return not any(inner.tag in ("dl", "table", *HEADINGS) for inner in element.iter())


def opening_tags(kind: str, title: str = "") -> str:
    """The beginning of the HTML of a note, up to its text; `</div>` ends it.

    Args:
        kind: One of `KINDS`.
        title: Its title as plain text; without one, the kind.
    """
    return f'<div class="admonition {kind}"><p class="admonition-title">{escape(title or kind.capitalize())}</p>'


def admonition(element: Element, writer: Writer) -> str:
    """The text of a note, with its title in bold where that says more than “Note”."""
    title = ""
    if len(element) and element[0].tag == "summary":
        title, rest = plain(element[0]), Element("div")
        rest.text = element[0].tail
        rest.extend(element[1:])
        element = rest
    blocks = list(runs(element))
    if (found := _alert(element)) is not None:
        title, first = found["kind"].capitalize(), Element("p")
        first.text = found["rest"].lstrip()  # the element itself is read more than once
        first.extend(blocks[0])
        blocks[0] = first
    elif blocks and set(_TITLES).intersection(blocks[0].get("class", "").split()):
        title = plain(blocks.pop(0))
    if title.rstrip(":").casefold() in _SAYS_NOTHING:
        writer.leave_out("titles of notes", title, element)
        title = ""
    head = Element("p")
    if title:
        head.append(Element("strong"))
        head[0].text = title
    return writer.blocks([head, *blocks] if title else blocks)


def _alert(element: Element) -> re.Match[str] | None:
    """The kind at the beginning of a quotation, as in `> [!NOTE]`."""
    first = element[0] if element.tag == "blockquote" and len(element) else None
    return _ALERT.match(first.text or "") if first is not None and first.tag == "p" else None
