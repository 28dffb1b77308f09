"""What changes from one state of a glossary to another, as a value."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from termbase.diagnostics import Diagnostic, Severity
from termbase.entry import ConceptFile
from termbase.model import Concept, ConceptId, EntryKey, Relation, Termbase
from termbase.pipeline import Glossary

_TOLD_APART: Final = frozenset(("term", "id", "definition", "category", "status", "former_ids", "abbreviations", "synonyms", "variants",
                                "deprecated", "broader", "narrower", "related", "contrast"))  # fmt: skip
"""Keys whose changes are told in words of their own."""
_WORD: Final = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A value before and after."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept that is only on one side."""

    id: ConceptId
    term: str
    definition: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A concept that both sides have and that is not the same."""

    id: ConceptId
    term: str
    file: str
    was: ConceptId | None = None
    """Its id before, where it has been renamed."""
    definition: tuple[Piece, ...] = ()
    """The definition word by word; empty where it stayed."""
    values: Mapping[str, Pair]
    """Term, category and status, where they changed."""
    names_added: tuple[str, ...] = ()
    names_removed: tuple[str, ...] = ()
    relations_added: tuple[str, ...] = ()
    """Relations as `kind id`; inverses of what another file says are counted too."""
    relations_removed: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """Other keys of its file whose content changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An entry of a source that came, went or is now another concept's."""

    entry: EntryKey
    headword: str
    before: ConceptId | None
    """None where it was not there, or not placed."""
    after: ConceptId | None
    because: str
    """Why it is where it is now; "" where it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """A name that now means several concepts."""

    name: str
    concepts: tuple[ConceptId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Two concepts that may be one; for a person to settle."""

    a: ConceptId
    b: ConceptId
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """A page whose links to other terms change."""

    id: ConceptId
    added: tuple[ConceptId, ...]
    removed: tuple[ConceptId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Everything that changes, each part in order of id."""

    added: tuple[Term, ...] = ()
    removed: tuple[Term, ...] = ()
    renamed: tuple[Pair, ...] = ()
    """Ids before and after."""
    changed: tuple[Changed, ...] = ()
    merges: tuple[Moved, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    links: tuple[Links, ...] = ()
    broken: tuple[Diagnostic, ...] = ()
    """Errors of the newer state: what they concern may be missing from it."""

    @property
    def empty(self) -> bool:
        """True where nothing that a reader could see changes."""
        return not any(getattr(self, field.name) for field in fields(self))


Suggest = Callable[[Termbase], Iterable[Lookalike]]
"""Finds concepts that may be one."""


def diff(base: Glossary, head: Glossary, *, suggest: Suggest | None = None) -> Diff:
    """Compares two states of a glossary.

    Args:
        base: The older state.
        head: The newer state.
        suggest: Finds pairs that may be one concept; those that are new in `head` are told.
    """
    old, new = base.termbase.by_id, head.termbase.by_id
    now = {id: _now(id, head.termbase) for id in old}
    followed = {after: before for before, after in now.items() if after in new and (after == before or before not in new)}
    return Diff(
        added=tuple(_term(head, c) for c in head.termbase.concepts if c.id not in followed),
        removed=tuple(_term(base, c) for c in base.termbase.concepts if now[c.id] not in new),
        renamed=tuple(Pair(before=b, after=a) for a, b in sorted(followed.items()) if a != b),
        changed=tuple(
            change
            for concept in head.termbase.concepts
            if concept.id in followed
            and (change := _changed(base, head, old[followed[concept.id]], concept, now)) is not None
        ),
        merges=_moved(base, head, now),
        ambiguous=_newly_ambiguous(base, head),
        lookalikes=_new_lookalikes(base, head, now, suggest) if suggest else (),
        links=_links(base, head, followed, now),
        broken=tuple(d for d in head.diagnostics if d.severity is Severity.ERROR),
    )


def _now(id: ConceptId, head: Termbase) -> ConceptId:
    return id if id in head.by_id else head.former_ids.get(id, id)


def _term(glossary: Glossary, concept: Concept) -> Term:
    definition = glossary.texts.concepts[concept.id].definition.plain
    return Term(id=concept.id, term=concept.term, definition=definition, file=concept.where.file)


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts compared word by word; what stayed between two changes is kept as context."""
    a, b = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []

    def put(kind: Literal["same", "added", "removed"], words: list[str]) -> None:
        if words:
            pieces.append(Piece(kind=kind, text="".join(words).strip()))

    for what, a1, a2, b1, b2 in SequenceMatcher(None, [w.strip() for w in a], [w.strip() for w in b], autojunk=False).get_opcodes():
        if what == "equal":
            put("same", b[b1:b2])
        else:
            put("removed", a[a1:a2])
            put("added", b[b1:b2])
    return tuple(pieces)


def _changed(
    base: Glossary, head: Glossary, before: Concept, after: Concept, now: Mapping[ConceptId, ConceptId]
) -> Changed | None:
    old_text = " ".join(before.definition.split())
    new_text = " ".join(after.definition.split())
    values = {
        key: Pair(before=str(a or ""), after=str(b or ""))
        for key, a, b in (
            ("term", before.term, after.term),
            ("category", before.category, after.category),
            ("status", before.status, after.status),
        )
        if a != b
    }
    old_names, new_names = _names(before), _names(after)
    old_relations = {f"{r.kind} {now.get(r.target, r.target)}" for r in before.relations}
    new_relations = {f"{r.kind} {r.target}" for r in after.relations}
    change = Changed(
        id=after.id, term=after.term, file=after.where.file,
        was=before.id if before.id != after.id else None,
        definition=word_diff(old_text, new_text) if old_text != new_text else (),
        values=values,
        names_added=tuple(n for n in new_names if n not in old_names),
        names_removed=tuple(n for n in old_names if n not in new_names),
        relations_added=tuple(sorted(new_relations - old_relations)),
        relations_removed=tuple(sorted(old_relations - new_relations)),
        texts=_other_keys(before, after, now),
    )  # fmt: skip
    told = (change.was, change.definition, change.values, change.names_added, change.names_removed,
            change.relations_added, change.relations_removed, change.texts)  # fmt: skip
    return change if any(told) else None


def _names(concept: Concept) -> tuple[str, ...]:
    return tuple(f"{d.text} ({d.kind})" for d in concept.designations[1:])


def _other_keys(before: Concept, after: Concept, now: Mapping[ConceptId, ConceptId]) -> tuple[str, ...]:
    if before.own is None or after.own is None:
        return () if before.own is after.own else ("its own file",)
    changed = [
        field.name
        for field in fields(ConceptFile)
        if field.name not in _TOLD_APART and getattr(before.own, field.name) != getattr(after.own, field.name)
    ]
    old = {(now.get(r.target, r.target), r.note) for r in before.relations if r.note}
    notes_differ = _common_notes(old, after.relations)
    return (*changed, *(("contrast",) if notes_differ else ()))


def _common_notes(old: set[tuple[ConceptId, str]], relations: tuple[Relation, ...]) -> bool:
    """Says whether a contrast that both sides have is told in other words."""
    before = dict(old)
    return any(r.target in before and r.note and before[r.target] != r.note for r in relations)


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
    from termbase.folding import fold

    return next((d.text for d in concept.designations if d.text == key or fold(d.text) == key), key)


def _new_lookalikes(
    base: Glossary, head: Glossary, now: Mapping[ConceptId, ConceptId], suggest: Suggest
) -> tuple[Lookalike, ...]:
    known = {frozenset((now.get(pair.a, pair.a), now.get(pair.b, pair.b))) for pair in suggest(base.termbase)}
    fresh = (pair for pair in suggest(head.termbase) if frozenset((pair.a, pair.b)) not in known)
    return tuple(sorted(fresh, key=lambda pair: (-pair.score, pair.a, pair.b)))


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
