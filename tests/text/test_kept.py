"""Values that one run has made are used by the next one only as long as what they were made from is the same."""

import pickle
from collections.abc import Callable

from termbase.text.kept import Kept


def made(kept: Kept[str], *of: object, still: Callable[[str], bool] | None = None) -> tuple[str, int]:
    """The value of some objects, and how many values the run has made up to now."""
    value = kept.value(of, lambda: " ".join(map(str, of)), still=still)
    return value, kept.made


def test_a_value_is_made_once_for_the_same_objects() -> None:
    kept, one, other = Kept[str](), ["a"], ["a"]
    kept.begin()
    assert made(kept, one) == ("['a']", 1)
    assert made(kept, one) == ("['a']", 1)
    assert made(kept, other)[1] == 2, "an equal object is another one"
    kept.begin()
    assert made(kept, one)[1] == 0
    assert made(kept, one, other)[1] == 1, "one of two objects is not both"
    assert made(kept, other, one)[1] == 2


def test_what_a_run_does_not_ask_for_is_dropped() -> None:
    kept, one = Kept[str](), ["a"]
    kept.begin()
    made(kept, one)
    kept.begin()
    kept.begin()
    assert made(kept, one)[1] == 1


def test_nothing_is_kept_if_what_all_values_depend_on_has_changed() -> None:
    kept, one = Kept[str](), ["a"]
    kept.begin("x")
    made(kept, one)
    kept.begin("y")
    assert made(kept, one)[1] == 1
    kept.begin("y")
    assert made(kept, one)[1] == 0


def test_a_value_that_is_no_longer_right_is_made_again_once() -> None:
    kept, one = Kept[str](), ["a"]
    kept.begin()
    made(kept, one)
    kept.begin()
    assert made(kept, one, still=lambda value: value != "['a']")[1] == 1
    assert made(kept, one, still=lambda value: False)[1] == 1, "it was made in this run"
    kept.begin()
    assert made(kept, one, still=lambda value: value == "['a']")[1] == 0


def test_what_was_stored_counts_for_the_objects_that_were_stored_with_it() -> None:
    kept, one, other = Kept[str](), ["a"], ["b"]
    kept.begin("x")
    made(kept, one)
    made(kept, other)
    again, objects = pickle.loads(pickle.dumps((kept, (one, other))))
    assert again.made == 2
    again.begin("x")
    assert made(again, objects[0]) == ("['a']", 0)
    assert made(again, objects[1]) == ("['b']", 0)
    assert made(again, one)[1] == 1
