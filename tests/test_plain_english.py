"""The check for wording that reads like a translation: what it reads, what it finds, what it lets pass."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from scripts import plain_english
from scripts.plain_english import findings, habits, main
from scripts.prose_of import GAP, prose_of

GIVEN: list[dict[str, Any]] = tomllib.loads((plain_english.LISTS / "plain_english.toml").read_text("utf-8"))["habit"]


@pytest.mark.parametrize("habit", GIVEN, ids=lambda habit: str(habit["pattern"][:30]))
def test_a_habit_finds_its_bad_example_and_passes_its_good_one(habit: dict[str, Any]) -> None:
    file = "glossary/concepts/churn.yml" if "only" in habit else "docs/use.md"
    known = habits([habit])
    assert list(findings(file, f"text: {habit['bad']}\n", known))
    assert not list(findings(file, f"text: {habit['good']}\n", known))


@pytest.mark.parametrize(
    ("name", "text", "prose"),
    [
        ("a.md", "Mend it.\n", "Mend it."),
        ("a.md", "a `mend` b ``m ` end`` c", "a b c"),
        ("a.md", "```sh\nmend\n```\nafter\n", "after"),
        ("a.md", "1. step\n\n    ```yaml\n    mend: it\n    ```\n\nafter\n", "1. step after"),
        ("a.md", "[a page](mend.md)\n## Head { #mend }", "[a page] ## Head"),
        ("a.py", 'def f():\n    """Says it."""\n    return "one " "two"  # why\n', "Says it. one two why"),
        ("a.py", "mend = rf'a{mend[0]} b{{c}}{d!r:>{e}}'\n", "a b{{c}}"),
        ("a.yml", "mend: fix\nlist: [a, 'b c']  # mend\n", "fix a 'b c'"),
        ("a.yml", "key: >-\n  folded\n  text\n", ">- folded text"),
        ("a.html", '<p class="mend" title="one">two{# three #}{{ mend("four") }}</p>', 'one two three "four"'),
        ("a.html", "{%- if mend -%}\n one {%- endif %}", "one"),
        ("a.js", "let mend = `a ${b}`; // c\n/* d\n e */\n", "`a ${b}` // c /* d e */"),
    ],
)
def test_only_prose_is_left(name: str, text: str, prose: str) -> None:
    left = prose_of(name, text)
    assert len(left) == len(text)
    assert left.count("\n") == text.count("\n")
    assert " ".join(left.replace(GAP, " ").split()) == prose


def test_a_finding_names_line_and_column_across_a_line_break() -> None:
    text = 'x = (\n    "No é. Take "\n    "it away."\n)\n'
    [found] = findings("plugins/termbase/a.py", text, habits(GIVEN))
    assert (found.line, found.column, found.found) == (2, 12, "Take it away")
    assert str(found).startswith("plugins/termbase/a.py:2:12: ")


def test_separate_strings_are_not_one_phrase() -> None:
    assert not list(findings("a.py", 'x = ["take", "away"]\n', habits(GIVEN)))


def run(folder: Path, exceptions: str, monkeypatch: pytest.MonkeyPatch) -> int:
    (folder / "plain_english.toml").write_text('[[habit]]\npattern = "mend"\nwhy = "old"\ninstead = "fix"\n', "utf-8")
    (folder / "plain_english_exceptions.toml").write_text(exceptions, "utf-8")
    monkeypatch.setattr(plain_english, "ROOT", folder)
    monkeypatch.setattr(plain_english, "LISTS", folder)
    return main([])


EXCEPTION = '[[exception]]\nfile = "a.md"\ntext = "we mend"\nreason = "A quotation."\n'


def test_a_finding_fails_and_gives_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("Here\nwe mend.\n", "utf-8")
    assert run(tmp_path, "", monkeypatch) == 1
    assert capsys.readouterr().out == "a.md:2:4: “mend”: old → fix\n"


def test_an_exception_passes_while_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("Here we mend.\n", "utf-8")
    assert run(tmp_path, EXCEPTION, monkeypatch) == 0
    (tmp_path / "a.md").write_text("Here we fix.\n", "utf-8")
    assert run(tmp_path, EXCEPTION, monkeypatch) == 1
    assert "a.md: “we mend”" in capsys.readouterr().out


def test_a_finding_in_a_term_file_is_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/a.yml").write_text("term: mend\n", "utf-8")
    assert run(tmp_path, EXCEPTION.replace("a.md", "glossary/b.yml"), monkeypatch) == 0
    assert capsys.readouterr().out == "glossary/a.yml:1:7: “mend”: old → fix (advice)\n"


def test_the_repository_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().out
