"""Lists of terms and single definitions on hand-written pages, asked for by a comment on a line of its own.

    <!-- termbase: list category=metrics -->
    <!-- termbase: list letter=C search="renewal" -->
    <!-- termbase: definition churn -->

A comment is invisible wherever no termbase runs. What it asks for becomes elements of the page, not raw
HTML, so that the host turns and checks the links like any others.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from termbase.linking.index import Target
from termbase.linking.linker import Linker, term_link
from termbase.model.concept import Concept

_COMMENT: Final = re.compile(r"^ {0,3}<!--\s*termbase:\s*(?P<what>list|definition)\b(?P<rest>.*?)-->\s*$")
_PAIR: Final = re.compile(r"(?P<key>[a-z][a-z0-9_-]*)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))")
_MARK: Final = re.compile(f"^{STX}termbase-insertion:(\\d+){ETX}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """What a comment asks for."""

    name: str = ""
    """The term whose definition is wanted; "" for a list."""
    only: Mapping[str, str] = field(default_factory=dict)
    """What the terms of a list have in common: a category's id, a status, a letter, words of their names, or the value
    of a custom field."""


Insert = Callable[[Insertion], Sequence[tuple[Concept, str]] | None]
"""Gives the concepts that are wanted, each with its definition as plain text; None where nothing is meant."""


def parse_insertion(line: str) -> Insertion | None:
    """What a line asks for; None for any other line."""
    found = _COMMENT.match(line)
    if found is None:
        return None
    rest = found["rest"].strip()
    if found["what"] == "definition":
        return Insertion(name=rest) if rest else None
    pairs = {pair["key"]: pair["bare"] or pair["quoted"] or "" for pair in _PAIR.finditer(rest)}
    return Insertion(only=pairs) if not _PAIR.sub("", rest).strip() else None


class FindInsertions(Preprocessor):
    """Puts a mark in the place of each comment, before comments become raw HTML but after code is set aside."""

    def __init__(self, md: Markdown, found: list[Insertion]) -> None:
        super().__init__(md)
        self._found = found

    def run(self, lines: list[str]) -> list[str]:
        """Returns the lines of a page with marks."""
        self._found.clear()
        marked: list[str] = []
        for line in lines:
            insertion = parse_insertion(line)
            if insertion is None:
                marked.append(line)
            else:
                marked += ["", f"{STX}termbase-insertion:{len(self._found)}{ETX}", ""]
                self._found.append(insertion)
        return marked


class MakeInsertions(BlockProcessor):
    """Turns each mark into a list or a definition; what names nothing is reported and leaves nothing."""

    def __init__(self, md: Markdown, found: Sequence[Insertion], current: Callable[[], Linker]) -> None:
        super().__init__(md.parser)
        self._found = found
        self._current = current

    def test(self, parent: Element, block: str) -> bool:
        """True for a mark."""
        return _MARK.match(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Adds the elements."""
        mark = _MARK.match(blocks.pop(0).strip())
        if mark is None:
            return
        insertion, linker = self._found[int(mark[1])], self._current()
        items = linker.insert(insertion) if linker.insert is not None else None
        if items is None:
            asked = insertion.name or " ".join(f"{key}={value}" for key, value in insertion.only.items())
            linker.unknown(asked, linker.names.nearest(insertion.name) if insertion.name else ())
            return
        holder = SubElement(parent, "ul" if not insertion.name else "div", {"class": "tb-inserted no-terms"})
        for concept, definition in items:
            item = SubElement(holder, "p" if insertion.name else "li")
            link = term_link(Target(concepts=(concept.id,), name=concept.term), linker)
            link.text = AtomicString(concept.term)
            link.tail = AtomicString(f": {definition}")
            item.append(link)
