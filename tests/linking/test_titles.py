"""Titles of works and longer names are no mention of the term within them."""

import pytest

from tests.linking.test_extension import convert, links

TITLES = [
    "*The Language of Churn*",
    "_Net Revenue Retention: A Guide_",
    "<cite>The Churn Rate Book</cite>",
    "*Ten Rules for a Churn Rate*",
    "an article in Example Churn Rate that nobody read",
    "the **book** of Example Churn Rates",
]
MENTIONS = [
    ("*churn rate*", "churn rate"),
    ("*Churn Rate*", "Churn Rate"),
    ("*Net revenue retention is high*", "Net revenue retention"),
    ("*The churn rate*", "churn rate"),
    ("**The Rise of Net Revenue Retention**", "Net Revenue Retention"),
    ("Our Churn Rate fell", "Churn Rate"),
    ("It fell. Our Churn Rate did", "Churn Rate"),
    ("It fell: Our Churn Rate did", "Churn Rate"),
    ("a VP Churn Rate", "Churn Rate"),
    ("the Example churn rate", "churn rate"),
    ("the Example NRR", "NRR"),
    ("the Example Churn", "Churn"),
    ("[[churn rate|Example Churn Rate]]", "Example Churn Rate"),
    ("*The Language of [[churn]]*", "churn"),
]


@pytest.mark.parametrize("text", TITLES)
def test_a_title_is_not_linked(text: str) -> None:
    assert links(convert(text)) == []


@pytest.mark.parametrize(("text", "linked"), MENTIONS)
def test_a_mention_is_linked(text: str, linked: str) -> None:
    assert [words for words, _ in links(convert(text))] == [linked]
