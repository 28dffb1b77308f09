"""Words on one line, and cut: the fast ways give what the plain ones do."""

from textwrap import shorten

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.text.one_line import one_line, shortened

WORDS = st.text(st.sampled_from("abé-–—.,!'\" \t\n\u2009\x1f\ud800\uffff"), max_size=60)


@given(WORDS)
def test_a_line_has_single_spaces_and_no_forbidden_characters(text: str) -> None:
    line = "".join(c for c in " ".join(text.split()) if c not in "\ud800\uffff")
    assert one_line(text) == " ".join(line.split())


@pytest.mark.parametrize("text", ["", "churn", "net revenue", "naïve “plan”"])
def test_a_text_that_is_a_line_stays_as_it_is(text: str) -> None:
    assert one_line(text) is text


@given(WORDS, st.integers(3, 40))
def test_a_text_is_cut_where_the_library_cuts_it(text: str, longest: int) -> None:
    assert shortened(text, longest) == shorten(one_line(text), longest, placeholder=" …")


@pytest.mark.parametrize(
    ("longest", "cut"), [(8, "up-sell"), (7, "up-sell"), (6, "up- …"), (5, "up- …"), (4, "…")]
)  # a word may break after a hyphen
def test_a_cut_text_ends_after_a_word_or_a_hyphen(longest: int, cut: str) -> None:
    assert shortened("up-sell", longest) == cut


def test_only_the_word_at_the_end_of_the_room_is_looked_at() -> None:
    assert shortened(f"{'churn ' * 50_000}", 12) == "churn …"
