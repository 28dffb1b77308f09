"""JSON files, written as the library writes them."""

import json
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from termbase.model.artifact import indented, json_artifact

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner), max_leaves=20
)


class Kind(StrEnum):
    """A value of a vocabulary, as exports have them."""

    ONE = "one"


@given(VALUES)
def test_json_is_what_the_library_writes(value: object) -> None:
    written = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    assert json_artifact("a.json", value).content == written


@given(VALUES, VALUES)
def test_a_part_may_be_written_beforehand(value: object, part: object) -> None:
    whole = {"value": value, "parts": [indented(part), indented(part)], "deep": [{"part": indented(part)}]}
    plain = {"value": value, "parts": [part, part], "deep": [{"part": part}]}
    assert json_artifact("a.json", whole) == json_artifact("a.json", plain)
    assert json_artifact("a.json", indented(part)) == json_artifact("a.json", part)


def test_vocabularies_and_numbers_as_keys_are_written_like_the_library_does() -> None:
    for value in ({"a": Kind.ONE}, {1: [{"a": {}}]}, [[], {}, ()], [{2: {"x": [1]}}]):
        assert json_artifact("a.json", value).content == json.dumps(value, ensure_ascii=False, indent=1) + "\n"
