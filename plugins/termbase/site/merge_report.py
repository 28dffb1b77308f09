"""The merge report as values: the number of merges by rule, source, and risk, and what to review first."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.identity.suggestions import Suggestion, suggest
from termbase.model.concept import Account, Concept, ConceptId, Entry, Question, StoredDecision, Termbase
from termbase.model.vocabulary import MergeRule, Risk
from termbase.site.letters import Group, groups

MERGES_ON_ONE_PAGE: Final = 150
"""Merged concepts that one page lists; a larger glossary has a page per letter."""
SHOWN: Final = 100
"""Questions and doubtful merges that the report shows; `termbase review` has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """What became of the entries of one source."""

    source: str
    entries: int
    merged: int
    """Entries that share their concept with another entry or with our own file."""
    doubtful: int
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A merge to look at."""

    concept: Concept
    account: Account
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A stored decision with the concepts of its two sides, if they belong to any."""

    stored: StoredDecision
    concepts: tuple[ConceptId | None, ConceptId | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """Everything that the pages of the report show."""

    entries: int
    rules: tuple[tuple[MergeRule, int], ...]
    """How many entries were merged by each rule; the entries that started a concept are not merged."""
    risks: tuple[tuple[Risk, int], ...]
    sources: tuple[SourceCount, ...]
    questions: tuple[Question, ...]
    doubtful: tuple[Doubtful, ...]
    """Merges of high and medium risk that no decision confirms, the most doubtful first."""
    decided: tuple[Decided, ...]
    suggestions: tuple[Suggestion, ...]
    merged: tuple[Concept, ...]
    letters: tuple[Group, ...]
    """The merged concepts by letter, if they are too many for one page."""


def merge_report(termbase: Termbase) -> MergeReport:
    """Counts the merges of a glossary and sorts them by doubt."""
    merged = tuple(concept for concept in termbase.concepts if len(concept.evidence) > 1)
    placed = [(concept, account) for concept in termbase.concepts for account in concept.evidence if account.chain]
    doubtful = sorted(_doubtful(placed), key=lambda item: (item.score, item.concept.id, item.account.entry.key))
    rules = Counter(account.rule for _, account in placed)
    risks = Counter(account.risk for _, account in placed)
    return MergeReport(
        entries=sum(1 for _ in termbase.entries),
        rules=tuple((rule, rules[rule]) for rule in MergeRule if rules[rule]),
        risks=tuple((risk, risks[risk]) for risk in reversed(Risk) if risks[risk]),
        sources=_sources(termbase, doubtful),
        questions=termbase.questions,
        doubtful=tuple(doubtful),
        decided=tuple(_decided(termbase)),
        suggestions=suggest(termbase),
        merged=merged,
        letters=tuple(group for group in groups(merged) if group.concepts) if len(merged) > MERGES_ON_ONE_PAGE else (),
    )


def _doubtful(placed: Sequence[tuple[Concept, Account]]) -> Iterator[Doubtful]:
    for concept, account in placed:
        if account.risk in (Risk.HIGH, Risk.MEDIUM) and account.decision is None:
            weights = (math.fsum(sign.weight for sign in edge.signs) for edge in account.chain if edge.signs)
            yield Doubtful(concept=concept, account=account, score=round(min(weights), 2))


def _sources(termbase: Termbase, doubtful: Sequence[Doubtful]) -> tuple[SourceCount, ...]:
    entries = Counter(entry.source for entry in termbase.entries)
    merged = Counter(
        account.entry.source
        for concept in termbase.concepts
        if len(concept.accounts) > 1
        for account in concept.evidence
    )
    risky = Counter(item.account.entry.source for item in doubtful)
    asked = Counter(source for q in termbase.questions for source in {q.a.source, q.b.source})
    return tuple(
        SourceCount(
            source=source, entries=entries[source], merged=merged[source], doubtful=risky[source],
            questions=asked[source],
        )
        for source in sorted(filter(None, entries))
    )  # fmt: skip


def _decided(termbase: Termbase) -> Iterator[Decided]:
    owners: dict[str, ConceptId] = {}
    for concept in termbase.concepts:
        owners[concept.id] = concept.id
        owners.update({str(account.entry.key): concept.id for account in concept.accounts})
    for stored in termbase.decisions:
        a, b = stored.decision.pair
        yield Decided(stored=stored, concepts=(owners.get(a), owners.get(b)))


def printed(entry: Entry) -> str:
    """The label of an entry in a question."""
    return entry.headword or str(entry.key)
