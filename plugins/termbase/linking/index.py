"""Finds names in text: the longest from the left, by a trie of folded words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from termbase.identity.names import preferring
from termbase.linking.name_forms import linked_names, links_by_itself, surfaces
from termbase.model.concept import Concept, ConceptId, Designation
from termbase.model.page_paths import name_path, term_path
from termbase.model.vocabulary import DesignationKind
from termbase.text.slug import slug
from termbase.text.words import HYPHENS, WordColumns, closed, joined_spelling, stands_free, word_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The target of a link: one concept, the list of a name's meanings, or a page of the site."""

    concepts: tuple[ConceptId, ...]
    """The concepts; none for a page of the site."""
    name: str
    """The name as its concept spells it."""
    page: str = ""
    """Path of a page or file in the folder of hand-written pages, perhaps with a fragment, if it leads there."""

    @property
    def ambiguous(self) -> bool:
        """True if the name has several meanings."""
        return len(self.concepts) > 1

    @property
    def concept(self) -> ConceptId | None:
        """The one concept, or None if there are several."""
        return self.concepts[0] if len(self.concepts) == 1 else None

    @property
    def path(self) -> str:
        """Path of the page without its ending: `terms/<id>`, or `go/<name>` for a list of meanings.

        For a page of the site, its path with the ending.
        """
        if self.page:
            return self.page
        return name_path(slug(self.name)) if self.ambiguous else term_path(self.concepts[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A name found in text."""

    start: int
    end: int
    target: Target


@dataclass(slots=True)
class _Node:
    after: dict[str, "_Node"] = field(default_factory=dict)
    exact: dict[str, Target] = field(default_factory=dict)
    """Targets that require an exact spelling."""
    any_case: Target | None = None
    ends: bool = False
    """Whether some name ends here; otherwise longer ones only pass through."""
    signs: bool = False
    """Whether a name may continue with a sign, such as a slash, and not only with a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One entry of the index: a form that a name may have in text, and its target."""

    words: tuple[str, ...]
    exact: str | None
    target: Target


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """The names of a glossary, ready to be found in text."""

    _root: _Node

    def find(self, text: str) -> Iterator[Match]:
        """Yields the names in a text from left to right; of several at one place, the longest."""
        begins = self._root.after
        if not begins:
            return
        cut = word_columns(text)
        folded, between = cut.folded, cut.between
        hyphens = any(map(text.__contains__, HYPHENS))
        free, last = 0, len(folded) - 1
        # Nearly all words begin no name, or one that does not continue as the text does: each costs a dictionary lookup
        # or two, which is where the time goes.
        for index, node in enumerate(map(begins.get, folded)):
            if node is None:
                if not hyphens or between[index + 1] not in HYPHENS or cut.joined(index) not in begins:
                    continue
            elif not (node.ends or node.signs):
                if index == last:
                    return
                if folded[index + 1] not in node.after and not (
                    hyphens and (between[index + 1] in HYPHENS or between[index + 2] in HYPHENS)
                ):
                    continue
            if index >= free and (found := self._longest(cut, index)) is not None:
                match, end = found
                yield match
                free = end + 1

    def entries(self) -> Iterator[Indexed]:
        """Everything that the index holds, in order of words and spelling."""
        waiting: list[tuple[tuple[str, ...], _Node]] = [((), self._root)]
        while waiting:
            words, node = waiting.pop()
            if node.any_case is not None:
                yield Indexed(words=words, exact=None, target=node.any_case)
            for spelled, target in sorted(node.exact.items()):
                yield Indexed(words=words, exact=spelled, target=target)
            waiting += (((*words, word), after) for word, after in sorted(node.after.items(), reverse=True))

    def noting(self, searched: list[str]) -> "LinkIndex":
        """The same index, which adds each text that it searches to a list."""
        return _NotedIndex(self._root, searched)

    def changes(self, before: "LinkIndex") -> frozenset[str]:
        """The folded words with which names begin that are not the same as in another index, or lead elsewhere."""
        new, old = self._root.after, before._root.after
        if self is before:
            return frozenset()
        return frozenset(word for word in new.keys() | old.keys() if new.get(word) != old.get(word))

    def _longest(self, cut: WordColumns, first: int) -> tuple[Match, int] | None:
        """The longest name that begins at a word, and the index of its last word."""
        # All names that begin here are followed at once, word by word. A name is taken only if it ends
        # further right than the best so far, so the longest wins, and shorter ones inside it never link.
        text, words = cut.text, len(cut.raw)
        best: Match | None = None
        taken = first
        # Each state: the node reached and the index of the last word taken. There are several only after a hyphen.
        states = _step(self._root, cut, first)
        while states:
            following: list[tuple[_Node, int]] = []
            for node, last in states:
                if node.ends:
                    span = closed(text, cut.bounds[2 * first], cut.bounds[2 * last + 1])
                    if span and (best is None or span[1] > best.end) and stands_free(text, *span):
                        target = _target(node, cut, first, last)
                        if target is not None:
                            best, taken = Match(start=span[0], end=span[1], target=target), last
                if node.after and last + 1 < words:
                    sign = cut.sign(last)
                    after = node.after.get(sign) if sign else node
                    if after is not None:
                        following += _step(after, cut, last + 1)
            states = following
        return None if best is None else (best, taken)


@dataclass(frozen=True, slots=True)
class _NotedIndex(LinkIndex):
    """An index that notes in which texts names were looked for."""

    searched: list[str]

    def find(self, text: str) -> Iterator[Match]:
        self.searched.append(text)
        return LinkIndex.find(self, text)


def _step(node: _Node, cut: WordColumns, index: int) -> list[tuple[_Node, int]]:
    """Consumes one word, or two that are joined by a hyphen."""
    taken = []
    if (after := node.after.get(cut.folded[index])) is not None:
        taken.append((after, index))
    if (joined := cut.joined(index)) and (after := node.after.get(joined)) is not None:
        taken.append((after, index + 1))
    return taken


def _target(node: _Node, cut: WordColumns, first: int, last: int) -> Target | None:
    if node.exact:
        spelled = joined_spelling(cut.words(first, last))
        for candidate in (spelled, spelled.removesuffix("s")):
            if (target := node.exact.get(candidate)) is not None:
                return target
    return node.any_case


def index_links(
    concepts: Iterable[Concept], *, wanted: Callable[[Designation, Concept], bool] = links_by_itself
) -> LinkIndex:
    """Builds the index of every name that is linked automatically, or of the given names.

    A name that some concept of a glossary has as its preferred term leads to no other one there, as
    `[[name]]` does.
    """
    preferred: dict[tuple[str, ...], dict[ConceptId, str]] = defaultdict(dict)
    other: dict[tuple[str, ...], dict[ConceptId, str]] = defaultdict(dict)
    exact: dict[tuple[tuple[str, ...], str], dict[ConceptId, str]] = defaultdict(dict)
    for concept in concepts:
        for name in linked_names(concept):
            if not wanted(name, concept):
                continue
            for surface in surfaces(name, concept):
                if surface.exact is not None:
                    exact[surface.words, surface.exact].setdefault(concept.id, name.text)
                elif name.kind is DesignationKind.PREFERRED:
                    preferred[surface.words].setdefault(concept.id, name.text)
                else:
                    other[surface.words].setdefault(concept.id, name.text)
    root = _Node()
    for words in sorted({*other, *preferred}):
        spelled = {**other.get(words, {}), **preferred.get(words, {})}
        meant = preferring(preferred.get(words, {}), other.get(words, {}))
        node = _reach(root, words)
        node.any_case, node.ends = _target_of({id: spelled[id] for id in meant}), True
    for (words, written), owners in sorted(exact.items()):
        node = _reach(root, words)
        node.exact[written], node.ends = _target_of(owners), True
    return LinkIndex(root)


def _reach(node: _Node, words: tuple[str, ...]) -> _Node:
    for word in words:
        after = node.after.get(word)
        if after is None:
            after = node.after[word] = _Node()
            node.signs = node.signs or not word.isalnum()
        node = after
    return node


def _target_of(owners: dict[ConceptId, str]) -> Target:
    concepts = tuple(sorted(owners))
    return Target(concepts=concepts, name=owners[concepts[0]])
