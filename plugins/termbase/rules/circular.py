"""Definitions that explain a term by the term."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from termbase.diagnostics import Diagnostic
from termbase.folding import fold, fold_action, singular_abbreviation
from termbase.model import Concept, ConceptId
from termbase.rules.cycles import cycles
from termbase.rules.view import View, finding
from termbase.surface import SLASH, joint, text_words
from termbase.vocabulary import DesignationKind

_ARTICLES: Final = frozenset(("a", "an", "the"))
_SMALL: Final = _ARTICLES | frozenset(
    ("and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "to", "with")
)
_LONGEST: Final = 8
"""Words of the longest name that is looked for around a shorter one."""


def begins_with_its_name(view: View) -> Iterator[Diagnostic]:
    """Finds definitions whose first word is the term."""
    for concept in view.own:
        opening = [name for start, name in _own_names(view, _Words.of(view, concept), concept) if start == 0]
        if opening:
            yield finding(
                concept, code="TB602", at="definition",
                message=f"the definition of “{concept.term}” begins with “{opening[0]}”",
                hint="The term stands above it already. Begin with the kind of thing it is: “Percentage of customers who …”.",
            )  # fmt: skip


def circular(view: View) -> Iterator[Diagnostic]:
    """Finds definitions that use their own term, at once or by way of other definitions."""
    for concept in view.own:
        words = _Words.of(view, concept)
        inside = [name for start, name in _own_names(view, words, concept) if start > 0]
        inside += [*_rearranged(words, concept.term), *_other_forms(words, concept)]
        if inside:
            yield finding(
                concept, code="TB601", at="definition",
                message=f"the definition of “{concept.term}” uses “{inside[0]}”",
                hint="Whoever does not know the term learns nothing from it. Say the same in other words.",
            )  # fmt: skip
    for circle in cycles(_definition_graph(view)):
        terms = [view.termbase.by_id[id].term for id in circle]
        chain = " → ".join(f"“{term}”" for term in (*terms, terms[0]))
        yield finding(
            view.termbase.by_id[circle[0]], code="TB601", at="definition",
            message=f"these definitions lead in a circle: {chain}",
            hint="A reader who follows the links is sent back to the start. Define one of them without the next.",
        )  # fmt: skip


def _definition_graph(view: View) -> dict[ConceptId, tuple[ConceptId, ...]]:
    """Which concepts each definition names. A name of several meanings leads nowhere for sure."""
    return {
        concept.id: tuple(
            target.concept
            for target in view.texts.concepts[concept.id].definition.targets
            if target.concept is not None and target.concept in view.definitions
        )
        for concept in view.own
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a definition without a leading article: as spelled, and folded."""

    spelled: tuple[str, ...]
    folded: tuple[str, ...]
    apart: tuple[bool, ...]
    """For each word, whether a mark such as a comma keeps it apart from the one before."""

    @classmethod
    def of(cls, view: View, concept: Concept) -> "_Words":
        text = view.definitions[concept.id]
        found = text_words(text)
        found = found[1:] if found and found[0].folded in _ARTICLES else found
        return cls(
            spelled=tuple(word.written for word in found),
            folded=tuple(word.folded for word in found),
            apart=(False, *(joint(text, a, b) not in ("", SLASH) for a, b in pairwise(found))),
        )

    def between(self, start: int, end: int) -> str:
        return " ".join(self.spelled[start:end])


def _own_names(view: View, words: _Words, concept: Concept) -> Iterator[tuple[int, str]]:
    """Where a definition has a name of its own concept: the index of its first word, and the words.

    A name within a longer name of another concept does not count: "churn" may speak of a "churn rate".
    """
    short = frozenset(concept.abbreviations)
    yield from ((index, word) for index, word in enumerate(words.spelled) if singular_abbreviation(word) in short)
    full = {fold(name.text) for name in concept.designations if name.kind is not DesignationKind.ABBREVIATION}
    everything = "".join(words.folded)
    longest = max((len(key) for key in full if key in everything), default=0)
    for start in range(len(words.folded)) if longest else ():
        joined = ""
        for end in range(start + 1, len(words.folded) + 1):
            if end - 1 > start and words.apart[end - 1]:
                break
            joined += words.folded[end - 1]
            if joined in full and not _within_longer(view, words, concept, start, end):
                yield start, words.between(start, end)
            if len(joined) >= longest:
                break


def _within_longer(view: View, words: _Words, concept: Concept, start: int, end: int) -> bool:
    for first in range(max(0, end - _LONGEST), start + 1):
        for last in range(end, min(first + _LONGEST, len(words.folded)) + 1):
            if last - first > end - start:
                owners = view.names.folded.get("".join(words.folded[first:last]), ())
                if any(owner != concept.id for owner in owners):
                    return True
    return False


def _content_words(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in text_words(name) if word.folded not in _SMALL)


def _rearranged(words: _Words, term: str) -> Iterator[str]:
    """Finds "rate of adoption" in the definition of "adoption rate"."""
    wanted = frozenset(_content_words(term))
    if len(wanted) < 2 or not wanted <= frozenset(words.folded):
        return
    for start, word in enumerate(words.folded):
        left = set(wanted)
        end = start
        while left and end < len(words.folded) and words.folded[end] in (left if end == start else left | _SMALL):
            left.discard(words.folded[end])
            end += 1
        if word in wanted and not left and "".join(words.folded[start:end]) != fold(term):
            yield words.between(start, end)
            return


def _other_forms(words: _Words, concept: Concept) -> Iterator[str]:
    """Finds "upselling" in the definition of "upsell"."""
    if len(content := _content_words(concept.term)) == 1:
        names = {fold(name.text) for name in concept.designations}
        action = fold_action(concept.term)
        for spelled, word in zip(words.spelled, words.folded, strict=True):
            if word != content[0] and word not in names and fold_action(word) == action:
                yield spelled
