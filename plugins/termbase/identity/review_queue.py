"""Items for a reviewer: questions, doubtful merges, and changed decisions, the most doubtful first."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from termbase.identity.merge.stored import fingerprint
from termbase.identity.merge.weights import merge_weights
from termbase.model.author_files import Decision
from termbase.model.concept import Concept, ConceptId, Entry, EntryKey, Sign, Termbase, rest_on_name
from termbase.model.vocabulary import Risk


class QueueKind(StrEnum):
    """Why something is in the queue."""

    CHANGED = "changed"
    """One side of a stored decision has changed since."""
    QUESTION = "question"
    """Two entries share a name and are two concepts until a reviewer decides."""
    MERGE = "merge"
    """Two entries were merged on evidence that leaves doubt."""
    UNRESOLVED = "unresolved"
    """The name of an entry fits several concepts; this is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Two entries to look at side by side."""

    kind: QueueKind
    a: Entry
    b: Entry
    concepts: tuple[ConceptId | None, ConceptId | None]
    """The concepts of the two; None for an entry that is in none."""
    signs: tuple[Sign, ...]
    score: float | None
    """The sum of the signs; None if they were not compared."""
    risk: Risk
    decision: Decision | None = None
    """The decision that has to be confirmed."""

    @property
    def name_alone(self) -> bool:
        """Whether the name is the only evidence for one concept."""
        return rest_on_name(self.signs)


def queue(termbase: Termbase, *, every: bool = False) -> tuple[Item, ...]:
    """The items to review, in order: changed decisions, then those closest to the merge threshold.

    Args:
        termbase: The glossary.
        every: Whether merges of low risk are in it too.
    """
    owners = {account.entry.key: concept for concept in termbase.concepts for account in concept.accounts}
    found = [
        *_changed(termbase, owners),
        *_questions(termbase),
        *_unresolved(termbase),
        *_merges(termbase, every=every),
    ]
    limit = merge_weights()["threshold"]["join"]

    def order(item: Item) -> tuple[int, float, str, str]:
        distance = 0.0 if item.score is None else abs(item.score - limit)
        return (0 if item.kind is QueueKind.CHANGED else 1, distance, str(item.a.key), str(item.b.key))

    return tuple(sorted(found, key=order))


class Settled:
    """What answers imply about other questions: two concepts that are the same as a third one are one."""

    def __init__(self, answered: Iterable[tuple[Item, bool]]) -> None:
        self._root: dict[ConceptId, ConceptId] = {}
        apart: list[tuple[ConceptId, ConceptId]] = []
        for item, same in answered:
            a, b = item.concepts
            if item.kind is QueueKind.QUESTION and a is not None and b is not None:
                one, other = self._find(a), self._find(b)
                if not same:
                    apart.append((a, b))
                elif one != other:
                    self._root[one] = other
        self._apart = {frozenset(map(self._find, pair)) for pair in apart}

    def settles(self, item: Item) -> bool:
        """Whether the answer to a question follows from those given."""
        a, b = item.concepts
        if item.kind is not QueueKind.QUESTION or a is None or b is None:
            return False
        ends = frozenset(map(self._find, (a, b)))
        return len(ends) == 1 or ends in self._apart

    def _find(self, id: ConceptId) -> ConceptId:
        while id in self._root:
            id = self._root[id]
        return id


def as_record(item: Item) -> dict[str, Any]:
    """An item for programs. An answer is given by filling in `answer` and, if you like, `reason`."""
    return {
        "kind": item.kind.value,
        "risk": item.risk.value,
        "score": item.score,
        "name_alone": item.name_alone,
        "a": _side(item.a, item.concepts[0]),
        "b": _side(item.b, item.concepts[1]),
        "for": [{"words": sign.words, "weight": sign.weight} for sign in item.signs if sign.weight > 0],
        "against": [{"words": sign.words, "weight": sign.weight} for sign in item.signs if sign.weight <= 0],
        "decision": _stored(item.decision) if item.decision else None,
        "answer": None,
        "reason": None,
    }


def _side(entry: Entry, concept: ConceptId | None) -> dict[str, Any]:
    return {
        "entry": entry.key, "source": entry.source, "locator": entry.locator, "concept": concept,
        "headword": entry.headword, "names": [name.text for name in entry.names], "definition": entry.definition,
        "file": entry.where.file, "line": entry.where.line, "fingerprint": fingerprint(entry),
    }  # fmt: skip


def _stored(decision: Decision) -> dict[str, Any]:
    kind = "same" if decision.same_as else "different"
    return {"answer": kind, "reason": decision.reason, "date": decision.date, "by": decision.by}


def _questions(termbase: Termbase) -> Iterator[Item]:
    for q in termbase.questions:
        concepts = q.concepts or (None, None)
        yield Item(
            kind=QueueKind.QUESTION, a=q.a, b=q.b, concepts=concepts, signs=q.signs, score=q.score, risk=Risk.HIGH
        )


def _merges(termbase: Termbase, *, every: bool) -> Iterator[Item]:
    wanted = {Risk.HIGH, Risk.MEDIUM, *((Risk.LOW,) if every else ())}
    for concept in termbase.concepts:
        entries = {account.entry.key: account.entry for account in concept.accounts}
        seen: set[tuple[EntryKey, EntryKey]] = set()
        for account in concept.accounts:
            for edge in account.chain:
                if edge.risk in wanted and edge.decision is None and (edge.a, edge.b) not in seen:
                    seen.add((edge.a, edge.b))
                    score = round(math.fsum(sign.weight for sign in edge.signs), 3)
                    yield Item(
                        kind=QueueKind.MERGE, a=entries[edge.a], b=entries[edge.b], concepts=(concept.id, concept.id),
                        signs=edge.signs, score=score, risk=edge.risk,
                    )  # fmt: skip


def _unresolved(termbase: Termbase) -> Iterator[Item]:
    for item in termbase.unresolved:
        if not item.entry.term:
            continue  # an entry without a name is a matter for its source, not of one name for two things
        for id in item.candidates:
            yield Item(
                kind=QueueKind.UNRESOLVED, a=item.entry, b=termbase.by_id[id].lead, concepts=(None, id),
                signs=(), score=None, risk=Risk.HIGH,
            )  # fmt: skip


def _changed(termbase: Termbase, owners: dict[EntryKey, Concept]) -> Iterator[Item]:
    for a, b, decision in termbase.changed:
        if a in owners and b in owners:
            ours, theirs = owners[a], owners[b]
            yield Item(
                kind=QueueKind.CHANGED, a=_entry(ours, a), b=_entry(theirs, b), concepts=(ours.id, theirs.id),
                signs=(), score=None, risk=Risk.HIGH, decision=decision,
            )  # fmt: skip


def _entry(concept: Concept, key: EntryKey) -> Entry:
    return next(account.entry for account in concept.accounts if account.entry.key == key)
