"""Where values stand in a text, and how it is changed in place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.yaml_files.spans import Edit, apply, chunks, spans
from termbase.yaml_files.tree import descend, locate, parse
from termbase.yaml_files.write import write_term

GLOSSARY = Path(__file__).parents[2] / "glossary"

FILE = """\
# yaml-language-server: $schema=x
# about the term
term: 'Churn'  # behind
abbreviations: [A, "B"]
definition: >-
  One
  # no comment

# above the notes
notes:
  - first
  # between
  - second
"""


def pieces(text: str) -> dict[tuple[int | str, ...], str]:
    return {s.pointer: text[s.start : s.end] for s in spans(text) if s.kind != "key"}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_span_is_the_piece_of_text(mark: str, end: str) -> None:
    found = pieces(mark + FILE.replace("\n", end))
    assert found["term",] == "'Churn'"
    assert found["abbreviations",] == '[A, "B"]'
    assert found["abbreviations", 1] == '"B"'
    assert found["definition",].rstrip() == f">-{end}  One{end}  # no comment"
    assert found["notes", 1] == "second"


@given(st.lists(st.text(), min_size=1))
def test_a_span_begins_where_the_strict_reader_says(texts: list[str]) -> None:
    text = write_term({"synonyms": texts, "notes": texts})
    root = parse(text, file="x").root
    assert root is not None
    for span in spans(text):
        if span.kind == "text" and len(span.pointer) == 2:
            where = locate(root, span.pointer)
            assert (text.count("\n", 0, span.start) + 1, span.start - text.rfind("\n", 0, span.start)) == (
                where.line, where.column,
            )  # fmt: skip


def test_chunks_cover_the_keys_with_the_comments_above_them() -> None:
    assert [FILE[c.start : c.end] for c in chunks(FILE, parse(FILE, file="x").root)] == [
        "# about the term\nterm: 'Churn'  # behind\n",
        'abbreviations: [A, "B"]\n',
        "definition: >-\n  One\n  # no comment\n\n",
        "# above the notes\nnotes:\n  - first\n  # between\n  - second\n",
    ]


def test_chunks_of_a_list_item_end_with_the_item() -> None:
    text = "entries:\n  - locator: L1\n    # of the term\n    term: A\n\n  # of the next\n  - locator: L2\n"
    assert [text[c.start : c.end] for c in chunks(text, descend(parse(text, file="x").root, ("entries", 0)))] == [
        "locator: L1\n",
        "    # of the term\n    term: A\n",
    ]


@pytest.mark.parametrize("text", ["{term: a, definition: b}\n", "- a\n", "just text\n"])
def test_keys_without_lines_of_their_own_have_no_chunks(text: str) -> None:
    assert chunks(text, parse(text, file="x").root) == ()


def test_the_head_of_a_file_is_no_comment_of_a_key() -> None:
    text = "# Copyright of all\n# of us\nterm: A\n"
    assert [c.start for c in chunks(text, parse(text, file="x").root)] == [text.index("term")]


def test_edits_do_not_get_into_each_others_way() -> None:
    edits = (Edit(start=0, end=1, text="xyz"), Edit(start=2, end=3, text=""), Edit(start=3, end=3, text="!"))
    assert apply("abcd", edits) == "xyzb!d"


@pytest.mark.parametrize("path", sorted(GLOSSARY.rglob("*.yml")), ids=lambda path: path.stem)
def test_chunks_of_our_files_lose_nothing(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    parts = chunks(text, parse(text, file="x").root)
    assert text[: parts[0].start].count("\n") == 1
    assert "".join(text[c.start : c.end] for c in parts) == text[parts[0].start :]
