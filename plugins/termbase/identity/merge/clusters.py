"""The trees of the forest as concepts: each with an id, and each entry with the reason for its place."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from termbase.identity.merge.called import split_qualifier, term_key
from termbase.identity.merge.outcome import Cluster
from termbase.identity.union_find import Forest, chain_of_reasons
from termbase.model.author_files import SourceEntry
from termbase.model.codes import Code
from termbase.model.concept import Account, ConceptId, Edge, Entry, EntryKey
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule
from termbase.text.folding import fold, is_abbreviation
from termbase.text.slug import MAX_SLUG_LENGTH, is_id, slug


def nameless(forest: Forest, *, without: Collection[EntryKey]) -> tuple[Entry, ...]:
    """Entries that no name or decision assigns to a concept."""
    found = [
        forest.entries[key]
        for members in forest.members.values()
        if not any(forest.entries[key].term for key in members)
        for key in members
        if key not in without
    ]
    return tuple(sorted(found, key=lambda entry: entry.order))


def clusters(forest: Forest, *, without: Collection[EntryKey]) -> tuple[tuple[Cluster, ...], tuple[Diagnostic, ...]]:
    """The concepts sorted by id; no concept is lost if two would have the same id.

    Two of one name were kept apart on purpose: the later takes the name of its source into its id. Two of different
    names that make one id are reported.
    """
    edges: dict[EntryKey, list[Edge]] = defaultdict(list)
    for edge in forest.edges:
        edges[forest.root(edge.a)].append(edge)
    taken: dict[ConceptId, Entry] = {}
    names: dict[ConceptId, str] = {}
    tried: dict[ConceptId, int] = {}
    made: list[Cluster] = []
    found: list[Diagnostic] = []
    roots = sorted(forest.members, key=lambda root: (root not in forest.ids, _first(forest, root).order))
    for root in roots:
        members = sorted(
            (forest.entries[key] for key in forest.members[root] if key not in without), key=lambda e: e.order
        )
        if not members:
            continue
        name = preferred_term(members)
        chosen = forest.ids.get(root) or ConceptId(slug(name))
        if chosen in taken:
            homonyms = _key(name) in (names[chosen], term_key(taken[chosen]))
            free = (homonyms and _named_after_source(chosen, members[0], taken)) or _free(chosen, taken, tried)
            if not homonyms:
                found.append(_collision(members[0], chosen, taken[chosen], free))
            chosen = free
        taken[chosen] = members[0]
        names[chosen] = _key(name)
        made.append(Cluster(id=chosen, accounts=_accounts(members, edges[root])))
    return tuple(sorted(made, key=lambda cluster: cluster.id)), tuple(found)


def preferred_term(members: Sequence[Entry]) -> str:
    """The name of a concept that has no file of its own: the commonest full name, the shorter on a tie."""
    terms = [entry.term for entry in members if entry.term]
    spelled = [term for term in terms if not is_abbreviation(term)] or terms
    printed = [
        e.term for e in members if e.term in spelled and not (isinstance(e.spec, SourceEntry) and e.spec.inferred)
    ] or spelled
    return min(printed, key=lambda term: (-printed.count(term), len(term), term)) if printed else members[0].key


def _first(forest: Forest, root: EntryKey) -> Entry:
    return min((forest.entries[key] for key in forest.members[root]), key=lambda entry: entry.order)


def _named_after_source(chosen: ConceptId, entry: Entry, taken: Mapping[ConceptId, Entry]) -> ConceptId | None:
    """An id with the source of an entry appended, if it is free."""
    if entry.source is None:
        return None
    named = ConceptId(f"{chosen[: MAX_SLUG_LENGTH - len(entry.source) - 1]}-{entry.source}")
    return named if is_id(named) and named not in taken else None


def _key(name: str) -> str:
    return fold(split_qualifier(name)[0])


def _free(chosen: ConceptId, taken: Mapping[ConceptId, Entry], tried: dict[ConceptId, int]) -> ConceptId:
    """The first free id with a number appended; the search continues where the last one ended."""
    number = tried.get(chosen, 2)
    while (free := ConceptId(f"{chosen[: MAX_SLUG_LENGTH - len(str(number)) - 1]}-{number}")) in taken:
        number += 1
    tried[chosen] = number + 1
    return free


def _collision(entry: Entry, chosen: ConceptId, other: Entry, free: ConceptId) -> Diagnostic:
    return Diagnostic(
        code=Code.GENERATED_ID_IN_USE,
        severity=Severity.ERROR,
        where=entry.where,
        message=f"“{entry.headword}” would get the id “{chosen}”, which is already used in {other.where.file}:{other.where.line}",
        hint=f"For now it is published as “{free}”. Add an `id:`, or write `same_as: [{chosen}]`.",
    )


def _accounts(members: Sequence[Entry], edges: Sequence[Edge]) -> tuple[Account, ...]:
    start = members[0]
    accounts = []
    seen: dict[tuple[str | None, str], Entry] = {}
    for entry in members:
        chain = chain_of_reasons(edges, entry.key, start.key)
        repeated = seen.setdefault((entry.source, " ".join(entry.definition.split())), entry)
        duplicate = repeated.locator if repeated is not entry and not entry.own else None
        if not chain:
            rule, because = MergeRule.OWN, Reason.of("reason.started")
        elif duplicate is not None:
            rule, because = (
                MergeRule.IDENTICAL_TEXT,
                Reason.of("reason.repeats", source=entry.source or "", place=duplicate),
            )
        else:
            rule, because = chain[0].rule, chain[0].because
        accounts.append(Account(entry=entry, rule=rule, because=because, chain=chain, duplicate_of=duplicate))
    return tuple(accounts)
