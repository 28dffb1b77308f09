"""Where words begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from termbase.text.words import folded_words, text_words


@given(st.text(st.sampled_from("ab1.'+#&_-/@:([{\"\x1c \nwW"), max_size=30))
def test_words_of_ascii_are_cut_like_those_of_any_text(text: str) -> None:
    # One more letter that is not ASCII, far from the rest, turns the faster way off.
    assert text_words(text) == text_words(f"{text} \n é")[:-1]


@given(st.text(st.sampled_from("abS1.'+#&_-/@:([{\"\x1c \nwWé"), max_size=30))
def test_words_without_positions_are_the_same_words(text: str) -> None:
    assert folded_words(text) == tuple(word.folded for word in text_words(text))
