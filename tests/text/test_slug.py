import unicodedata
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termbase.text.slug import MAX_SLUG_LENGTH, RESERVED, is_id, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Churn", "churn"),
        ("Customer Success Manager", "customer-success-manager"),
        ("C", "c"),
        ("Acme™ Desk℠", "acme-desk"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("ASP .NET", "asp-dot-net"),
        ("R&D", "r-and-d"),
        ("Win/Loss", "win-loss"),
        ("Straße", "strasse"),
        ("Café crème", "cafe-creme"),
        ("50%", "50-percent"),
        ("1.10", "1-10"),
        ("  Churn -- rate  ", "churn-rate"),
        ("名前", "ming-qian"),
    ],
)
def test_the_slug_of_a_name_can_be_read(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert is_id(expected)


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#", "C&", "C%", "C@"),
        ("NET", ".NET"),
        ("R&D", "RD", "R D"),
        ("1.1", "11"),
        ("50", "50%"),
        ("!", "?", "★"),
    ],
)
def test_names_that_differ_in_a_sign_get_different_slugs(names: tuple[str, ...]) -> None:
    pairs = list(combinations(names, 2))
    assert pairs
    for one, other in pairs:
        assert slug(one) != slug(other)


@pytest.mark.parametrize("name", ["index", "README", "404", "CON", "prn", "Aux", "NUL", "COM1", "lpt9", "com0"])
def test_a_reserved_name_gets_a_usable_slug(name: str) -> None:
    assert slug(name) == f"{name.lower()}-term"
    assert is_id(slug(name))


@pytest.mark.parametrize("text", ["a", "0", "churn", "c-plus-plus", "404-page", "x" * MAX_SLUG_LENGTH, "a-", "a--b"])
def test_an_id_is_accepted(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-a",
        "A",
        "a b",
        "a_b",
        "a.b",
        "é",
        "x" * (MAX_SLUG_LENGTH + 1),
        "a\n",
        "\na",
        "a\nb",
        "٣",
        *sorted(RESERVED),
    ],
)
def test_what_cannot_be_an_id_is_refused(text: str) -> None:
    assert not is_id(text)


def test_a_long_name_is_cut_at_a_word() -> None:
    made = slug("words " * 40)
    assert len(made) <= MAX_SLUG_LENGTH
    assert set(made.split("-")) == {"words"}


def findable(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


@given(st.text(min_size=1).filter(findable))
@example("CON")
@example("x" * 200)
@example("x" * 75 + " " + "y" * 75)
@example("&" * 60 + "a")
@example("\U00012000")
@example("&lt;")
@example("&#105;&#110;dex")
def test_every_name_with_a_letter_or_digit_gets_a_valid_id(name: str) -> None:
    assert is_id(slug(name))


@given(st.text(min_size=1).filter(findable))
def test_an_id_is_its_own_slug(name: str) -> None:
    made = slug(name)
    assert slug(made) == made.rstrip("-")


@given(st.text())
def test_a_slug_is_never_longer_than_a_path_may_be(name: str) -> None:
    assert 0 < len(slug(name)) <= MAX_SLUG_LENGTH


@given(st.text(st.sampled_from("aB9z -"), min_size=1, max_size=12))
def test_a_plain_name_has_the_id_that_it_would_have_among_others(name: str) -> None:
    # A blank that is not ASCII turns the faster way off.
    assert slug(f"{name} x") == slug(f"{name}\xa0x")
