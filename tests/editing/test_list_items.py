"""Adding to the lists of a term file leaves the rest of it as it was."""

import pytest

from termbase.editing.list_items import with_items
from termbase.editing.write_inverses import unwritten, with_inverses
from tests.conftest import concept, load

HEAD = "term: A\ndefinition: B\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + "related: [new]\n"),
        (HEAD + "related: [x]  # known\n", HEAD + "related: [x, new]  # known\n"),
        (HEAD + "related: []\n", HEAD + "related: [new]\n"),
        (HEAD + "related:\n  - x # known\n# end\n", HEAD + "related:\n  - x # known\n  - new\n# end\n"),
        (HEAD + "related:\n- x\n", HEAD + "related:\n- x\n- new\n"),
        (HEAD + "notes: [n]\n", HEAD + "related: [new]\nnotes: [n]\n"),
        (HEAD + "# of notes\nnotes: [n]\n", HEAD + "related: [new]\n# of notes\nnotes: [n]\n"),
        (HEAD.replace("\n", "\r\n"), HEAD.replace("\n", "\r\n") + "related: [new]\r\n"),
        ("term: A\ndefinition: B", "term: A\ndefinition: B\nrelated: [new]\n"),
        ("term: A\ndefinition: >-\n  B\n  C\n\n", "term: A\ndefinition: >-\n  B\n  C\nrelated: [new]\n\n"),
    ],
)
def test_an_item_goes_where_an_author_would_put_it(before: str, after: str) -> None:
    assert with_items(before, "related", ["new"]) == after


@pytest.mark.parametrize("text", ["term: a: b\n", "related: x\nterm: A\n", "{term: A, definition: B}\n", "- A\n"])
def test_where_there_is_no_safe_place_nothing_is_done(text: str) -> None:
    assert with_items(text, "related", ["new"]) is None


def test_a_contrast_is_written_with_its_difference() -> None:
    item = {"term": "churn", "difference": "One is a loss: the other a rate."}
    assert with_items(HEAD, "contrast", [item]) == HEAD + (
        'contrast:\n  - term: churn\n    difference: "One is a loss: the other a rate."\n'
    )


def test_relations_are_written_on_their_other_side_once() -> None:
    files = {
        "concepts/a.yml": concept(
            "A", broader=["b"], related=["c"], contrast=[{"term": "b", "difference": "A is small."}, {"term": "c"}]
        ),
        "concepts/b.yml": concept("B"),
        "concepts/c.yml": concept("C", related=["a"]),
    }
    termbase, problems = load(files)
    assert problems == ()
    for file, lacking in unwritten(termbase).items():
        result = with_inverses(files[file], lacking)
        assert result.refused is None
        files[file] = result.text
    assert files["concepts/b.yml"].endswith("narrower: [a]\ncontrast:\n  - term: a\n    difference: A is small.\n")
    assert files["concepts/c.yml"].endswith("contrast:\n  - term: a\n")
    again, problems = load(files)
    assert problems == ()
    assert unwritten(again) == {}
    assert [(r.kind, r.target, r.note) for c in again.concepts for r in c.relations] == [
        (r.kind, r.target, r.note) for c in termbase.concepts for r in c.relations
    ]
