"""Where a text is found wrong that belongs to no concept."""

from collections.abc import Mapping

from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse

GLOSSARY = """\
title: Terms
categories:
  - id: BROKEN
    title: Left out
    introduction: See [[nothing at all]].
  - id: metrics
    title: Metrics
    introduction: >-
      Start with
      [[chrun]].
  - introduction: Or with [[chrun]].
    id: people
    title: People
"""
SOURCES = """\
sources:
  - id: book
    title: A book
    note: It says [[chrun]].
"""
MORE = """\
sources:
  - title: No id
    note: It says [[chrun]].
  - id: book
    title: The same id again
    note: It says [[chrun]].
  - id: paper
    title: A paper
    url: https://paper.invalid/
    note: Not [safe](javascript:x).
"""


def told(files: Mapping[str, str]) -> list[str]:
    found = compile_glossary([parse(text, file=f"glossary/{name}") for name, text in files.items()], root="glossary")
    return [f"{d.where} {d.code}" for d in found.diagnostics if d.code in ("TB501", "TB502")]


def test_what_is_wrong_in_an_introduction_is_told_where_it_stands() -> None:
    assert told({"termbase.yml": GLOSSARY}) == ["glossary/termbase.yml:8:5 TB501", "glossary/termbase.yml:11:5 TB501"]


def test_what_is_wrong_in_a_note_on_a_source_is_told_in_its_file() -> None:
    assert told({"sources.yml": SOURCES, "z/sources.yml": MORE}) == [
        "glossary/sources.yml:4:5 TB501",
        "glossary/z/sources.yml:10:5 TB502",
    ]
