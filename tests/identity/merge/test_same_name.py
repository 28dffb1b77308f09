import pytest

from termbase.identity.merge import merge
from tests.identity.merge.glossaries import Item, apart_from, at, codes, glossary, groups, waiting


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
