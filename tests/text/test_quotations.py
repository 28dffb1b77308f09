"""Passages in quotation marks of many kinds, and the same signs where they are none."""

import pytest

from termbase.text.line_starts import LineStarts, lines
from termbase.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('say "the client churn" or', ['"the client churn"']),
        ("say 'client churn' or", ["'client churn'"]),
        ("don't use the customers' churn’s", []),
        ("„Ein Wort“ und »ein anderes«", ["„Ein Wort“", "»ein anderes«"]),
        ("«a» b «c», « client churn »", ["«a»", "«c»", "« client churn »"]),
        ("“a ‘b c’ d”", ["‘b c’", "“a ‘b c’ d”"]),
        ("“Don’t say churn,” he said", ["“Don’t say churn,”"]),
        ('5" disk and 3" disk', []),
        ("「顧客」と『解約』", ["「顧客」", "『解約』"]),
        ('He said (“x y”). *"z"*', ["“x y”", '"z"']),
        ("‹a b› ‚c d‘", ["‹a b›", "‚c d‘"]),
        ("an “open one", []),
        ("'" + "x " * 60 + "x'", []),
    ],
)
def test_passages_between_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == expected


def test_a_byte_order_mark_is_before_the_first_line() -> None:
    starts = LineStarts("\ufeffab\nc")
    assert [starts.at(offset) for offset in range(6)] == [(1, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert starts.start(1) == 1
    assert lines("\ufeffab\nc") == ["ab", "c"]
