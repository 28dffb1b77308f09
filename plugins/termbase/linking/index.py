"""Finds names in text: the longest from the left, by a trie of folded words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from termbase.identity.names import preferring
from termbase.linking.name_forms import linked_names, links_by_itself, surfaces
from termbase.model.concept import Concept, ConceptId, Designation
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold_word
from termbase.text.slug import slug
from termbase.text.words import Word, closed, joint, spelling, stands_free, text_words

_HYPHENS: Final = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a link leads to: one concept, the list of a name's meanings, or a page of the site."""

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
        return f"go/{slug(self.name)}" if self.ambiguous else f"terms/{self.concepts[0]}"


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
    """Targets that want their own spelling."""
    any_case: Target | None = None


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
        """Yields the names in a text from left to right; of several at one place the longest."""
        words = text_words(text)
        begins = self._root.after
        end = 0
        for index, word in enumerate(words):
            # Nearly all words begin no name, so this is where the time goes.
            if word.start < end or (word.folded not in begins and text[word.end : word.end + 1] not in _HYPHENS):
                continue
            match = self._longest(text, words, index)
            if match is not None:
                yield match
                end = match.end

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

    def _longest(self, text: str, words: Sequence[Word], first: int) -> Match | None:
        # All names that begin at this word are followed at once, word by word. A name is taken only if it ends
        # further right than the best so far, so the longest wins, and shorter ones inside it never link.
        best: Match | None = None
        # Each state: the node reached and the index of the last word taken.
        states = list(self._step(self._root, text, words, first))
        while states:
            following: list[tuple[_Node, int]] = []
            for node, last in states:
                if node.exact or node.any_case is not None:
                    start, end = closed(text, words[first].start, words[last].end)
                    if (best is None or end > best.end) and stands_free(text, start, end):
                        target = self._target(node, words[first : last + 1])
                        if target is not None:
                            best = Match(start=start, end=end, target=target)
                if last + 1 < len(words) and node.after:
                    sign = joint(text, words[last], words[last + 1])
                    after = node.after.get(sign) if sign else node
                    if after is not None:
                        following += self._step(after, text, words, last + 1)
            states = following
        return best

    @staticmethod
    def _step(node: _Node, text: str, words: Sequence[Word], index: int) -> Iterator[tuple[_Node, int]]:
        """Takes one word, or two that a hyphen joins: "on-boarding" is "onboarding"."""
        word = words[index]
        if (after := node.after.get(word.folded)) is not None:
            yield after, index
        if index + 1 < len(words):
            second = words[index + 1]
            if second.start == word.end + 1 and text[word.end] in _HYPHENS:
                closed = node.after.get(fold_word(word.written + second.written))
                if closed is not None:
                    yield closed, index + 1

    @staticmethod
    def _target(node: _Node, words: Sequence[Word]) -> Target | None:
        if node.exact:
            spelled = spelling(words)
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
        _reach(root, words).any_case = _target_of({id: spelled[id] for id in meant})
    for (words, written), owners in sorted(exact.items()):
        _reach(root, words).exact[written] = _target_of(owners)
    return LinkIndex(root)


def _reach(node: _Node, words: tuple[str, ...]) -> _Node:
    for word in words:
        node = node.after.setdefault(word, _Node())
    return node


def _target_of(owners: dict[ConceptId, str]) -> Target:
    concepts = tuple(sorted(owners))
    return Target(concepts=concepts, name=owners[concepts[0]])
