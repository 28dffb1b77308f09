"""The names that a full-text search needs to rank a term's own page first.

The search of Material for MkDocs (lunr) turns every word typed into a prefix and adds up what it
meets, so "cs" meets "csat" as well, and rare words weigh more than the word itself. Names therefore
go into fields of their own: a word counts once for each concept, the more the larger a part of a
name it is, and an acronym the more the shorter it is, because among all words that begin with what
was typed the exact one is the shortest.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from termbase.model.concept import Concept
from termbase.model.vocabulary import DesignationKind
from termbase.site.addresses import PageUrl
from termbase.site.permalinks import ambiguous_names
from termbase.site.site import Site

SEPARATOR: Final = r"&(?:amp|lt|gt);|[\s\-\u2010-\u2015,.;:!?()\[\]{}<>/|\"“”„‘’'`*_=~^&+]+"
"""Where words end, for Python and for JavaScript: brackets, slashes and quotation marks part words, too."""
_WORDS: Final = re.compile(SEPARATOR)
_LONGEST_NAME: Final = 4
_SHORTEST, _LONGEST = 2, 6
_PLURAL: Final = "name_plural"
BOOSTS: Final[Mapping[str, int]] = {
    "name_1": 60_000,
    "name_2": 50_000,
    "name_3": 45_000,
    "name_4": 40_000,
    "acronym_2": 200_000,
    "acronym_3": 175_000,
    "acronym_4": 150_000,
    "acronym_5": 125_000,
    "acronym_6": 100_000,
    _PLURAL: 1_000,
}
"""The fields and their weights; a page's title has 1,000 and its text 1."""

Fields = Mapping[str, Sequence[str]]


def search_fields(site: Site) -> dict[PageUrl, Fields]:
    """The words of names for each page that a name leads to, by address."""
    shared = {name for name, _ in ambiguous_names(site)}
    found: dict[PageUrl, Fields] = {
        site.addresses.term(concept.id): _fields(_names(concept, shared)) for concept in site.termbase.concepts
    }
    for name in sorted(shared):
        found[site.addresses.go(name)] = _fields([(name, True)])
    return found


def _names(concept: Concept, shared: set[str]) -> Iterable[tuple[str, bool]]:
    """A concept's names, each with whether it is an acronym of this concept alone."""
    for name in concept.designations:
        yield name.text, name.kind is DesignationKind.ABBREVIATION and name.text not in shared


def _fields(names: Iterable[tuple[str, bool]]) -> Fields:
    best: dict[str, str] = {}

    def take(word: str, field: str) -> None:
        if word not in best or _rank(field) < _rank(best[word]):
            best[word] = field

    for text, acronym in names:
        words = [word.lower() for word in _WORDS.split(text) if word]
        whole = "".join(words)
        if acronym:
            take(whole, f"acronym_{min(_LONGEST, max(_SHORTEST, len(whole)))}")
            take(f"{whole}s", _PLURAL)
        elif " " not in text and len(words) > 1:  # "On-boarding" is looked for as "onboarding", too.
            take(whole, "name_1")
        if not acronym or len(words) > 1:
            for word in words:
                take(word, f"name_{min(_LONGEST_NAME, len(words))}")
    fields: dict[str, list[str]] = {}
    for word, field in sorted(best.items()):
        # A prefix of another word of the same weight would be met twice over.
        if not any(w != word and w.startswith(word) and _rank(f) <= _rank(field) for w, f in best.items()):
            fields.setdefault(field, []).append(word)
    return dict(sorted(fields.items()))


def _rank(field: str) -> int:
    return 0 if field.startswith("acronym") else 9 if field == _PLURAL else int(field[-1])
