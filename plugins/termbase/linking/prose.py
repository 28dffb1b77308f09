"""The prose of a Markdown page: its text with the positions of its words, without code and other markup."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from markdown import Markdown

from termbase.linking.brackets import DOUBLE, Brackets
from termbase.linking.conversion import read_through
from termbase.linking.extension import TermLinks
from termbase.linking.linker import LinkedSection, Linker
from termbase.linking.plan import Plan, Stretch, Why
from termbase.linking.plan_places import Alignment
from termbase.linking.written_links import front_matter_end
from termbase.model.diagnostics import Location
from termbase.text.line_starts import line_breaks

READ: Final = frozenset((None, Why.HEADING, Why.INSIDE_LINK, Why.WRITTEN))
"""The stretches that are an author's words: running text, headings, and the words of links."""


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A page, read."""

    file: str
    """Its path, as diagnostics name it."""
    source: str
    """Its text, as the file has it."""
    plan: Plan
    alignment: Alignment

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The pieces of prose, in order."""
        return tuple(stretch for stretch in self.plan.stretches if stretch.why in READ)

    @cached_property
    def paragraphs(self) -> tuple[tuple[Stretch, ...], ...]:
        """The pieces of each paragraph, list item, cell or other block; code within one is among them."""
        grouped: dict[int, list[Stretch]] = {}
        for stretch in self.plan.stretches:
            if stretch.why in READ or stretch.why is Why.CODE:
                grouped.setdefault(stretch.block, []).append(stretch)
        return tuple(tuple(pieces) for pieces in grouped.values() if any(piece.why in READ for piece in pieces))

    def where(self, stretch: Stretch, start: int) -> Location | None:
        """The place in the file of a word of a stretch; None for text that an extension has made."""
        found = self.alignment.at(stretch.start + start)
        return Location(file=self.file, line=found[0], column=found[1]) if found else None

    def span(self, stretch: Stretch, start: int, end: int) -> tuple[int, int] | None:
        """The place in the source of some words of a stretch, if they are contiguous there."""
        offset, words = self.alignment.offset(stretch.start + start), stretch.text[start:end]
        if offset is None or self.source[offset : offset + len(words)] != words:
            return None
        return offset, offset + len(words)

    def is_code(self, offset: int) -> bool:
        """Whether a place in the source is in code."""
        place = self.alignment.places.get(offset)
        inside = (s for s in self.plan.stretches if place is not None and s.start <= place < s.start + len(s.text))
        return any(stretch.why is Why.CODE for stretch in inside)


def read_prose(
    text: str,
    *,
    file: str,
    linker: Linker,
    plan: Plan,
    extensions: Mapping[str, Mapping[str, Any]],
    brackets: Brackets | None = DOUBLE,
) -> Prose:
    """Reads a page of Markdown.

    Args:
        text: The page, front matter included.
        file: Its path, for diagnostics.
        linker: Knows the names of the glossary.
        plan: An empty plan, which takes what the page says.
        extensions: The Markdown extensions of the page's site, each with its options.
        brackets: The signs around a name that ask for a link, if any do.

    Raises:
        LimitError: The page is nested too deeply, or has too many brackets.
    """
    ours = TermLinks(lambda _: replace(linker, plan=plan, section=LinkedSection()), brackets=brackets)
    start = front_matter_end(text)
    read_through(
        Markdown(extensions=[ours, *extensions], extension_configs=dict(extensions)),
        text[start:],
        above=line_breaks(text[:start]),
    )
    return Prose(file=file, source=text, plan=plan, alignment=Alignment(plan, text))
