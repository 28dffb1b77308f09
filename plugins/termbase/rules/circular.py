"""Definitions that explain a term by the term."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from termbase.model.codes import Code
from termbase.model.concept import Concept, ConceptId
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.rules.cycles import cycles
from termbase.rules.view import View, finding
from termbase.text.folding import fold, fold_action, singular_abbreviation
from termbase.text.words import SLASH, Word, folded_words, joint

_ARTICLES: Final = frozenset(("a", "an", "the"))
_SMALL: Final = _ARTICLES | frozenset(
    ("and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "to", "with")
)
_LONGEST: Final = 8
"""Words of the longest name that is looked for around a shorter one."""
_WIDEST: Final = 4
"""Number of definitions in the longest cycle that a reader would notice; longer ones are only notes."""


def begins_with_its_name(view: View) -> Iterator[Diagnostic]:
    """Finds definitions whose first word is the term."""
    for concept in view.own:
        broader = _broader_words(view, concept)
        opening = next((n for at, n in _own_names(view, concept) if at == 0 and len(n.split()) > broader), None)
        if opening is not None:
            yield finding(
                concept, code=Code.BEGINS_WITH_ITS_TERM, at="definition", words=opening,
                message=f"the definition of “{concept.term}” begins with “{opening}”",
                hint="The term is already shown above it. Begin with the kind of thing it is: “Percentage of customers who …”.",
            )  # fmt: skip


def circular(view: View) -> Iterator[Diagnostic]:
    """Finds definitions that use their own term.

    A definition may open with its broader term, even where the two share words (ISO 704).
    """
    for concept in view.own:
        broader = _broader_words(view, concept)
        inside = [name for start, name in _own_names(view, concept) if start > 0 and start >= broader]
        behind = _words(view, concept)[broader:]
        inside += [*_rearranged(concept, behind), *_other_forms(concept, behind)]
        if inside:
            yield finding(
                concept, code=Code.CIRCULAR_DEFINITION, at="definition", words=inside[0],
                message=f"the definition of “{concept.term}” uses “{inside[0]}”",
                hint="If you do not know the term, the definition teaches you nothing. Use other words.",
            )  # fmt: skip


def circles(view: View) -> Iterator[Diagnostic]:
    """Finds definitions that lead back to themselves through other definitions."""
    for circle in cycles(_definition_graph(view)):
        terms = [view.termbase.by_id[id].term for id in circle]
        chain = " → ".join(f"“{term}”" for term in (*terms, terms[0]))
        yield finding(
            _to_blame(view, circle), code=Code.CIRCULAR_DEFINITION, at="definition",
            severity=Severity.WARNING if len(circle) <= _WIDEST else Severity.NOTE,
            message=f"these definitions form a cycle: {chain}",
            hint="Readers who follow the links end up where they started. Define one of them without the next.",
        )  # fmt: skip


def _to_blame(view: View, circle: Sequence[ConceptId]) -> Concept:
    """The concept whose definition closes a cycle: the first that leads to something other than its broader concept."""
    concepts = [view.termbase.by_id[id] for id in circle]
    steps = zip(concepts, (*concepts[1:], concepts[0]), strict=True)
    return next((one for one, following in steps if following.id not in _above(one)), concepts[0])


def _above(concept: Concept) -> frozenset[ConceptId]:
    return frozenset(relation.target for relation in concept.related(RelationKind.BROADER))


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


def _words(view: View, concept: Concept) -> tuple[Word, ...]:
    """The words of a definition without a leading article."""
    words = view.definition_words[concept.id]
    return words[1:] if words and words[0].folded in _ARTICLES else words


def _broader_words(view: View, concept: Concept) -> int:
    """How many words at the start of a definition are its broader term.

    That is a name of a concept stated to be broader, or of any concept that ends the term itself,
    as "revenue" ends "expansion revenue".
    """
    words = _words(view, concept)
    openings = list(accumulate(word.folded for word in words[:_LONGEST]))
    for end in range(len(openings), 0, -1):
        joined = openings[end - 1]
        # Hardly any definition opens with a name, so the rest is asked only where one does.
        if owners := frozenset(view.names.folded.get(joined, ())) - {concept.id}:
            named = owners & _above(concept) or ((term := fold(concept.term)) != joined and term.endswith(joined))
            if named and _in_one_piece(view, concept, words[:end]):
                return end
    return 0


def _own_names(view: View, concept: Concept) -> Iterator[tuple[int, str]]:
    """Where a definition has a name of its own concept: the index of its first word, and the words.

    A name within a longer name of another concept does not count: "churn" may speak of a "churn rate".
    """
    words = _words(view, concept)
    if short := frozenset(concept.abbreviations):
        capital = ((index, word.written) for index, word in enumerate(words) if not word.written.islower())
        yield from ((index, word) for index, word in capital if singular_abbreviation(word) in short)
    full = {fold(name.text) for name in concept.designations if name.kind is not DesignationKind.ABBREVIATION}
    everything = "".join(word.folded for word in words)
    longest = max((len(key) for key in full if key in everything), default=0)
    for start in range(len(words)) if longest else ():
        joined = ""
        for end in range(start + 1, len(words) + 1):
            joined += words[end - 1].folded
            if (
                joined in full
                and _in_one_piece(view, concept, words[start:end])
                and not _within_longer(view, concept, words, start, end)
            ):
                yield start, _spelled(words[start:end])
            if len(joined) >= longest:
                break


def _spelled(words: Sequence[Word]) -> str:
    return " ".join(word.written for word in words)


def _in_one_piece(view: View, concept: Concept, words: Sequence[Word]) -> bool:
    """Whether there is no comma or other punctuation between words."""
    text = view.definitions[concept.id]
    return all(joint(text, a, b) in ("", SLASH) for a, b in pairwise(words))


def _within_longer(view: View, concept: Concept, words: Sequence[Word], start: int, end: int) -> bool:
    for first in range(max(0, end - _LONGEST), start + 1):
        for last in range(end, min(first + _LONGEST, len(words)) + 1):
            if last - first > end - start:
                owners = view.names.folded.get("".join(word.folded for word in words[first:last]), ())
                if any(owner != concept.id for owner in owners):
                    return True
    return False


def _content_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in folded_words(name) if word not in _SMALL)


def _rearranged(concept: Concept, words: Sequence[Word]) -> Iterator[str]:
    """Finds "rate of adoption" in the definition of "adoption rate", given its words behind a broader term."""
    wanted = frozenset(_content_words(concept.term))
    if len(wanted) < 2 or not wanted <= {word.folded for word in words}:
        return
    for start, word in enumerate(words):
        left = set(wanted)
        end = start
        while left and end < len(words) and words[end].folded in (left if end == start else left | _SMALL):
            left.discard(words[end].folded)
            end += 1
        found = words[start:end]
        if word.folded in wanted and not left and "".join(each.folded for each in found) != fold(concept.term):
            yield _spelled(found)
            return


def _other_forms(concept: Concept, words: Sequence[Word]) -> Iterator[str]:
    """Finds "upselling" in the definition of "upsell", given its words behind a broader term."""
    if len(content := _content_words(concept.term)) == 1:
        names = {fold(name.text) for name in concept.designations}
        action = fold_action(concept.term)
        for word in words:
            other = word.folded != content[0] and word.folded not in names
            # The first letters are compared first, since they are cheaper than the rest.
            if other and word.folded[:2] == action[:2] and fold_action(word.folded) == action:
                yield word.written
