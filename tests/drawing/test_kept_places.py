"""The file that keeps the places of the map."""

from pathlib import Path

import pytest

from termbase.drawing.kept_places import parse_map, read_map, write_map
from termbase.drawing.relation_graph import graph
from tests.exports.sites import real


def test_a_map_that_was_kept_comes_back_as_it_was() -> None:
    drawing = graph(real().termbase)
    kept, problems = parse_map(write_map(drawing), file="glossary/map.json")
    assert not problems
    assert graph(real().termbase, kept=kept) == drawing


def test_each_term_has_a_line_so_that_a_change_is_read_at_a_glance() -> None:
    lines = write_map(graph(real().termbase)).splitlines()
    assert sum('"churn":' in line for line in lines) == 1
    assert len(lines) > len(real().termbase.concepts)


def test_no_file_keeps_nothing(tmp_path: Path) -> None:
    assert read_map(tmp_path) == ({}, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"version": 2, "categories": {}}',
        '{"version": 1, "categories": []}',
        '{"version": 1, "categories": {"a": {"at": [0], "terms": {}}}}',
        '{"version": 1, "categories": {"a": {"at": [0, "x"], "terms": {}}}}',
        '{"version": 1, "categories": {"a": {"at": [0, true], "terms": {}}}}',
        '{"version": 1, "categories": {"a": {"at": [0, NaN], "terms": {}}}}',
        '{"version": 1, "categories": {"a": {"at": [0, 1e99], "terms": {}}}}',
        '{"version": 1, "categories": {"a": {"at": [0, 0], "terms": {"x": 1}}}}',
        "[" * 100_000,
    ],
)
def test_a_broken_file_keeps_nothing_and_says_so(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "map.json").write_text(text, "utf-8")
    kept, (problem,) = read_map(folder)
    assert not kept
    assert problem.code == "TB112"
    assert problem.where.file == "glossary/map.json"


def test_bytes_that_are_no_text_are_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(b"\xff\xfe")
    kept, (problem,) = read_map(tmp_path)
    assert (kept, problem.code) == ({}, "TB112")
