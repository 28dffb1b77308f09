"""The one entry for text that strangers wrote."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.text.line_starts import LineStarts, lines
from termbase.text.untrusted import (
    EncodingError,
    LimitError,
    UntrustedError,
    check_contexts,
    check_xml,
    read_json,
    read_xml,
    to_text,
)

DEEP = 101


@pytest.mark.parametrize(
    ("read", "text", "message", "place"),
    [
        (read_json, "[" * DEEP, "more than 100 levels deep", (1, DEEP)),
        (read_json, '{"a":\n {"a": 1, "b": 2, "a": 3}}', "“a” appears twice", (2, 19)),
        (read_json, '[1,\n "x" 2]', "not valid JSON", (2, 6)),
        (read_json, "[NaN]", "NaN is not a JSON number", (1, 2)),
        (read_json, "[-Infinity]", "-Infinity is not", (1, 2)),
        (read_json, "[1e999]", "1e999 is too large", (1, 2)),
        (read_json, '["99", ' + "9" * 5_000 + "]", "99999999999999999999… is too large", (1, 8)),
        (read_json, '["fine",\n"\\ud83d"]', "half of a surrogate pair", (2, 2)),
        (read_json, '["\\uDE00"]', "half of a surrogate pair", (1, 3)),
        (read_json, '["\\ud83d\\ud83d\\ude00"]', "half of a surrogate pair", (1, 3)),
        (read_json, '["', "not valid JSON", (1, 2)),
        (read_xml, "<a>" * DEEP, "more than 100 levels deep", (1, 301)),
        (read_xml, '<!DOCTYPE a [\n <!ENTITY b "c">]><a>&b;</a>', "entity “b” is declared here", (2, 13)),
        (read_xml, '<!DOCTYPE a [<!ENTITY % b SYSTEM "c">]><a/>', "entity “b” is declared here", (1, 37)),
        (read_xml, "<a>\n<b></a>", "not well-formed XML", (2, 6)),
        (read_xml, "<a>&b;</a>", "not well-formed XML", (1, 4)),
        (read_xml, "", "not well-formed XML", (1, 1)),
    ],
)
def test_what_could_do_harm_is_refused_with_its_place(
    read: Callable[[str], Any], text: str, message: str, place: tuple[int, int]
) -> None:
    with pytest.raises(UntrustedError) as caught:
        read(text)
    assert message in caught.value.message
    assert caught.value.hint
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('\ufeff{"a": ["]]]]", "\\"[", 1, -2.5, null]}', {"a": ["]]]]", '"[', 1, -2.5, None]}),
        ('["\\ud83d\\ude00", "\\\\ud83d", "\\\\\\\\ud83d"]', ["😀", "\\ud83d", "\\\\ud83d"]),
        ("[" * 100 + "]" * 100, None),
    ],
)
def test_ordinary_json_is_read(text: str, value: Any) -> None:
    read = read_json(text)
    assert value is None or read == value


SHORT = '<!DOCTYPE a [<!ENTITY s "https://x.invalid/">]>'


def test_entities_that_shorten_addresses_are_allowed_where_a_format_uses_them() -> None:
    check_xml(f"{SHORT}<a b='&s;c'/>", plain_entities=True)
    with pytest.raises(UntrustedError, match="is declared here"):
        check_xml(f"{SHORT}<a/>")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{SHORT}{'<a>' * DEEP}", "more than 100 levels deep"),
        ('<!DOCTYPE a [<!ENTITY s "x"><!ENTITY t "&s;&s;">]><a/>', "entity “t” is declared here"),
        ('<!DOCTYPE a [<!ENTITY s SYSTEM "file:///etc/passwd">]><a/>', "entity “s” is declared here"),
        ('<!DOCTYPE a [<!ENTITY % s "x">]><a/>', "entity “s” is declared here"),
        (f'<!DOCTYPE a [<!ENTITY s "{"x" * 5_000}">]><a>{"&s;" * 2_001}</a>', "entity “s” is declared here"),
    ],
    ids=["deep", "nested", "file", "parameter", "large"],
)
def test_with_such_entities_every_other_limit_holds(text: str, message: str) -> None:
    with pytest.raises(UntrustedError, match=message):
        check_xml(text, plain_entities=True)


def test_ordinary_xml_is_read_with_a_document_type() -> None:
    root, starts = read_xml('\ufeff<!DOCTYPE a SYSTEM "a.dtd"><a>\n<b>c</b></a>')
    assert root[0].text == "c"
    assert starts == [(1, 28), (2, 1)]


@pytest.mark.parametrize(
    "value",
    [
        {"@context": "http://x.example/c"},
        {"@context": [{"a": "b"}, "http://x.example/c"]},
        {"@graph": [{"@context": {"@import": "c.jsonld"}}]},
        [{"a": {"@context": "file:///c"}}],
    ],
)
def test_a_context_elsewhere_is_refused(value: Any) -> None:
    with pytest.raises(UntrustedError, match="is not part of the file"):
        check_contexts(value)


def test_a_context_in_the_file_is_read() -> None:
    check_contexts({"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "skos:note": "@context"})


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"term: Caf\xe9\n", (1, 10), "0xE9"),
        ("a: ü\r\nb: ü".encode() + b"\xff", (2, 5), "0xFF"),
        (b"a\rb" + b"\x80", (2, 2), "0x80"),
        ("term: x".encode("utf-16"), (1, 1), "UTF-16"),
    ],
)
def test_another_encoding_is_refused_by_line_and_column(data: bytes, place: tuple[int, int], message: str) -> None:
    with pytest.raises(EncodingError) as caught:
        to_text(data)
    assert (caught.value.line, caught.value.column) == place
    assert message in caught.value.message


def test_more_than_the_limit_is_not_decoded() -> None:
    with pytest.raises(LimitError, match="larger than 3 bytes"):
        to_text(b"abcd", limit=3)


@given(st.text(alphabet='[]{}",:\\ud8e019n \n', max_size=40))
def test_any_text_is_read_as_json_or_refused(text: str) -> None:
    try:
        value = read_json(text)
    except UntrustedError:
        return
    repr(value).encode("utf-8")


@given(st.text(alphabet="<>/a!&;[]DOCTYPE \"'", max_size=40))
def test_any_text_is_read_as_xml_or_refused(text: str) -> None:
    try:
        read_xml(text)
    except UntrustedError as error:
        place = (error.line, error.column)
    else:
        place = (1, 1)
    assert min(place) >= 1


@given(st.text(alphabet="ab\r\n\u2028", max_size=30), st.integers(0, 30))
def test_places_agree_with_the_lines_of_a_text(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line, column = LineStarts(text).at(offset)
    assert len(LineStarts(text)) == len(lines(text))
    assert LineStarts(text).start(line) + column - 1 == offset
    if offset < len(text) and text[offset] not in "\r\n":
        assert lines(text)[line - 1][column - 1] == text[offset]
