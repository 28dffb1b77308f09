import pytest

from termbase.identity.merge import merge, preferred_term
from termbase.text.slug import is_id
from tests.identity.merge.glossaries import NAMELESS, Item, at, codes, glossary, groups, rules


def test_our_own_entry_comes_first_then_sources_and_lines() -> None:
    own = {"zz": {"term": "Churn"}}
    said = {"definition": "Customers who leave."}
    order = ("b", at("L10", "Churn", **said)), ("b", at("L9", "churn", **said)), ("a", at("L20", "Churns"))
    (cluster,) = merge(glossary(own, *order)).clusters
    assert cluster.id == "zz"
    assert [entry.key for entry in cluster.entries] == ["zz", "a:L20", "b:L9", "b:L10"]


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


def test_one_source_that_lists_a_name_twice_in_other_words_means_two_things_until_a_reviewer_decides() -> None:
    merged = merge(glossary({}, ("a", at("L1", "Plan")), ("a", at("L2", "Plan"))))
    assert groups(merged) == {"plan": ["a:L1"], "plan-a": ["a:L2"]}
    assert [(question.a.key, question.b.key) for question in merged.questions] == [("a:L1", "a:L2")]
    assert merged.diagnostics == ()


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


def test_an_entry_without_a_name_is_in_no_concept() -> None:
    merged = merge(glossary({"churn": {"term": "Churn"}}, ("a", NAMELESS)))
    assert [entry.key for entry in merged.nameless] == ["a:L1"]
    assert groups(merged) == {"churn": ["churn"]}


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
