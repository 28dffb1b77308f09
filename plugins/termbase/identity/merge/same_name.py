"""Entries whose terms are one name after folding, or the term of one and another name in our own file."""

from collections import defaultdict
from collections.abc import Sequence

from termbase.identity.merge.ambiguous import Apart, join_between
from termbase.identity.merge.called import spelled, term_key
from termbase.identity.merge.kept_apart import poles, undecided_homonyms, undecided_names
from termbase.identity.merge.matching import join_matches
from termbase.identity.merge.outcome import Ambiguous
from termbase.identity.merge.versions import join_versions
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry
from termbase.model.diagnostics import Diagnostic


def join_by_name(entries: Sequence[Entry], *, bench: Workbench) -> tuple[list[Ambiguous], tuple[Diagnostic, ...]]:
    """Joins entries of one name. If the name belongs to concepts that are kept apart, the others wait."""
    terms: dict[str, list[Entry]] = defaultdict(list)
    other_names: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if key := term_key(entry):
            terms[key].append(entry)
        if entry.own:
            for name in spelled(entry):
                if name and name != key:
                    other_names[name].append(entry)
    waiting: list[Ambiguous] = []
    found: list[Diagnostic] = []
    for key, named in terms.items():
        join_versions(named, bench=bench)
        own = [entry for entry in named if entry.own]
        found += undecided_homonyms(own, forest=bench.forest)
        for other in own[1:]:
            bench.ask(own[0], other, other.term, bench.weigh(own[0], other, bond="preferred", name=other.term))
        # A preferred term outranks a synonym: other names count only if none of our own files has it as its term.
        group = sorted([*named, *(() if own else other_names[key])], key=lambda entry: entry.order)
        if len(group) == 1:
            continue
        if apart := poles(group, forest=bench.forest):
            found += undecided_names(apart, key=key, forest=bench.forest)
            waiting += join_between(Apart(group=group, poles=apart, key=key), bench=bench)
        else:
            join_matches(group, key=key, bench=bench)
    return waiting, tuple(found)
