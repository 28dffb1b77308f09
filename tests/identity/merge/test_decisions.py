import pytest

from termbase.identity.merge import merge
from tests.conftest import decoded, dump, entries, sources
from tests.identity.merge.glossaries import NAMELESS, Item, apart_from, at, codes, glossary, groups, rules


@pytest.mark.parametrize("end", ["own", "evidence"])
def test_distinct_from_prevents_a_merge_by_name(end: str) -> None:
    decision = {"distinct_from": apart_from("a:L1" if end == "own" else "lead")}
    own = {"lead": {"term": "Lead", **(decision if end == "own" else {})}}
    merged = merge(glossary(own, ("a", at("L1", "Lead", id="plumbum", **(decision if end == "evidence" else {})))))
    assert groups(merged) == {"lead": ["lead"], "plumbum": ["a:L1"]}
    assert {frozenset(pair[:2]) for pair in merged.distinct} == {frozenset({"lead", "a:L1"})}
    assert {pair[2] for pair in merged.distinct} == {"Another thing."}


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


@pytest.mark.parametrize("key", ["same_as", "distinct_from"])
def test_a_decision_looks_for_an_id_before_a_name(key: str) -> None:
    decision = ["plumbum"] if key == "same_as" else apart_from("plumbum")
    metal = at("L1", "Heavy metal", id="plumbum")
    merged = merge(glossary({"x": {"term": "Plumbum"}}, ("a", metal), ("b", at("L1", "Lead", **{key: decision}))))
    if key == "same_as":
        assert groups(merged) == {"x": ["x"], "plumbum": ["a:L1", "b:L1"]}
    else:
        assert {frozenset(pair[:2]) for pair in merged.distinct} == {frozenset({"a:L1", "b:L1"})}


@pytest.mark.parametrize("decided", [True, False])
def test_only_pairs_that_no_decision_keeps_apart_are_reported(decided: bool) -> None:
    own = {"lead": {"term": "Lead", **({"distinct_from": apart_from("a:L1")} if decided else {})}}
    merged = merge(glossary(own, ("a", at("L1", "Lead", id="plumbum"))))
    assert codes(merged) == ([] if decided else ["TB304"])


@pytest.mark.parametrize(
    ("a", "b", "rule", "because"),
    [
        (
            at("1", "Net revenue retention", abbreviations=["NRR"]),
            at("1", "NRRs"),
            "abbreviation",
            "“NRR” is short for",
        ),
        (at("1", "NRR"), at("1", "Net revenue retention", abbreviations=["NRR"]), "abbreviation", "“NRR” is short for"),
        (at("1", "Churn", abbreviations=["CH"]), at("1", "NRR"), "same-as", "a reviewer has decided"),
        (at("1", "Churn", synonyms=["NRR"]), at("1", "NRRs"), "same-name", "“NRRs” is the same name as “NRR”"),
    ],
)
def test_a_stored_merge_names_the_reason_that_the_names_give(a: Item, b: Item, rule: str, because: str) -> None:
    values = decoded(
        {
            "sources.yml": sources("one", "two"),
            "entries/one.yml": entries("one", a),
            "entries/two.yml": entries("two", b),
            "decisions.yml": dump({"decisions": [{"same_as": ["one:1", "two:1"], "reason": "They are."}]}),
        }
    )
    (cluster,) = merge(values.entries, values.decisions).clusters
    said = [(account.rule.value, account.because) for account in cluster.accounts][1:]
    assert [one for one, _ in said] == [rule]
    assert because in said[0][1]
