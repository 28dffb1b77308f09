"""Inserts the lists and definitions for comments on a hand-written page (see `insertion`).

It becomes elements of the page, not raw HTML, so that the host resolves and checks the links like any others.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from termbase.linking.index import Target
from termbase.linking.insertion import Insertion, parse_insertion
from termbase.linking.linker import Linker, term_link

_MARK: Final = re.compile(f"^{STX}termbase-insertion:(\\d+){ETX}$")


class FindInsertions(Preprocessor):
    """Replaces each comment with a marker, before comments become raw HTML but after code is set aside."""

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
    """Turns each marker into a list or a definition; a comment that matches no term is reported and removed."""

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
