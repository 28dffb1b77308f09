"""Twice the findings are twice the work, counted and not timed: lines of Python, and characters searched for line ends."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.text import line_starts
from tests.conftest import write_all
from tests.imports.test_work import lines_of

CONCEPT = "glossary/concepts/a.yml"
PAGE = "docs/index.md"
AVOIDED = "term: Churn\ndefinition: A loss.\ndeprecated: [gone]\nvariants: [chern]\nabbreviations: [CHN]\n"


def listed(key: str, item: str) -> Callable[[int], str]:
    return lambda n: f"term: a\ndefinition: b\n{key}: [" + ", ".join(item.format(i) for i in range(n)) + "]\n"


def terms(item: str) -> Callable[[int], str]:
    return lambda n: "terms:\n" + "".join(f"  - {{{item.format(i, i + 1)}}}\n" for i in range(n))


def entries(item: str) -> Callable[[int], str]:
    return lambda n: "source: s\nentries:\n" + "".join(f"  - {{locator: L{i}, {item.format(i)}}}\n" for i in range(n))


CASES: dict[str, tuple[str, Callable[[int], str], tuple[str, ...]]] = {
    "unknown keys, a line each": (CONCEPT, lambda n: "term: a\ndefinition: b\n" + "".join(f"k{i}: x\n" for i in range(n)), ("check",)),
    "unknown keys, one line": (CONCEPT, lambda n: "{term: a, definition: b, " + ", ".join(f"k{i}: x" for i in range(n)) + "}\n", ("check",)),
    "repeated keys": (CONCEPT, lambda n: "term: a\ndefinition: b\n" + "a: x\n" * n, ("check",)),
    "unknown names in a list": (CONCEPT, listed("related", "k{}"), ("check",)),
    "unknown names in texts": (CONCEPT, listed("notes", "'[[k{}]]'"), ("check",)),
    "hidden characters": (CONCEPT, listed("notes", '"\u200b{}"'), ("check",)),
    "terms without a definition": (CONCEPT, terms("term: n{}"), ("check",)),
    "terms with one name": (CONCEPT, terms("term: same, definition: d{}"), ("check",)),
    "entries with one name": ("glossary/entries/s.yml", entries("term: same, definition: d{}"), ("check",)),
    "entries without a name": ("glossary/entries/s.yml", entries("definition: d{}"), ("check",)),
    "decisions about nothing": ("glossary/decisions.yml", lambda n: "decisions:\n" + "".join(f"  - {{same_as: [a{i}, b{i}], reason: r}}\n" for i in range(n)), ("check",)),
    "lost addresses": ("glossary/published.txt", lambda n: "".join(f"id-{i}\n" for i in range(n)), ("check",)),
    "order of keys": (CONCEPT, terms("definition: d{}, term: n{}"), ("check", "--fix")),
    "unknown names on a page": (PAGE, lambda n: "[[k]] " * n, ("check",)),
    "names to avoid, one line": (PAGE, lambda n: "gone away " * n, ("lint",)),
    "names to avoid, quoted": (PAGE, lambda n: "“gone” gone " * n, ("lint",)),
    "names to avoid, a line each": (PAGE, lambda n: "gone away\n\n" * n, ("lint", "--format", "sarif")),
    "names to avoid, suggested": (PAGE, lambda n: "gone away\n\n" * n, ("lint", "--format", "suggestions")),
    "names to avoid, fixed": (PAGE, lambda n: "gone away\n\n" * n, ("lint", "--fix")),
    "other spellings": (PAGE, lambda n: "a chern " * n, ("lint",)),
    "wrong capitals": (PAGE, lambda n: "the chn " * n, ("lint",)),
}  # fmt: skip


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of characters that have been searched for line ends."""
    count = [0]

    class Counting:
        def __getattr__(self, name: str) -> Callable[..., object]:
            def call(text: str) -> object:
                count[0] += len(text)
                return getattr(pattern, name)(text)

            return call

    pattern: re.Pattern[str] = line_starts._BREAK
    monkeypatch.setattr(line_starts, "_BREAK", Counting())
    return count


@pytest.mark.parametrize("name", CASES)
def test_twice_the_findings_are_twice_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, searched: list[int], name: str
) -> None:
    file, make, verb = CASES[name]
    monkeypatch.chdir(tmp_path)

    def run(times: int) -> tuple[int, int]:
        files = {"mkdocs.yml": "site_name: T\nplugins: [termbase: {history: false}]\n", PAGE: "# x\n", CONCEPT: AVOIDED}
        write_all(tmp_path, files | {file: make(times)})
        searched[0] = 0
        results = []
        lines = lines_of(lambda: results.append(CliRunner().invoke(main, [*verb])))
        assert results[0].exit_code in (0, 1), results[0].output
        return lines, searched[0]

    run(3)  # what is loaded once
    (few, short), (many, long) = run(60), run(240)
    assert many < 5.2 * few + 5_000
    assert long < 5.2 * short + 5_000
