"""Compares two states of a glossary."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import fields, replace
from typing import Any, Final

from termbase.glossary import Glossary
from termbase.identity.suggestions import suggest
from termbase.model.author_files import ConceptFile
from termbase.model.concept import Concept, ConceptId, EntryKey, Relation, Termbase
from termbase.model.diagnostics import Severity
from termbase.review.changes import Ambiguity, Changed, Diff, Links, Moved, Pair, SimilarPair, Term
from termbase.review.consequences import (
    about_changes,
    changed_keys,
    evidence_changes,
    renamed_by_hand,
    takeovers,
    unreadable_files,
)
from termbase.review.word_diff import word_diff
from termbase.text.folding import fold

_NAMES: Final = frozenset(("abbreviations", "synonyms", "variants", "deprecated"))
_RELATIONS: Final = frozenset(("broader", "narrower", "part_of", "parts", "related", "contrast"))
_TOLD_APART: Final = _NAMES | _RELATIONS | {"term", "id", "definition", "category", "status", "former_ids"}
"""Keys whose changes are reported separately."""
_ID: Final = re.compile(r"(?<=')[^\s'\[\]|]+(?=')|(?<=\[\[)[^\s'\[\]|]+(?=\]\]|\|)")
"""What may be an id in a value in writing: all of a string, or what a link leads to."""


def similar_pairs(termbase: Termbase) -> tuple[SimilarPair, ...]:
    """The pairs that may be one concept and about which nothing is decided."""
    return tuple(
        SimilarPair(a=pair.a, b=pair.b, score=pair.score, reason="; ".join(pair.evidence)) for pair in suggest(termbase)
    )


def diff(
    base: Glossary, head: Glossary, *, suggest: Callable[[Termbase], Iterable[SimilarPair]] = similar_pairs
) -> Diff:
    """Compares two states of a glossary.

    Args:
        base: The older state.
        head: The newer state.
        suggest: Finds pairs that may be one concept; those that only `head` has are reported.
    """
    old, new = base.termbase.by_id, head.termbase.by_id
    now = {concept.id: _now(concept.id, head.termbase) for concept in base.termbase.concepts}
    by_hand = renamed_by_hand(base, head, now)
    now |= by_hand
    unreadable = unreadable_files(base, head)
    hidden = {concept.id for concept in base.termbase.concepts if concept.where.file in unreadable}
    followed = {
        after: before for before, after in now.items() if after in new and (after == before or before not in new)
    }
    reasons = {tombstone.id: tombstone.reason for tombstone in head.termbase.removed}
    return Diff(
        added=tuple(_term(head, c) for c in head.termbase.concepts if c.id not in followed),
        removed=tuple(
            replace(_term(base, c), reason=reasons.get(c.id, ""))
            for c in base.termbase.concepts
            if now[c.id] not in new and c.id not in hidden
        ),
        renamed=tuple(Pair(before=b, after=a) for a, b in sorted(followed.items()) if a != b),
        changed=tuple(
            change
            for concept in head.termbase.concepts
            if concept.id in followed
            and followed[concept.id] not in hidden
            and (change := _changed(base, head, old[followed[concept.id]], concept, now, hidden)) is not None
        ),
        merges=() if hidden else _moved(base, head, now),
        ambiguous=_newly_ambiguous(base, head),
        lookalikes=_new_similar_pairs(base, head, now, suggest),
        links=() if hidden else _links(base, head, followed, now),
        broken=tuple(d for d in head.diagnostics if d.severity is Severity.ERROR),
        warnings=tuple(d for d in head.diagnostics if d.severity is Severity.WARNING),
        takeovers=() if hidden else takeovers(base, head, now),
        by_hand=tuple(Pair(before=a, after=b) for a, b in sorted(by_hand.items())),
        unreadable=unreadable,
        evidence=evidence_changes(base.termbase, head.termbase),
        about=about_changes(base.termbase, head.termbase),
    )


def _now(id: ConceptId, head: Termbase) -> ConceptId:
    return id if id in head.by_id else head.former_ids.get(id, id)


def _term(glossary: Glossary, concept: Concept) -> Term:
    definition = glossary.texts.concepts[concept.id].definition.plain
    return Term(id=concept.id, term=concept.term, definition=definition, file=concept.where.file)


def _changed(
    base: Glossary,
    head: Glossary,
    before: Concept,
    after: Concept,
    now: Mapping[ConceptId, ConceptId],
    hidden: Set[ConceptId],
) -> Changed | None:
    old_text = base.texts.concepts[before.id].definition.plain
    new_text = head.texts.concepts[after.id].definition.plain
    values = {
        key: Pair(before=str(a or ""), after=str(b or ""))
        for key, a, b in (
            ("term", before.term, after.term),
            ("category", before.category, after.category),
            ("status", before.status, after.status),
        )
        if a != b
    }
    old_words, new_words = " ".join(before.definition.split()), " ".join(after.definition.split())
    marked_up = old_text == new_text and _renamed(old_words, now) != repr(new_words)
    old_names, new_names = _names(before), _names(after)
    old_relations = {f"{r.kind} {now.get(r.target, r.target)}" for r in before.relations if r.target not in hidden}
    new_relations = {f"{r.kind} {r.target}" for r in after.relations if r.target not in hidden}
    old_relations |= set(_elsewhere(before))
    new_relations |= set(_elsewhere(after))
    change = Changed(
        id=after.id, term=after.term, file=after.where.file,
        was=before.id if before.id != after.id else None,
        definition=word_diff(old_text, new_text) if old_text != new_text else (),
        values=values,
        names_added=tuple(n for n in new_names if n not in old_names),
        names_removed=tuple(n for n in old_names if n not in new_names),
        relations_added=tuple(sorted(new_relations - old_relations)),
        relations_removed=tuple(sorted(old_relations - new_relations)),
        texts=(*(("definition",) if marked_up else ()), *_other_keys(before, after, now)),
    )  # fmt: skip
    if before.own is not None and after.own is not None:
        change = replace(change, fields=changed_keys(before.own, after.own, change.texts))
    if "contrast" in change.texts and "contrast" not in change.fields:
        said = word_diff(_differences(before, now), _differences(after, now))
        change = replace(change, fields={**change.fields, "contrast": said})
    told = (change.definition, change.values, change.names_added, change.names_removed,
            change.relations_added, change.relations_removed, change.texts)  # fmt: skip
    return change if any(told) else None


def _elsewhere(concept: Concept) -> Iterator[str]:
    """The relations to terms of other glossaries."""
    yield from (f"{relation.kind} {relation.to.id}" for relation in concept.remote_relations)
    yield from (f"same_as {other.id}" for other in concept.same_elsewhere)


def _names(concept: Concept) -> tuple[str, ...]:
    return tuple(f"{d.text} ({d.kind})" for d in concept.designations[1:])


def _other_keys(before: Concept, after: Concept, now: Mapping[ConceptId, ConceptId]) -> tuple[str, ...]:
    """The other keys whose content changed; a renamed id does not count as a change."""
    if before.own is None or after.own is None:
        return () if before.own is after.own else ("its own file",)
    changed = [
        field.name
        for field in fields(ConceptFile)
        if field.name not in _TOLD_APART
        and _renamed(getattr(before.own, field.name), now) != repr(getattr(after.own, field.name))
    ]
    old = {(now.get(r.target, r.target), _renamed(r.note, now)) for r in before.relations if r.note}
    there = {(r.to.id, r.note) for r in before.remote_relations if r.note}
    kept = {(r.to.id, r.note) for r in after.remote_relations if r.note}
    reworded = {id for id, _ in there - kept} & {id for id, _ in kept - there}
    return (*changed, *(("contrast",) if reworded or _other_notes(old, after.relations) else ()))


def _differences(concept: Concept, now: Mapping[ConceptId, ConceptId]) -> str:
    """The contrasts of a concept as shown on its page; the other term's file may state them."""
    return " · ".join(f"{now.get(r.target, r.target)}: {' '.join(r.note.split())}" for r in concept.relations if r.note)


def _renamed(value: object, now: Mapping[ConceptId, ConceptId]) -> str:
    """A value in writing, with every id in it as it is now."""
    # One pass with a look-up for each id: a pass for each renamed id would make comparing quadratic.
    return _ID.sub(lambda id: now.get(ConceptId(id[0]), ConceptId(id[0])), repr(value))


def _other_notes(old: set[tuple[ConceptId, str]], relations: tuple[Relation, ...]) -> bool:
    """Whether a contrast that both sides have was reworded."""
    before = dict(old)
    return any(r.target in before and r.note and before[r.target] != repr(r.note) for r in relations)


def _places(glossary: Glossary) -> dict[EntryKey, tuple[ConceptId | None, str, str]]:
    """For each entry of a source: its concept, its headword, and why it is there."""
    places: dict[EntryKey, tuple[ConceptId | None, str, str]] = {
        account.entry.key: (concept.id, account.entry.headword, account.because)
        for concept in glossary.termbase.concepts
        for account in concept.evidence
    }
    for item in glossary.termbase.unresolved:
        places[item.entry.key] = (None, item.entry.headword, item.reason or "it fits no single concept")
    return places


def _moved(base: Glossary, head: Glossary, now: Mapping[ConceptId, ConceptId]) -> tuple[Moved, ...]:
    old, new = _places(base), _places(head)
    moved = []
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        was = now.get(before[0], before[0]) if before is not None and before[0] is not None else None
        is_now = after[0] if after is not None else None
        if was == is_now and (before is None) == (after is None):
            continue
        told: Any = after or before
        moved.append(Moved(entry=key, headword=told[1], before=was, after=is_now, because=after[2] if after else ""))
    return tuple(moved)


def _newly_ambiguous(base: Glossary, head: Glossary) -> tuple[Ambiguity, ...]:
    found: dict[str, Ambiguity] = {}
    for old, new in (
        (base.names.abbreviations, head.names.abbreviations),
        (base.names.folded, head.names.folded),
    ):
        for key, concepts in new.items():
            if len(concepts) > 1 and len(old.get(key, ())) < 2:
                name = _spelling(head.termbase.by_id[concepts[0]], key)
                found.setdefault(name.casefold(), Ambiguity(name=name, concepts=concepts))
    return tuple(found[name] for name in sorted(found))


def _spelling(concept: Concept, key: str) -> str:
    return next((d.text for d in concept.designations if d.text == key or fold(d.text) == key), key)


def _new_similar_pairs(
    base: Glossary,
    head: Glossary,
    now: Mapping[ConceptId, ConceptId],
    suggest: Callable[[Termbase], Iterable[SimilarPair]],
) -> tuple[SimilarPair, ...]:
    known = {frozenset((now.get(pair.a, pair.a), now.get(pair.b, pair.b))) for pair in suggest(base.termbase)}
    return tuple(pair for pair in suggest(head.termbase) if frozenset((pair.a, pair.b)) not in known)


def _links(
    base: Glossary, head: Glossary, followed: Mapping[ConceptId, ConceptId], now: Mapping[ConceptId, ConceptId]
) -> tuple[Links, ...]:
    changed = []
    for id, was in sorted(followed.items()):
        before = {now.get(target, target) for target in base.texts.links_to[was]}
        after = set(head.texts.links_to[id])
        if before != after:
            changed.append(Links(id=id, added=tuple(sorted(after - before)), removed=tuple(sorted(before - after))))
    return tuple(changed)
