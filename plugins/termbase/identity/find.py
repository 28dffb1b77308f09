"""Finds concepts whose names are similar to a given one, to warn when a term is added; searches use the finder."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from termbase.identity.names import Names
from termbase.model.concept import Concept
from termbase.text.folding import is_abbreviation, normalize

_CUTOFF: Final = 74.0
_TYPO: Final = 75.0
"""Minimum similarity, out of 100, for two words to count as a typo of each other."""
_SHORT: Final = 4
"""Below this many letters, a typo may as well be another word, so names must begin with the same letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A concept that was probably meant."""

    concept: Concept
    name: str
    """Its most similar name."""
    score: float
    """Similarity, out of 100; exact names have 100."""


def find_concepts(concepts: Iterable[Concept], names: Names, words: str, *, limit: int = 5) -> tuple[Found, ...]:
    """The concepts most similar to some words, best first; none if nothing is similar."""
    meant = set(names.meanings(words))
    asked = normalize(words).casefold()
    found = []
    for concept in concepts:
        scored = [(100.0 if concept.id in meant else 0.0, concept.term)]
        scored += [(similarity(asked, d.text), d.text) for d in concept.designations]
        score, name = max(scored, key=lambda pair: pair[0])
        if score >= _CUTOFF:
            found.append(Found(concept=concept, name=name, score=score))
    best = sorted(found, key=lambda item: (-item.score, item.concept.id))
    exact = [item for item in best if item.concept.id in meant]
    return tuple((exact + [item for item in best if item.concept.id not in meant])[:limit])


def similarity(asked: str, name: str) -> float:
    """How similar a name is to the query (in lower case), from 0 to 100."""
    text = normalize(name).casefold()
    if asked == text:
        return 100.0
    if is_abbreviation(name) or len(asked) < _SHORT:
        whole = fuzz.ratio(asked, text) if abs(len(asked) - len(text)) < 2 else 0.0
        return max(whole * 0.95, _by_words(asked, text) if not is_abbreviation(name) else 0.0)
    return max(fuzz.ratio(asked, text) * 0.98, fuzz.token_sort_ratio(asked, text) * 0.95, _by_words(asked, text))


def _by_words(asked: str, name: str) -> float:
    """Matches each word of the query with the most similar one of the name; unmatched words cost a little."""
    wanted, given = asked.split(), name.replace("-", " ").split()
    if not wanted or not given:
        return 0.0
    scores = [max(_word(want, have) for have in given) for want in wanted]
    left_over = max(len(given) - len(wanted), 0)
    return sum(scores) / len(scores) * 0.95 - 3.0 * left_over


def _word(asked: str, word: str) -> float:
    if asked == word:
        return 100.0
    if word.startswith(asked):
        return 90.0
    score = fuzz.ratio(asked, word)
    return score if len(asked) >= _SHORT and score >= _TYPO else 0.0
