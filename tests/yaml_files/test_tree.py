from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yaml.reader import Reader

from termbase.model.diagnostics import Location
from termbase.yaml_files.tree import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    Document,
    Mapping,
    descend,
    locate,
    parse,
    plain_values,
)
from tests.conftest import dump


def value(text: str) -> Any:
    document = parse(text, file="x.yml")
    assert document.root is not None
    return plain_values(document.root)


def told(document: Document) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.where.line, problem.where.column) for problem in document.diagnostics]


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "on",
        "Yes",
        "true",
        "null",
        "~",
        "1.10",
        "010",
        "0x1F",
        "1_000",
        "12:30",
        "2024-01-01",
        ".inf",
        "=",
        "1e3",
    ],
)
def test_plain_words_and_numbers_stay_text(written: str) -> None:
    document = parse(f"term: {written}\n{written}: x\nlist: [{written}]\n", file="x.yml")
    assert document.diagnostics == ()
    assert document.root is not None
    assert plain_values(document.root) == {"term": written, written: "x", "list": [written]}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a: 'it''s'", "it's"),
        ('a: "tab\\there"', "tab\there"),
        ("a: >-\n  one\n  two", "one two"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a:", ""),
        ("a: x # remark", "x"),
        ("\ufeffa: x", "x"),
        ("a: x\r\nb: y\r\n", "x"),
    ],
    ids=["quoted", "escaped", "folded", "literal", "nothing", "comment", "byte order mark", "CRLF"],
)
def test_every_style_of_scalar_is_read(written: str, read: str) -> None:
    assert value(written)["a"] == read


def test_keys_keep_the_order_of_the_file() -> None:
    assert list(value("z: 1\na: 2\nm: 3\n")) == ["z", "a", "m"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("term: a\nterm: b\n", [("TB103", 2, 1)]),
        ("list:\n  - {k: 1, k: 2, k: 3}\n", [("TB103", 2, 12)]),
        ("term: &name a\n", [("TB104", 1, 7)]),
        ("term: *name\n", [("TB104", 1, 7)]),
        ("<<: {a: b}\n", [("TB104", 1, 1)]),
        ("term: !!str a\n", [("TB105", 1, 7)]),
        ("term: !mine a\n", [("TB105", 1, 7)]),
        ("list: !!set {a, b}\n", [("TB105", 1, 7)]),
        ("list: &l [a]\n", [("TB104", 1, 7)]),
        ("term: &n !!str a\n", [("TB104", 1, 7), ("TB105", 1, 7)]),
        ("? [a, b]\n: c\n", [("TB107", 1, 3)]),
        ("a: b\n---\nc: d\n", [("TB108", 2, 1)]),
    ],
)
def test_what_is_refused_is_told_with_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    document = parse(text, file="x.yml")
    assert told(document) == expected
    assert document.root is not None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("term: a\nterm: b\nunit: c\n", {"term": "a", "unit": "c"}),
        ("term: &name a\nunit: c\n", {"term": "a", "unit": "c"}),
        ("<<: {term: z}\nunit: c\n", {"unit": "c"}),
        ("term: !!str a\nunit: c\n", {"term": "a", "unit": "c"}),
        ("? {a: b}\n: x\nunit: c\n", {"unit": "c"}),
        ("unit: c\n---\nterm: z\n", {"unit": "c"}),
    ],
    ids=["duplicate", "anchor", "merge key", "tag", "complex key", "second document"],
)
def test_a_refused_part_leaves_the_rest(text: str, kept: dict[str, str]) -> None:
    assert value(text) == kept


def test_a_value_given_by_alias_is_empty_and_spoiled() -> None:
    document = parse("term: a\ncategory: *c\nunit: c\nlist: [x, *y]\n", file="x.yml")
    assert [code for code, *_ in told(document)] == ["TB104", "TB104"]
    assert document.root is not None
    assert plain_values(document.root) == {"term": "a", "category": "", "unit": "c", "list": ["x", ""]}
    assert [descend(document.root, at).spoiled for at in (("term",), ("category",), ("list", 1))] == [False, True, True]


def test_a_repeated_key_names_the_line_of_the_first() -> None:
    (problem,) = parse("a: 1\nterm: x\nb: 2\nterm: y\n", file="x.yml").diagnostics
    assert "“term”" in problem.message
    assert "line 2" in problem.message


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("\tterm: a\n", 1, 1),
        ("term: a\n\tunit: c\n", 2, 1),
        ("list:\n  - a\n\t- b\n", 3, 1),
        ("list:\n  a: b\n  \tc: d\n", 3, 3),
        ("text: |\n\tline\n", 2, 1),
    ],
)
def test_a_tab_in_the_indentation_is_named_as_such(text: str, line: int, column: int) -> None:
    document = parse(text, file="x.yml")
    assert document.root is None
    assert told(document) == [("TB102", line, column)]


@pytest.mark.parametrize("text", ["a: b\tc\n", "a: [\tb]\n", "a: b\t# remark\n"])
def test_a_tab_elsewhere_does_no_harm(text: str) -> None:
    assert parse(text, file="x.yml").diagnostics == ()


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("term: a\ndefinition: one: two\n", 2, "quoted"),
        ("term: a\nwithout colon\nunit: c\n", 2, "colon"),
        ("term: a\ndefinition: 'it's'\n", 2, ""),
        ("term: a\n- b\n", 2, "indentation"),
        ("term:\n    a: b\n  c: d\n", 3, "indentation"),
        ('term: a\nunit: "open\ncategory: c\nstatus: draft\n', 2, ""),
        ("term: a\nrelated: [b, c\n\n\nunit: c\n", 2, ""),
        ("term: a\nunit: @b\n", 2, ""),
        ("term: a\nunit: %b\n", 2, ""),
    ],
    ids=[
        "colon in text",
        "no colon",
        "quote in quotes",
        "list among keys",
        "half indented",
        "open quote",
        "open bracket",
        "at",
        "percent",
    ],
)
def test_a_syntax_error_is_told_where_the_author_made_it(text: str, line: int, hint: str) -> None:
    document = parse(text, file="x.yml")
    assert document.root is None
    assert [(code, number) for code, number, _ in told(document)] == [("TB101", line)]
    assert hint in document.diagnostics[0].hint


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x7f", "\ufffe", "\ud800"])
def test_a_control_character_is_told_with_its_place(character: str) -> None:
    document = parse(f"term: a\nunit: é{character}b\n", file="x.yml")
    assert document.root is None
    assert told(document) == [("TB101", 2, 8)]
    assert "invisible character" in document.diagnostics[0].hint


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "\ufeff", "  \n"])
def test_an_empty_file_is_told(text: str) -> None:
    document = parse(text, file="x.yml")
    assert document.root is None
    assert told(document) == [("TB109", 1, 1)]


def test_depth_is_limited() -> None:
    fits, too_deep = ("[" * depth + "]" * depth for depth in (MAX_DEPTH, MAX_DEPTH + 1))
    assert parse(fits, file="x.yml").diagnostics == ()
    refused = parse(too_deep, file="x.yml")
    assert refused.root is None
    assert told(refused) == [("TB106", 1, MAX_DEPTH + 1)]


def test_the_number_of_values_is_limited() -> None:
    fits, too_many = ("[" + "a," * count + "]" for count in (MAX_NODES - 1, MAX_NODES))
    assert parse(fits, file="x.yml").diagnostics == ()
    refused = parse(too_many, file="x.yml")
    assert refused.root is None
    assert [code for code, *_ in told(refused)] == ["TB106"]


def test_size_is_limited_in_bytes() -> None:
    fits, too_large = ("# " + "é" * ((MAX_BYTES - 4) // 2) + tail for tail in ("\na", "\nab\n"))
    assert len(fits.encode()) == MAX_BYTES
    assert parse(fits, file="x.yml").diagnostics == ()
    assert told(parse(too_large, file="x.yml")) == [("TB106", 1, 1)]


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ((), 1, 1),
        (("term",), 1, 1),
        (("contrast",), 2, 1),
        (("contrast", 0), 3, 5),
        (("contrast", 1, "term"), 5, 5),
        (("contrast", 9), 2, 1),
        (("nowhere", 3), 1, 1),
        (("term", "deeper"), 1, 1),
    ],
)
def test_a_pointer_leads_to_the_key_or_as_near_as_can_be(
    pointer: tuple[int | str, ...], line: int, column: int
) -> None:
    root = parse("term: a\ncontrast:\n  - term: b\n    difference: c\n  - term: d\n", file="x.yml").root
    assert root is not None
    assert locate(root, pointer) == Location(file="x.yml", line=line, column=column)


def test_columns_count_characters_not_bytes() -> None:
    root = parse("{ключ: значение, b: c}", file="x.yml").root
    assert isinstance(root, Mapping)
    assert root.keys["b"].where.column == 18


def test_problems_of_one_file_are_told_together() -> None:
    document = parse("a: 1\na: 2\nb: &x 3\nc: !!int 4\n", file="x.yml")
    assert [code for code, *_ in told(document)] == ["TB103", "TB104", "TB105"]


SYNTAX = st.lists(
    st.sampled_from([*"abc:-?[]{}&*!|>'\"%@#,\n\t \r\x00\x85\ufeff", "---", "...", "<<", ": ", "- "])
).map("".join)


@given(st.one_of(st.text(), st.text(st.characters(codec=None)), SYNTAX))
@example("\ud800")
@example("&a " * 3)
def test_no_text_makes_the_parser_raise(text: str) -> None:
    document = parse(text, file="x.yml")
    assert document.root is not None or document.diagnostics
    length = len(text.splitlines()) + 1
    assert all(1 <= problem.where.line <= length and problem.where.column >= 1 for problem in document.diagnostics)


TEXT = st.text(st.characters(codec="utf-8").filter(lambda c: not Reader.NON_PRINTABLE.search(c)))
KEYS = TEXT.filter(lambda key: key not in ("", "<<"))
TREES = st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)


@given(TREES.filter(lambda tree: not isinstance(tree, str) or tree.strip()))
def test_a_tree_of_text_is_read_as_it_was_written(tree: Any) -> None:
    document = parse(dump(tree), file="x.yml")
    assert document.diagnostics == ()
    assert document.root is not None
    assert plain_values(document.root) == tree
