"""Turns clusters into concepts: collates names, follows references, and adds the inverse of every relation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from termbase.identity.citations import uncited
from termbase.identity.former_ids import former_ids, removed_ids
from termbase.identity.hidden_names import HiddenNames
from termbase.identity.merge import Cluster, Merged, preferred_term
from termbase.identity.names import Names, index_names
from termbase.identity.remote import Remotes
from termbase.model.author_files import ConceptFile, SourceEntry
from termbase.model.codes import Code
from termbase.model.concept import (
    Account,
    Concept,
    ConceptId,
    Designation,
    Distinct,
    Entry,
    EntryKey,
    Question,
    Relation,
    RemoteRelation,
    SourceId,
    Termbase,
    Unresolved,
    glossary_of,
)
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.reason import Reason
from termbase.model.vocabulary import DesignationKind, MergeRule, RelationKind, Status
from termbase.reading.decode import Decoded
from termbase.reading.validate import nearest
from termbase.text.folding import fold, is_abbreviation

_NONE_HIDDEN: Final = HiddenNames()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A termbase, with the names that lead references to concepts."""

    termbase: Termbase
    names: Names
    """Names of this glossary."""
    every_name: Names
    """Names of this glossary and of others."""
    diagnostics: tuple[Diagnostic, ...]


def resolve(
    decoded: Decoded, merged: Merged, remotes: Remotes | None = None, hidden: HiddenNames = _NONE_HIDDEN
) -> Resolved:
    """Builds the termbase, and reports every broken reference.

    Args:
        decoded: What the files say.
        merged: The entries in groups.
        remotes: The terms of other glossaries, which relations may lead to.
        hidden: Names in files that could not be read; a reference to one is not reported.
    """
    found: list[Diagnostic] = []
    remotes = remotes or Remotes()
    drafts = [_concept(cluster, remotes) for cluster in merged.clusters]
    former = former_ids(drafts, found)
    names = index_names(drafts, former)
    gone = removed_ids(decoded, names, former, found)
    names = names.with_former(former)
    categories, sources = {c.id for c in decoded.glossary.categories}, {source.id for source in decoded.sources}
    every_name = remotes.names(drafts, former, own_first=True) if remotes.concepts else names
    led = [_stated(concept, _Reach(names=every_name, remotes=remotes, hidden=hidden), found) for concept in drafts]
    stated = {concept.id: here for concept, (here, _) in zip(drafts, led, strict=True)}
    concepts = tuple(
        replace(concept, relations=relations, remote_relations=there)
        for concept, relations, (_, there) in zip(drafts, _with_inverses(stated).values(), led, strict=True)
    )
    for concept in concepts:
        _check_references(concept, categories, sources, found)
    owner = {account.entry.key: concept.id for concept in concepts for account in concept.accounts}
    termbase = Termbase(
        title=decoded.glossary.title,
        language=decoded.glossary.language,
        description=" ".join((decoded.glossary.description or "").split()),
        categories=decoded.glossary.categories,
        sources=decoded.sources,
        concepts=concepts,
        unresolved=_unresolved(merged, owner, _Reach(names=names, hidden=hidden), found),
        distinct=_distinct(merged, owner),
        questions=_questions(merged, owner, found),
        changed=merged.changed,
        decisions=decoded.decisions,
        former_ids=former,
        removed=gone,
        fields=decoded.fields,
        elsewhere=decoded.glossary.elsewhere,
    )
    return Resolved(termbase=termbase, names=names, every_name=every_name, diagnostics=tuple(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """The possible targets of a reference."""

    names: Names
    """The names of this glossary and of others."""
    remotes: Remotes = field(default_factory=Remotes)
    hidden: HiddenNames = _NONE_HIDDEN

    def nearest(self, ref: str) -> tuple[str, ...]:
        """The names most like a reference; the ids most like it, where it is written like one of a remote term."""
        key = glossary_of(ref)
        near = self.names.nearest(ref.removeprefix(f"{key}:"), limit=10 if key else 3)
        ids = (self.names.spellings[name] for name in near)
        return tuple(id for id in ids if glossary_of(id) == key)[:3] if key else near


def _concept(cluster: Cluster, remotes: Remotes) -> Concept:
    same = (ref for entry in cluster.entries for ref in entry.spec.same_as)
    start = cluster.entries[0]
    own = start.spec if isinstance(start.spec, ConceptFile) else None
    return Concept(
        id=cluster.id,
        designations=_collate(cluster.accounts, own),
        definition=next((entry.definition for entry in cluster.entries if entry.definition), ""),
        category=own.category if own else None,
        status=_status(own),
        own=own,
        accounts=cluster.accounts,
        same_elsewhere=tuple(dict.fromkeys(found for ref in same if (found := remotes.find(ref)) is not None)),
        where=start.where,
    )


def _collate(accounts: tuple[Account, ...], own: ConceptFile | None) -> tuple[Designation, ...]:
    """All names of a concept: one designation per spelling, ours first, each with the sources that print it."""
    kinds: dict[str, Designation] = {}
    if own is None:
        title = preferred_term([account.entry for account in accounts])
        kinds[title.casefold()] = Designation(text=title, kind=DesignationKind.PREFERRED)
    for account in accounts:
        for name in account.entry.names:
            kind = _kind_here(name, account, kinds)
            known = kinds.get(name.text.casefold())
            if known is None:
                kinds[name.text.casefold()] = replace(name, kind=kind)
            else:
                merged = dict.fromkeys((*known.sources, *name.sources))
                kinds[name.text.casefold()] = replace(known, sources=tuple(merged))
    ordering = list(DesignationKind)
    return tuple(sorted(kinds.values(), key=lambda name: ordering.index(name.kind)))


def _kind_here(name: Designation, account: Account, known: Mapping[str, Designation]) -> DesignationKind:
    """The kind of an entry's own name within its concept."""
    if account.entry.own or name.kind is not DesignationKind.PREFERRED:
        return name.kind
    if any(fold(other.text) == fold(name.text) for other in known.values()):
        return DesignationKind.VARIANT
    if account.rule in (MergeRule.SAME_AS, MergeRule.SAME_ID):
        return DesignationKind.VARIANT
    if account.rule is MergeRule.ABBREVIATION and is_abbreviation(name.text):
        return DesignationKind.ABBREVIATION
    return DesignationKind.ADMITTED


def _follow(ref: str, reach: _Reach, entry: Entry, key: str, found: list[Diagnostic]) -> ConceptId | None:
    names = reach.names
    meanings = names.meanings(ref)
    if len(meanings) == 1:
        return meanings[0]
    if meanings:
        found.append(
            Diagnostic(
                code=Code.AMBIGUOUS_REFERENCE,
                severity=Severity.ERROR,
                where=entry.at(key, ref),
                message=f"“{key}” refers to “{ref}”, which is a name of {len(meanings)} concepts",
                hint=f"Write the id of the one you mean: {', '.join(meanings)}.",
            )
        )
    # Otherwise it may be a name in a glossary or a file that could not be read.
    elif not reach.remotes.unread and not reach.hidden.may_have(ref, outside=entry.where.file):
        near = reach.nearest(ref)
        found.append(
            Diagnostic(
                code=Code.UNKNOWN_CONCEPT,
                severity=Severity.ERROR,
                where=entry.at(key, ref),
                message=f"“{key}” refers to “{ref}”, which is not the id or name of any concept",
                hint=(f"Similar names: {', '.join(near)}. " if near else "")
                + "The relation is ignored until this is corrected.",
            )
        )
    return None


def _status(own: ConceptFile | None) -> Status:
    """The editorial status of a text: from its file, or from the record of a review."""
    if own is None:
        return Status.COMPILED
    return own.status or (Status.REVIEWED if own.reviewed else Status.DRAFT)


def _stated(
    concept: Concept, reach: _Reach, found: list[Diagnostic]
) -> tuple[tuple[Relation, ...], tuple[RemoteRelation, ...]]:
    """The relations that a concept's own file states: to concepts of this glossary, and to terms of others."""
    if concept.own is None:
        return (), ()
    own, entry = concept.own, concept.lead
    refs = [
        *((RelationKind.BROADER, ref, "") for ref in own.broader),
        *((RelationKind.NARROWER, ref, "") for ref in own.narrower),
        *((RelationKind.PART_OF, ref, "") for ref in own.part_of),
        *((RelationKind.PARTS, ref, "") for ref in own.parts),
        *((RelationKind.CONTRAST, item.term, item.difference or "") for item in own.contrast),
        *((RelationKind.RELATED, ref, "") for ref in own.related),
    ]
    relations: dict[tuple[RelationKind, ConceptId], Relation] = {}
    elsewhere: dict[tuple[RelationKind, ConceptId], RemoteRelation] = {}
    for kind, ref, note in refs:
        target = _follow(ref, reach, entry, kind.value, found)
        if target == concept.id:
            found.append(
                Diagnostic(
                    code=Code.SELF_REFERENCE,
                    severity=Severity.ERROR,
                    where=entry.at(kind.value, ref),
                    message=f"“{kind.value}” refers to “{ref}”, which is this concept itself",
                    hint="A concept cannot be related to itself. Remove it, or name the concept you meant.",
                )
            )
        elif target is not None and target in reach.remotes.by_id:
            remote = RemoteRelation(kind=kind, to=reach.remotes.by_id[target], ref=ref, note=note)
            elsewhere.setdefault((kind, target), remote)
        elif target is not None:
            relations.setdefault((kind, target), Relation(kind=kind, target=target, note=note))
    order = list(RelationKind)
    there = sorted(elsewhere.values(), key=lambda r: (order.index(r.kind), r.to.id))
    return tuple(relations.values()), tuple(there)


def _with_inverses(
    stated: Mapping[ConceptId, tuple[Relation, ...]],
) -> dict[ConceptId, tuple[Relation, ...]]:
    complete = {id: {(r.kind, r.target): r for r in relations} for id, relations in stated.items()}
    for id, relations in stated.items():
        for relation in relations:
            inverse = Relation(kind=relation.kind.inverse, target=id, note=relation.note, stated=False)
            complete[relation.target].setdefault((inverse.kind, id), inverse)
    order = list(RelationKind)
    return {
        id: tuple(sorted(found.values(), key=lambda r: (order.index(r.kind), r.target)))
        for id, found in complete.items()
    }


def _check_references(concept: Concept, categories: set[str], sources: set[str], found: list[Diagnostic]) -> None:
    if concept.own is None:
        return
    entry = concept.lead
    if concept.category is not None and concept.category not in categories:
        guess = nearest(concept.category, categories)
        found.append(
            Diagnostic(
                code=Code.UNKNOWN_CATEGORY,
                severity=Severity.ERROR,
                where=entry.at("category", concept.category),
                message=f"there is no category “{concept.category}”",
                hint=(f"Did you mean `{guess}`? " if guess else "")
                + f"Categories are listed in termbase.yml: {', '.join(sorted(categories)) or 'none yet'}.",
            )
        )
    found.extend(uncited(concept, sources))


def _unresolved(
    merged: Merged, owner: Mapping[EntryKey, ConceptId], reach: _Reach, found: list[Diagnostic]
) -> tuple[Unresolved, ...]:
    items: list[Unresolved] = []
    for entry in merged.nameless:
        spec = entry.spec
        refs, reason = (spec.candidates, spec.note or "") if isinstance(spec, SourceEntry) else ((), "")
        candidates = tuple(id for ref in refs if (id := _follow(ref, reach, entry, "candidates", found)) is not None)
        items.append(Unresolved(entry=entry, candidates=candidates, reason=reason))
    for item in merged.ambiguous:
        candidates = tuple(owner[key] for key in item.candidates)
        reason = Reason.of("reason.name-of-several", name=item.entry.headword, n=len(candidates))
        found.append(
            Diagnostic(
                code=Code.AMBIGUOUS_NAME,
                severity=Severity.WARNING,
                where=item.entry.where,
                message=f"“{item.entry.headword}” fits {len(candidates)} concepts: {', '.join(candidates)}",
                hint="It is listed as unresolved. Say which one it is with `same_as:`.",
            )
        )
        items.append(Unresolved(entry=item.entry, candidates=candidates, reason=reason))
    return tuple(sorted(items, key=lambda item: item.entry.order))


def _distinct(merged: Merged, owner: Mapping[EntryKey, ConceptId]) -> tuple[Distinct, ...]:
    pairs: dict[tuple[ConceptId, ConceptId], str] = {}
    for a, b, reason in merged.distinct:
        if a in owner and b in owner and owner[a] != owner[b]:
            low, high = sorted((owner[a], owner[b]))
            pairs.setdefault((low, high), " ".join(reason.split()))
    return tuple(Distinct(a=a, b=b, reason=reason) for (a, b), reason in sorted(pairs.items()))


def _questions(merged: Merged, owner: Mapping[EntryKey, ConceptId], found: list[Diagnostic]) -> tuple[Question, ...]:
    """The open questions with the concepts that their entries are in; one note counts them."""
    questions = tuple(
        replace(question, concepts=(owner[question.a.key], owner[question.b.key]))
        for question in merged.questions
        if question.a.key in owner and question.b.key in owner
    )
    # Two of our own files with one term have a warning of their own.
    told = [question for question in questions if not (question.a.own and question.b.own)]
    if told:
        first = told[0]
        many = f", and so do {len(told) - 1} other pairs" if len(told) > 1 else ""
        found.append(
            Diagnostic(
                code=Code.OPEN_QUESTIONS,
                severity=Severity.NOTE,
                where=first.b.where,
                message=f"“{first.a.key}” and “{first.b.key}” share the name “{first.name}” and may be one concept{many}",
                hint="They are two concepts until you decide. Run `termbase review`.",
            )
        )
    return questions


def citing(concept: Concept) -> tuple[SourceId, ...]:
    """The sources that a concept's entries come from, each once, sorted by id."""
    return tuple(sorted({a.entry.source for a in concept.evidence if a.entry.source is not None}))
