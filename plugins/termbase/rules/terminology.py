"""The terminology table of a glossary, shared by the rules for term files, the lint of pages, and the exports.

It holds the names to avoid, each with the preferred one; the names whose capitals matter; and the
abbreviations with their full forms.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from termbase.linking.index import LinkIndex, index_links
from termbase.linking.linker import running_form
from termbase.model.concept import Concept, ConceptId, Designation
from termbase.model.vocabulary import DesignationKind
from termbase.text.everyday import everyday_words
from termbase.text.folding import fold, is_abbreviation
from termbase.text.inflection import plural
from termbase.text.quotations import passages
from termbase.text.words import Word, folded_words, joint, stands_free, text_words

_QUOTED: Final = frozenset("\"'“„‟‘‚‛«‹「『《〈〝＂")
"""Marks that begin a quotation."""
_IDENTIFIER: Final = re.compile(r"\w\.\w|^\W?[./~\\$@#-]+\w|\w_\w|://|::|\w=\w|\w\(\)")
"""Characters that make a word a file name, a path, an option, or a name in code."""
_SENTENCE: Final = re.compile(r"[.!?]\s+$")
_AROUND: Final = 200
"""Number of characters to examine on each side of a name."""
_VOWELS: Final = frozenset("aeio")
_UNSURE: Final = frozenset("uhUH")
"""First letters that do not determine “a” or “an”: hour, user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedForm:
    """A name that a term file lists as one to avoid."""

    name: str
    words: tuple[str, ...]
    """Its folded words."""
    concept: ConceptId
    preferred: str
    """The name to write instead, as within a sentence."""
    reason: str
    """Why it misleads, in the author's words, or that it is listed."""
    misspelled: bool = False
    """Whether it is only another spelling of a name, and not a name that misleads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasedName:
    """A name with capitals of its own, such as “GitHub” or “NRR”."""

    name: str
    words: tuple[str, ...]
    concepts: tuple[ConceptId, ...]
    plain: bool
    """Whether it is an abbreviation that is an English word in lower case, such as “MAP”, or has two letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """An avoided name in a text."""

    start: int
    end: int
    avoided: AvoidedForm
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class Terminology:
    """The table of one glossary. Each part is built on demand."""

    concepts: tuple[Concept, ...]

    @cached_property
    def avoided(self) -> tuple[AvoidedForm, ...]:
        """The names that term files list as ones to avoid."""
        return tuple(_avoided(self.concepts))

    @cached_property
    def spellings(self) -> tuple[AvoidedForm, ...]:
        """Other spellings of names, each with the one that the glossary has."""
        return tuple(_spellings(self.concepts))

    @cached_property
    def cased(self) -> tuple[CasedName, ...]:
        """Names with capitals of their own."""
        return tuple(_cased(self.concepts))

    @cached_property
    def expansions(self) -> Mapping[str, tuple[str, ...]]:
        """Abbreviations, each with its full forms; several for one that has several meanings."""
        return _expansions(self.concepts)

    @cached_property
    def _good(self) -> LinkIndex:
        return index_links(self.concepts, wanted=lambda name, concept: name.kind is not DesignationKind.DEPRECATED)

    @cached_property
    def _first(self) -> Mapping[str, tuple[tuple[tuple[str, ...], AvoidedForm], ...]]:
        """Forms of avoided names as folded words, the longest first, by the first word."""
        first: dict[str, tuple[tuple[tuple[str, ...], AvoidedForm], ...]] = defaultdict(tuple)
        found = (*self.avoided, *self.spellings)
        for item in sorted(found, key=lambda item: (-len(item.words), item.misspelled, item.name)):
            # Short words keep their plural s when they are folded: “add-ons”.
            for form in dict.fromkeys((item.words, folded_words(plural(item.name)))):
                first[form[0]] += ((form, item),)
        return dict(first)

    def find_avoided(self, text: str) -> Iterator[FoundName]:
        """Yields the avoided names that a text uses; a name in quotation marks is mentioned, not used.

        A name within a longer one that is fine, such as “client advisory board”, is fine, too.
        """
        return (found for found in self._find(text) if not found.avoided.misspelled)

    def find_spellings(self, text: str) -> Iterator[FoundName]:
        """Yields the spellings that a text uses and the glossary does not, in the same way."""
        return (found for found in self._find(text) if found.avoided.misspelled)

    def _find(self, text: str) -> Iterator[FoundName]:
        if not self._first:
            return
        words = text_words(text)
        longer = [(match.start, match.end) for match in self._good.find(text)]
        starts = [start for start, _ in longer]
        for index, word in enumerate(words):
            for form, item in self._first.get(word.folded, ()):
                here = words[index : index + len(form)]
                if tuple(w.folded for w in here) != form or any(joint(text, a, b) for a, b in pairwise(here)):
                    continue
                start, end = here[0].start, here[-1].end
                if text[end - 2 : end] in ("'s", "’s") and not item.name.endswith(("'s", "’s")):
                    end -= 2  # the possessive stays
                if mentioned(text, start, end):
                    continue
                around = bisect_right(starts, start) - 1  # names in the index never overlap
                if around >= 0 and end <= longer[around][1] and longer[around] != (start, end):
                    continue
                yield FoundName(start=start, end=end, avoided=item, words=tuple(here))
                break


def terminology(concepts: Iterable[Concept]) -> Terminology:
    """Makes the table of a glossary."""
    return Terminology(concepts=tuple(concepts))


def _avoided(concepts: Sequence[Concept]) -> Iterator[AvoidedForm]:
    """The names to avoid, except those that have the words of a good name."""
    avoided = [(concept, name) for concept, name in _names(concepts) if name.kind is DesignationKind.DEPRECATED]
    if not avoided:
        return
    good = {_words(name) for _, name in _names(concepts) if name.kind is not DesignationKind.DEPRECATED}
    for concept, name in avoided:
        words = _words(name)
        if words and words not in good:
            yield AvoidedForm(
                name=name.text,
                words=words,
                concept=concept.id,
                preferred=running_form(concept.term),
                reason=name.reason or "Its term file lists it as a name to avoid.",
            )


def _spellings(concepts: Sequence[Concept]) -> Iterator[AvoidedForm]:
    """Other spellings of a concept's names that differ by more than capitals, spaces, and plural endings."""
    variants = [(concept, name) for concept, name in _names(concepts) if name.kind is DesignationKind.VARIANT]
    if not variants:
        return
    owners: dict[tuple[str, ...], set[ConceptId]] = defaultdict(set)
    good: set[tuple[str, ...]] = set()
    for concept, name in _names(concepts):
        words = _words(name)
        owners[words].add(concept.id)
        if name.kind is not DesignationKind.VARIANT:
            good.add(words)
    for concept, name in variants:
        words = _words(name)
        if not words or words in good or len(owners[words]) > 1:
            continue
        shown = [n.text for n in concept.designations if n.kind in _SHOWN]
        nearest = max(shown, key=lambda text: fuzz.ratio(text.casefold(), name.text.casefold()))
        preferred = running_form(nearest) if nearest == concept.term else nearest
        yield AvoidedForm(
            name=name.text,
            words=words,
            concept=concept.id,
            preferred=preferred,
            reason=f"The glossary spells this name “{preferred}”.",
            misspelled=True,
        )


_SHOWN: Final = (DesignationKind.PREFERRED, DesignationKind.ABBREVIATION, DesignationKind.ADMITTED)


@cache
def _short_words() -> frozenset[str]:
    text = files("termbase.rules").joinpath("short_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_english_word(name: str) -> bool:
    """Whether an abbreviation is an English word in lower case, such as “MAP”, or too short to be sure."""
    forms = (name.casefold(), fold(name))
    return len(name) < 3 or any(form in words for words in (_short_words(), everyday_words()) for form in forms)


def _cased(concepts: Sequence[Concept]) -> Iterator[CasedName]:
    """Names with a capital other than the first letter of a word, and all abbreviations with capitals."""
    owners: dict[str, list[ConceptId]] = defaultdict(list)
    short: dict[str, bool] = {}
    spellings: dict[str, set[str]] = defaultdict(set)
    for concept, name in _names(concepts):
        if name.kind is DesignationKind.DEPRECATED or name.kind is DesignationKind.VARIANT:
            continue
        spellings[fold(name.text)].add(name.text)
        if _has_inner_capital(name.text) or (
            name.kind is DesignationKind.ABBREVIATION and any(c.isupper() for c in name.text)
        ):
            owners[name.text].append(concept.id)
            short[name.text] = name.kind is DesignationKind.ABBREVIATION or is_abbreviation(name.text)
    for text, ids in owners.items():
        words = folded_words(text)
        if words and len(spellings[fold(text)]) == 1:
            plain = short[text] and is_english_word(text)
            yield CasedName(name=text, words=words, concepts=tuple(ids), plain=plain)


def _has_inner_capital(name: str) -> bool:
    """Whether a capital is other than the first letter of a word."""
    if name.isascii() and name[1:] == name[1:].lower():  # as of most names
        return False
    return any(c.isupper() for word in name.split() for c in word[1:])


def _expansions(concepts: Sequence[Concept]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for concept in concepts:
        for short in concept.abbreviations:
            if fold(short) != fold(concept.term):
                found[short].setdefault(concept.term)
    return {short: tuple(full) for short, full in sorted(found.items())}


def _words(name: Designation) -> tuple[str, ...]:
    return folded_words(name.text)


def _names(concepts: Iterable[Concept]) -> Iterator[tuple[Concept, Designation]]:
    return ((concept, name) for concept in concepts for name in concept.designations)


def mentioned(text: str, start: int, end: int) -> bool:
    """Whether a name is mentioned and not used: it is in quotation marks, or a part of a file name, a path or an identifier."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if before[-1:] in _QUOTED or passages(text).hold(start, end):
        return True
    head = before.split()[-1] if before and not before[-1].isspace() else ""
    tail = after.split()[0] if after and not after[0].isspace() else ""
    chunk = f"{head}{text[start:end]}{tail}"
    return not stands_free(text, start, end) or _IDENTIFIER.search(chunk) is not None


def replacement(found: FoundName, text: str) -> tuple[int, int, str] | None:
    """The replacement for an avoided name, including the article before it if that changes.

    Returns:
        Start, end and the new words; None if the article cannot be chosen without knowing the sound.
    """
    written, wanted = text[found.words[-1].start : found.end], found.avoided.preferred
    many = written.casefold().endswith("s") and not found.avoided.name.casefold().endswith("s")
    if many:
        wanted = plural(wanted)
    begin = max(0, found.start - _AROUND)
    before = text_words(text[begin : found.start])
    article = before[-1] if before and text[begin + before[-1].end : found.start] == " " else None
    if article is None or article.folded not in ("a", "an"):
        begins = found.start == 0 or _SENTENCE.search(text[begin : found.start]) is not None
        if found.words[0].written[:1].isupper() and (found.avoided.name[:1].islower() or begins):
            wanted = wanted[:1].upper() + wanted[1:]
        return found.start, found.end, wanted
    if wanted[0] in _UNSURE or is_abbreviation(wanted.split()[0]):
        return None
    right = "an" if wanted[0].casefold() in _VOWELS else "a"
    if article.written.casefold() == right:
        return found.start, found.end, wanted
    right = right.capitalize() if article.written[0].isupper() else right
    return begin + article.start, found.end, f"{right} {wanted}"
