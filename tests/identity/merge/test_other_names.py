import pytest

from termbase.identity.merge import merge
from termbase.model.vocabulary import MergeRule
from tests.identity.merge.glossaries import apart_from, at, glossary, groups


def test_a_synonym_bridges_two_sources_and_the_chain_tells_how() -> None:
    evidence = ("a", at("L1", "Attrition")), ("b", at("L1", "Churn", synonyms=["attrition"])), ("c", at("L1", "Churn"))
    (cluster,) = merge(glossary({}, *evidence)).clusters
    chain = cluster.accounts[2].chain
    assert [(edge.a, edge.b) for edge in chain] in ([("b:L1", "c:L1"), ("a:L1", "b:L1")],)
    assert {edge.rule for edge in chain} == {MergeRule.SAME_NAME}


def test_a_synonym_that_two_concepts_have_joins_neither() -> None:
    own = {"one": {"term": "One", "synonyms": ["shared"]}, "two": {"term": "Two", "synonyms": ["shared"]}}
    merged = merge(glossary(own, ("a", at("L1", "Other", synonyms=["shared"]))))
    assert groups(merged)["one"] == ["one"]
    assert groups(merged)["two"] == ["two"]


@pytest.mark.parametrize(("one", "other"), [("€", "$"), ("—", "★"), ("&", "and"), ("?", "!")])
def test_names_without_letters_are_no_evidence(one: str, other: str) -> None:
    merged = merge(glossary({}, ("a", at("L1", "Euro", synonyms=[one])), ("b", at("L1", "Dollar", synonyms=[other]))))
    assert sorted(groups(merged).values()) == [["a:L1"], ["b:L1"]]


def test_distinct_from_holds_against_a_bridge() -> None:
    evidence = (
        ("a", at("L1", "Attrition", distinct_from=apart_from("c:L1"))),
        ("b", at("L1", "Churn", synonyms=["attrition"])),
        ("c", at("L1", "Churn")),
    )
    merged = merge(glossary({}, *evidence))
    assert all({"a:L1", "c:L1"} - set(keys) for keys in groups(merged).values())
