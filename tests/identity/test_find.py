"""Names that are nearly a given one are found despite typing errors, and nothing where there is nothing."""

import pytest

from termbase.identity.find import find_concepts, similarity
from termbase.identity.names import index_names
from tests.conftest import concept, load

FILES = {
    "concepts/churn.yml": concept("Churn", synonyms=["customer attrition"]),
    "concepts/churn-rate.yml": concept("Churn rate"),
    "concepts/net-revenue-retention.yml": concept("Net revenue retention", abbreviations=["NRR"]),
    "concepts/annual-recurring-revenue.yml": concept("Annual recurring revenue", abbreviations=["ARR"]),
    "concepts/onboarding.yml": concept("Onboarding", variants=["Hight-touch onboarding"]),
    "concepts/business.yml": concept("Business-to-business", abbreviations=["B2B"]),
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("churn", ["churn", "churn-rate"]),
        ("chrn", ["churn", "churn-rate"]),
        ("churn rte", ["churn-rate"]),
        ("NRR", ["net-revenue-retention"]),
        ("nrr", ["net-revenue-retention"]),
        ("ARRR", ["annual-recurring-revenue"]),
        ("net retention", ["net-revenue-retention"]),
        ("retention net", ["net-revenue-retention"]),
        ("anual recuring revenue", ["annual-recurring-revenue"]),
        ("attrition", ["churn"]),
        ("onbording", ["onboarding"]),
        ("business to business", ["business"]),
        ("xylophone", []),
        ("", []),
        ("???", []),
    ],
)
def test_the_nearest_terms_come_first(words: str, expected: list[str]) -> None:
    termbase, _ = load(FILES)
    names = index_names(termbase.concepts, {})
    assert [found.concept.id for found in find_concepts(termbase.concepts, names, words)][
        : len(expected) or None
    ] == expected


def test_no_more_than_asked_for() -> None:
    termbase, _ = load(FILES)
    assert len(find_concepts(termbase.concepts, index_names(termbase.concepts, {}), "churn", limit=1)) == 1


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ("churn rate", "Churn rate", "Churn"),
        ("sucess plan", "Success plan", "Implementation plan"),
        ("arr", "ARR", "MRR"),
        ("health", "Health score", "Wealth score"),
        ("health", "Health score", "Customer health score"),
    ],
)
def test_nearer_names_score_higher(asked: str, nearer: str, farther: str) -> None:
    assert similarity(asked, nearer) > similarity(asked, farther)
