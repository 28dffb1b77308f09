"""Entries whose terms are one name after folding, or the term of one and another name of a file of ours."""

from collections import defaultdict
from collections.abc import Sequence

from termbase.identity.merge.kept_apart import poles, undecided_homonyms, undecided_names
from termbase.identity.merge.outcome import Ambiguous
from termbase.identity.merge.spelled import spelled
from termbase.identity.union_find import Forest
from termbase.model.concept import Entry, EntryKey
from termbase.model.diagnostics import Diagnostic
from termbase.model.vocabulary import MergeRule
from termbase.text.folding import fold


def join_by_name(entries: Sequence[Entry], *, forest: Forest) -> tuple[list[Ambiguous], tuple[Diagnostic, ...]]:
    """Joins entries of one name. Where the name belongs to concepts that are kept apart, the others wait."""
    terms: dict[str, list[Entry]] = defaultdict(list)
    other_names: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if key := fold(entry.term):
            terms[key].append(entry)
        if entry.own:
            for name in spelled(entry):
                if name and name != key:
                    other_names[name].append(entry)
    waiting: list[Ambiguous] = []
    found: list[Diagnostic] = []
    for key, named in terms.items():
        own = [entry for entry in named if entry.own]
        found += undecided_homonyms(own, forest=forest)
        # A preferred term outranks a synonym: other names count where no file of ours has it as term.
        group = sorted([*named, *(() if own else other_names[key])], key=lambda entry: entry.order)
        if apart := poles(group, forest=forest):
            found += undecided_names(apart, key=key, forest=forest)
            waiting += _join_between(group, apart, key, forest)
        else:
            for place, entry in enumerate(group):
                _join_earlier(entry, group[:place], key, forest)
    return waiting, tuple(found)


def _join_between(group: Sequence[Entry], apart: Sequence[Entry], key: str, forest: Forest) -> list[Ambiguous]:
    """Places the entries of a name between the concepts that are kept apart; those that fit several wait."""
    waiting: list[Ambiguous] = []
    chosen: dict[EntryKey, Entry] = {}
    with_id = [pole for pole in apart if forest.root(pole.key) in forest.ids]

    def fitting(entry: Entry, candidates: Sequence[Entry]) -> list[Entry]:
        return [other for other in candidates if other is not entry and not forest.conflict(other.key, entry.key)]

    # A tree without an id that fits none of those with one is a concept of its own as well.
    concepts = [pole for pole in apart if pole in with_id or not fitting(pole, with_id)]
    for entry in group:
        if forest.root(entry.key) in forest.ids or entry in concepts:
            continue
        possible = fitting(entry, concepts)
        if len(possible) == 1:
            chosen[entry.key] = possible[0]
        elif possible and len(forest.members[forest.root(entry.key)]) == 1:
            waiting.append(Ambiguous(entry=entry, candidates=tuple(pole.key for pole in possible)))
    for key_of_entry, pole in chosen.items():
        entry = forest.entries[key_of_entry]
        forest.join(pole.key, entry.key, MergeRule.SAME_NAME, _because(entry.term, spelled(pole)[key]))
    return waiting


def _join_earlier(entry: Entry, earlier: Sequence[Entry], key: str, forest: Forest) -> None:
    """Joins an entry with an earlier one of the same name; a literal repetition is told as such."""
    if not earlier:
        return
    for other in earlier:
        if not entry.own and other.source == entry.source and other.definition == entry.definition:
            why = f"{entry.source} prints it again in the same words"
            forest.join(other.key, entry.key, MergeRule.IDENTICAL_TEXT, why)
            return
    why = _because(spelled(entry)[key], spelled(earlier[0])[key])
    forest.join(earlier[0].key, entry.key, MergeRule.SAME_NAME, why)


def _because(term: str, name: str) -> str:
    return f"“{term}” is its name" if term == name else f"“{term}” is the same name as “{name}”"
