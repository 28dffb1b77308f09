"""Rendered texts of an earlier compile that are reused if they would be the same in the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from termbase.linking.index import LinkIndex
from termbase.model.diagnostics import Diagnostic
from termbase.text.kept import Kept
from termbase.text.words import HYPHENS, folded_words, word_columns

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedTexts(Generic[Made]):
    """Texts as they were rendered, and what they depend on."""

    made: Made
    found: tuple[Diagnostic, ...]
    searched: tuple[str, ...]
    """The words in which names were looked for."""
    brackets: bool
    """Whether there are brackets in them, so that they may name a term or lead to a page."""
    pages: bool
    """Whether they have an address that may be that of a page."""


class KeptTexts:
    """The texts of the last compile."""

    def __init__(self) -> None:
        self._kept = Kept[RenderedTexts[Any]]()
        self._index: LinkIndex | None = None
        self._names: object = None
        self._changed: frozenset[str] = frozenset()
        self._same = False
        self._checks_pages = False
        self.pages = False
        """Whether any text has an address that may be that of a page."""

    @property
    def rendered(self) -> int:
        """How many concepts and entries had texts that needed rendering."""
        return self._kept.made

    @rendered.setter
    def rendered(self, count: int) -> None:
        self._kept.made = count

    def begin(self, index: LinkIndex, *, names: object, pages: bool, given: object) -> None:
        """Begins a compile.

        Args:
            index: The names to find.
            names: Stands for all names of all concepts: equal if they are.
            pages: Whether addresses of pages are checked. The pages may change between compiles.
            given: What all texts depend on besides.
        """
        self._kept.begin((given, pages))
        self._same = self._names == names
        before = self._index if self._index is not None else index
        self._changed = frozenset() if self._same else index.changes(before)
        self._index, self._names, self._checks_pages, self.pages = index, names, pages, False

    def written(self, of: tuple[object, ...], make: Callable[[], RenderedTexts[Made]]) -> RenderedTexts[Made]:
        """The texts of some objects, rendered only if anything in them may have changed."""
        found = self._kept.value(of, make, still=self._still)
        self.pages = self.pages or found.pages
        return found

    def _still(self, written: RenderedTexts[Any]) -> bool:
        if self._checks_pages and written.pages:
            return False
        return self._same or not (written.brackets or any(map(self._begins_changed, written.searched)))

    def _begins_changed(self, text: str) -> bool:
        """Whether a name that has changed may begin in a text."""
        if not self._changed.isdisjoint(folded_words(text)):
            return True
        if HYPHENS.isdisjoint(text):
            return False
        cut = word_columns(text)
        return not self._changed.isdisjoint(cut.joined(index) for index in range(len(cut.raw)))
