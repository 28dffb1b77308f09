"""Which entries are one concept, and why.

Synonymy merges, homonymy never does. Two entries become one on evidence of identity alone: the
same id, a person's word (`same_as`), the same full name after folding, or an abbreviation that
stands alone and that exactly one concept has. Similar wording is never evidence.

The entries are the nodes of a union-find; every accepted reason is an edge and is kept, so that
"why are these one?" is answered by the chain of edges between any two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.diagnostics import Diagnostic, Severity
from termbase.entry import SourceEntry
from termbase.folding import fold, fold_action, is_abbreviation, singular_abbreviation
from termbase.forest import Forest, explain
from termbase.model import Account, ConceptId, Edge, Entry, EntryKey
from termbase.slug import MAX_LENGTH, slug
from termbase.validate import nearest
from termbase.vocabulary import DesignationKind, MergeRule

_FULL_NAMES: Final = frozenset(DesignationKind) - {DesignationKind.ABBREVIATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The entries of one concept, the one that started it first."""

    id: ConceptId
    accounts: tuple[Account, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, in order."""
        return tuple(account.entry for account in self.accounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """An entry whose name fits several concepts."""

    entry: Entry
    candidates: tuple[EntryKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The outcome: every entry is in one cluster, or nameless, or ambiguous."""

    clusters: tuple[Cluster, ...]
    nameless: tuple[Entry, ...]
    ambiguous: tuple[Ambiguous, ...]
    distinct: tuple[tuple[EntryKey, EntryKey, str], ...]
    """Stored decisions that two entries are not one, with the reason."""
    diagnostics: tuple[Diagnostic, ...]


class _Lookup:
    """Finds the entries that a reference may mean: a key, an id, or a name."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.keys = {str(entry.key): entry for entry in entries}
        self.by_id: dict[str, list[Entry]] = defaultdict(list)
        self.by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.by_id[entry.id or slug(entry.term)].append(entry)
            for name in entry.names:
                if name.kind in _FULL_NAMES:
                    self.by_name[fold(name.text)].append(entry)

    def find(self, ref: str) -> list[Entry]:
        if ref in self.keys:
            return [self.keys[ref]]
        return self.by_id.get(ref) or self.by_name.get(fold(ref)) or []

    def names(self) -> list[str]:
        return [*self.keys, *self.by_id]


def _unknown(entry: Entry, key: str, ref: str, lookup: _Lookup) -> Diagnostic:
    guess = nearest(ref, lookup.names())
    return Diagnostic(
        code="TB301",
        severity=Severity.ERROR,
        where=entry.at(key),
        message=f"“{key}” names “{ref}”, which is no entry, id or name",
        hint=(f"Did you mean `{guess}`? " if guess else "") + "Entries are named `source:locator`, concepts by id.",
    )


def _described(entry: Entry) -> str:
    return f"“{entry.headword}”" + (f" ({entry.source} {entry.locator})" if entry.source else "")


def merge(entries: Iterable[Entry]) -> Merged:
    """Groups entries into concepts. The order of the entries does not matter."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    lookup = _Lookup(ordered)
    found: list[Diagnostic] = []
    distinct = _distinctions(ordered, lookup, found)
    apart = frozenset(pair for a, b, _ in distinct for pair in ((a, b), (b, a)))
    forest = Forest(entries={entry.key: entry for entry in ordered}, apart=apart)

    _by_id(ordered, forest)
    _by_assertion(ordered, lookup, forest, found)
    settled = {key for edge in forest.edges for key in (edge.a, edge.b)}
    ambiguous = _by_name(ordered, forest, found)
    waiting = {item.entry.key for item in ambiguous}
    _by_other_names(ordered, waiting, forest, found)
    _by_action(ordered, waiting, forest)
    ambiguous += _by_abbreviation(ordered, waiting, settled, forest)
    unplaced = {item.entry.key for item in ambiguous}
    nameless = _nameless(forest, unplaced)
    clusters = _clusters(forest, unplaced | {entry.key for entry in nameless}, found)
    return Merged(
        clusters=clusters,
        nameless=nameless,
        ambiguous=tuple(sorted(ambiguous, key=lambda item: item.entry.order)),
        distinct=distinct,
        diagnostics=tuple(found),
    )


def _nameless(forest: Forest, unplaced: set[EntryKey]) -> tuple[Entry, ...]:
    """Entries that no name and no decision puts anywhere."""
    found = [
        forest.entries[key]
        for members in forest.members.values()
        if not any(forest.entries[key].term for key in members)
        for key in members
        if key not in unplaced
    ]
    return tuple(sorted(found, key=lambda entry: entry.order))


def _distinctions(
    nodes: Sequence[Entry], lookup: _Lookup, found: list[Diagnostic]
) -> tuple[tuple[EntryKey, EntryKey, str], ...]:
    pairs: list[tuple[EntryKey, EntryKey, str]] = []
    for entry in nodes:
        for distinction in entry.spec.distinct_from:
            others = [other for other in lookup.find(distinction.term) if other is not entry]
            if not others:
                found.append(_unknown(entry, "distinct_from", distinction.term, lookup))
            pairs += [(entry.key, other.key, distinction.reason) for other in others]
    return tuple(pairs)


def _by_id(nodes: Sequence[Entry], forest: Forest) -> None:
    first: dict[str, Entry] = {}
    for entry in nodes:
        if entry.id is not None:
            start = first.setdefault(entry.id, entry)
            forest.join(start.key, entry.key, MergeRule.SAME_ID, f"both carry the id “{entry.id}”")


def _by_assertion(nodes: Sequence[Entry], lookup: _Lookup, forest: Forest, found: list[Diagnostic]) -> None:
    for entry in nodes:
        for ref in entry.spec.same_as:
            targets = [target for target in lookup.find(ref) if target is not entry]
            if not targets:
                found.append(_unknown(entry, "same_as", ref, lookup))
            for target in targets:
                why = f"an editor says that {_described(target)} is the same as {_described(entry)}"
                conflict = forest.conflict(entry.key, target.key)
                if conflict is not None:
                    found.append(
                        Diagnostic(
                            code="TB302",
                            severity=Severity.ERROR,
                            where=entry.at("same_as"),
                            message=f"“same_as: {ref}” contradicts another decision: {conflict}",
                            hint="The two stay apart. Take back one of the decisions; to join two term files, make them one file.",
                        )
                    )
                else:
                    forest.join(entry.key, target.key, MergeRule.SAME_AS, why)


def _keys(entry: Entry, kinds: frozenset[DesignationKind]) -> dict[str, str]:
    """Folded names of some kinds, each with its spelling."""
    return {fold(name.text): name.text for name in entry.names if name.kind in kinds}


def _by_name(nodes: Sequence[Entry], forest: Forest, found: list[Diagnostic]) -> list[Ambiguous]:
    """Joins entries of one name. Where the name belongs to concepts that are kept apart, the others wait."""
    terms: dict[str, list[Entry]] = defaultdict(list)
    other_names: dict[str, list[Entry]] = defaultdict(list)
    for entry in nodes:
        if key := fold(entry.term):
            terms[key].append(entry)
        if entry.own:
            for name in _keys(entry, _FULL_NAMES):
                if name and name != key:
                    other_names[name].append(entry)
    ambiguous: list[Ambiguous] = []
    for key, named in terms.items():
        own = [entry for entry in named if entry.own]
        _warn_of_homonyms(own, forest, found)
        # A preferred term outranks a synonym: other names count where no file of ours has it as term.
        group = sorted([*named, *(() if own else other_names[key])], key=lambda entry: entry.order)
        ambiguous += _join_group(group, key, forest, found)
    return ambiguous


def _join_group(group: Sequence[Entry], key: str, forest: Forest, found: list[Diagnostic]) -> list[Ambiguous]:
    """Joins the entries of one name, or tells which cannot be placed between those that are kept apart."""
    poles = _poles(group, forest)
    if not poles:
        for place, entry in enumerate(group):
            _join_earlier(entry, group[:place], key, forest)
        return []
    _tell_kept_apart(poles, key, forest, found)
    ambiguous: list[Ambiguous] = []
    chosen: dict[EntryKey, Entry] = {}
    with_id = [pole for pole in poles if forest.root(pole.key) in forest.ids]

    def fitting(entry: Entry, candidates: Sequence[Entry]) -> list[Entry]:
        return [other for other in candidates if other is not entry and not forest.conflict(other.key, entry.key)]

    # A tree without an id that fits none of those with one is a concept of its own as well.
    concepts = [pole for pole in poles if pole in with_id or not fitting(pole, with_id)]
    for entry in group:
        if forest.root(entry.key) in forest.ids or entry in concepts:
            continue
        possible = fitting(entry, concepts)
        if len(possible) == 1:
            chosen[entry.key] = possible[0]
        elif possible and len(forest.members[forest.root(entry.key)]) == 1:
            ambiguous.append(Ambiguous(entry=entry, candidates=tuple(pole.key for pole in possible)))
    for key_of_entry, pole in chosen.items():
        entry = forest.entries[key_of_entry]
        forest.join(pole.key, entry.key, MergeRule.SAME_NAME, _same_name(entry.term, _keys(pole, _FULL_NAMES)[key]))
    return ambiguous


def _poles(group: Sequence[Entry], forest: Forest) -> list[Entry]:
    """One entry of each tree that must stay apart from another tree of the group."""
    first: dict[EntryKey, Entry] = {}
    for entry in group:
        first.setdefault(forest.root(entry.key), entry)
    trees = list(first.values())
    return [e for e in trees if any(forest.conflict(e.key, other.key) is not None for other in trees)]


def _tell_kept_apart(poles: Sequence[Entry], key: str, forest: Forest, found: list[Diagnostic]) -> None:
    """Notes a name that two ids keep apart without anybody having said so; between files of ours TB303 does."""
    first = poles[0]
    for other in poles[1:]:
        conflict = forest.conflict(first.key, other.key)
        decided = (first.key, other.key) in forest.apart
        if conflict is None or decided or (first.own and other.own):
            continue
        name = _keys(other, _FULL_NAMES)[key]
        where = other if not other.own else first
        found.append(
            Diagnostic(
                code="TB304",
                severity=Severity.NOTE,
                where=where.where,
                message=f"“{name}” would join “{first.headword}” and “{other.headword}”, which are kept apart: {conflict}",
                hint="Nothing to do if that is right; otherwise correct the names or the decision.",
            )
        )


def _same_name(term: str, name: str) -> str:
    return f"“{term}” is its name" if term == name else f"“{term}” is the same name as “{name}”"


def _join_earlier(entry: Entry, earlier: Sequence[Entry], key: str, forest: Forest) -> None:
    """Joins an entry with an earlier one of the same name; a literal repetition is told as such."""
    if not earlier:
        return
    for other in earlier:
        if not entry.own and other.source == entry.source and other.definition == entry.definition:
            why = f"{entry.source} prints it again in the same words"
            forest.join(other.key, entry.key, MergeRule.IDENTICAL_TEXT, why)
            return
    names = _keys(earlier[0], _FULL_NAMES), _keys(entry, _FULL_NAMES)
    forest.join(earlier[0].key, entry.key, MergeRule.SAME_NAME, _same_name(names[1][key], names[0][key]))


def _warn_of_homonyms(owners: Sequence[Entry], forest: Forest, found: list[Diagnostic]) -> None:
    for index, entry in enumerate(owners[1:], 1):
        if all((entry.key, other.key) in forest.apart for other in owners[:index]):
            continue
        other = owners[0]
        found.append(
            Diagnostic(
                code="TB303",
                severity=Severity.WARNING,
                where=entry.at("term"),
                message=f"“{entry.term}” is also the term of {other.where.file}:{other.where.line}",
                hint="If they are one concept, join the files. If not, say so with `distinct_from`, and links will offer both.",
            )
        )


def _by_other_names(nodes: Sequence[Entry], waiting: set[EntryKey], forest: Forest, found: list[Diagnostic]) -> None:
    """Joins concepts that an entry's own words call by two names; a name of several joins none."""
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in nodes:
        if entry.key not in waiting:
            for key in _keys(entry, frozenset({DesignationKind.PREFERRED, DesignationKind.ADMITTED})):
                if key:
                    named[key].append(entry)
    for key, sharing in sorted(named.items()):
        poles = _poles(sharing, forest)
        if poles:
            if any(fold(pole.term) != key for pole in poles):
                _tell_kept_apart(poles, key, forest, found)
            continue
        first = sharing[0]
        for other in sharing[1:]:
            name = _keys(other, _FULL_NAMES)[key]
            forest.join(first.key, other.key, MergeRule.SAME_NAME, f"“{name}” is a name of both")


def _by_action(nodes: Sequence[Entry], waiting: set[EntryKey], forest: Forest) -> None:
    """Joins "upsell" and "upselling", unless one author lists both and so tells them apart."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in nodes:
        if entry.term and entry.key not in waiting and (key := fold_action(entry.term)):
            groups[key].append(entry)
    for group in groups.values():
        forms = {fold(entry.term) for entry in group}
        if len(forms) < 2 or _listed_together(group) or _poles(group, forest):
            continue
        first, *rest = group
        for other in rest:
            why = f"“{other.term}” and “{first.term}” are forms of one word"
            forest.join(first.key, other.key, MergeRule.SAME_NAME, why)


def _listed_together(group: Sequence[Entry]) -> bool:
    forms_by_author: dict[str | None, set[str]] = defaultdict(set)
    for entry in group:
        forms_by_author[entry.source].add(fold(entry.term))
    return any(len(forms) > 1 for forms in forms_by_author.values())


def _by_abbreviation(
    nodes: Sequence[Entry], waiting: set[EntryKey], settled: set[EntryKey], forest: Forest
) -> list[Ambiguous]:
    """Places abbreviations that stand alone, where exactly one concept has them."""
    owners: dict[str, list[Entry]] = defaultdict(list)
    for entry in nodes:
        for name in entry.names:
            if name.kind is DesignationKind.ABBREVIATION and entry.key not in waiting:
                owners[singular_abbreviation(name.text).casefold()].append(entry)
    alone = [
        entry
        for entry in nodes
        if not entry.own
        and is_abbreviation(entry.term)
        and entry.key not in waiting | settled
        and forest.root(entry.key) not in forest.ids
    ]

    def possible(entry: Entry, without: set[EntryKey]) -> dict[EntryKey, Entry]:
        """The trees that have the abbreviation, each by its first entry; none where this tree has it itself."""
        roots: dict[EntryKey, Entry] = {}
        for owner in owners[singular_abbreviation(entry.term).casefold()]:
            if owner.key not in without and forest.conflict(owner.key, entry.key) is None:
                roots.setdefault(forest.root(owner.key), owner)
        return {} if forest.root(entry.key) in roots else roots

    # An entry that waits itself is no candidate for another, so who waits is asked until it settles.
    undecided: set[EntryKey] = set()
    for _ in range(len(alone) + 1):
        waits = {entry.key for entry in alone if len(possible(entry, undecided)) > 1}
        if waits == undecided:
            break
        undecided = waits
    ambiguous: list[Ambiguous] = []
    for entry in alone:
        roots = possible(entry, undecided)
        if entry.key in undecided:
            ambiguous.append(Ambiguous(entry=entry, candidates=tuple(owner.key for owner in roots.values())))
        elif len(roots) == 1:
            (owner,) = roots.values()
            why = f"“{singular_abbreviation(entry.term)}” stands alone and is short for “{owner.term}” only"
            forest.join(owner.key, entry.key, MergeRule.ABBREVIATION, why)
    return ambiguous


def _clusters(forest: Forest, unplaced: set[EntryKey], found: list[Diagnostic]) -> tuple[Cluster, ...]:
    edges: dict[EntryKey, list[Edge]] = defaultdict(list)
    for edge in forest.edges:
        edges[forest.root(edge.a)].append(edge)
    taken: dict[ConceptId, Entry] = {}
    clusters: list[Cluster] = []
    roots = sorted(forest.members, key=lambda root: (root not in forest.ids, _first(forest, root).order))
    for root in roots:
        members = sorted(
            (forest.entries[key] for key in forest.members[root] if key not in unplaced), key=lambda e: e.order
        )
        if not members:
            continue
        chosen = forest.ids.get(root) or ConceptId(slug(preferred_term(members)))
        if chosen in taken:
            chosen = _another(chosen, taken, members[0], found)
        taken[chosen] = members[0]
        clusters.append(Cluster(id=chosen, accounts=_accounts(members, edges[root])))
    return tuple(sorted(clusters, key=lambda cluster: cluster.id))


def _first(forest: Forest, root: EntryKey) -> Entry:
    return min((forest.entries[key] for key in forest.members[root]), key=lambda entry: entry.order)


def _another(chosen: ConceptId, taken: Mapping[ConceptId, Entry], entry: Entry, found: list[Diagnostic]) -> ConceptId:
    """A free id for a concept whose own is taken: an error, but the concept is not lost."""
    other = taken[chosen]
    number = 2
    while (free := ConceptId(f"{chosen[: MAX_LENGTH - len(str(number)) - 1]}-{number}")) in taken:
        number += 1
    found.append(
        Diagnostic(
            code="TB305",
            severity=Severity.ERROR,
            where=entry.where,
            message=f"“{entry.headword}” would have the id “{chosen}”, which {other.where.file}:{other.where.line} has",
            hint=f"It is published as “{free}” for now. Give it an `id:`, or say `same_as: [{chosen}]`.",
        )
    )
    return free


def preferred_term(members: Sequence[Entry]) -> str:
    """The name of a concept that has no file of its own: the commonest full name, the shorter on a tie."""
    terms = [entry.term for entry in members if entry.term]
    spelled = [term for term in terms if not is_abbreviation(term)] or terms
    printed = [
        e.term for e in members if e.term in spelled and not (isinstance(e.spec, SourceEntry) and e.spec.inferred)
    ] or spelled
    return min(printed, key=lambda term: (-printed.count(term), len(term), term)) if printed else members[0].key


def _accounts(members: Sequence[Entry], edges: Sequence[Edge]) -> tuple[Account, ...]:
    start = members[0]
    accounts = []
    seen: dict[tuple[str | None, str], Entry] = {}
    for entry in members:
        chain = explain(edges, entry.key, start.key)
        repeated = seen.setdefault((entry.source, " ".join(entry.definition.split())), entry)
        duplicate = repeated.locator if repeated is not entry and not entry.own else None
        if not chain:
            rule, because = MergeRule.OWN, "it started this concept"
        elif duplicate is not None:
            rule, because = MergeRule.IDENTICAL_TEXT, f"{entry.source} prints {duplicate} again in the same words"
        else:
            rule, because = chain[0].rule, chain[0].because
        accounts.append(Account(entry=entry, rule=rule, because=because, chain=chain, duplicate_of=duplicate))
    return tuple(accounts)
