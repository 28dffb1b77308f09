from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.folding import fold
from termbase.forest import explain
from termbase.merge import Cluster, Merged, merge, preferred_term
from termbase.model import Edge, Entry, EntryKey
from termbase.slug import is_id
from termbase.vocabulary import MergeRule
from tests.conftest import concept, decoded, entries, sources

Item = Mapping[str, Any]


def glossary(own: Mapping[str, Item], *evidence: tuple[str, Item]) -> tuple[Entry, ...]:
    """Entries of both layers: own concepts by id, and pairs of source and entry."""
    names = sorted({source for source, _ in evidence})
    files = {f"concepts/{key}.yml": concept(**item) for key, item in own.items()}
    for name in names:
        files[f"entries/{name}.yml"] = entries(name, *(item for source, item in evidence if source == name))
    values = decoded({**files, "sources.yml": sources(*names)})
    assert values.diagnostics == ()
    return values.entries


def at(locator: str, term: str, **keys: Any) -> Item:
    return {"locator": locator, "term": term, **keys}


def apart_from(*others: str) -> list[Item]:
    return [{"term": other, "reason": "Another thing."} for other in others]


def groups(merged: Merged) -> dict[str, list[str]]:
    return {cluster.id: [entry.key for entry in cluster.entries] for cluster in merged.clusters}


def waiting(merged: Merged) -> dict[str, tuple[str, ...]]:
    return {item.entry.key: item.candidates for item in merged.ambiguous}


def rules(cluster: Cluster) -> dict[str, str]:
    return {account.entry.key: account.rule.value for account in cluster.accounts}


def codes(merged: Merged) -> list[str]:
    return [problem.code for problem in merged.diagnostics]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cross-sell", "Cross Sell"),
        ("Renewal", "Renewals"),
        ("Win/Loss", "Win-loss"),
        ("Migration & Upgrades program", "Migration and upgrades program"),
        ("Annual Recurring Revenue (ARR)", "ARR (Annual recurring revenue)"),
        ("Mid-market (MM)", "MidMarket"),
        ("Key Performance Indicators (KPIs)", "Key performance indicator"),
        ("Upsell", "Upselling"),
        ("Journey map", "Journey mapping"),
        ("Customer Success Manager (CSM)", "CSM"),
        ("Key Performance Indicators (KPIs)", "KPI"),
        ("Key Performance Indicator (KPI)", "KPIs"),
    ],
)
def test_two_sources_meet_in_one_concept(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        merged = merge(glossary({}, ("a", at("L1", first)), ("b", at("L1", second))))
        assert [cluster.entries[0].key for cluster in merged.clusters] == ["a:L1"]
        assert merged.ambiguous == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Annual recurring revenue (ARR)", "Monthly recurring revenue (MRR)"),
        ("Executive business review", "Quarterly business review"),
        ("Cross-sell", "Upsell"),
        ("Low touch", "Tech touch"),
        ("High touch", "High-touch onboarding"),
        ("Churn", "Churn rate"),
        ("C", "C++"),
        ("C#", "C++"),
        (".NET", "Net"),
        ("Customer success manager (CSM)", "Content storage module (CSM)"),
        ("Customer success manager (CSM)", "MSC"),
        ("CSM (role)", "CSM (certificate)"),
        ("Customer success manager (CSM)", "Csm"),
    ],
)
def test_two_concepts_stay_two(one: str, other: str) -> None:
    merged = merge(glossary({}, ("a", at("L1", one)), ("b", at("L1", other))))
    assert sorted(groups(merged).values()) == [["a:L1"], ["b:L1"]]
    assert merged.diagnostics == ()


def test_our_own_entry_comes_first_then_sources_and_lines() -> None:
    own = {"zz": {"term": "Churn"}}
    order = ("b", at("L10", "Churn")), ("b", at("L9", "churn")), ("a", at("L20", "Churns"))
    (cluster,) = merge(glossary(own, *order)).clusters
    assert cluster.id == "zz"
    assert [entry.key for entry in cluster.entries] == ["zz", "a:L20", "b:L9", "b:L10"]


@pytest.mark.parametrize(
    ("own", "item", "rule"),
    [
        ({"term": "Churn"}, at("L1", "Churn"), "same-name"),
        ({"term": "Attrition", "synonyms": ["churn"]}, at("L1", "Churn"), "same-name"),
        ({"term": "Attrition", "variants": ["chrun"]}, at("L1", "Chrun"), "same-name"),
        ({"term": "Attrition", "deprecated": ["wastage"]}, at("L1", "Wastage"), "same-name"),
        ({"term": "Attrition"}, at("L1", "Churn", synonyms=["attrition"]), "same-name"),
        ({"term": "Net promoter score", "abbreviations": ["NPS"]}, at("L1", "NPS"), "abbreviation"),
        ({"term": "Attrition"}, at("L1", "Churn", id="own"), "same-id"),
        ({"term": "Attrition"}, at("L1", "Churn", same_as=["own"]), "same-as"),
        ({"term": "Attrition"}, at("L1", "Churn", same_as=["attritions"]), "same-as"),
        ({"term": "Attrition", "same_as": ["a:L1"]}, at("L1", "Churn"), "same-as"),
    ],
)
def test_each_kind_of_evidence_joins_and_names_its_rule(own: Item, item: Item, rule: str) -> None:
    (cluster,) = merge(glossary({"own": own}, ("a", item))).clusters
    assert rules(cluster) == {"own": "own", "a:L1": rule}
    assert all(account.because for account in cluster.accounts)


def test_an_entry_printed_twice_is_told_as_identical_text() -> None:
    same = {"definition": "Listening to customers."}
    merged = merge(
        glossary(
            {}, ("a", at("L34", "Voice of the Customer", **same)), ("a", at("L44", "Voice of the customer", **same))
        )
    )
    (cluster,) = merged.clusters
    assert [account.duplicate_of for account in cluster.accounts] == [None, "L34"]
    assert rules(cluster) == {"a:L34": "own", "a:L44": "identical-text"}


def test_the_same_words_in_another_source_are_no_duplicate() -> None:
    same = {"definition": "Listening to customers."}
    (cluster,) = merge(glossary({}, ("a", at("L1", "Voice", **same)), ("b", at("L1", "Voice", **same)))).clusters
    assert [account.duplicate_of for account in cluster.accounts] == [None, None]
    assert rules(cluster) == {"a:L1": "own", "b:L1": "same-name"}


def test_one_source_may_give_one_name_two_meanings_in_other_words() -> None:
    (cluster,) = merge(glossary({}, ("a", at("L1", "Plan")), ("a", at("L2", "Plan")))).clusters
    assert rules(cluster) == {"a:L1": "own", "a:L2": "same-name"}
    assert [account.duplicate_of for account in cluster.accounts] == [None, None]


def test_a_synonym_bridges_two_sources_and_the_chain_tells_how() -> None:
    evidence = ("a", at("L1", "Attrition")), ("b", at("L1", "Churn", synonyms=["attrition"])), ("c", at("L1", "Churn"))
    (cluster,) = merge(glossary({}, *evidence)).clusters
    chain = cluster.accounts[2].chain
    assert [(edge.a, edge.b) for edge in chain] in ([("b:L1", "c:L1"), ("a:L1", "b:L1")],)
    assert {edge.rule for edge in chain} == {MergeRule.SAME_NAME}


def test_each_link_of_a_chain_is_between_the_entries_that_gave_the_reason() -> None:
    evidence = ("a", at("L1", "Churn")), ("b", at("L1", "Logo loss", same_as=["a:L1"]))
    (cluster,) = merge(glossary({"own": {"term": "Churn"}}, *evidence)).clusters
    links = {account.entry.key: [{edge.a, edge.b} for edge in account.chain] for account in cluster.accounts}
    assert links == {"own": [], "a:L1": [{"own", "a:L1"}], "b:L1": [{"a:L1", "b:L1"}, {"own", "a:L1"}]}
    assert rules(cluster) == {"own": "own", "a:L1": "same-name", "b:L1": "same-as"}
    assert [account.because for account in cluster.accounts][1:] == [
        "“Churn” is its name",
        "an editor says that “Churn” (a L1) is the same as “Logo loss” (b L1)",
    ]


def test_an_acronym_without_a_full_name_is_a_concept_of_its_own() -> None:
    assert groups(merge(glossary({}, ("a", at("L1", "NPS")), ("b", at("L1", "NPS"))))) == {"nps": ["a:L1", "b:L1"]}


def test_an_acronym_with_two_meanings_waits() -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM")),
        ("d", at("L1", "CSMs")),
    )
    merged = merge(glossary({}, *evidence))
    assert waiting(merged) == {"c:L1": ("a:L1", "b:L1"), "d:L1": ("a:L1", "b:L1")}
    assert sorted(groups(merged).values()) == [["a:L1"], ["b:L1"]]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("b:L1", [["a:L1"], ["b:L1", "c:L1"], ["d:L1"]]),
        ("content-storage-module", [["a:L1"], ["b:L1", "c:L1"], ["d:L1"]]),
        ("d:L1", [["a:L1"], ["b:L1"], ["c:L1", "d:L1"]]),
    ],
)
def test_an_acronym_with_two_meanings_goes_where_a_person_says(target: str, expected: list[list[str]]) -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM", same_as=[target])),
        ("d", at("L1", "Widget")),
    )
    merged = merge(glossary({}, *evidence))
    assert merged.ambiguous == ()
    assert sorted(groups(merged).values()) == expected


def test_what_waits_is_no_candidate_for_another() -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM", abbreviations=["ZZ"])),
        ("d", at("L1", "Zig zag (ZZ)")),
        ("e", at("L1", "ZZ")),
    )
    merged = merge(glossary({}, *evidence))
    assert waiting(merged) == {"c:L1": ("a:L1", "b:L1")}
    assert ["d:L1", "e:L1"] in groups(merged).values()


def test_what_waits_for_two_files_is_no_candidate_although_it_is_kept_apart_from_others() -> None:
    own = {"x": {"term": "Churn"}, "y": {"term": "Churn"}}
    evidence = (
        ("a", at("L1", "Churn")),
        ("a", at("L2", "Churn")),
        ("a", at("L3", "Churn", distinct_from=apart_from("a:L1"))),
    )
    merged = merge(glossary(own, *evidence))
    assert waiting(merged) == dict.fromkeys(("a:L1", "a:L2", "a:L3"), ("x", "y"))
    assert groups(merged) == {"x": ["x"], "y": ["y"]}


def test_no_concept_is_a_candidate_twice() -> None:
    own = {"x": {"term": "Churn"}, "y": {"term": "Churn", "distinct_from": apart_from("a:L1")}}
    merged = merge(glossary(own, ("a", at("L1", "Churn")), ("a", at("L2", "Churn"))))
    assert waiting(merged) == {"a:L2": ("x", "y")}
    assert groups(merged) == {"x": ["x", "a:L1"], "y": ["y"]}


HOMONYMS: dict[str, Item] = {
    "lead-metal": {"term": "Lead", "distinct_from": apart_from("lead-person")},
    "lead-person": {"term": "Lead"},
}


@pytest.mark.parametrize("term", ["Lead", "Leads", "LEAD", "Leading"])
def test_an_entry_that_fits_two_homonyms_joins_neither(term: str) -> None:
    merged = merge(glossary(HOMONYMS, ("a", at("L1", term))))
    assert groups(merged)["lead-metal"] == ["lead-metal"]
    assert groups(merged)["lead-person"] == ["lead-person"]


def test_an_entry_with_the_name_of_two_homonyms_waits_with_both_as_candidates() -> None:
    merged = merge(glossary(HOMONYMS, ("a", at("L1", "Lead"))))
    assert waiting(merged) == {"a:L1": ("lead-metal", "lead-person")}
    assert merged.diagnostics == ()


@pytest.mark.parametrize(
    ("keys", "id"),
    [
        ({"id": "lead-metal"}, "lead-metal"),
        ({"same_as": ["lead-person"]}, "lead-person"),
        ({"distinct_from": apart_from("lead-metal")}, "lead-person"),
    ],
)
def test_a_decision_places_an_entry_among_homonyms(keys: Item, id: str) -> None:
    merged = merge(glossary(HOMONYMS, ("a", at("L1", "Lead", **keys))))
    assert groups(merged)[id] == [id, "a:L1"]
    assert merged.ambiguous == ()


def test_an_entry_joined_to_another_by_a_person_is_not_lost_to_homonyms() -> None:
    merged = merge(glossary(HOMONYMS, ("a", at("L1", "Lead", same_as=["b:L1"])), ("b", at("L1", "Plumbum"))))
    assert ["a:L1", "b:L1"] in groups(merged).values()
    assert merged.ambiguous == ()


def test_two_files_of_one_name_without_a_decision_are_told_and_stay_two() -> None:
    merged = merge(glossary({"x": {"term": "Lead"}, "y": {"term": "Leads"}}))
    assert groups(merged) == {"x": ["x"], "y": ["y"]}
    assert codes(merged) == ["TB303"]
    assert merged.diagnostics[0].where.file == "concepts/y.yml"
    assert "concepts/x.yml:1" in merged.diagnostics[0].message


@pytest.mark.parametrize(
    "marks",
    [
        ({"id": "lead-person"}, {"id": "lead-metal"}),
        ({}, {"distinct_from": apart_from("a:L1"), "id": "lead-metal"}),
    ],
    ids=["two ids", "distinct"],
)
@pytest.mark.parametrize("third", ["b", "z"])
def test_a_third_entry_does_not_choose_between_two_that_are_kept_apart(marks: tuple[Item, Item], third: str) -> None:
    one, other = marks
    merged = merge(
        glossary({}, ("a", at("L1", "Lead", **one)), ("c", at("L1", "Lead", **other)), (third, at("L1", "Lead")))
    )
    assert waiting(merged) == {f"{third}:L1": ("a:L1", "c:L1")}


def test_a_synonym_that_two_concepts_have_joins_neither() -> None:
    own = {"one": {"term": "One", "synonyms": ["shared"]}, "two": {"term": "Two", "synonyms": ["shared"]}}
    merged = merge(glossary(own, ("a", at("L1", "Other", synonyms=["shared"]))))
    assert groups(merged)["one"] == ["one"]
    assert groups(merged)["two"] == ["two"]


@pytest.mark.parametrize(("one", "other"), [("€", "$"), ("—", "★"), ("&", "and"), ("?", "!")])
def test_names_without_letters_are_no_evidence(one: str, other: str) -> None:
    merged = merge(glossary({}, ("a", at("L1", "Euro", synonyms=[one])), ("b", at("L1", "Dollar", synonyms=[other]))))
    assert sorted(groups(merged).values()) == [["a:L1"], ["b:L1"]]


@pytest.mark.parametrize(
    "evidence",
    [
        (("a", at("L1", "Market")), ("a", at("L2", "Marketing"))),
        (("a", at("L1", "Market")), ("a", at("L2", "Marketing")), ("b", at("L1", "Marketing"))),
        (("a", at("L1", "Market")), ("b", at("L1", "Marketing")), ("b", at("L2", "Markets"))),
    ],
)
def test_an_author_who_lists_both_forms_tells_them_apart(evidence: Sequence[tuple[str, Item]]) -> None:
    merged = merge(glossary({}, *evidence))
    assert set(groups(merged)) == {"market", "marketing"}


def test_our_own_two_files_tell_the_forms_apart() -> None:
    own = {"market": {"term": "Market"}, "marketing": {"term": "Marketing"}}
    merged = merge(glossary(own, ("a", at("L1", "Marketed"))))
    assert groups(merged)["market"] == ["market"]
    assert groups(merged)["marketing"] == ["marketing"]


@pytest.mark.parametrize("end", ["own", "evidence"])
def test_distinct_from_prevents_a_merge_by_name(end: str) -> None:
    decision = {"distinct_from": apart_from("a:L1" if end == "own" else "lead")}
    own = {"lead": {"term": "Lead", **(decision if end == "own" else {})}}
    merged = merge(glossary(own, ("a", at("L1", "Lead", id="plumbum", **(decision if end == "evidence" else {})))))
    assert groups(merged) == {"lead": ["lead"], "plumbum": ["a:L1"]}
    assert {frozenset(pair[:2]) for pair in merged.distinct} == {frozenset({"lead", "a:L1"})}
    assert {pair[2] for pair in merged.distinct} == {"Another thing."}


def test_distinct_from_holds_against_a_bridge() -> None:
    evidence = (
        ("a", at("L1", "Attrition", distinct_from=apart_from("c:L1"))),
        ("b", at("L1", "Churn", synonyms=["attrition"])),
        ("c", at("L1", "Churn")),
    )
    merged = merge(glossary({}, *evidence))
    assert all({"a:L1", "c:L1"} - set(keys) for keys in groups(merged).values())


@pytest.mark.parametrize(
    ("own", "quoted"),
    [
        ({"x": {"term": "X", "same_as": ["y"]}, "y": {"term": "Y"}}, "are two concepts"),
        ({"x": {"term": "X", "same_as": ["y"], "distinct_from": apart_from("y")}, "y": {"term": "Y"}}, "two concepts"),
        ({"x": {"term": "X", "same_as": ["a:L1"], "distinct_from": apart_from("a:L1")}}, "are marked as distinct"),
        ({"x": {"term": "X", "same_as": ["a:L1"]}, "z": {"term": "Z", "same_as": ["a:L1"]}}, "are two concepts"),
    ],
)
def test_a_same_as_that_contradicts_is_told_and_the_two_stay_apart(own: dict[str, Item], quoted: str) -> None:
    merged = merge(glossary(own, ("a", at("L1", "Other"))))
    assert codes(merged) == ["TB302"]
    assert quoted in merged.diagnostics[0].message
    assert all(len([key for key in keys if key in own]) <= 1 for keys in groups(merged).values())


@pytest.mark.parametrize("key", ["same_as", "distinct_from"])
@pytest.mark.parametrize(("ref", "guess"), [("chrun", "churn"), ("a:L11", "a:L1"), ("qqq", None)])
def test_a_reference_to_nothing_is_told_with_the_nearest(key: str, ref: str, guess: str | None) -> None:
    value = [ref] if key == "same_as" else apart_from(ref)
    merged = merge(glossary({"churn": {"term": "Churn"}, "x": {"term": "X", key: value}}, ("a", at("L1", "Attrition"))))
    assert codes(merged) == ["TB301"]
    assert f"“{ref}”" in merged.diagnostics[0].message
    assert ("Did you mean" in merged.diagnostics[0].hint) == (guess is not None)
    assert guess is None or f"`{guess}`" in merged.diagnostics[0].hint


@pytest.mark.parametrize("ref", ["x", "X"])
@pytest.mark.parametrize("key", ["same_as", "distinct_from"])
def test_a_reference_to_itself_is_told(key: str, ref: str) -> None:
    merged = merge(glossary({"x": {"term": "X", key: [ref] if key == "same_as" else apart_from(ref)}}))
    assert codes(merged) == ["TB301"]
    assert (groups(merged), merged.distinct) == ({"x": ["x"]}, ())


NAMELESS: Item = {"locator": "L1", "candidates": ["churn"]}


def test_an_entry_without_a_name_is_in_no_concept() -> None:
    merged = merge(glossary({"churn": {"term": "Churn"}}, ("a", NAMELESS)))
    assert [entry.key for entry in merged.nameless] == ["a:L1"]
    assert groups(merged) == {"churn": ["churn"]}


@pytest.mark.parametrize(
    ("own", "item", "rule"),
    [
        ({"term": "Churn"}, {**NAMELESS, "same_as": ["churn"]}, "same-as"),
        ({"term": "Churn"}, {**NAMELESS, "id": "churn"}, "same-id"),
        ({"term": "Churn", "same_as": ["a:L1"]}, NAMELESS, "same-as"),
    ],
)
def test_a_person_may_place_an_entry_without_a_name(own: Item, item: Item, rule: str) -> None:
    merged = merge(glossary({"churn": own}, ("a", item)))
    assert [rules(cluster) for cluster in merged.clusters] == [{"churn": "own", "a:L1": rule}]
    assert (merged.nameless, merged.diagnostics) == ((), ())


def test_a_concept_may_be_told_apart_from_an_entry_without_a_name() -> None:
    merged = merge(glossary({"churn": {"term": "Churn", "distinct_from": apart_from("a:L1")}}, ("a", NAMELESS)))
    assert [entry.key for entry in merged.nameless] == ["a:L1"]
    assert merged.diagnostics == ()


@pytest.mark.parametrize("keys", [{"same_as": ["nowhere"]}, {"id": "nowhere"}, {"same_as": ["a:L2"]}])
def test_an_entry_without_a_name_never_makes_a_concept(keys: Item) -> None:
    merged = merge(
        glossary({"churn": {"term": "Churn"}}, ("a", {**NAMELESS, **keys}), ("a", {**NAMELESS, "locator": "L2"}))
    )
    assert groups(merged) == {"churn": ["churn"]}
    assert [entry.key for entry in merged.nameless] == ["a:L1", "a:L2"]


def test_a_name_whose_id_is_taken_gets_another_and_an_error() -> None:
    merged = merge(glossary({"churn": {"term": "Attrition"}}, ("a", at("L1", "Churn"))))
    assert groups(merged) == {"churn": ["churn"], "churn-2": ["a:L1"]}
    assert codes(merged) == ["TB305"]
    assert "concepts/churn.yml:1" in merged.diagnostics[0].message


def test_an_id_that_a_person_gave_goes_before_one_made_from_a_name() -> None:
    merged = merge(glossary({}, ("a", at("L1", "Churn")), ("b", at("L1", "Attrition", id="churn"))))
    assert groups(merged) == {"churn": ["b:L1"], "churn-2": ["a:L1"]}


@pytest.mark.parametrize("length", [76, 80, 100])
def test_an_id_made_to_avoid_a_collision_is_an_id(length: int) -> None:
    term = "x" * length
    merged = merge(glossary({term[:80]: {"term": "Other"}}, ("a", at("L1", term)), ("b", at("L1", f"{term}y", id="y"))))
    assert len(merged.clusters) == 3
    assert all(is_id(cluster.id) for cluster in merged.clusters)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["Churn"], "Churn"),
        (["Renewals", "Renewal", "Renewals"], "Renewals"),
        (["Renewals", "Renewal"], "Renewal"),
        (["cross sell", "Cross-sell"], "Cross-sell"),
        (["YoY", "YoY", "Year over year"], "Year over year"),
        (["YoY"], "YoY"),
    ],
)
def test_a_concept_of_sources_alone_takes_the_commonest_full_name(terms: list[str], expected: str) -> None:
    found = glossary({}, *(("a", at(f"L{number}", term)) for number, term in enumerate(terms)))
    assert preferred_term(found) == expected
    assert preferred_term(found[::-1]) == expected


def test_a_printed_name_goes_before_an_inferred_one() -> None:
    found = glossary(
        {},
        ("a", at("L1", "Touch", inferred="true")),
        ("a", at("L2", "Touches", inferred="true")),
        ("b", at("L1", "Touching")),
    )
    assert preferred_term(found) == "Touching"


@pytest.mark.parametrize("locator", ["L1", "page 3", "§ 4", "L²", "٣", "x", "L" + "9" * 60])
def test_any_locator_can_be_ordered(locator: str) -> None:
    merged = merge(glossary({}, ("a", at(locator, "Churn")), ("a", at("L99", "Churn"))))
    assert {entry.key for cluster in merged.clusters for entry in cluster.entries} == {f"a:{locator}", "a:L99"}


EDGES = tuple(
    Edge(a=EntryKey(a), b=EntryKey(b), rule=MergeRule.SAME_NAME, because=f"{a}{b}") for a, b in ("ab", "cb", "cd", "xy")
)


@pytest.mark.parametrize(
    ("start", "goal", "reasons"),
    [
        ("a", "d", ["ab", "cb", "cd"]),
        ("d", "a", ["cd", "cb", "ab"]),
        ("a", "a", []),
        ("a", "x", []),
        ("a", "unknown", []),
    ],
)
def test_a_chain_of_reasons_leads_from_one_entry_to_another(start: str, goal: str, reasons: list[str]) -> None:
    assert [edge.because for edge in explain(EDGES, EntryKey(start), EntryKey(goal))] == reasons


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


@given(st.dictionaries(st.sampled_from(KEYS), st.fixed_dictionaries({"term": PLAIN})))
def test_without_decisions_and_abbreviations_the_folded_name_alone_decides(evidence: Mapping[str, Item]) -> None:
    found = built({}, evidence)
    expected = {frozenset(e.key for e in found if fold(e.term) == key) for key in {fold(e.term) for e in found}}
    assert {frozenset(e.key for e in cluster.entries) for cluster in merge(found).clusters} == expected
