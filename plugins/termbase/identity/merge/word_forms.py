"""Two forms of one word: "upsell" and "upselling"."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from termbase.identity.merge.kept_apart import poles
from termbase.identity.merge.workbench import Workbench
from termbase.model.concept import Entry, EntryKey
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule
from termbase.text.folding import fold, fold_action


def join_by_word_form(entries: Sequence[Entry], *, waiting: Collection[EntryKey], bench: Workbench) -> None:
    """Joins "upsell" and "upselling" on the evidence, unless one author lists both and so distinguishes them."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.term and entry.key not in waiting and (key := fold_action(entry.term)):
            groups[key].append(entry)
    for group in groups.values():
        forms = {fold(entry.term) for entry in group}
        if len(forms) < 2 or _listed_together(group) or poles(group, forest=bench.forest):
            continue
        first, *rest = group
        for other in rest[: int(bench.judge.weights["limits"]["compared"])]:
            if bench.forest.root(first.key) == bench.forest.root(other.key):
                continue
            evidence = bench.weigh(first, other, bond="form", name=first.term)
            if bench.judge.joins(evidence):
                why = Reason.of("reason.forms", name=other.term, other=first.term)
                bench.join(first, other, MergeRule.SAME_NAME, why, evidence)
            else:
                bench.ask(first, other, other.term, evidence)


def _listed_together(group: Sequence[Entry]) -> bool:
    forms_by_author: dict[str | None, set[str]] = defaultdict(set)
    for entry in group:
        forms_by_author[entry.source].add(fold(entry.term))
    return any(len(forms) > 1 for forms in forms_by_author.values())
