"""The markup for a link: `[[name]]` and `[[name|words]]`, or the same in other brackets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import STX, AtomicString

from termbase.linking.escaped_signs import with_signs
from termbase.linking.index import Target
from termbase.linking.linker import KEY_ATTRIBUTE, Linker, running_form, term_link

_REFERENCE: Final = re.compile(r"\s?\[(?P<id>[^\[\]]*)\]")
_TAG: Final = re.compile(r"<(?:/?[a-zA-Z!][^<>]*)>")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brackets:
    """The signs around a name."""

    opening: str = "[["
    closing: str = "]]"

    @property
    def pattern(self) -> str:
        """A regular expression for a name in brackets."""
        inner = "".join(sorted({"[", "]", self.opening[0], self.closing[0]}))
        return f"(?<!!){re.escape(self.opening)}(?P<inside>[^{re.escape(inner)}]+){re.escape(self.closing)}"


DOUBLE: Final = Brackets()


class BracketLinks(InlineProcessor):
    """Turns names in brackets into links, and leaves the host's own notations alone."""

    def __init__(self, md: Markdown, *, brackets: Brackets, current: Callable[[], Linker]) -> None:
        super().__init__(brackets.pattern, md)
        self.current = current
        self._square = brackets.opening.startswith("[")

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the base class names it and allows less)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Returns the link for one match, or None if the text is not ours to link."""
        # A table needs its "|" escaped, so escapes are undone before the bar is looked for.
        inside = with_signs(self.unescape(m["inside"]))
        name, _, words = (" ".join(part.split()) for part in inside.partition("|"))
        if not name or STX in inside or _is_within(data, m.start()):
            return None, None, None
        if self._square and self._is_markdown(m["inside"], data, m.end()):
            return None, None, None
        linker = self.current()
        meanings = linker.names.meanings(linker.read(name))
        if not meanings:
            linker.unknown(name, linker.names.nearest(linker.read(name)))
            # Without a result, the scan continues, and any other pattern may match the text.
            return (None, None, None) if linker.keep_unknown else (words or name, m.start(), m.end())
        if not words:
            is_id = linker.names.ids.get(name) == meanings[0] and ("-" in name or ":" in name)
            words = running_form(linker.terms.get(meanings[0], name)) if is_id else name
        target = linker.meant(Target(concepts=meanings, name=linker.names.heading(name)))
        if target.concept == linker.own and linker.own is not None:
            return words, m.start(), m.end()
        link = term_link(target, linker)
        link.text = AtomicString(words)
        link.set(KEY_ATTRIBUTE, " ".join(target.concepts))
        return link, m.start(), m.end()

    def _is_markdown(self, inside: str, data: str, end: int) -> bool:
        """True if Markdown reads the brackets as a link, a reference or a footnote."""
        after = data[end : end + 1]
        if after == "(" and _closed(data, end):
            return True
        if (reference := _REFERENCE.match(data, end)) and (after == "[" or self._defined(reference["id"])):
            return True
        return inside.startswith("^")

    def _defined(self, id: str) -> bool:
        return _SPACES.sub(" ", id.strip().lower()) in self.md.references


def _is_within(data: str, place: int) -> bool:
    """True for a place within a raw tag, an address in angle brackets, or the address of a link."""
    if any(tag.start() < place < tag.end() for tag in _TAG.finditer(data)):
        return True
    link = data.rfind("](", 0, place) + 1
    return link > 0 and not _closed(data[:place], link) and _closed(data, link)


def _closed(data: str, start: int) -> bool:
    """True if the parenthesis at a place is closed."""
    depth = 0
    for sign in data[start:]:
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return True
    return False
