from collections.abc import Mapping, Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from termbase.identity.merge import merge
from termbase.model.concept import Entry
from termbase.model.vocabulary import MergeRule
from termbase.text.folding import fold
from termbase.text.slug import is_id
from tests.identity.merge.glossaries import Item, apart_from, glossary

TERMS = st.sampled_from(
    [
        *("Churn", "Churns", "Attrition", "Upsell", "Upselling", "Market", "Marketing", "Lead", "Leads", "CSM", "CSMs"),
        *(
            "Customer success manager (CSM)",
            "Content storage module (CSM)",
            "Customer success manager",
            "NPS",
            "ZZ",
            "Zig zag (ZZ)",
        ),
    ]
)


KEYS = [f"{source}:L{line}" for source in "abc" for line in (1, 2, 3)]


REFS = st.sampled_from([*KEYS, "c1", "c2", "churn", "Lead", "nowhere"])


FEW = {"max_size": 2, "unique": True}


DECISIONS = {
    "same_as": st.lists(REFS, **FEW),
    "distinct_from": st.lists(REFS, **FEW).map(lambda refs: apart_from(*refs)),
}


NAMES = {"synonyms": st.lists(TERMS, **FEW), "abbreviations": st.lists(st.sampled_from(["CSM", "NPS", "ZZ"]), **FEW)}


OWN = st.dictionaries(
    st.sampled_from(["c1", "c2", "c3", "churn"]),
    st.fixed_dictionaries({"term": TERMS}, optional={**DECISIONS, **NAMES}),
)


NAMED = st.fixed_dictionaries(
    {"term": TERMS},
    optional={
        "id": st.sampled_from(["c1", "c2", "other"]),
        "definition": st.sampled_from(["d", "e"]),
        **DECISIONS,
        **NAMES,
    },
)


UNNAMED = st.fixed_dictionaries({"candidates": st.just(["c1"])}, optional=DECISIONS)


EVIDENCE = st.dictionaries(st.sampled_from(KEYS), NAMED | UNNAMED)


def built(own: Mapping[str, Item], evidence: Mapping[str, Item]) -> tuple[Entry, ...]:
    pairs = [(key.partition(":")[0], {"locator": key.partition(":")[2], **item}) for key, item in evidence.items()]
    return glossary(own, *pairs)


GLOSSARIES = st.builds(built, OWN, EVIDENCE)


@given(GLOSSARIES.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_entries_makes_no_difference(orders: tuple[Sequence[Entry], Sequence[Entry]]) -> None:
    one, other = orders
    assert merge(one) == merge(other)


@given(GLOSSARIES)
def test_every_entry_ends_in_exactly_one_place(found: tuple[Entry, ...]) -> None:
    merged = merge(found)
    places = [entry.key for cluster in merged.clusters for entry in cluster.entries]
    places += [entry.key for entry in merged.nameless]
    places += [item.entry.key for item in merged.ambiguous]
    assert sorted(places) == sorted(entry.key for entry in found)
    assert all(cluster.entries for cluster in merged.clusters)


@given(GLOSSARIES)
def test_two_explicit_ids_are_never_one_concept(found: tuple[Entry, ...]) -> None:
    for cluster in merge(found).clusters:
        assert len({entry.id for entry in cluster.entries} - {None}) <= 1


@given(GLOSSARIES)
def test_ids_of_concepts_are_unique_and_valid(found: tuple[Entry, ...]) -> None:
    ids = [cluster.id for cluster in merge(found).clusters]
    assert ids == sorted(set(ids))
    assert all(is_id(id) for id in ids)


@given(GLOSSARIES)
def test_what_a_person_keeps_apart_is_never_one_concept(found: tuple[Entry, ...]) -> None:
    merged = merge(found)
    apart = {frozenset((a, b)) for a, b, _ in merged.distinct}
    for cluster in merged.clusters:
        assert not any(frozenset(pair) in apart for pair in combinations([entry.key for entry in cluster.entries], 2))


@given(GLOSSARIES)
def test_every_chain_leads_through_the_concept_to_its_first_entry(found: tuple[Entry, ...]) -> None:
    for cluster in merge(found).clusters:
        members = {entry.key for entry in cluster.entries}
        for account in cluster.accounts:
            here = account.entry.key
            for edge in account.chain:
                assert here in (edge.a, edge.b)
                assert {edge.a, edge.b} <= members
                here = edge.b if here == edge.a else edge.a
            assert here == cluster.entries[0].key
            assert (account.rule is MergeRule.OWN) == (account.entry is cluster.entries[0])


@given(GLOSSARIES)
def test_what_waits_names_several_concepts_that_are_there(found: tuple[Entry, ...]) -> None:
    merged = merge(found)
    home = {entry.key: cluster.id for cluster in merged.clusters for entry in cluster.entries}
    for item in merged.ambiguous:
        assert len({home.get(key) for key in item.candidates} - {None}) == len(item.candidates) > 1


PLAIN = st.sampled_from(
    [
        "Churn",
        "churns",
        "CHURN",
        "Win/Loss",
        "win loss",
        "Cross-sell",
        "cross sells",
        "R&D",
        "r and d",
        "C++",
        "C",
        "Lead",
    ]
)


@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        st.fixed_dictionaries({"term": PLAIN, "definition": st.just("Customers who leave early.")}),
    )
)
def test_where_texts_agree_the_folded_name_alone_decides(evidence: Mapping[str, Item]) -> None:
    found = built({}, evidence)
    expected = {frozenset(e.key for e in found if fold(e.term) == key) for key in {fold(e.term) for e in found}}
    assert {frozenset(e.key for e in cluster.entries) for cluster in merge(found).clusters} == expected
