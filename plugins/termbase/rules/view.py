"""The view of a glossary that a rule examines, and the function with which it reports findings."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from typing import Final

from termbase.identity.kept_pairs import KeptPairs
from termbase.identity.names import Names
from termbase.linking.texts import Texts
from termbase.model.author_files import ConceptFile
from termbase.model.concept import Concept, ConceptId, Relation, Termbase
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.vocabulary import RelationKind
from termbase.reading.validate import allowed_keys, nearest
from termbase.rules.terminology import Terminology, terminology
from termbase.text.words import Word, text_words

_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of prose of one concept."""

    concept: Concept
    key: str
    """The key in the author's file; "accounts" for what a source says."""
    place: Callable[[str], Location]
    """Finds words of it in the author's file."""
    text: str
    """Without markup."""

    @property
    def lower_case_words(self) -> frozenset[str]:
        """Its lowercase words, without those that begin a sentence and without proper names."""
        return frozenset(word for word in _LETTERS.findall(self.text) if word.islower())


@dataclass(frozen=True, kw_only=True)
class View:
    """A termbase with its names and rendered texts, and values derived from them that several rules share."""

    termbase: Termbase
    names: Names
    texts: Texts
    today: str = ""
    """The current day (ISO 8601), or "" if nothing may depend on it."""
    only: tuple[Concept, ...] | None = None
    """The concepts to examine; None for all."""
    near_pairs: KeptPairs | None = None
    """The pairs of definitions that were nearly equal the last time the rules were applied."""
    known_terminology: Terminology | None = None
    """The terminology table, if it already exists."""
    _whole: "View | None" = field(default=None, repr=False)
    """The view of all concepts, if this one has been narrowed."""

    def narrowed(self, concept: Concept) -> "View":
        """The same view for a rule that is to examine one concept."""
        return replace(self, only=(concept,), _whole=self._whole or self)

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts to examine."""
        return self.termbase.concepts if self.only is None else self.only

    @cached_property
    def own(self) -> tuple[Concept, ...]:
        """Those of them with our own term file, whose definition can be fixed."""
        return tuple(concept for concept in self.concepts if concept.own is not None)

    @cached_property
    def terminology(self) -> Terminology:
        """The terminology table."""
        if self._whole:
            return self._whole.terminology
        return self.known_terminology or terminology(self.termbase.concepts)

    @cached_property
    def definitions(self) -> Mapping[ConceptId, str]:
        """The definitions in our own term files, without markup."""
        return {concept.id: self.texts.concepts[concept.id].definition.plain for concept in self.own}

    @cached_property
    def definition_words(self) -> Mapping[ConceptId, tuple[Word, ...]]:
        """The words of those definitions."""
        return {id: text_words(text) for id, text in self.definitions.items()}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All prose of the concepts, ours first and then what sources say, retold."""
        return tuple(passage for concept in self.concepts for passage in self._passages(concept))

    def _passages(self, concept: Concept) -> Iterator[Passage]:
        texts, first = self.texts.concepts[concept.id], concept.lead

        def passage(key: str, text: str) -> Passage:
            return Passage(concept=concept, key=key, place=first.under(key), text=text)

        if concept.own is not None:
            yield passage("definition", self.definitions[concept.id])
            for key, rendered in (("explanation", texts.explanation), ("example", texts.example)):
                if rendered is not None:
                    yield passage(key, rendered.plain)
            yield from (passage("mistakes", rendered.plain) for rendered in texts.mistakes)
            yield from (passage("notes", rendered.plain) for rendered in texts.notes)
            for relation in concept.related(RelationKind.CONTRAST):
                if relation.stated and relation.target in texts.contrasts:
                    yield passage("contrast", texts.contrasts[relation.target].plain)
            yield from (passage("contrast", rendered.plain) for rendered in texts.remote_contrasts.values())
            for claims, *accepted in texts.disagreements:
                yield from (passage("disagreements", part.plain) for part in (*claims, *accepted) if part is not None)
        for account in concept.evidence:
            place = account.entry.under("definition")
            yield Passage(concept=concept, key="accounts", place=place, text=texts.accounts[account.entry.key].plain)

    @cached_property
    def pairs(self) -> Mapping[tuple[ConceptId, ConceptId], tuple[Relation, ...]]:
        """The relations between any two concepts, read from the one whose id comes first."""
        if self._whole:
            return self._whole.pairs
        found: dict[tuple[ConceptId, ConceptId], tuple[Relation, ...]] = {}
        for concept in self.termbase.concepts:
            for relation in concept.relations:
                if concept.id < relation.target:
                    pair = (concept.id, relation.target)
                    found[pair] = (*found.get(pair, ()), relation)
        return found

    def states(self, id: ConceptId, kind: RelationKind, target: ConceptId) -> bool:
        """Whether a concept's own file states a relation, and not only the other side."""
        return any(r.kind is kind and r.target == target and r.stated for r in self.termbase.by_id[id].relations)

    def meant(self, concept: Concept) -> frozenset[str]:
        """The keys that were probably meant by unknown keys of a concept's file.

        An unknown key is reported as such; its value must not be reported as missing, too.
        """
        keys = allowed_keys(ConceptFile)
        unknown = (key for key in concept.lead.places.keys if key not in keys)
        return frozenset(guess for key in unknown if (guess := nearest(key, keys)) is not None)


class Reads(Enum):
    """What a rule must read to examine one concept."""

    TEXTS = auto()
    """The concept and its texts."""
    NAMES = auto()
    """The names of all concepts as well."""
    EVERYTHING = auto()
    """All concepts, with their texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A terminology rule."""

    code: str
    title: str
    """What it finds, in a few words."""
    check: Callable[[View], Iterator[Diagnostic]]
    reads: Reads = Reads.EVERYTHING
    """If it is less than everything, its findings in a concept are kept until something that it reads changes."""
    together: Callable[[View], Iterator[Diagnostic]] | None = None
    """Finds problems that only all concepts together show, for a rule that otherwise reads less."""


def finding(
    concept: Concept,
    *,
    code: str,
    at: str,
    message: str,
    hint: str,
    words: str = "",
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    """A finding about a concept, at a key of its own file or, without one, of its first entry.

    Args:
        concept: What it is about.
        code: The rule's code.
        at: The key.
        message: What is wrong.
        hint: What to do.
        words: Words of the key's value to point at, if it is about some of them.
        severity: How much it matters.
    """
    where = concept.lead.at(at, words)
    return Diagnostic(code=code, severity=severity, message=message, where=where, hint=hint)
