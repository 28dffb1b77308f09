"""Terms that a page marks by bold type, or by a dash or colon after a name in a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.fields import known_column
from termbase.imports.html_tree import paragraph, plain
from termbase.imports.places import Place, place_of
from termbase.text.folding import normalize

_MARKS: Final = frozenset(("strong", "b"))
_SEPARATOR: Final = re.compile(r"^\s*(?::|–|—|-(?=\s)|=(?=\s))\s*")
_BEFORE: Final = re.compile(r"^(?P<name>[^.:;!?]{1,80}?)\s*(?::\s|\s[-–—=]\s)")
_SHORT: Final = re.compile(r"^\s*\([^()\n]{1,20}\)\s*$")
"""An abbreviation between a bold name and the line break after it."""
_LABELS: Final = frozenset(
    ("note", "notes", "definition", "example", "examples", "see", "see also", "synonyms", "synonym", "also known as",
     "aka", "related", "related terms", "abbreviation", "abbreviations", "acronym", "acronyms", "source", "sources",
     "warning", "important", "tip", "caution", "usage", "hint", "siehe auch", "voir aussi", "description", "context",
     "antonym", "antonyms", "category", "also called", "broader", "narrower", "formula", "unit")
)  # fmt: skip
"""Words in bold that name a field of the term above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name and what follows it."""

    name: str
    body: tuple[Element, ...]
    open: bool = False
    """True if the blocks that follow belong to the term as well."""
    place: Place | None = None
    """Where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLabel:
    """A field that a paragraph names."""

    name: str
    value: Element


def bold_term(block: Element, following: Sequence[Element]) -> Named | None:
    """The term of a paragraph that begins with a bold name; None if it is ordinary text."""
    if block.tag != "p":
        return None
    found = _led(block)
    if found is None or found.name.casefold() in _LABELS:
        return None
    if plain(found.body[0]):
        return replace(found, open=True)
    after = next((b for b in following), None)
    if after is not None and after.tag in ("p", "ul", "ol", "blockquote") and bold_term(after, ()) is None:
        return replace(found, body=(), open=True)
    return None


def listed_terms(block: Element) -> list[Named]:
    """The terms of a list whose items begin with a name; none if some item does not."""
    if block.tag not in ("ul", "ol"):
        return []
    items = [item for item in block if item.tag == "li" and plain(item)]
    found = [(_item(item), place_of(item)) for item in items]
    good = [replace(n, place=place) for n, place in found if n is not None and n.name.casefold() not in _LABELS]
    return good if good and len(good) == len(items) else []


def is_label(block: Element) -> FieldLabel | None:
    """The field that a paragraph or a list of one item names, such as “See also: …”."""
    if block.tag != "p":
        return None
    found = _led(block)
    if found is not None and found.name.casefold() in _LABELS:
        return FieldLabel(name=found.name, value=found.body[0])
    head = (block.text or "").lstrip()
    start, colon, rest = head.partition(":")
    if colon and start.strip().casefold() in _LABELS and known_column(start).field:
        return FieldLabel(name=start.strip(), value=_copy(block, rest.lstrip()))
    return None


def _led(block: Element) -> Named | None:
    """A block that begins with bold text, and what follows it."""
    if (block.text or "").strip() or not len(block):
        return None
    first = block[0]
    inner = first
    # Links and spans around the bold text do not matter: `[**Churn**](#churn)` is a name as well.
    while (
        inner.tag not in _MARKS
        and len(inner) == 1
        and not (inner.text or "").strip()
        and not (inner[0].tail or "").strip()
    ):
        inner = inner[0]
    if inner.tag not in _MARKS or not plain(inner):
        return None
    name = plain(first)
    tail = first.tail or ""
    separated = _SEPARATOR.sub("", tail, count=1)
    marked = separated != tail or name.endswith((":", "–", "—", " -"))
    rest = _copy(block, separated.lstrip() if marked else tail, skip=1)
    short = _SHORT.match(tail) is not None
    broken = len(block) > 1 and block[1].tag == "br" and (short or not tail.strip())
    # Bold text within a sentence is emphasis; a name is set off by a sign or a line break.
    if plain(rest) and not (marked or broken):
        return None
    if broken and short:
        name, rest = name + tail.rstrip(), _copy(block, "", skip=1)
    return Named(name=normalize(name.rstrip(":–—- ")), body=(rest,), place=place_of(block))


def _item(item: Element) -> Named | None:
    """The name and text of an item: bold, a link, code, or words before a dash or colon."""
    blocks = list(item)
    if blocks and blocks[0].tag == "p" and not (item.text or "").strip():
        head, others = blocks[0], blocks[1:]
    else:
        head = paragraph(item.text, getattr(item, "inner", None) or place_of(item))
        nested = next(
            (n for n, b in enumerate(blocks) if b.tag in ("ul", "ol", "p", "pre", "table", "blockquote")), len(blocks)
        )
        head.extend(blocks[:nested])
        others = blocks[nested:]
    led = _led(head)
    if led is not None:
        body = [*([led.body[0]] if plain(led.body[0]) else []), *others]
        return Named(name=led.name, body=tuple(body)) if body else None
    if not (head.text or "").strip() and len(head) and head[0].tag in ("a", "code", "em", "i"):
        tail = head[0].tail or ""
        if (match := _SEPARATOR.match(tail)) and plain(head[0]):
            return Named(name=normalize(plain(head[0])), body=(_copy(head, tail[match.end() :], skip=1), *others))
        return None
    text = head.text or ""
    if match := _BEFORE.match(text.lstrip()):
        name = normalize(match["name"])
        if 0 < len(name.split()) <= 6:
            return Named(name=name, body=(_copy(head, text.lstrip()[match.end() :]), *others))
    return None


def _copy(block: Element, text: str, *, skip: int = 0) -> Element:
    """A paragraph with other text at its beginning."""
    made = paragraph(text, place_of(block))
    made.extend(list(block)[skip:])
    return made
