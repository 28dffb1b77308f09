"""Finds names in text: the longest from the left, by a trie of folded words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from termbase.folding import WORD, fold_word
from termbase.model import Concept, ConceptId
from termbase.slug import slug
from termbase.surface import SLASH, links_by_itself, surfaces

_GAP: Final = re.compile(r"\s+|[-\u2010\u2011]|\Z")
_BLANKS: Final = re.compile(r"\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a name in text leads to: one concept, or the list of a name's meanings."""

    concepts: tuple[ConceptId, ...]
    name: str
    """The name as its concept spells it."""

    @property
    def ambiguous(self) -> bool:
        """True where the name has several meanings."""
        return len(self.concepts) > 1

    @property
    def concept(self) -> ConceptId | None:
        """The one concept, or None where there are several."""
        return None if self.ambiguous else self.concepts[0]

    @property
    def path(self) -> str:
        """Path of the page without its ending: `terms/<id>`, or `go/<name>` for a list of meanings."""
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


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """The names of a glossary, ready to be found in text."""

    _root: _Node

    def find(self, text: str) -> Iterator[Match]:
        """Yields the names in a text from left to right; of several at one place the longest."""
        tokens = [(match.start(), match.end(), fold_word(match.group())) for match in WORD.finditer(text)]
        index = 0
        while index < len(tokens):
            match = self._longest(text, tokens, index)
            if match is None:
                index += 1
                continue
            yield match
            while index < len(tokens) and tokens[index][0] < match.end:
                index += 1

    def _longest(self, text: str, tokens: list[tuple[int, int, str]], first: int) -> Match | None:
        start = tokens[first][0]
        best: Match | None = None
        # Each state: the node reached and the index of the last token taken.
        states = list(self._step(self._root, text, tokens, first))
        while states:
            following: list[tuple[_Node, int]] = []
            for node, last in states:
                end = tokens[last][1]
                target = self._target(node, text[start:end])
                if target is not None and (best is None or end > best.end):
                    best = Match(start=start, end=end, target=target)
                if last + 1 < len(tokens) and node.after:
                    gap = text[end : tokens[last + 1][0]]
                    slash = SLASH in (tokens[last][2], tokens[last + 1][2])
                    if (_BLANKS if slash else _GAP).fullmatch(gap):
                        following += self._step(node, text, tokens, last + 1)
            states = following
        return best

    @staticmethod
    def _step(node: _Node, text: str, tokens: list[tuple[int, int, str]], index: int) -> Iterator[tuple[_Node, int]]:
        """Takes one token, or two that a hyphen joins: "on-boarding" is "onboarding"."""
        start, end, word = tokens[index]
        if (after := node.after.get(word)) is not None:
            yield after, index
        if index + 1 < len(tokens):
            next_start, next_end, _ = tokens[index + 1]
            if next_start == end + 1 and text[end] in "-\u2010\u2011":
                joined = fold_word(text[start:end] + text[next_start:next_end])
                if (after := node.after.get(joined)) is not None:
                    yield after, index + 1

    @staticmethod
    def _target(node: _Node, written: str) -> Target | None:
        if node.exact:
            spelled = written.replace("\u2019", "'").removesuffix("'s").removesuffix("'")
            for candidate in (spelled, spelled.removesuffix("s")):
                if (target := node.exact.get(candidate)) is not None:
                    return target
        return node.any_case


def index_links(concepts: Iterable[Concept]) -> LinkIndex:
    """Builds the index of every name that links by itself."""
    insensitive: dict[tuple[str, ...], dict[ConceptId, str]] = defaultdict(dict)
    exact: dict[tuple[tuple[str, ...], str], dict[ConceptId, str]] = defaultdict(dict)
    for concept in concepts:
        for name in concept.designations:
            if not links_by_itself(name, concept):
                continue
            for surface in surfaces(name):
                if surface.exact is None:
                    insensitive[surface.words].setdefault(concept.id, name.text)
                else:
                    exact[surface.words, surface.exact].setdefault(concept.id, name.text)
    root = _Node()
    for words, owners in sorted(insensitive.items()):
        _reach(root, words).any_case = _target_of(owners)
    for (words, spelling), owners in sorted(exact.items()):
        _reach(root, words).exact[spelling] = _target_of(owners)
    return LinkIndex(root)


def _reach(node: _Node, words: tuple[str, ...]) -> _Node:
    for word in words:
        node = node.after.setdefault(word, _Node())
    return node


def _target_of(owners: dict[ConceptId, str]) -> Target:
    concepts = tuple(sorted(owners))
    return Target(concepts=concepts, name=owners[concepts[0]])
