"""How wide words are guessed to be, and where lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.drawing.text_width import height, width, wrap

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Churn", ("Churn",)),
        ("Small and medium-sized business", ("Small and ", "medium-sized ", "business")),
        ("Win/loss", ("Win/loss",)),
        ("Reactivation/reacquisition", ("Reactivation/", "reacquisition")),
        ("Rechtsschutzversicherung", ("Rechtsschutzv", "ersicherung")),
        ("  two   words ", ("two words",)),
        ("顧客維持率顧客維持率", ("顧客維持率", "顧客維持率")),
        ("", ()),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, size=12, room=100) == lines


@given(TEXT, st.floats(20, 300))
def test_no_line_is_wider_than_the_room_and_together_they_are_the_text(text: str, room: float) -> None:
    lines = wrap(text, size=12, room=room)
    assert "".join(lines) == " ".join(text.split())
    assert all(width(line, size=12) <= room or len(line.strip()) == 1 for line in lines)


def test_a_text_is_as_wide_as_its_letters_and_grows_with_the_type() -> None:
    assert width("Mm", size=10) > width("Il", size=10) > 0
    assert width("churn", size=20) == 2 * width("churn", size=10)
    assert width("e\u0301", size=10) == width("e", size=10)
    assert height(2, size=12) == 30
