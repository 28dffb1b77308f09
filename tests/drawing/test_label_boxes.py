"""Frames of labels: as large as their text, wherever they stand."""

import pytest

from termbase.drawing.label_boxes import BETWEEN, HALF_SPACE, Label, label, stacked
from termbase.drawing.text_width import width
from termbase.model.concept import ConceptId
from termbase.model.vocabulary import RelationKind


def made(text: str, *, room: float = 100) -> Label:
    return label(ConceptId("x"), RelationKind.RELATED, text, room=room)


@pytest.mark.parametrize("text", ["Churn", "Customer success metric", "Rechtsschutzversicherung"])
def test_a_frame_is_no_wider_than_its_room_and_no_narrower_than_its_text(text: str) -> None:
    item = made(text)
    assert item.width <= 100
    assert all(width(line, size=12) < item.width for line in item.lines)
    box = item.at(10, 20)
    assert (box.x, box.y, box.width, box.height) == (10, 20, round(item.width, 1), item.height)
    assert item.at(10, 20, width=90).middle == 55


def test_the_space_at_the_end_of_a_line_does_not_move_its_letters() -> None:
    box = made("Customer success").at(0, 0)
    assert box.lines == ("Customer ", "success")
    assert box.places[0][0] == pytest.approx(box.middle + HALF_SPACE, abs=0.11)
    assert box.places[1][0] == box.middle


def test_a_stack_is_as_high_as_its_frames_with_room_between() -> None:
    one = made("Churn")
    assert stacked([]) == 0
    assert stacked([one]) == one.height
    assert stacked([one, one, one]) == 3 * one.height + 2 * BETWEEN
