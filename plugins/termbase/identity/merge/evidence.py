"""The evidence for and against two entries being one concept, weighed.

A shared name is evidence, not proof. Each piece of evidence has a weight and a description in words, so that a reviewer
sees what a merge is based on; the sum decides between a merge and a question.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

from termbase.identity.merge.called import domain, qualifier, term_key
from termbase.identity.merge.weights import Weights, merge_weights
from termbase.identity.merge.wording import ComparedDefinitions
from termbase.model.concept import Entry, Sign
from termbase.model.reason import Reason
from termbase.model.vocabulary import DesignationKind, Risk, SignKind
from termbase.text.everyday import everyday_words
from termbase.text.folding import fold

_SOURCES_COMPARED: Final = 8
"""Maximum number of sources per name, and of entries per source, examined to learn how far sources agree."""

_WORTH_SAYING: Final = 0.15
"""How far the agreement of sources must differ from the average to be shown to a reviewer."""

_OPENING: Final = 16
"""Words that may come before a full name that a text spells out: "Short for", "An abbreviation of"."""

Bond = str
"""The way in which two entries share a name: a key of the table `name` of the weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The signs for and against two entries being one concept."""

    signs: tuple[Sign, ...]

    @property
    def score(self) -> float:
        """The sum of the weights."""
        return round(math.fsum(sign.weight for sign in self.signs), 3)


class Judge:
    """Weighs evidence for pairs of entries of one glossary."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.weights: Weights = merge_weights()
        self.wording = ComparedDefinitions(entries)
        self._listed: dict[tuple[str | None, str], int] = defaultdict(int)
        self._domains: dict[str | None, set[str]] = defaultdict(set)
        for entry in entries:
            if not entry.superseded:
                self._listed[entry.source, term_key(entry)] += 1
            self._domains[entry.source].add(domain(entry))
        self._agreement = _agreement(entries, self.wording, self.weights)

    def joins(self, evidence: Evidence) -> bool:
        """Whether the evidence is enough for a merge without a reviewer."""
        return evidence.score >= self.weights["threshold"]["join"]

    def versions(self, a: Entry, b: Entry) -> float:
        """How far two entries of one source are worded alike, from 0 to 1; 0 where they are not versions of one.

        Short texts that differ in one word may be opposites, so they must agree in nearly all.
        """
        limits = self.weights["limits"]
        short = min(len(self.wording.words(a)), len(self.wording.words(b))) < limits["long_text"]
        value = self.wording.nearly_equal(a, b)
        return value if value >= limits["short_equal" if short else "near_equal"] else 0.0

    def risk(self, evidence: Evidence) -> Risk:
        """How likely a merge on this evidence is wrong."""
        limits = self.weights["threshold"]
        if evidence.score < limits["doubtful"]:
            return Risk.HIGH
        return Risk.MEDIUM if evidence.score < limits["plain"] else Risk.LOW

    def joined_once(self, entry: Entry) -> None:
        """Records that an entry is a version or a repetition of another of its source, so that the name counts once."""
        self._listed[entry.source, term_key(entry)] -= 1

    def weigh(self, a: Entry, b: Entry, *, bond: Bond, name: str, texts: tuple[Entry, Entry] | None = None) -> Evidence:
        """The evidence for two entries that share a name.

        Args:
            a: An entry.
            b: Another.
            bond: How they share the name.
            name: The name, as a reason quotes it.
            texts: The entries whose definitions stand for the two, where an alias has none of its own.
        """
        one, other = texts or (a, b)
        signs = (
            *self._name(a, b, bond, name),
            *self._text(one, other, spelled_out=bond == "abbreviation"),
            *self._context(a, b, bond),
            *self._fields(a, b),
        )
        # Anything with less weight would be a reason on the page that decides nothing.
        return Evidence(signs=tuple(sign for sign in signs if abs(sign.weight) >= 0.05))

    def _name(self, a: Entry, b: Entry, bond: Bond, name: str) -> Iterator[Sign]:
        table = self.weights["name"]
        reasons = {
            "preferred": Reason.of("reason.both-called", name=name),
            "other": Reason.of("reason.term-and-other-name", name=name),
            "form": Reason.of("reason.forms", name=a.term, other=b.term),
            "abbreviation": Reason.of("reason.abbreviation-and-name", name=name),
        }
        yield Sign(kind=SignKind.NAME, words=reasons[bond], weight=table[bond])
        words = name.split()
        if (several := len(words)) > 1:
            weight = table["many_words" if several > 2 else "words"]
            yield Sign(kind=SignKind.NAME, words=Reason.of("reason.several-words"), weight=weight)
        elif _written_apart(a.term, b.term) or any(c.isupper() or c.isdigit() for c in name[1:]):
            if _written_apart(a.term, b.term):
                yield Sign(
                    kind=SignKind.NAME,
                    words=Reason.of("reason.capitals"),
                    weight=table["cased"],
                )
            elif bond != "abbreviation":
                yield Sign(kind=SignKind.NAME, words=Reason.of("reason.unusual-spelling"), weight=table["written"])
        elif fold(name) in everyday_words():
            yield Sign(kind=SignKind.NAME, words=Reason.of("reason.everyday", name=name), weight=table["everyday"])

    def _text(self, a: Entry, b: Entry, *, spelled_out: bool) -> Iterator[Sign]:
        table, limits = self.weights["text"], self.weights["limits"]
        if spelled_out and (full := _says(b, a)):
            yield Sign(kind=SignKind.TEXT, words=Reason.of("reason.text-says", name=full), weight=table["spelled_out"])
        alike = self.wording.alike(a, b)
        if alike is None:
            if not (a.definition and b.definition):
                yield Sign(kind=SignKind.TEXT, words=Reason.of("reason.nothing-to-compare"), weight=-0.05)
            return
        if alike.kind:
            yield Sign(kind=SignKind.TEXT, words=Reason.of("reason.begin", word=alike.kind), weight=table["kind"])
        # The first words in common say the most, so a square root: the difference between none and some counts for
        # more than that between many and all.
        related = table["related"] * math.sqrt(alike.related)
        if not alike.shared:
            short = alike.words < limits["few_words"]
            weight = table["compared"] + table["nothing"] + (table["short"] if short else 0) + related
            words = Reason.of("reason.no-word-shared")
            if alike.kin:
                words = Reason.of("reason.related-words", words=alike.kin)
            yield Sign(kind=SignKind.TEXT, words=words, weight=round(weight, 2))
            return
        weight = table["compared"] + table["alike"] * alike.value + table["rooted"] * math.sqrt(alike.value) + related
        weight += table["equal"] * self.wording.nearly_equal(a, b)
        words = Reason.of("reason.little-shared" if weight < 0 else "reason.words-shared", words=alike.shared)
        yield Sign(kind=SignKind.TEXT, words=words, weight=round(weight, 2))

    def _context(self, a: Entry, b: Entry, bond: Bond) -> Iterator[Sign]:
        table = self.weights["context"]
        if a.source == b.source and bond == "abbreviation" and self._brief(a, b):
            pass  # A source often lists an abbreviation on its own, for those who look it up.
        elif a.source == b.source:
            yield Sign(
                kind=SignKind.CONTEXT, words=Reason.of("reason.lists-both", source=_who(a)), weight=table["versions"]
            )
        else:
            if a.own or b.own:
                yield Sign(kind=SignKind.CONTEXT, words=Reason.of("reason.editor"), weight=table["own"])
            for entry in (a, b):
                if self._listed[entry.source, term_key(entry)] > 1:
                    yield Sign(
                        kind=SignKind.CONTEXT,
                        words=Reason.of("reason.listed-again", source=_who(entry), name=entry.term),
                        weight=table["twice"],
                    )
            agreed, compared = self._agreement.get(_sources(a, b), (0, 0))
            # Two sources that share only a few names say little, so some average cases are added to theirs.
            rate = (agreed + table["prior"] * table["usual"]) / (compared + table["prior"])
            weight = round(table["agree"] * (rate - table["usual"]), 2)
            if compared > 1 and abs(weight) >= _WORTH_SAYING:
                words = Reason.of("reason.agreement", n=compared, source=_who(a), other=_who(b), agreed=agreed)
                yield Sign(kind=SignKind.CONTEXT, words=words, weight=weight)
        ours, theirs = qualifier(a), qualifier(b)
        if ours and theirs:
            same = ours == theirs
            words = Reason.of("reason.same-qualifier" if same else "reason.other-qualifier")
            yield Sign(kind=SignKind.CONTEXT, words=words, weight=table["qualifier" if same else "qualifiers"])
        elif ours or theirs:
            yield Sign(kind=SignKind.CONTEXT, words=Reason.of("reason.one-qualifier"), weight=table["unqualified"])
        if (ours := domain(a)) and (theirs := domain(b)):
            # A source that uses both labels means something by the difference; one that lacks a label may call the
            # same field by another name.
            known = {ours, theirs} <= self._domains[a.source] & self._domains[b.source]
            weight = table["domain"] if ours == theirs else table["domains"] if known else table["foreign"]
            words = Reason.of("reason.same-domain" if ours == theirs else "reason.other-domain")
            yield Sign(kind=SignKind.CONTEXT, words=words, weight=weight)

    def _brief(self, full: Entry, short: Entry) -> bool:
        """Whether an entry with an abbreviation as its name says little more than its full form."""
        return len(self.wording.words(short)) < self.weights["limits"]["long_text"] or bool(_says(short, full))

    def _fields(self, a: Entry, b: Entry) -> Iterator[Sign]:
        table = self.weights["context"]
        if short := _shared(a, b, (DesignationKind.ABBREVIATION,)):
            yield Sign(
                kind=SignKind.FIELD, words=Reason.of("reason.both-abbreviated", name=short), weight=table["short_form"]
            )
        keys = (term_key(a), term_key(b))
        if keys[0] != keys[1] and _gives(a, keys[1]) and _gives(b, keys[0]):
            yield Sign(kind=SignKind.FIELD, words=Reason.of("reason.crosswise"), weight=table["crosswise"])
        others = (DesignationKind.ADMITTED, DesignationKind.VARIANT)
        if (other := _shared(a, b, others)) and fold(other) not in keys:
            yield Sign(
                kind=SignKind.FIELD, words=Reason.of("reason.both-also-called", name=other), weight=table["names"]
            )
        parents = {fold(ref): ref for ref in a.spec.broader}
        if parent := next((parents[key] for key in map(fold, b.spec.broader) if key in parents), None):
            yield Sign(kind=SignKind.FIELD, words=Reason.of("reason.both-under", name=parent), weight=table["parent"])
        if a.spec.formula and b.spec.formula:
            same = "".join(a.spec.formula.split()) == "".join(b.spec.formula.split())
            words = Reason.of("reason.same-formula" if same else "reason.other-formula")
            yield Sign(kind=SignKind.FIELD, words=words, weight=table["formula" if same else "formulas"])


def _who(entry: Entry) -> str:
    return entry.source or Reason.of("reason.glossary")


def _sources(a: Entry, b: Entry) -> tuple[str, str]:
    first, second = sorted((a.source or "", b.source or ""))
    return first, second


def _gives(entry: Entry, key: str) -> bool:
    return any(fold(name.text) == key for name in entry.names)


def _written_apart(one: str, other: str) -> bool:
    """Whether capitals are the only difference and make one an abbreviation: "AIDS" and "aids"."""
    return one != other and one.casefold() == other.casefold() and one.isupper() != other.isupper()


def _says(short: Entry, full: Entry) -> str:
    """The full name that an entry called by an abbreviation spells out at the beginning of its text."""
    key = fold(full.term)
    if len(key) <= 3:
        return ""
    # As many words as may come before the name, and those of the name.
    most = _OPENING + len(full.term.split())
    place = fold(" ".join(short.definition.split(maxsplit=most)[:most])).find(key)
    return full.term if 0 <= place <= _OPENING else ""


def _shared(a: Entry, b: Entry, kinds: Iterable[DesignationKind]) -> str:
    wanted = frozenset(kinds)
    ours = {fold(name.text): name.text for name in a.names if name.kind in wanted}
    return next((ours[key] for name in b.names if name.kind in wanted and (key := fold(name.text)) in ours), "")


def _agreement(
    entries: Iterable[Entry], wording: ComparedDefinitions, table: Weights
) -> Mapping[tuple[str, str], tuple[int, int]]:
    """For each two sources: how many names they share with definitions, and how many of those they define alike.

    Sources in the same field agree on the meaning of a name far more often than sources in different fields.
    """
    named: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.definition and (key := term_key(entry)):
            named[key][entry.source or ""].append(entry)
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for by_source in named.values():
        for one, other in combinations(islice(sorted(by_source), _SOURCES_COMPARED), 2):
            # Agreement is estimated from a sample, so that a hundred entries with one name do not cost ten thousand
            # comparisons.
            pairs = ((a, b) for a in by_source[one][:3] for b in by_source[other][:3])
            compared = [alike.value for a, b in pairs if (alike := wording.alike(a, b)) is not None]
            if compared:
                found[one, other][0] += max(compared) >= table["limits"]["similar"]
                found[one, other][1] += 1
    return {pair: (agreed, compared) for pair, (agreed, compared) in found.items()}
