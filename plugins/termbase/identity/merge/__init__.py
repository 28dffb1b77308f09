"""Which entries are one concept, and why.

Synonymy merges, homonymy never does. Two entries become one by a decision (`id`, `same_as`, a stored answer), or
because they share a name and no evidence outweighs that: a shared name is evidence, not proof, so the evidence for and
against is added up, and an unclear pair becomes a question for a reviewer. Similar wording without a shared name never
merges anything.

The entries are the nodes of a union-find; every accepted reason is an edge and is kept, so that
"why are these one?" is answered by the chain of edges between any two.
"""

from collections.abc import Callable, Iterable, Sequence

from termbase.identity.merge.abbreviation import join_by_abbreviation
from termbase.identity.merge.aliases import join_aliases, without_references
from termbase.identity.merge.clusters import clusters, nameless, preferred_term
from termbase.identity.merge.decisions import Lookup, distinctions, join_by_assertion, join_by_id
from termbase.identity.merge.evidence import Judge
from termbase.identity.merge.joined_names import split_joined
from termbase.identity.merge.other_names import join_by_other_names
from termbase.identity.merge.outcome import Ambiguous, Cluster, Merged
from termbase.identity.merge.same_name import join_by_name
from termbase.identity.merge.stored import join_answered, read_answers
from termbase.identity.merge.word_forms import join_by_word_form
from termbase.identity.merge.workbench import Workbench
from termbase.identity.union_find import Forest
from termbase.model.concept import Entry, StoredDecision

__all__ = ["Ambiguous", "Cluster", "Merged", "merge", "preferred_term"]


def merge(
    entries: Iterable[Entry],
    decisions: Sequence[StoredDecision] = (),
    *,
    elsewhere: Callable[[str], bool] = lambda ref: False,
) -> Merged:
    """Groups entries into concepts. The order of the entries does not matter.

    Args:
        entries: The entries of both layers.
        decisions: Stored answers of reviewers.
        elsewhere: Whether a reference is a term of another glossary, which no entry here is.
    """
    ordered, refers = without_references(split_joined(sorted(entries, key=lambda entry: entry.order)))
    lookup = Lookup(ordered, elsewhere=elsewhere)
    asserted, undefined = distinctions(ordered, lookup=lookup)
    answers = read_answers(decisions, lookup=lookup)
    distinct = (*asserted, *((a.key, b.key, item.decision.reason) for a, b, item in answers.distinct))
    apart = frozenset(pair for a, b, _ in distinct for pair in ((a, b), (b, a)))
    forest = Forest(entries={entry.key: entry for entry in ordered}, apart=apart)
    bench = Workbench(forest=forest, judge=Judge(ordered))

    join_by_id(ordered, forest=forest)
    contradicted = (
        *join_answered(answers.same, forest=forest),
        *join_by_assertion(ordered, lookup=lookup, forest=forest),
    )
    settled = {key for edge in forest.edges for key in (edge.a, edge.b)}
    join_aliases(ordered, refers, forest=forest)
    ambiguous, homonyms = join_by_name(ordered, bench=bench)
    waiting = {item.entry.key for item in ambiguous}
    bridged = join_by_other_names(ordered, waiting=waiting, bench=bench)
    join_by_word_form(ordered, waiting=waiting, bench=bench)
    ambiguous += join_by_abbreviation(ordered, waiting=waiting, settled=settled, bench=bench)

    unplaced = {item.entry.key for item in ambiguous}
    unnamed = nameless(forest, without=unplaced)
    left_out = unplaced | {entry.key for entry in unnamed}
    made, collisions = clusters(forest, without=left_out)
    return Merged(
        clusters=made,
        nameless=unnamed,
        ambiguous=tuple(sorted(ambiguous, key=lambda item: item.entry.order)),
        distinct=distinct,
        questions=bench.open_questions(left_out),
        changed=answers.changed,
        comparisons=bench.judge.wording.comparisons,
        diagnostics=(*undefined, *answers.diagnostics, *contradicted, *homonyms, *bridged, *collisions),
    )
