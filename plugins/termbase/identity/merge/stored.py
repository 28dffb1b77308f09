"""Stored answers of reviewers, which take precedence over all evidence and record what they were about.

An answer names two entries and keeps a fingerprint of each. It still applies when one of them changes, so that a
corrected comma changes nothing; but the change is reported, and the pair is back in the review queue.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from termbase.identity.merge.ambiguous import same_name
from termbase.identity.merge.called import called, term_key
from termbase.identity.merge.decisions import Lookup, unknown_reference
from termbase.identity.union_find import Forest
from termbase.model.author_files import Decision
from termbase.model.codes import Code
from termbase.model.concept import Entry, EntryKey, StoredDecision
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.reason import Reason
from termbase.model.vocabulary import DesignationKind, MergeRule
from termbase.text.folding import fold, fold_action, is_abbreviation, singular_abbreviation


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Stored decisions with the entries that they are about."""

    same: tuple[tuple[Entry, Entry, StoredDecision], ...]
    distinct: tuple[tuple[Entry, Entry, StoredDecision], ...]
    changed: tuple[tuple[EntryKey, EntryKey, Decision], ...]
    diagnostics: tuple[Diagnostic, ...]


def fingerprint(entry: Entry) -> str:
    """A short hash of what a decision about an entry rests on: its term and its definition.

    Its other names are not included: a synonym that is added later does not change the concept.
    """
    return _hashed(fold(entry.term), " ".join(entry.definition.split()))


def still_holds(mark: str, entry: Entry) -> bool:
    """Whether an entry is as it was when a decision was stored with a fingerprint of it."""
    # Decisions of earlier versions have fingerprints that cover all names.
    names = sorted(fold(name.text) for name in entry.names)
    return mark in (fingerprint(entry), _hashed(fold(entry.term), *names, " ".join(entry.definition.split())))


def _hashed(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:10]


def read_answers(stored: Sequence[StoredDecision], *, lookup: Lookup) -> Answers:
    """Finds the entries that decisions are about, and reports decisions that no longer fit."""
    same: list[tuple[Entry, Entry, StoredDecision]] = []
    distinct: list[tuple[Entry, Entry, StoredDecision]] = []
    changed: dict[tuple[EntryKey, EntryKey], Decision] = {}
    found: list[Diagnostic] = []
    said: dict[frozenset[EntryKey], tuple[bool, StoredDecision]] = {}
    for item in stored:
        is_same = item.decision.same_as is not None
        key = "same_as" if is_same else "distinct_from"
        ends = [(ref, lookup.find(ref)) for ref in item.decision.pair]
        missing = [ref for ref, entries in ends if not entries]
        found += [unknown_reference(item.where, key, ref, lookup, severity=Severity.WARNING) for ref in missing]
        if missing:
            continue
        a, b = (_one(entries) for _, entries in ends)
        if a is b:
            found.append(_itself(item, key))
            continue
        known = said.setdefault(frozenset((a.key, b.key)), (is_same, item))
        if known[0] != is_same:
            found.append(_contradiction(item, known[1]))
            continue
        (same if is_same else distinct).append((a, b, item))
        for entry, mark in zip((a, b), item.decision.of or (), strict=False):
            if not still_holds(mark, entry):
                changed[a.key, b.key] = item.decision
                found.append(_changed(item, entry))
    return Answers(
        same=tuple(same),
        distinct=tuple(distinct),
        changed=tuple((a, b, decision) for (a, b), decision in changed.items()),
        diagnostics=tuple(found),
    )


def join_answered(answers: Iterable[tuple[Entry, Entry, StoredDecision]], *, forest: Forest) -> tuple[Diagnostic, ...]:
    """Joins what reviewers have called one concept; the rule is the name where one is shared, else the decision."""
    found: list[Diagnostic] = []
    for a, b, item in answers:
        conflict = forest.conflict(a.key, b.key)
        if conflict is not None:
            found.append(
                Diagnostic(
                    code=Code.CONTRADICTORY_DECISIONS,
                    severity=Severity.ERROR,
                    where=item.where,
                    message=f"the decision that “{a.key}” and “{b.key}” are one concept contradicts another: {conflict}",
                    hint="They stay apart. Remove one of the decisions; to merge two term files, combine them into one file.",
                )
            )
            continue
        rule, because = _reason(a, b)
        forest.join(a.key, b.key, rule, because, decision=item.decision)
    return tuple(found)


def _one(entries: Sequence[Entry]) -> Entry:
    return min(entries, key=lambda entry: entry.order)


def _reason(a: Entry, b: Entry) -> tuple[MergeRule, Reason]:
    ours, theirs = ({name.key: name for name in called(entry)} for entry in (a, b))
    key = next((k for k in (term_key(b), term_key(a), *theirs) if k and k in ours and k in theirs), "")
    if key:
        one, other = ours[key].text, theirs[key].text
        return MergeRule.SAME_NAME, same_name(other, one)
    if (form := fold_action(a.term)) and form == fold_action(b.term):
        return MergeRule.SAME_NAME, Reason.of("reason.forms", name=b.term, other=a.term)
    for full, short in ((a, b), (b, a)):
        shorts = {
            singular_abbreviation(n.text).casefold() for n in full.names if n.kind is DesignationKind.ABBREVIATION
        }
        if is_abbreviation(short.term) and singular_abbreviation(short.term).casefold() in shorts:
            name = singular_abbreviation(short.term)
            return MergeRule.ABBREVIATION, Reason.of("reason.short-for", name=name, other=full.term)
    return MergeRule.SAME_AS, Reason.of("reason.decided", name=a.headword, other=b.headword)


def _changed(item: StoredDecision, entry: Entry) -> Diagnostic:
    a, b = item.decision.pair
    return Diagnostic(
        code=Code.OUTDATED_DECISION,
        severity=Severity.NOTE,
        where=item.where,
        message=f"“{entry.key}” has changed since it was decided that {a} and {b} are {_what(item.decision)}",
        hint="The decision still applies. Run `termbase review` to confirm or change it.",
    )


def _what(decision: Decision) -> str:
    return "one concept" if decision.same_as else "two concepts"


def _itself(item: StoredDecision, key: str) -> Diagnostic:
    return Diagnostic(
        code=Code.DECISION_WITHOUT_TARGET,
        severity=Severity.WARNING,
        where=item.where,
        message=f"“{key}” names one entry twice: {' and '.join(item.decision.pair)}",
        hint="A decision is about two entries. Correct one of them, or remove the line.",
    )


def _contradiction(item: StoredDecision, first: StoredDecision) -> Diagnostic:
    return Diagnostic(
        code=Code.CONTRADICTORY_DECISIONS,
        severity=Severity.ERROR,
        where=item.where,
        message=f"line {first.where.line} says that {' and '.join(item.decision.pair)} are {_what(first.decision)}, this one the opposite",
        hint="Only the first counts. Remove the line that is wrong.",
    )
