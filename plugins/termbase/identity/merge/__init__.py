"""Which entries are one concept, and why.

Synonymy merges, homonymy never does. Two entries become one on evidence of identity alone: the
same id, a person's word (`same_as`), the same full name after folding, or an abbreviation that
stands alone and that exactly one concept has. Similar wording is never evidence.

The entries are the nodes of a union-find; every accepted reason is an edge and is kept, so that
"why are these one?" is answered by the chain of edges between any two.
"""

from collections.abc import Iterable

from termbase.identity.merge.abbreviation import join_by_abbreviation
from termbase.identity.merge.clusters import clusters, nameless, preferred_term
from termbase.identity.merge.decisions import Lookup, distinctions, join_by_assertion, join_by_id
from termbase.identity.merge.other_names import join_by_other_names
from termbase.identity.merge.outcome import Ambiguous, Cluster, Merged
from termbase.identity.merge.same_name import join_by_name
from termbase.identity.merge.word_forms import join_by_word_form
from termbase.identity.union_find import Forest
from termbase.model.concept import Entry

__all__ = ["Ambiguous", "Cluster", "Merged", "merge", "preferred_term"]


def merge(entries: Iterable[Entry]) -> Merged:
    """Groups entries into concepts. The order of the entries does not matter."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    lookup = Lookup(ordered)
    distinct, undefined = distinctions(ordered, lookup=lookup)
    apart = frozenset(pair for a, b, _ in distinct for pair in ((a, b), (b, a)))
    forest = Forest(entries={entry.key: entry for entry in ordered}, apart=apart)

    join_by_id(ordered, forest=forest)
    contradicted = join_by_assertion(ordered, lookup=lookup, forest=forest)
    settled = {key for edge in forest.edges for key in (edge.a, edge.b)}
    ambiguous, homonyms = join_by_name(ordered, forest=forest)
    waiting = {item.entry.key for item in ambiguous}
    bridged = join_by_other_names(ordered, waiting=waiting, forest=forest)
    join_by_word_form(ordered, waiting=waiting, forest=forest)
    ambiguous += join_by_abbreviation(ordered, waiting=waiting, settled=settled, forest=forest)

    unplaced = {item.entry.key for item in ambiguous}
    unnamed = nameless(forest, without=unplaced)
    made, collisions = clusters(forest, without=unplaced | {entry.key for entry in unnamed})
    return Merged(
        clusters=made,
        nameless=unnamed,
        ambiguous=tuple(sorted(ambiguous, key=lambda item: item.entry.order)),
        distinct=distinct,
        diagnostics=(*undefined, *contradicted, *homonyms, *bridged, *collisions),
    )
