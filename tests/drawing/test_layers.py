"""Columns of what is made of what: nothing overlaps, nothing is lost, and no line runs through a label."""

import re
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from termbase.drawing.label_boxes import Box
from termbase.drawing.layers import layered

WORDS = st.text("abcdefghij mnopqrstuvw-", min_size=1, max_size=40).filter(lambda text: text.strip(" -") != "")
KEYS = "abcdefghij"
LINES = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), unique=True, max_size=24)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def ends(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    numbers = [float(number) for number in NUMBER.findall(path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


@given(words=st.lists(WORDS, min_size=len(KEYS), max_size=len(KEYS)), lines=LINES)
def test_labels_keep_apart_and_within_the_drawing_and_lines_lead_from_one_to_the_other(
    words: list[str], lines: list[tuple[str, str]]
) -> None:
    lines = [(one, other) for one, other in lines if one != other]
    drawn = layered(dict(zip(KEYS, words, strict=True)), lines)
    assert set(drawn.boxes) == set(KEYS)
    assert not any(overlap(a, b) for a, b in combinations(drawn.boxes.values(), 2))
    for box in drawn.boxes.values():
        assert box.x > 0
        assert box.y > 0
        assert box.x + box.width < drawn.width
        assert box.y + box.height < drawn.height + 0.1
    for (one, other), path in zip(lines, drawn.paths, strict=True):
        centres = {drawn.boxes[one].centre, drawn.boxes[other].centre}
        assert {y for _, y in ends(path)} == centres, "a line in a circle leads back, from right to left"


@given(lines=LINES)
def test_without_circles_every_part_is_to_the_left_of_what_it_goes_into(lines: list[tuple[str, str]]) -> None:
    lines = [(one, other) for one, other in lines if one < other]
    drawn = layered({key: key for key in KEYS}, lines)
    for one, other in lines:
        assert drawn.boxes[one].x + drawn.boxes[one].width < drawn.boxes[other].x


def test_a_long_line_passes_between_the_labels_of_the_columns_on_its_way() -> None:
    chain = "abcde"
    labels = {key: key * 9 for key in "abcdevwxyz"}
    lines = [*pairwise(chain), ("a", "e"), ("v", "b"), ("w", "c"), ("x", "d"), ("y", "e"), ("b", "e"), ("z", "e")]
    drawn = layered(labels, lines)
    assert lines
    for line, path in zip(lines, drawn.paths, strict=True):
        for start, height, end in re.findall(r"([\d.]+) ([\d.]+)H([\d.]+)C", path):
            level = [
                box for key, box in drawn.boxes.items() if key not in line and float(start) - 1 <= box.x < float(end)
            ]
            assert not any(box.y < float(height) < box.y + box.height for box in level), line


def test_a_drawing_is_the_same_each_time_and_crosses_little() -> None:
    lines = [("a", "x"), ("b", "y"), ("c", "z"), ("b", "x")]
    labels = {key: key for key in "cbazyx"}
    drawn = layered(labels, lines)
    assert drawn == layered(labels, lines)
    heights = {key: box.y for key, box in drawn.boxes.items()}
    assert sorted("abc", key=heights.__getitem__) in (
        ["a", "b", "c"],
        ["c", "b", "a"],
        ["c", "a", "b"],
        ["b", "a", "c"],
    )
    order = sorted("xyz", key=heights.__getitem__)
    assert "".join(order).replace("z", "") == ("xy" if heights["a"] < heights["b"] else "yx")


def test_nothing_makes_an_empty_drawing() -> None:
    assert layered({}, []).boxes == {}


def test_a_long_word_is_not_cut_and_its_column_is_as_wide_as_it_is() -> None:
    labels = {"a": "internationalization cost", "b": "rate", "c": "margin"}
    drawn = layered(labels, [("a", "c"), ("b", "c")])
    assert drawn.boxes["a"].lines == ("internationalization ", "cost")
    assert drawn.boxes["a"].x + drawn.boxes["a"].width < drawn.boxes["c"].x
    assert [ends(path)[1][0] for path in drawn.paths] == [drawn.boxes["c"].x] * 2
