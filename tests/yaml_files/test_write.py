"""A term file says what it was given, in the form in which an author would write it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.reader import Reader

from termbase.yaml_files.tree import parse, plain_values
from termbase.yaml_files.write import PROSE_WIDTH, scalar, write_term

NASTY = st.text(alphabet=" \n\t\r#:-'\"\\ab[]{},&*!|>%@`~?.0e\x85\u2028\ufeff\u00a0é")
WORDY = st.lists(
    st.sampled_from(["a", "- b", "# c", "d: e", "x" * 50, " ", "  ", "yes", "\n", "---", "..."]), max_size=40
).map(" ".join)
ANY = st.one_of(
    st.text(st.characters(codec="utf-8").filter(lambda c: not Reader.NON_PRINTABLE.search(c))), NASTY, WORDY
)


def read(text: str) -> Any:
    document = parse(text, file="x.yml")
    assert document.diagnostics == ()
    assert document.root is not None
    return plain_values(document.root)


@given(ANY, st.lists(ANY, min_size=1), ANY)
def test_whatever_is_written_is_read_again(text: str, several: list[str], other: str) -> None:
    data = {
        "term": text, "synonyms": several, "definition": other, "notes": several,
        "contrast": [{"term": other, "difference": text}, {"term": text, "difference": other}],
        "linking": {"always": several, "explicit": [text]},
    }  # fmt: skip
    assert read(write_term(data)) == data


@given(st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9, allow_nan=False)))
def test_numbers_are_written_in_plain_digits(number: float) -> None:
    data = {"example": {"given": {"lost customers": number}, "result": number, "text": "t"}}
    written = write_term(data)
    assert float(read(written)["example"]["result"]) == number
    assert "e+" not in written
    assert "e-" not in written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Churn rate", "Churn rate"),
        ("C++", "C++"),
        ("R&D", "R&D"),
        ("customer's", "customer's"),
        ("über", "über"),
        ("10 percent", "10 percent"),
        ("NO", '"NO"'),
        ("on", '"on"'),
        ("1.10", '"1.10"'),
        ("12:30", '"12:30"'),
        ("2022-08-01", '"2022-08-01"'),
        ("1e3", '"1e3"'),
        ("0x1F", '"0x1F"'),
        (".NET", '".NET"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a:", '"a:"'),
        ("- a", '"- a"'),
        ("@team", '"@team"'),
        (" a", '" a"'),
        ('say "x"', 'say "x"'),
        ('"x" said', "'\"x\" said'"),
        (r"\text{a} = 3", r"\text{a} = 3"),
        (r"\text{a}: it's", r"'\text{a}: it''s'"),
        ("a\nb", '"a\\nb"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_text_is_quoted_only_where_some_tool_would_read_something_else(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize(
    ("text", "written"), [("a, b", '"a, b"'), ("a]", '"a]"'), ("x:L12", '"x:L12"'), ("a b", "a b")]
)
def test_between_brackets_more_is_quoted(text: str, written: str) -> None:
    assert scalar(text, flow=True) == written


def test_a_file_looks_as_an_author_would_write_it() -> None:
    data = {
        "definition": "Percentage of customers who leave within a period, "
        "out of all customers who were there when the period began.",
        "notes": ["Often told by month.", "A long remark that does not fit into one line of a hundred columns and is "
                  "folded for that reason."],
        "term": "Churn rate",
        "abbreviations": ["CR", "NO"],
        "related": [],
        "example": {"given": {"lost": 5, "at start": 200.0}, "result": 2.5, "text": "Five of 200 leave."},
        "contrast": [{"term": "churn", "difference": "Churn: the loss itself."}],
        "explanation": "One list:\n\n- first\n- second",
    }  # fmt: skip
    assert (
        write_term(data, modeline="# yaml-language-server: $schema=x")
        == """\
# yaml-language-server: $schema=x
term: Churn rate
abbreviations: [CR, "NO"]
definition: >-
  Percentage of customers who leave within a period, out of all customers who were there when the
  period began.
explanation: |-
  One list:

  - first
  - second
example:
  given: {lost: 5, at start: 200}
  result: 2.5
  text: Five of 200 leave.
contrast:
  - term: churn
    difference: "Churn: the loss itself."
notes:
  - Often told by month.
  - >-
    A long remark that does not fit into one line of a hundred columns and is folded for that
    reason.
"""
    )


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=80))
def test_no_line_of_prose_is_too_long(words: list[str]) -> None:
    written = write_term({"definition": " ".join(words), "notes": [" ".join(words)]})
    assert max(map(len, written.splitlines())) <= PROSE_WIDTH


@given(st.lists(st.sampled_from(["word", "a", "longer-word", "", ""]), min_size=30, max_size=60))
def test_double_spaces_survive_the_folding(words: list[str]) -> None:
    text = "begin " + " ".join(words) + " end"
    assert read(write_term({"definition": text}))["definition"] == text
