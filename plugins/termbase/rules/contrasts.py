"""Contrasts that make sense on only one of the two pages that show them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from termbase.model.codes import Code
from termbase.model.concept import Concept, ConceptId
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.rules.view import View, finding
from termbase.text.folding import fold
from termbase.text.words import SLASH, Word, joint, text_words

_POINTING: Final = re.compile(
    r"\b(here|this(?! (?:year|quarter|month|week|day)\b)|the (?:other|latter|former))\b", re.IGNORECASE
)
"""Words that mean something else on the other term's page. "This year" means the same on both."""


def one_sided(view: View) -> Iterator[Diagnostic]:
    """Finds English contrasts that point ("here", "the other") or do not name both terms."""
    if view.termbase.language.partition("-")[0].casefold() != "en":
        return
    for concept in view.own:
        texts = view.texts.concepts[concept.id].contrasts
        for relation in concept.related(RelationKind.CONTRAST):
            if relation.stated and relation.target in texts and relation.target in view.termbase.by_id:
                other = view.termbase.by_id[relation.target]
                yield from _one_sided(concept, other, texts[relation.target].plain)


def _one_sided(concept: Concept, other: Concept, text: str) -> Iterator[Diagnostic]:
    pair = f"the difference between “{concept.term}” and “{other.term}”"
    if pointing := _POINTING.search(text):
        yield finding(
            concept, code=Code.ONE_SIDED_CONTRAST, at="contrast", words=pointing[0],
            message=f"{pair} says “{pointing[0]}”",
            hint="The sentence is shown on both pages, where that word means different things. Name the term instead.",
        )  # fmt: skip
        return
    unnamed = [each.term for each in (concept, other) if each.id not in _named(text, concept, other)]
    if unnamed:
        yield finding(
            concept, code=Code.ONE_SIDED_CONTRAST, at="contrast", severity=Severity.NOTE,
            message=f"{pair} does not name {' or '.join(f'“{term}”' for term in unnamed)}",
            hint="The sentence is shown on both pages. Name both terms, so that it is complete on each.",
        )  # fmt: skip


def _named(text: str, *concepts: Concept) -> frozenset[ConceptId]:
    """Which of the concepts a text names; within a longer name, a shorter one does not count."""
    owners = {fold(name.text): concept.id for concept in concepts for name in concept.designations
              if name.kind is not DesignationKind.DEPRECATED}  # fmt: skip
    longest = max(map(len, owners))
    words = text_words(text)
    found: set[ConceptId] = set()
    start = 0
    while start < len(words):
        end = _end_of_name(text, words, start, owners, longest)
        if end is not None:
            found.add(owners["".join(word.folded for word in words[start:end])])
        start = start + 1 if end is None else end
    return frozenset(found)


def _end_of_name(
    text: str, words: Sequence[Word], start: int, owners: dict[str, ConceptId], longest: int
) -> int | None:
    best, joined = None, ""
    for end in range(start + 1, len(words) + 1):
        if end > start + 1 and joint(text, words[end - 2], words[end - 1]) not in ("", SLASH):
            break
        joined += words[end - 1].folded
        if joined in owners:
            best = end
        if len(joined) >= longest:
            break
    return best
