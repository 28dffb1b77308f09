"""Reading is linear in the file: twice the lines cost twice the calls, counted and not timed."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from termbase.imports.formats import read_files
from termbase.imports.imported import Reading

PIECES = {
    "a.md": ("# A\n", "**a**: b\n", "- **a**: b\n", "| a | b |\n", "a\n: b\n\n", "a\n", "*[A]: b\n", "[a](b) ", "["),
    "a.html": ("<p>a", "<h2>a</h2>", "<b>a</b> b ", "<li>a", "<a ", "<!--", '<a b="', "a</x>", "</p", "<?", "< "),
    "a.csv": ("a,b\n", "a\n", '"a\nb",c\n'),
    "a.txt": ("a\tb\n", "a\n"),
    "a.json": ("[1],", '{"term":"a","definition":"b"},'),
    "a.yml": ("- a\n", "- {a: b}\n", "- term: a\n  definition: b\n"),
    "a.rst": ("a\n  b\n", "a\n"),
    "b.rst": (".. glossary::\n\n   a\n      b\n\n",),
    "a.adoc": ("a:: b\n", "|===\n|a |b\n|===\n", "a image:b[c] "),
}
AROUND = {"a.json": ("[", "0]"), "a.csv": ("term,definition\n", ""), "a.html": ("<!doctype html>", "")}


def lines_of(work: Callable[[], Any]) -> int:
    """How many lines of our own and others' Python run."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(lambda *_: line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name, pieces in PIECES.items() for piece in pieces])
def test_twice_the_file_is_twice_the_work(name: str, piece: str) -> None:
    first, last = AROUND.get(name, ("", ""))
    read_files({name: first + piece * 3 + last})  # what is loaded once

    def read(times: int) -> Reading:
        return read_files({name: first + piece * times + last})

    assert lines_of(lambda: read(400)) < 2.5 * lines_of(lambda: read(200)) + 1_000
