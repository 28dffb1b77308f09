"""Terms that a query describes: its words are weighed against names and texts at once."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import Final

from termbase.identity.finder.by_name import Hit, distance
from termbase.identity.finder.searched import Name, NameKind, Searched
from termbase.text.query_words import idle, readings, singular_key, split, stem, weak, weights, without_idle
from termbase.text.word_places import FIELD_COUNT

TOLD: Final = 7
"""The tier of terms that were described."""
_WIDE: Final = 800
"""Maximum number of terms for which near-synonyms are also looked for in texts."""
_LARGE: Final = 600
"""Terms from which words of very many terms lead to none."""
_RARE: Final = 5
"""A rare word occurs in at most one in this many terms."""
_MET: Final = 0.35
"""The minimum match, from 0 to 1, for a word to count as present in a text."""
_FURTHER: Final = 3
"""Names after the best that count."""
_MOST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    texts: Mapping[int, float]
    """For each term how much of the word its texts have."""
    names: Mapping[str, float]
    """Stems of names that the word matches, and how much each counts."""
    tells: float
    """How specific the word is: the fewer texts have it, the more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    name: Name
    score: float
    """Of the best name and, for less, of the next."""
    each: Sequence[float]
    """How much of each word the best name has."""


def described(searched: Searched, typed: str) -> list[Hit]:
    """The terms that match most of the query, best first."""
    parts = [part for word in split(typed) for part in split(_in_full(searched, word))]
    kept = without_idle(parts)
    said = {singular_key(word) for word in parts if idle(word)} if len(kept) < len(parts) else set()
    met = [_met(searched, word) for word in dict.fromkeys(word.lower() for word in kept)]
    total = sum(word.tells for word in met)
    weight = weights()
    hits = []
    for number, names in _candidates(searched, met).items():
        best = _best(searched, met, names, number, said)
        texts = [word.texts.get(number, 0.0) for word in met]
        told = sum(much * word.tells for much, word in zip(texts, met, strict=True))
        parts_met = (min(1.0, max(much, own)) for much, own in zip(texts, best.each, strict=True))
        covered = sum(much * word.tells for much, word in zip(parts_met, met, strict=True)) / total
        score = weight["name"] * best.score + weight["text"] * told
        score *= covered ** weight["covered"] * (1 + weight["links"] * log1p(searched.terms[number].links))
        if covered >= weight["least"]:
            hits.append(Hit(name=best.name, tier=TOLD, score=score, covered=covered))
    return sorted(hits, key=lambda hit: (-hit.score, hit.name.term))[:_MOST]


def _in_full(searched: Searched, word: str) -> str:
    """A very short acronym as its full name, because texts are searched for longer words only."""
    if len(word) > 2:
        return word
    found = searched.by_key.get(word.lower(), ())
    name = next((name for name in found if name.kind is NameKind.ABBREVIATION), None)
    return searched.terms[name.term].term if name else word


def _met(searched: Searched, word: str) -> _Word:
    weight = weights()
    texts = _occurrences(searched, word) if len(word) > 2 else {}
    names: dict[str, float] = {}
    for one, much in (*((stem(other), much) for other, much in readings(word).items()), (singular_key(word), 1.0)):
        if one in searched.by_stem:
            names[one] = max(names.get(one, 0.0), much)
    if not names and not texts and len(word) > 3:
        most = 1 if len(word) < 6 else 2
        for other in searched.known:
            far = distance(word, other, most)
            one = stem(other)
            if far <= most and one in searched.by_stem:
                names[one] = max(names.get(one, 0.0), (1 - far / len(word)) / 2)
    if not names and not texts:
        return _Word(texts=texts, names=names, tells=weight["unknown"])
    times = max(1, sum(much > _MET for much in texts.values()))
    rarity: float = log(1 + len(searched.terms) / times) ** weight["rarity"]
    return _Word(texts=texts, names=names, tells=rarity * (weight["weak"] if weak(word) else 1))


def _occurrences(searched: Searched, word: str) -> dict[int, float]:
    """Terms whose texts have a word, a form of it, or one that means nearly the same: how much of it each has."""
    weight, words = weights(), searched.sorted_words
    found: dict[int, float] = {}
    for reading, much in readings(word).items() if len(searched.terms) <= _WIDE else ((word, 1.0),):
        root = stem(reading)
        begins = root[: max(3, len(root) - 2)]
        for at in range(bisect_left(words, begins), len(words)):
            other = words[at]
            if not other.startswith(begins):
                break
            if other == reading:
                same = 1.0
            elif stem(other) == root:
                same = weight["inflected"]
            elif reading == word and len(word) > 3 and other.startswith(word):
                same = weight["begun"]
            else:
                continue
            for place in searched.places[other]:
                number, field = divmod(place, FIELD_COUNT)
                found[number] = max(found.get(number, 0.0), much * same * weight["fields"][field])
    return found


def _candidates(searched: Searched, met: Sequence[_Word]) -> dict[int, dict[Name, list[float]]]:
    """Terms with one of the words; in a large glossary only by rare words.

    Each with its names that have one of the words, and how much each name has of each word.
    """
    reached: list[dict[int, dict[Name, float]]] = []
    for word in met:
        terms: dict[int, dict[Name, float]] = {number: {} for number in word.texts}
        for one, much in word.names.items():
            for name in searched.by_stem[one]:
                of_term = terms.setdefault(name.term, {})
                of_term[name] = max(of_term.get(name, 0.0), much)
        reached.append(terms)
    size = len(searched.terms)
    rare = [found for found in reached if found and size > _LARGE and len(found) <= size / _RARE]
    wanted: dict[int, dict[Name, list[float]]] = {number: {} for found in rare or reached for number in found}
    for at, found in enumerate(reached):
        for number in wanted.keys() & found.keys():
            for name, much in found[number].items():
                wanted[number].setdefault(name, [0.0] * len(met))[at] = much
    return wanted


def _best(
    searched: Searched, met: Sequence[_Word], names: Mapping[Name, Sequence[float]], number: int, said: set[str]
) -> _Best:
    weight = weights()
    best = _Best(
        name=next(name for name in searched.names[number] if name.kind is NameKind.TERM),
        score=0.0,
        each=[0.0] * len(met),
    )
    scores = []
    for name, each in names.items():
        joined = any(name.key in word.names for word in met)
        matched = len(name.stems) if joined else sum(each)
        have = [word.tells for much, word in zip(each, met, strict=True) if much > 0]
        score = sum(much * word.tells for much, word in zip(each, met, strict=True))
        score += weight["idle"] * len(said.intersection(name.words)) + weight["together"] * (
            sum(have) - max(have, default=0)
        )
        part = weight["part"] + (1 - weight["part"]) * min(1.0, matched / len(name.stems))
        score *= part ** weight["whole"] * (weight["longer"] if name.kind > NameKind.TERM else 1)
        scores.append(score)
        if score > best.score:
            best = _Best(name=name, score=score, each=each)
    next_best = sorted(scores, reverse=True)[1 : 1 + _FURTHER]
    further = sum(score / 2**at for at, score in enumerate(next_best))
    return _Best(name=best.name, score=best.score + weight["further"] / weight["name"] * further, each=best.each)
