"""Words of a query meet words of a glossary in any form, spelling, or nearly the same meaning."""

import pytest

from termbase.text.query_words import american, idle, readings, singular_key, split, stem, stems, weak


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("renewals", "renewing"),
        ("churned", "churn"),
        ("utilisation", "utilization"),
        ("modelling", "modeling"),
        ("retention", "retain"),
        ("expansion", "expand"),
        ("education", "educate"),
        ("stories", "story"),
    ],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("segment", "seg"), ("business", "busy"), ("implement", "imply")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_text_is_split_into_words_without_accents_and_apostrophes() -> None:
    assert split("Customer’s café & LTV:CAC, C++ or .NET") == [
        "Customers", "cafe", "and", "LTV", "CAC", "C++", "or", ".NET",
    ]  # fmt: skip


def test_a_word_in_capitals_is_an_acronym_and_no_part_of_a_question() -> None:
    assert idle("it")
    assert not idle("IT")
    assert weak("benefits")
    assert stems(["what", "is", "churn"]) == ["churn"]
    assert stems(["what", "is"]) == ["what", "is"]


def test_plurals_are_folded_and_british_spelling_is_american() -> None:
    assert split("Acme™ Desk℠") == ["Acme", "Desk"]
    assert singular_key("Licences") == singular_key("licence")
    assert american("programme") == "program"


def test_another_form_counts_more_than_another_word() -> None:
    found = readings("sold")
    assert found["sold"] == 1
    assert 1 > found["sell"] > readings("client")["customer"] > 0
