"""Where files name certain concepts: by a link of its own accord, in brackets, or by id."""

from termbase.linking.mentions import mentions
from termbase.model.concept import Termbase
from tests.conftest import concept, load


def termbase() -> Termbase:
    return load(
        {"concepts/churn.yml": concept("Churn"), "concepts/go.yml": concept("Of", linking={"explicit": ["Of"]})}
    )[0]


def found(text: str) -> list[tuple[str, int, int]]:
    return [(str(id), place.line, place.column) for id, place in mentions({"a.md": text}, termbase().concepts)]


def test_names_that_link_only_in_brackets_count_only_there() -> None:
    assert found("Loss of churn.\n[[of]] and of.") == [("churn", 1, 9), ("go", 2, 3)]
    assert found("[[of]]") == [("go", 1, 3)]
    assert found("of [[churn]]") == [("churn", 1, 6)]
