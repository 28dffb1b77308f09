"""`termbase review`: the queue, the answers, and the file that they are kept in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

TWO_FIELDS = {
    "sources.yml": "sources:\n  - {id: rail, title: Rail}\n  - {id: music, title: Music}\n",
    "entries/rail.yml": "source: rail\nentries:\n"
    "  - {locator: switch, term: Switch, definition: Movable rails that lead a train from one track to another.}\n"
    "  - {locator: signal-box, term: Signal box, definition: Building from which a dispatcher sets signals and points.}\n",
    "entries/music.yml": "source: music\nentries:\n"
    "  - {locator: switch, term: Switch, definition: Pedal with which a guitarist turns an effect on or off.}\n",
}


@pytest.fixture
def two_fields(project: Path) -> Path:
    """A glossary of two sources that use one name for two things."""
    for path in (project / "glossary").rglob("*.yml"):
        path.unlink()
    for name, text in TWO_FIELDS.items():
        (project / "glossary" / name).write_text(text, "utf-8")
    return project


def queue(run: Run) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run("review", "--format", "json").output)["queue"]
    return listed


def test_the_queue_shows_both_texts_and_what_speaks_for_and_against(run: Run, two_fields: Path) -> None:
    assert two_fields
    told = run("review").output
    assert "1 of 1: perhaps one concept" in told
    assert "Movable rails" in told
    assert "Pedal with" in told
    assert "+ both are called “Switch”" in told
    assert "- the definitions share no word besides the name" in told


@pytest.mark.parametrize(("answer", "key", "concepts"), [("same", "same_as", 2), ("different", "distinct_from", 3)])
def test_an_answer_comes_back_over_a_pipe_and_is_not_asked_again(
    run: Run, two_fields: Path, answer: str, key: str, concepts: int
) -> None:
    (item,) = queue(run)
    item["answer"] = answer
    assert json.loads(run("review", "--answers", "-", answers=json.dumps({"queue": [item]})).output)["stored"] == 1
    (line,) = [x for x in (two_fields / "glossary/decisions.yml").read_text("utf-8").splitlines() if "{" in x]
    assert line.startswith(f'  - {{{key}: ["music:switch", "rail:switch"]')
    assert queue(run) == []
    assert f"{concepts} concepts, 3 entries" in run("check").output


def test_a_changed_side_is_reported_and_asked_about_again(run: Run, two_fields: Path) -> None:
    (item,) = queue(run)
    run("review", "--answers", "-", answers=json.dumps([{**item, "answer": "different", "reason": "Two trades."}]))
    path = two_fields / "glossary/entries/music.yml"
    path.write_text(path.read_text("utf-8").replace("guitarist", "player"), "utf-8")
    assert "TB307" in run("check", "--notes").output
    (changed,) = queue(run)
    assert (changed["kind"], changed["decision"]["reason"]) == ("changed", "Two trades.")
    assert run("review", "--confirm-changed").output == "Confirmed 1 decision.\n"
    assert queue(run) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[" * 5_000, "not JSON"),
        ("[" + "9" * 5_000 + "]", "not JSON"),
        ('{"queue": 1}', "not a list"),
        ('[{"a": "music:switch", "b": "rail:switch", "answer": "perhaps"}]', "“same”, “different” or “later”"),
        ('[{"a": "music:switch", "answer": "same"}]', "which entry “b” is"),
        ('[{"a": {"entry": "music:switch", "fingerprint": "0"}, "b": "rail:switch", "answer": "same"}]', "has changed"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_in_words(run: Run, two_fields: Path, text: str, said: str) -> None:
    result = run("review", "--answers", "-", answers=text)
    assert result.exit_code == 2
    assert said in result.output
    assert not (two_fields / "glossary/decisions.yml").exists()


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the command believe that a person types these keys at a terminal."""

    def typed(text: str) -> None:
        rest = iter(text)
        monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
        monkeypatch.setattr("click.getchar", lambda: next(rest))

    return typed


def test_the_last_answer_can_be_undone(run: Run, two_fields: Path, keys: Callable[[str], None]) -> None:
    third = "source: art\nentries:\n  - {locator: switch, term: Switch, definition: Thin twig for drawing pictures in the sand.}\n"
    (two_fields / "glossary/entries/art.yml").write_text(third, "utf-8")
    (two_fields / "glossary/sources.yml").write_text(TWO_FIELDS["sources.yml"] + "  - {id: art, title: Art}\n", "utf-8")
    keys("sudq")
    told = run("review").output
    assert "Stored 1 answer" in told
    (line,) = [x for x in (two_fields / "glossary/decisions.yml").read_text("utf-8").splitlines() if "{" in x]
    assert "distinct_from" in line
    keys("uq")
    assert "[u]ndo" not in run("review").output.partition("quit")[0]


def test_what_answers_settle_is_not_asked(run: Run, two_fields: Path, keys: Callable[[str], None]) -> None:
    third = "source: art\nentries:\n  - {locator: switch, term: Switch, definition: Thin twig for drawing pictures in the sand.}\n"
    (two_fields / "glossary/entries/art.yml").write_text(third, "utf-8")
    (two_fields / "glossary/sources.yml").write_text(TWO_FIELDS["sources.yml"] + "  - {id: art, title: Art}\n", "utf-8")
    assert len(queue(run)) == 3
    keys("ss")
    assert "Stored 2 answers" in run("review").output
    assert queue(run) == []


def test_a_synonym_added_later_does_not_reopen_a_decision(run: Run, two_fields: Path) -> None:
    (item,) = queue(run)
    item["answer"] = "different"
    run("review", "--answers", "-", answers=json.dumps({"queue": [item]}))
    path = two_fields / "glossary/entries/music.yml"
    path.write_text(path.read_text("utf-8").replace("term: Switch,", "term: Switch, synonyms: [Stomp box],"), "utf-8")
    assert "TB307" not in run("check", "--notes").output
    assert queue(run) == []
