"""Terms whose name is in the query: exactly, nearly, or with a typo.

Names are compared in tiers before any score: an acronym in its own capitals beats every similar word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Final

from rapidfuzz.distance import OSA

from termbase.identity.finder.searched import Name, NameKind, Searched, every_stem, sorted_stems
from termbase.text.query_words import (
    american,
    counting,
    idle,
    measures,
    measuring,
    readings,
    setting,
    singular_key,
    split,
    stem,
    weak,
    without_idle,
)

SURE: Final = 4
"""Tiers below this are names that were typed in full."""
NEAR: Final = 6
"""The tier of similar names."""
_NONE: Final = 9
_JOINING: Final = re.compile(r"(?:and|between|differences?|distinction|or|than|versus|vs)", re.IGNORECASE)
_COMPARING: Final = re.compile(r"(?:between|differences?|distinction|versus|vs)", re.IGNORECASE)
_OF: Final = re.compile(r"(?:about|after|at|before|by|during|for|from|in|into|of|on|to|with|without)", re.IGNORECASE)
"""Words after one of these only qualify the query: “a playbook for renewals”."""
_LONGEST: Final = 7
"""Words of a name that is looked for in a question."""
_EXPANDED: Final = 8
"""Ways to write acronyms in full that are tried."""
_AS_TYPED: Final = 2
"""The variations with the words as typed and with typos corrected."""

_Span = tuple[int, int, list[Name]]
"""The position of a name in a query, its number of words, and the matching names, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A term that was likely meant, and the name that led to it."""

    name: Name
    tier: int
    """The tier of the match: the lower, the more certain."""
    score: float = 0.0
    covered: float = 0.0
    """How much of the query the term's names and texts have, from 0 to 1; only in a description."""


def as_compared(parts: Iterable[str]) -> list[str]:
    """Words in the form in which names are compared."""
    return [singular_key(word) for word in parts]


def once(hits: Iterable[Hit]) -> list[Hit]:
    """The first hit of each term."""
    found: dict[int, Hit] = {}
    for hit in hits:
        found.setdefault(hit.name.term, hit)
    return list(found.values())


def telling(parts: Sequence[str]) -> list[str]:
    """The words that are not only part of the question, as names are compared; all of them, if there are no others."""
    return as_compared(without_idle(parts))


def distance(one: str, other: str, most: int) -> int:
    """Edit distance with transpositions; any number over `most` if it is greater than that."""
    return OSA.distance(one, other, score_cutoff=most)


def leeway(word: str) -> int:
    """How many letters may differ in a typo."""
    return sum(len(word) >= length for length in (4, 6, 10))


def best_named(searched: Searched, typed: str) -> list[Hit]:
    """Terms with a certain or nearly certain name: as typed, else within the query, else in a variation of it."""
    left, equals, _ = typed.partition("=")
    if equals and split(left):
        return best_named(searched, left)
    parts = split(typed)
    asked = as_compared(parts)
    found = _exact(searched, asked, typed)
    if found and found[0].tier < SURE:
        return found
    if in_full := [hit for way in _in_full(searched, asked) for hit in _exact(searched, way) if hit.tier < SURE]:
        return once([*in_full, *found])
    if measured := _measured(searched, parts):
        return once([*measured, *found])
    joins = any(_JOINING.fullmatch(word) for word in parts)
    every = every_stem(parts)
    # Search words of a term count as a description unless all of them match.
    same = [
        Hit(name=name, tier=SURE + (name.kind is NameKind.SEARCHED))
        for name in searched.by_all_stems.get(sorted_stems(parts), ())
        if name.kind is not NameKind.SEARCHED or (name.every_stem == every and not joins)
    ]
    words = sorted(telling(parts))
    same.sort(key=lambda hit: (sorted(hit.name.words) != words, hit.name.kind, -searched.terms[hit.name.term].links))
    if (inside := _inside(searched, asked, parts)) or found or same:
        # A phrase that was typed to its last stop word, such as “seats used”, comes before a name that is only part of it.
        full = [hit for hit in same if hit.name.kind is NameKind.SEARCHED and len(every) > len(hit.name.stems)]
        sure = [hit for hit in (*found, *same) if hit.tier == SURE]
        return once((*full, *inside, *sure, *found, *same))
    if whole := _in_question(searched, parts) or _compared(searched, parts):
        return whole
    for at, way in enumerate(_variations(searched, parts)):
        hits = [
            hit
            for hit in _exact(searched, way)
            if hit.tier < SURE or (at < _AS_TYPED and hit.name.kind is not NameKind.SEARCHED)
        ]
        like = [
            name
            for name in searched.by_all_stems.get(sorted_stems(way), ())
            if at and name.kind is not NameKind.SEARCHED
        ]
        if hits or like:
            return once((*hits, *(Hit(name=name, tier=SURE) for name in like)))
    return _before_one_word(searched, parts)


def _inside(searched: Searched, asked: Sequence[str], typed: Sequence[str]) -> list[Hit]:
    """The longest name in a question that has, word for word, all that is asked: “what is one-to-many engagement”."""
    telling_at = [at for at, word in enumerate(typed) if not idle(word)] or [0, len(typed) - 1]
    starts, ends = range(telling_at[0] + 1), range(telling_at[-1] + 1, len(typed) + 1)
    for start, end in sorted(((start, end) for start in starts for end in ends), key=lambda at: at[0] - at[1]):
        if "".join(asked[start:end]) in searched.by_key:
            return [hit for hit in _exact(searched, asked[start:end]) if hit.tier < SURE]
    return []


def _measured(searched: Searched, typed: Sequence[str]) -> list[Hit]:
    """The metric for the name in a query: the churn rate, if someone asks how to calculate churn."""
    ends = measures() if any(map(measuring, typed)) else ()
    asked = telling([word for word in typed if not measuring(word)] or typed)
    return [hit for one in ends for hit in _exact(searched, [*asked, one]) if hit.tier < SURE]


def _begins(asked: Sequence[str], found: Sequence[str]) -> bool:
    """Whether each word asked for begins another word of a name."""
    left = list(found)
    for word in asked:
        met = next((at for at, other in enumerate(left) if other.startswith(word)), None)
        if met is None:
            return False
        del left[met]
    return True


def _ends_with(name: Name, asked: Sequence[str], key: str) -> bool:
    """Whether a name is a kind of what was typed: “customer support” is, of support; “land and expand” is not, of expanding."""
    words, count = name.words, len(asked)
    before = words[-count - 1] if len(words) > count else None
    return name.key != key and before != "and" and ("".join(words[-count:]) == key or words[-1:] == (key,))


def _tier(name: Name, typed: str, asked: Sequence[str], key: str) -> int:
    short = name.kind is NameKind.ABBREVIATION
    if short and typed in (name.text, f"{name.text}s"):
        return 0
    if name.key == key or (short and f"{name.key}s" == key):
        return 1 if short else 2 if name.kind is NameKind.TERM else 3
    starts = name.key.startswith(key)
    if starts and (name.kind <= NameKind.TERM or len(name.words) == len(asked)):
        return 4
    if name.kind is NameKind.TERM and _ends_with(name, asked, key):
        return 4
    # Search words of a term must match as they are, not as the beginnings of longer words.
    return 5 if starts or (name.kind is not NameKind.SEARCHED and _begins(asked, name.words)) else _NONE


def _exact(searched: Searched, asked: Sequence[str], typed: str = "") -> list[Hit]:
    key = "".join(asked)
    best: dict[int, Hit] = {}
    for name in searched.by_start.get(asked[0][:2], ()):
        tier = _tier(name, typed, asked, key)
        before = best.get(name.term)
        if tier < _NONE and (before is None or (tier, name.kind) < (before.tier, before.name.kind)):
            best[name.term] = Hit(name=name, tier=tier)

    def order(hit: Hit) -> tuple[object, ...]:
        """Of equal names, the term with the most links comes first; of partial matches, kinds of the query do."""
        name, term = hit.name, searched.terms[hit.name.term]
        more = -1 if _ends_with(name, asked, key) else int(len(name.words) > len(asked))
        return (
            hit.tier,
            name.kind if hit.tier < SURE else 0,
            more if hit.tier == SURE else 0,
            hit.tier >= SURE and name.kind > NameKind.TERM,
            -term.links,
            len(name.key),
            term.term,
        )

    return sorted(best.values(), key=order)


def _whole_names(searched: Searched, typed: Sequence[str]) -> tuple[list[_Span], bool]:
    """The names in a query, in order of appearance, with the longest matched first; and whether other words remain."""
    asked = as_compared(typed)
    taken = [False] * len(typed)
    spans: list[_Span] = []
    for size in range(min(_LONGEST, len(asked)), 0, -1):
        for at in range(len(asked) - size + 1):
            found = searched.by_key.get("".join(asked[at : at + size]))
            if not found or any(taken[at : at + size]) or (size == 1 and idle(typed[at])):
                continue
            taken[at : at + size] = [True] * size
            spans.append((at, size, sorted(found, key=lambda name: (name.kind, -searched.terms[name.term].links))))
    others = any(not taken[at] and not idle(word) and not weak(word) for at, word in enumerate(typed))
    return sorted(spans, key=lambda span: span[0]), others


def _in_question(searched: Searched, typed: Sequence[str]) -> list[Hit]:
    """The names of which a query consists."""
    spans, others = _whole_names(searched, typed)
    joined = any(_JOINING.fullmatch(word) for word in typed)
    if not others and len(spans) > 1 and not joined:
        spans = _head_first(searched, typed, spans)
    return [] if others else _hits(spans)


def _hits(spans: Sequence[_Span]) -> list[Hit]:
    return once(Hit(name=name, tier=SURE + 1) for _, _, found in spans for name in found)


def _may_be_name(searched: Searched, typed: Sequence[str], span: _Span) -> bool:
    """Whether words are a name exactly as typed, and neither search words of a term nor an ordinary word."""
    at, _, found = span
    ordinary = found[0].kind is NameKind.ABBREVIATION and typed[at] in _words_in_names(searched, typed[at])
    return found[0].kind < NameKind.AVOIDED and not ordinary


def _sets_scene(typed: Sequence[str], span: _Span) -> bool:
    """Whether words only give the context of a query, as in “churn in SaaS” and “enterprise customers”."""
    return all(map(setting, typed[span[0] : span[0] + span[1]]))


def _head_first(searched: Searched, typed: Sequence[str], spans: Sequence[_Span]) -> list[_Span]:
    """Names that follow each other, the last one first, because the others describe it, as in “renewal playbook”.

    None if one of them may be something else.
    """
    if any(map(counting, typed)) or not all(_may_be_name(searched, typed, span) for span in spans):
        return []
    asked_for = [span for span in spans if not _sets_scene(typed, span)] or spans
    before = next((at for at, word in enumerate(typed) if at > asked_for[0][0] and _OF.fullmatch(word)), len(typed))
    head = max(span[0] for span in asked_for if span[0] < before)
    return sorted(asked_for, key=lambda span: span[0] != head)


def _before_one_word(searched: Searched, typed: Sequence[str]) -> list[Hit]:
    """The only name, if one word follows that just says what is wanted of it, as in “win rate dashboard”.

    None if another name has all these words, because then that is meant.
    """
    spans, _ = _whole_names(searched, typed)
    names = [span for span in spans if _may_be_name(searched, typed, span) and not _sets_scene(typed, span)]
    if len(names) != 1 or any(map(counting, typed)):
        return []
    first, size, found = names[0]
    more = [at for at, word in enumerate(typed) if not first <= at < first + size and not idle(word) and not weak(word)]
    if len(more) != 1 or more[0] < first or setting(typed[more[0]]):
        return []
    if _corrected(searched, key := singular_key(typed[more[0]])) != key:
        return []
    wanted = {stem(reading) for reading in readings(typed[more[0]].lower())}
    has_both = (set(found[0].stems) <= set(name.stems) for one in wanted for name in searched.by_stem.get(one, ()))
    return [] if any(has_both) else _hits(names)


def _words_in_names(searched: Searched, word: str) -> set[str]:
    """The original words of the names that contain a form of a word."""
    names = searched.by_stem.get(stem(word.lower()), ())
    return {part for name in names if name.kind < NameKind.SEARCHED for part in split(name.text)}


def _compared(searched: Searched, typed: Sequence[str]) -> list[Hit]:
    """The best term of each side of a comparison, where it is more than a whole name or where only one is known."""
    if not any(_COMPARING.fullmatch(word) for word in typed):
        return []
    sides: list[list[str]] = [[]]
    for word in typed:
        if _JOINING.fullmatch(word):
            sides.append([])
        elif not idle(word):
            sides[-1].append(word)
    told = [as_compared(side) for side in sides if side]
    return once(hits[0] for side in told if (hits := _of_side(searched, side, told[-1])))


def _of_side(searched: Searched, side: Sequence[str], last: Sequence[str]) -> list[Hit]:
    """The terms of one side of a comparison, which may share the last word of the query: “active vs passive churn”."""
    alone = _exact(searched, side)
    found = [hit for hit in (*alone, *_exact(searched, [*side, last[-1]])) if hit.tier < SURE]
    return found or [hit for hit in alone if hit.tier == SURE]


def _variations(searched: Searched, typed: Sequence[str]) -> list[list[str]]:
    """Variations of the query: without stop words, with typos corrected, acronyms spelled out, or one word replaced."""
    asked = [word if word in searched.known else american(word) for word in telling(typed)]
    corrected = [_corrected(searched, word) for word in asked]
    replaced = (
        [*asked[:at], singular_key(other), *asked[at + 1 :]]
        for at, word in enumerate(asked)
        for other in list(readings(word))[1:]
        if len(asked) > 1
    )
    nearly = [
        way for way in replaced if any(name.kind <= NameKind.TERM for name in searched.by_key.get("".join(way), ()))
    ]
    return list({" ".join(way): way for way in (asked, corrected, *_in_full(searched, corrected), *nearly)}.values())


def _in_full(searched: Searched, asked: Sequence[str]) -> list[list[str]]:
    """The words with acronyms spelled out, in every possible way; none if there is no acronym."""
    full: list[list[str]] = [[]]
    for word in asked:
        acronyms = (name for name in searched.by_key.get(word, ()) if name.kind is NameKind.ABBREVIATION)
        after = [as_compared(split(searched.terms[name.term].term)) for name in acronyms] or [[word]]
        full = [[*before, *one] for before in full for one in after][:_EXPANDED]
    return [way for way in full if way != list(asked)]


def _corrected(searched: Searched, word: str) -> str:
    known = searched.known
    if word in known or len(word) < 3:
        return word
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    exchanged = next((other for other in map(singular_key, swapped) if other in known), None)
    if exchanged or len(word) < 5:
        return exchanged or word
    most = 1 if len(word) < 8 else 2
    best, least = word, most + 0.4
    for other in known:
        far = (
            distance(word, other, most)
            + (0 if other[:1] == word[0] else 0.5)
            + (0 if other in searched.by_key else 0.2)
        )
        if far < least:
            best, least = other, far
    return best


def similar(searched: Searched, typed: str) -> list[Hit]:
    """Terms with a name like what was typed, word by word or written as one.

    Better, the more of their words are met, the fewer letters differ, and the fewer words are left over.
    """
    asked = telling(split(typed))
    alike = [_alike(searched, word) for word in asked]
    key, most = "".join(asked), leeway("".join(asked))
    scored = []
    for names, term in zip(searched.names, searched.terms, strict=True):
        for name in names:
            has = [not met.keys().isdisjoint(name.words) for met in alike]
            apart = len(key) > 4 and (len(name.words) != len(asked) or not any(has))
            joined = distance(key, name.key, most) if apart else _NONE
            if joined > most and not all(has):
                continue
            score = sum(max((met.get(other, 0.0) for other in name.words), default=0.0) for met in alike)
            if joined <= most:
                score = max(score, len(asked) * (1 - joined / len(key)))
            left = 0.03 * abs(len(name.words) - len(asked))
            score = score / len(asked) - left + log1p(term.links) / 60 - (name.kind > NameKind.TERM) / 50
            scored.append(Hit(name=name, tier=NEAR, score=score))
    return once(sorted(scored, key=lambda hit: -hit.score))[:8]


def _alike(searched: Searched, word: str) -> dict[str, float]:
    most = leeway(word)
    found: dict[str, float] = {}
    for other in searched.known:
        far: float = _NONE
        if other == word:
            far = 0
        elif other.startswith(word) and len(word) > 2:
            far = 0.3
        elif most:
            far = distance(word, other, most) + (0 if other[:1] == word[0] else 0.3)
        if far <= most + 0.3:
            found[other] = 1 - far / (len(word) + 1)
    return found
