"""Definitions that explain a term by the term."""

from collections.abc import Iterator
from typing import Final

from termbase.diagnostics import Diagnostic
from termbase.folding import WORD, fold, fold_action, fold_word, normalize, singular_abbreviation
from termbase.model import Concept, ConceptId
from termbase.rules.cycles import cycles
from termbase.rules.view import View, finding
from termbase.vocabulary import DesignationKind

_ARTICLES: Final = frozenset(("a", "an", "the"))
_SMALL: Final = _ARTICLES | frozenset(("and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "to", "with"))
_LONGEST: Final = 8
"""Words of the longest name that is looked for around a shorter one."""


def begins_with_its_name(view: View) -> Iterator[Diagnostic]:
    """Finds definitions whose first word is the term."""
    for concept in view.own:
        opening = [name for start, name in _uses(view, concept) if start == 0]
        if opening:
            yield finding(
                concept, code="TB602", at="definition",
                message=f"the definition of “{concept.term}” begins with “{opening[0]}”",
                hint="The term stands above it already. Begin with the kind of thing it is: “Percentage of customers who …”.",
            )  # fmt: skip


def circular(view: View) -> Iterator[Diagnostic]:
    """Finds definitions that use their own term, at once or by way of other definitions."""
    for concept in view.own:
        inside = [name for start, name in _uses(view, concept) if start > 0]
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


def _uses(view: View, concept: Concept) -> Iterator[tuple[int, str]]:
    """Where a definition uses a name of its own concept: the index of the word, articles not counted, and the words.

    A name within a longer name of another concept is no use: "churn" may speak of a "churn rate".
    """
    spelled = [match.group() for match in WORD.finditer(normalize(view.definitions[concept.id]))]
    while spelled and spelled[0].casefold() in _ARTICLES:
        spelled.pop(0)
    words = [fold_word(word) for word in spelled]
    yield from _abbreviations_in(spelled, concept)
    full = {fold(d.text): d for d in concept.designations if d.kind is not DesignationKind.ABBREVIATION}
    everything = "".join(words)
    lengths = {len(key) for key in full if key and key in everything}
    for start in range(len(words)) if lengths else ():
        joined = ""
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            joined += words[end - 1]
            if joined in full and not _within_longer(view, concept, words, start, end):
                yield start, " ".join(spelled[start:end])
            if len(joined) >= max(lengths):
                break
    yield from _rearranged(spelled, words, concept)
    if len(content := _content_words(concept.term)) == 1:
        action = fold_action(concept.term)
        yield from (
            (index, spelled[index])
            for index, word in enumerate(words)
            if word != content[0] and word not in full and fold_action(word) == action
        )


def _abbreviations_in(spelled: list[str], concept: Concept) -> Iterator[tuple[int, str]]:
    own = frozenset(concept.abbreviations)
    yield from ((index, word) for index, word in enumerate(spelled) if singular_abbreviation(word) in own)


def _within_longer(view: View, concept: Concept, words: list[str], start: int, end: int) -> bool:
    for first in range(max(0, end - _LONGEST), start + 1):
        for last in range(end, min(first + _LONGEST, len(words)) + 1):
            if last - first > end - start:
                owners = view.names.folded.get("".join(words[first:last]), ())
                if any(owner != concept.id for owner in owners):
                    return True
    return False


def _content_words(name: str) -> list[str]:
    """The folded words of a name without the small ones."""
    found = [fold_word(match.group()) for match in WORD.finditer(normalize(name))]
    return [word for word in found if word not in _SMALL]


def _rearranged(spelled: list[str], words: list[str], concept: Concept) -> Iterator[tuple[int, str]]:
    """Finds "rate of adoption" in the definition of "adoption rate"."""
    wanted = frozenset(_content_words(concept.term))
    if len(wanted) < 2 or not wanted <= frozenset(words):
        return
    for start, word in enumerate(words):
        end = start
        left = set(wanted)
        while end < len(words) and (words[end] in left or (end > start and words[end] in _SMALL)):
            left.discard(words[end])
            end += 1
            if not left:
                break
        if word in wanted and not left and "".join(words[start:end]) != fold(concept.term):
            yield start, " ".join(spelled[start:end])
            return
