"""Hostile text costs little, raises nothing, and is shown as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.identity.names import index_names
from termbase.linking.index import index_links
from termbase.linking.restricted_markdown import Rendered, RichText
from termbase.linking.thrift import DEEPEST, MOST_STEPS, MOST_TICKS, flattened, without_many_ticks

LENGTH = 20_000
"""Characters of a text at most."""


def rendered(text: str) -> Rendered:
    return RichText(index_links(()), index_names((), {}), {}).render(text)


@pytest.mark.parametrize(
    "piece", ["[", "[*", "[a](", "[[a|", "[a](b", "`", "``a`", "*a", "_*", "- ", "* * ", "1. ", "> ", "\\["]
)
def test_a_text_of_nothing_but_one_piece_is_rendered(piece: str) -> None:
    result = rendered((piece * LENGTH)[:LENGTH])
    assert result.html(lambda target: target.path)
    assert isinstance(result.plain, str)


def test_brackets_share_one_budget_and_stay_as_written() -> None:
    rich = RichText(index_links(()), index_names((), {}), {})
    assert rich.render("[" * LENGTH).plain == "[" * LENGTH
    assert -LENGTH <= rich._purse.left <= 0
    assert rich.render("[a](https://x.example/)").html(lambda _: "").count("<a ") == 1
    assert rich._purse.left > MOST_STEPS - 100


def test_ordinary_text_with_many_links_and_code_is_within_the_budgets() -> None:
    text = " ".join(["[word](https://x.example/page) and `code`"] * 250)
    html = rendered(text).html(lambda _: "")
    assert (html.count("<a "), html.count("<code>")) == (250, 250)


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "* "])
def test_marks_beyond_the_deepest_are_text(mark: str) -> None:
    assert flattened(mark * DEEPEST + "a") == mark * DEEPEST + "a"
    assert flattened(mark * (DEEPEST + 1) + "a").count("\\") == 1
    assert rendered(mark * 1_000 + "a").plain.endswith("a")


@given(st.text(alphabet="`a"))
def test_few_backticks_are_left_alone(text: str) -> None:
    assert without_many_ticks(text) == text
    many = "`" * MOST_TICKS
    assert without_many_ticks(many + text) == many + text.replace("`", "\\`")


@given(st.text(alphabet="[]()*_`<>|\\-+!&#;:. a1\n\t\"'{}$@=~^\x02\x03", max_size=80))
def test_any_text_is_rendered(text: str) -> None:
    result = rendered(text)
    assert "<script" not in result.html(lambda target: target.path)
