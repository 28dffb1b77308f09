"""The Python-Markdown extension that links names in text, and `[[name]]` markup.

It is independent of the host. A host passes it a `Linker`, which provides the links from a page and receives unknown
names.
"""

from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from termbase.linking.brackets import DOUBLE, BracketLinks, Brackets
from termbase.linking.insertion import Insertion
from termbase.linking.insertions import FindInsertions, MakeInsertions
from termbase.linking.linker import Linker
from termbase.linking.tree_links import TreeLinks


class TermLinks(Extension):
    """Links names and `[[name]]` markup.

    Args:
        current: Returns the linker for the text at hand.
        brackets: The signs around a name that ask for a link; None for no such markup.
        insertions: Whether a comment may ask for a list of terms or a definition, as on hand-written pages.
        kwargs: Options of the extension, as a subclass declares them.
    """

    def __init__(
        self,
        current: Callable[[Markdown], Linker],
        *,
        brackets: Brackets | None = DOUBLE,
        insertions: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._current = current
        self.brackets = brackets
        self.insertions = insertions

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Adds the markup above links, and the names after quotes and attributes are in place."""
        if self.brackets is not None:
            markup = BracketLinks(md, brackets=self.brackets, current=lambda: self._current(md))
            md.inlinePatterns.register(markup, "termbase-markup", 175)
        md.treeprocessors.register(TreeLinks(md, current=lambda: self._current(md)), "termbase-names", 3)
        if self.insertions:
            found: list[Insertion] = []
            # After code is set aside (25), before HTML is (20).
            md.preprocessors.register(FindInsertions(md, found), "termbase-find-insertions", 22)
            making = MakeInsertions(md, found, lambda: self._current(md))
            md.parser.blockprocessors.register(making, "termbase-insertions", 200)
