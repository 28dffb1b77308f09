"""`[@id]` in a term's texts: a source, cited by its id, which is replaced with its title wherever the text is shown.

A page links the title to the page of the source; a text without links has the title alone.
"""

from collections.abc import Callable, Mapping
from re import Match
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

_MARK: Final = r"\[@([a-z0-9][a-z0-9-]*)\]"
CITED: Final = "data-source"
"""Attribute that keeps the id of a cited source until a page asks for HTML."""


class CiteSources(InlineProcessor):
    """Replaces `[@id]` by the title of the source; an id that no source has stays as written."""

    def __init__(self, md: Markdown, titles: Mapping[str, str], cited: list[str], strange: list[str]) -> None:
        super().__init__(_MARK, md)
        self.titles, self.cited, self.strange = titles, cited, strange

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the base class names it)
        self, m: Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The title in a `<cite>`."""
        id = m[1]
        if id not in self.titles:
            self.strange.append(id)
            return None, None, None
        self.cited.append(id)
        cite = Element("cite", {CITED: id})
        cite.text = self.titles[id]
        return cite, m.start(0), m.end(0)


def link_citations(tree: Element, address: Callable[[str], str] | None) -> None:
    """Links the cited sources in a tree.

    Args:
        tree: The tree, which is changed.
        address: The link to the page of a source, or "" if there is none; None for text without such links.
    """
    for cite in tree.iter("cite"):
        if (id := cite.attrib.pop(CITED, None)) and address and (target := address(id)):
            link = SubElement(cite, "a", {"href": target})
            link.text, cite.text = cite.text, None
