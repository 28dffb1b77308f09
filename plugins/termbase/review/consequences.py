"""Consequences of a change beyond the words of its term: links taken over, ids lost, sources and settings changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from termbase.glossary import Glossary
from termbase.identity.hidden_names import unread_files
from termbase.identity.published_ids import names_today
from termbase.model.concept import Concept, ConceptId, Termbase
from termbase.review.changes import EvidenceChange, Piece, Takeover
from termbase.review.word_diff import word_diff
from termbase.text.folding import fold

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_ONE: Final = 0.8
"""Minimum similarity at which two definitions count as those of one term, whose file was renamed, not replaced."""


def in_words(value: object) -> str:
    """A value of a term file as text, with the names of its keys where it has some."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if is_dataclass(value) and not isinstance(value, type):
        return in_words({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {text}" for key, item in value.items() if (text := in_words(item)))
    if isinstance(value, Iterable):
        return " · ".join(text for item in value if (text := in_words(item)))
    return str(value)


def changed_keys(
    before: "DataclassInstance", after: "DataclassInstance", keys: Iterable[str]
) -> dict[str, tuple[Piece, ...]]:
    """Those keys of two values of one type that differ in words, word by word."""
    found = {}
    for key in keys:
        old, new = in_words(getattr(before, key)), in_words(getattr(after, key))
        if old != new:
            found[key] = word_diff(old, new)
    return found


def evidence_changes(base: Termbase, head: Termbase) -> tuple[EvidenceChange, ...]:
    """The entries that both states have and that say something else now."""
    old = {entry.key: entry for entry in base.entries}
    owner = {account.entry.key: concept.id for concept in head.concepts for account in concept.evidence}
    return tuple(
        EvidenceChange(entry=entry.key, headword=entry.headword, concept=owner.get(entry.key), fields=found)
        for entry in sorted(head.entries, key=lambda entry: entry.key)
        if entry.key in old
        and (found := changed_keys(old[entry.key].spec, entry.spec, (key.name for key in fields(entry.spec))))
    )


def about_changes(base: Termbase, head: Termbase) -> dict[str, tuple[Piece, ...]]:
    """What changed of title, language, description, categories, custom fields, sources and stored decisions."""
    found = changed_keys(base, head, ("title", "language", "description"))
    for what, old, new in (
        ("category", {c.id: c for c in base.categories}, {c.id: c for c in head.categories}),
        ("field", {f.id: f for f in base.fields}, {f.id: f for f in head.fields}),
        ("source", {s.id: s for s in base.sources}, {s.id: s for s in head.sources}),
    ):
        for id in sorted({*map(str, old), *map(str, new)}):
            before, after = in_words(old.get(id)), in_words(new.get(id))
            if before != after:
                found[f"{what} {id}"] = word_diff(before, after)
    was, now = ({in_words(item.decision) for item in side.decisions} for side in (base, head))
    for number, text in enumerate(sorted(was ^ now), 1):
        found[f"decision {number}"] = word_diff(text if text in was else "", text if text in now else "")
    return found


def unreadable_files(base: Glossary, head: Glossary) -> tuple[str, ...]:
    """Files with an error that hides their content; comparing them would show consequences of the error as edits."""
    wrong = unread_files(head.diagnostics)
    known = {document.file for document in (*base.documents, *head.documents)}
    return tuple(sorted(wrong & known))


def renamed_by_hand(base: Glossary, head: Glossary, now: Mapping[ConceptId, ConceptId]) -> dict[ConceptId, ConceptId]:
    """Concepts whose file was renamed without keeping the old id: the same term, or nearly the same definition."""
    gone = [c for c in base.termbase.concepts if c.own is not None and now[c.id] not in head.termbase.by_id]
    kept = frozenset(now.values())
    come = [
        c for c in head.termbase.concepts if c.own is not None and c.id not in base.termbase.by_id and c.id not in kept
    ]
    found: dict[ConceptId, ConceptId] = {}
    places = _Places(come)
    for before in gone:
        after = places.take(before)
        if after is not None:
            found[before.id] = after.id
    return found


class _Places:
    """Finds concepts that may have replaced removed ones by looking up their words, not comparing all pairs."""

    def __init__(self, come: Sequence[Concept]) -> None:
        self._come = come
        self._taken: set[int] = set()
        self._same: dict[str, list[int]] = defaultdict(list)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for place, concept in enumerate(come):
            words = concept.definition.split()
            for key in _keys(concept):
                self._same[key].append(place)
            for word in set(words):
                self._holders[word].append(place)

    def take(self, concept: Concept) -> Concept | None:
        """The most similar one that has not been taken, if it is similar enough."""
        same = (place for key in _keys(concept) for place in self._same.get(key, ()) if place not in self._taken)
        likely = min(same, default=None)
        if likely is None:
            near = [(_similarity(concept, self._come[place]), -place) for place in self._near(concept)]
            similarity, place = max(near, default=(0.0, 0))
            if similarity < _ONE:
                return None
            likely = -place
        self._taken.add(likely)
        return self._come[likely]

    def _near(self, concept: Concept) -> set[int]:
        """Those that have one of the rarest words: words of which so many cannot all be missing."""
        words = Counter(concept.definition.split())
        places: set[int] = set()
        spare = words.total() * (1 - _ONE / (2 - _ONE)) + 1e-9
        for word in sorted(words, key=lambda word: (len(self._holders.get(word, ())), word)):
            places.update(self._holders.get(word, ()))
            spare -= words[word]
            if spare < 0:
                break
        return places - self._taken


def _keys(concept: Concept) -> tuple[str, str]:
    """Two keys, of which concepts that are certainly one have one: the folded term, and the words of the definition."""
    return f"term {fold(concept.term)}", f"words {' '.join(concept.definition.split())}"


def _similarity(before: Concept, after: Concept) -> float:
    if fold(before.term) == fold(after.term):
        return 1.0
    matcher = SequenceMatcher(None, before.definition.split(), after.definition.split(), autojunk=False)
    quick = matcher.real_quick_ratio() >= _ONE and matcher.quick_ratio() >= _ONE
    return matcher.ratio() if quick else 0.0


def takeovers(base: Glossary, head: Glossary, now: Mapping[ConceptId, ConceptId]) -> tuple[Takeover, ...]:
    """The names whose link led to a concept that still exists, and now leads to another one in addition or instead."""
    found = []
    today = _leads(head.termbase)
    for place, owners in _leads(base.termbase).items():
        before = {now.get(id, id) for id in owners}
        after = today.get(place, frozenset())
        if len(before) == 1 and after - before and before <= head.termbase.by_id.keys():
            (owner,) = before
            taker = min(after - before)
            file = head.termbase.by_id[taker].where.file
            found.append(Takeover(name=place, before=owner, after=tuple(sorted(after)), file=file))
    return tuple(found)


def _leads(termbase: Termbase) -> dict[str, frozenset[ConceptId]]:
    """Every `/go/` address with the concepts that it leads to."""
    leads = {place: frozenset(map(ConceptId, ids)) for place, ids in names_today(termbase).items()}
    for concept in termbase.concepts:
        leads[concept.id] = leads.get(concept.id, frozenset()) | {concept.id}
    return dict(sorted(leads.items()))
