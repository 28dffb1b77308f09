"""The plan of a page: every name in its text, whether it is a link, and why.

The converter that makes a page's links reports each decision here, so an explanation always matches what was done.
Nothing is recorded unless a plan is requested.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import Final

from termbase.linking.index import LinkIndex, Match, Target

HIDDEN_SIGN: Final = "\0"
"""Placeholder for content that no name may span: an element, a tag, or another extension's placeholder."""
HIDDEN_OFF: Final = "\x01"
"""The same for text that a comment has switched off."""
HIDDEN_RAW: Final = "\x04"
"""The same for text inside an element that is written as an HTML tag and never linked."""
HIDDEN_BRACKETS: Final = "\x05"
"""The same for text that remains in double brackets."""


class Why(StrEnum):
    """Why a name is a link or not."""

    LINKED = "linked"
    """It links automatically."""
    WRITTEN = "written"
    """The author asked for the link."""
    ABOVE = "above"
    """The term is already linked above, as often as the site wants it."""
    EVERYDAY = "everyday"
    """It is an everyday word, or its term file says that it links only where an author asks."""
    ABBREVIATIONS = "abbreviations"
    """The site links only abbreviations."""
    CODE = "code"
    """It is in code or in a formula."""
    HEADING = "heading"
    """It is in a heading."""
    INSIDE_LINK = "inside-link"
    """It is in the text of another link, or of an abbreviation."""
    LONGER_NAME = "longer-name"
    """It is part of a longer name, such as that of a company."""
    WORK = "work"
    """It is in the title of a work."""
    BRACKETS = "brackets"
    """It is in brackets that another tool may understand."""
    UNKNOWN = "unknown"
    """It is in brackets, and no term has the name."""
    CONTROL = "control"
    """It is in a button, a form, or an element whose text is not read."""
    RAW = "raw"
    """It is between HTML tags of an element whose text is never linked."""
    NO_TERMS = "no-terms"
    """An element with the class `no-terms` contains it."""
    FOREIGN = "foreign"
    """Another extension has made or hidden this text."""
    OFF_PASSAGE = "off-passage"
    """A comment has switched links off for the passage."""
    OFF_PAGE = "off-page"
    """The page's front matter switches links off."""
    OFF_FOLDER = "off-folder"
    """The options `link.include` and `link.exclude` leave the page out."""
    OFF_SITE = "off-site"
    """The option `link_pages` is off."""
    NOT_TEXT = "not-text"
    """It is in an address, a tag, or other markup, and not in the text of the page."""

    @property
    def links(self) -> bool:
        """Whether the name is a link."""
        return self in (Why.LINKED, Why.WRITTEN)


_UNMARKED: Final = {HIDDEN_OFF: Why.OFF_PASSAGE, HIDDEN_RAW: Why.RAW, HIDDEN_BRACKETS: Why.BRACKETS}
"""Text that the linker skips although readers see it, with the reason why no name in it is linked."""


_BRACKETED: Final = re.compile(r"\[\[(?P<name>[^\[\]|]+)")
_FOREIGN: Final = frozenset((HIDDEN_RAW, HIDDEN_BRACKETS))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecision:
    """The decision about one name in a text."""

    words: str
    """The name as the text has it."""
    target: Target
    why: Why
    place: int
    """Where it begins in the text of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of the text of a page: a line, a heading, code, the words of a link."""

    start: int
    """Where it begins in the text of the plan."""
    text: str
    """Its text; characters that are not prose, such as tags, are control characters."""
    why: Why | None
    """Why nothing in it is linked; None for running text."""
    block: int = 0
    """Number of the paragraph, list item, cell or other block that it belongs to."""


class Plan:
    """Collects the decisions about one page, in text order.

    Args:
        index: All names of the glossary, including those that are linked only if an author asks for it.
        automatic: The names that link automatically, if the options of the site allow it.
    """

    def __init__(self, index: LinkIndex, *, automatic: LinkIndex) -> None:
        self.index = index
        self._automatic = automatic
        self.decisions: list[NameDecision] = []
        self.stretches: list[Stretch] = []
        self._text: list[str] = []
        self._length = self._block = 0
        self._comments: list[range] = []

    @property
    def text(self) -> str:
        """The text of the page as its reader sees it, one line for each piece of it."""
        return "".join(self._text)

    def block(self) -> None:
        """Begins a block, or continues the one around it; what follows does not belong to an earlier paragraph."""
        self._block += 1

    def line(self, text: str, readable: str, decided: Iterable[tuple[Match, Why]], *, off: Why | None = None) -> None:
        """Takes a line of text with what was decided about the names in it.

        Args:
            text: The text, with the marks of the converter.
            readable: The text as it was searched for names, with as many characters.
            decided: The names that were found there.
            off: Why none of the other names is linked, if that is so.
        """
        known = sorted(decided, key=lambda item: item[0].start)
        taken = [range(match.start, match.end) for match, _ in known]
        # The linker searches a copy in which some characters are hidden. A reader sees these, so for the reasons the
        # hidden ones come back, except for the converter's own marks, which are control characters.
        shown = "".join(
            written if seen in _UNMARKED and (written.isprintable() or written == "\n") else seen
            for written, seen in zip(text, readable, strict=True)
        )
        for match in self.index.find(shown):
            if not any(span.start < match.end and match.start < span.stop for span in taken):
                known.append((match, off or self._left_out(readable[match.start : match.end])))
        for found in _BRACKETED.finditer(shown) if HIDDEN_BRACKETS in readable else ():
            target = Target(concepts=(), name=found["name"].strip())
            known.append((Match(start=found.start("name"), end=found.end("name"), target=target), Why.UNKNOWN))
        for match, why in sorted(known, key=lambda item: item[0].start):
            self._decide(shown[match.start : match.end], match, why)
        prose = "".join(
            sign if seen not in _FOREIGN else HIDDEN_SIGN for sign, seen in zip(shown, readable, strict=True)
        )
        self._append(shown, prose=prose, why=Why.FOREIGN if off is Why.FOREIGN else None)

    def passage(self, text: str, why: Why) -> None:
        """Takes text in which no name is linked."""
        for match in self.index.find(text):
            self._decide(text[match.start : match.end], match, why)
        self._append(text, prose=text, why=why)

    def written(self, words: str, target: Target) -> None:
        """Takes a link that its author asked for."""
        self._decide(words, Match(start=0, end=len(words), target=target), Why.WRITTEN)
        self._append(words, prose=words, why=Why.WRITTEN)

    def in_comment(self, place: int) -> bool:
        """Whether a place in the text is in a comment, which readers do not see."""
        return any(place in comment for comment in self._comments)

    def raw(self, html: str, *, whole: bool) -> None:
        """Takes HTML that another extension has finished, which is code more often than not.

        Args:
            html: The HTML.
            whole: Whether it is a block of its own, and not within a line that has been taken already.
        """
        why = Why.CODE if "<pre" in html or "<code" in html else Why.FOREIGN
        for text, shown in _pieces(html):
            if shown:
                self.passage(text, why)
            elif whole:
                self._comments.append(range(self._length, self._length + len(text)))
                self._append(text)

    def _decide(self, words: str, match: Match, why: Why) -> None:
        place = self._length + match.start
        self.decisions.append(NameDecision(words=" ".join(words.split()), target=match.target, why=why, place=place))

    def _left_out(self, readable: str) -> Why:
        """Why a name was not looked for that the glossary has."""
        if hidden := next((why for sign, why in _UNMARKED.items() if sign in readable), None):
            return hidden
        # Only the site's choice of abbreviations leaves out a name that would otherwise link automatically.
        usual = any(match.end - match.start == len(readable) for match in self._automatic.find(readable))
        return Why.ABBREVIATIONS if usual else Why.EVERYDAY

    def _append(self, text: str, *, prose: str = "", why: Why | None = None) -> None:
        if prose:
            self.stretches.append(Stretch(start=self._length, text=prose, why=why, block=self._block))
        self._text += text, "\n"
        self._length += len(text) + 1


class _Pieces(HTMLParser):
    """Takes HTML apart into text, which is shown, and comments, which are not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool]] = []

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][1]:
            data = self.found.pop()[0] + data
        self.found.append((data, True))

    def handle_comment(self, data: str) -> None:
        self.found.append((data, False))


def _pieces(html: str) -> list[tuple[str, bool]]:
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    return parser.found
