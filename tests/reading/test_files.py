from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termbase.reading.files import find_term_files, read, read_file
from termbase.yaml_files.tree import MAX_BYTES, plain_values
from tests.conftest import concept, write_all


def write(root: Path, *paths: str) -> None:
    write_all(root, dict.fromkeys(paths, concept("Churn")))


def test_term_files_are_found_in_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, "termbase.yml", "b/x.yml", "b.yml", "a/z.yaml", "B.yml", "a-b/y.yml", "a/deep/est/w.yml")
    found = [path.relative_to(tmp_path).as_posix() for path in find_term_files(tmp_path)]
    assert found == ["B.yml", "a-b/y.yml", "a/deep/est/w.yml", "a/z.yaml", "b.yml", "b/x.yml", "termbase.yml"]


@pytest.mark.parametrize(
    "path", [".hidden.yml", ".git/x.yml", "a/.cache/x.yml", "notes.md", "x.yml.bak", "x.YML~", "yml", ".yml"]
)
def test_hidden_and_other_files_are_passed_over(tmp_path: Path, path: str) -> None:
    write(tmp_path, path, "kept.yml")
    assert [found.name for found in find_term_files(tmp_path)] == ["kept.yml"]


def test_a_folder_that_looks_like_a_file_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "folder.yml/inner.yml")
    assert [found.name for found in find_term_files(tmp_path)] == ["inner.yml"]


def test_a_glossary_inside_a_hidden_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".work/glossary/x.yml")
    assert [found.name for found in find_term_files(tmp_path / ".work" / "glossary")] == ["x.yml"]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert list(find_term_files(tmp_path)) == []
    assert read(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("relative_to", "expected"),
    [
        (None, "glossary/concepts/x.yml"),
        ("project", "glossary/concepts/x.yml"),
        ("", "project/glossary/concepts/x.yml"),
        ("other", "glossary/concepts/x.yml"),
    ],
)
def test_files_are_named_relative_to_the_project(tmp_path: Path, relative_to: str | None, expected: str) -> None:
    write(tmp_path, "project/glossary/concepts/x.yml")
    base = None if relative_to is None else tmp_path / relative_to
    assert [document.file for document in read(tmp_path / "project" / "glossary", relative_to=base)] == [expected]


def test_a_file_is_read_as_utf_8_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        (tmp_path / "x.yml").write_bytes(mark + "term: Größe\r\n".encode())
        document = read_file(tmp_path / "x.yml", name="g/x.yml")
        assert (document.file, document.diagnostics) == ("g/x.yml", ())
        assert document.root is not None
        assert plain_values(document.root) == {"term": "Größe"}


@pytest.mark.parametrize(
    ("content", "code", "quoted"),
    [
        (b"term: Gr\xf6\xdfe\n", "TB110", "0xF6"),
        ("term: x\n".encode("utf-16"), "TB110", "UTF-16"),
        (b"term: \xed\xa0\x80\n", "TB110", "0xED"),
        (b"", "TB109", "empty"),
        (b"#" * (MAX_BYTES + 1), "TB106", "1,048,576"),
        (b"\tterm: x\n", "TB102", "tab"),
    ],
    ids=["Latin-1", "UTF-16", "surrogate", "empty", "too large", "tab"],
)
def test_a_file_that_cannot_be_used_is_told_with_its_name(
    tmp_path: Path, content: bytes, code: str, quoted: str
) -> None:
    (tmp_path / "x.yml").write_bytes(content)
    document = read_file(tmp_path / "x.yml", name="glossary/x.yml")
    (problem,) = document.diagnostics
    assert document.root is None
    assert (problem.code, problem.where.file) == (code, "glossary/x.yml")
    assert quoted in problem.message
    assert problem.hint


@pytest.mark.parametrize("path", ["missing.yml", "folder"])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    document = read_file(tmp_path / path, name=path)
    assert document.root is None
    assert [problem.code for problem in document.diagnostics] == ["TB111"]


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, "g/a.yml", "g/c.yml")
    (tmp_path / "g" / "b.yml").write_bytes(b"\xff")
    documents = read(tmp_path / "g")
    assert [(document.file, len(document.diagnostics)) for document in documents] == [
        ("g/a.yml", 0),
        ("g/b.yml", 1),
        ("g/c.yml", 0),
    ]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes") / "x.yml"


@given(content=st.binary() | st.text().map(str.encode))
@example(content=b"\xef\xbb\xbf")
@example(content=b"\xff\xfe")
@example(content=b"a: \x00")
def test_no_bytes_make_reading_raise(scratch: Path, content: bytes) -> None:
    scratch.write_bytes(content)
    document = read_file(scratch, name="x.yml")
    assert document.root is not None or document.diagnostics
