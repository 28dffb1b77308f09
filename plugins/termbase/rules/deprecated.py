"""Finds names to avoid that are used anyway."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from termbase.model.concept import Concept
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.vocabulary import DesignationKind
from termbase.rules.view import Passage, View
from termbase.text.folding import fold
from termbase.text.words import joint, text_words

_QUOTED: Final = frozenset("\"'“‘«")
_ELSEWHERE: Final = frozenset(("accounts", "disagreements"))
"""What sources say: their words are not ours to choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Avoided:
    name: str
    words: tuple[str, ...]
    concept: Concept
    reason: str


def deprecated_in_use(view: View) -> Iterator[Diagnostic]:
    """Finds deprecated names in our own prose about other concepts. A name in quotation marks is mentioned, not used."""
    avoided = _avoided(view)
    for passage in view.passages if avoided else ():
        if passage.key not in _ELSEWHERE:
            yield from _in_passage(passage, avoided)


def _avoided(view: View) -> dict[str, tuple[_Avoided, ...]]:
    """The names to avoid by their first word, except those that are a good name of another concept."""
    good = {
        fold(name.text)
        for concept in view.termbase.concepts
        for name in concept.designations
        if name.kind is not DesignationKind.DEPRECATED
    }
    found: dict[str, tuple[_Avoided, ...]] = defaultdict(tuple)
    for concept in view.termbase.concepts:
        for name in concept.designations:
            words = tuple(word.folded for word in text_words(name.text))
            if name.kind is DesignationKind.DEPRECATED and words and fold(name.text) not in good:
                reason = name.reason or "Its term file lists it as a name to avoid."
                found[words[0]] += (_Avoided(name=name.text, words=words, concept=concept, reason=reason),)
    return dict(found)


def _in_passage(passage: Passage, avoided: dict[str, tuple[_Avoided, ...]]) -> Iterator[Diagnostic]:
    words = text_words(passage.text)
    folded = tuple(word.folded for word in words)
    for index, word in enumerate(words):
        for item in avoided.get(word.folded, ()):
            here = words[index : index + len(item.words)]
            if (
                item.concept is passage.concept
                or folded[index : index + len(item.words)] != item.words
                or any(joint(passage.text, a, b) for a, b in pairwise(here))
                or (word.start and passage.text[word.start - 1] in _QUOTED)
            ):
                continue
            yield Diagnostic(
                code="TB631", severity=Severity.WARNING, where=passage.place(passage.text[here[0].start : here[-1].end]),
                message=f"“{passage.key}” of “{passage.concept.term}” uses “{item.name}”, a name to avoid",
                hint=f"{item.reason} Write “{item.concept.term}”, "
                "or put the name in quotation marks if the text is about the name itself.",
            )  # fmt: skip
