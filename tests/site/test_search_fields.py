"""The words of names that a full-text search gets."""

import re

import pytest

from termbase.site.search_fields import BOOSTS, SEPARATOR, search_fields
from tests.conftest import concept
from tests.exports.sites import made, real


def fields(*terms: str, **keys: object) -> dict[str, list[str]]:
    site = made({f"concepts/t{i}.yml": concept(term, **(keys if not i else {})) for i, term in enumerate(terms)})
    return {field: list(words) for field, words in search_fields(site)[site.addresses.term("t0")].items()}


@pytest.mark.parametrize(
    ("term", "keys", "found"),
    [
        ("Churn", {}, {"name_1": ["churn"]}),
        ("Churn rate", {}, {"name_2": ["churn", "rate"]}),
        ("Churn", {"synonyms": ["customer churn"]}, {"name_1": ["churn"], "name_2": ["customer"]}),
        ("Customer churn", {"synonyms": ["churn"]}, {"name_1": ["churn"], "name_2": ["customer"]}),
        ("On-boarding", {}, {"name_1": ["onboarding"], "name_2": ["boarding"]}),
        ("Win/loss", {}, {"name_1": ["winloss"], "name_2": ["loss"]}),
        (
            "Information technology",
            {"abbreviations": ["IT"]},
            {"acronym_2": ["it"], "name_2": ["information", "technology"], "name_plural": ["its"]},
        ),
        ("High touch", {"variants": ["Hight Touch"]}, {"name_2": ["hight", "touch"]}),
        ("Cost (of revenue) & sales", {}, {"name_4": ["cost", "of", "revenue", "sales"]}),
    ],
)
def test_a_word_counts_once_in_the_field_where_it_weighs_most(
    term: str, keys: dict[str, object], found: dict[str, list[str]]
) -> None:
    assert fields(term, **keys) == found


def test_a_shared_acronym_leads_to_its_list_of_meanings() -> None:
    site = made(
        {
            "concepts/a.yml": concept("Success management", abbreviations=["SM"]),
            "concepts/b.yml": concept("Success manager", abbreviations=["SM"]),
        }
    )
    found = search_fields(site)
    assert found[site.addresses.go("SM")] == {"acronym_2": ["sm"], "name_plural": ["sms"]}
    assert "acronym_2" not in found[site.addresses.term("a")]


def test_shorter_acronyms_and_shorter_names_weigh_more() -> None:
    weights = [BOOSTS[f"acronym_{n}"] for n in range(2, 7)] + [BOOSTS[f"name_{n}"] for n in range(1, 5)]
    assert weights == sorted(weights, reverse=True)


def test_every_field_of_the_real_glossary_has_a_weight() -> None:
    assert {field for found in search_fields(real()).values() for field in found} <= set(BOOSTS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DAU/MAU (ratio)", ["DAU", "MAU", "ratio"]),
        ("1:many", ["1", "many"]),
        ("R&amp;D", ["R", "D"]),
        ("“quoted”, it’s", ["quoted", "it", "s"]),
        ("C-suite", ["C", "suite"]),
    ],
)
def test_brackets_and_slashes_part_words(text: str, words: list[str]) -> None:
    assert [word for word in re.split(SEPARATOR, text) if word] == words
