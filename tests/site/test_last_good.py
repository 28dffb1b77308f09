"""Reading a folder once, and again and again while a site is being served."""

from pathlib import Path
from typing import Any

import pytest

from termbase.reading.git_history import FileHistory, History
from termbase.site.last_good import Reader, Reading

GOOD = "term: Churn\ndefinition: End of a contract.\n"
BROKEN = "term: Churn\ndefinition: [not closed\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "glossary/concepts").mkdir(parents=True)
    return tmp_path


def read(reader: Reader, project: Path, text: str, **options: Any) -> Reading:
    (project / "glossary/concepts/churn.yml").write_text(text, "utf-8")
    return reader.read(project / "glossary", project=project, **options)


def terms(reading: Reading) -> list[str]:
    return [concept.term for concept in reading.glossary.termbase.concepts]


def codes(reading: Reading) -> list[str]:
    return [diagnostic.code for diagnostic in reading.diagnostics]


@pytest.mark.parametrize(("serving", "expected"), [(True, ["Churn"]), (False, [])])
def test_only_while_serving_a_file_just_broken_keeps_its_last_good_version(
    project: Path, serving: bool, expected: list[str]
) -> None:
    reader = Reader(serving=serving)
    assert terms(read(reader, project, GOOD)) == ["Churn"]
    broken = read(reader, project, BROKEN)
    assert terms(broken) == expected
    assert codes(broken) == ["TB101"]
    assert codes(read(reader, project, GOOD)) == []


def test_while_serving_the_newest_good_version_counts(project: Path) -> None:
    reader = Reader(serving=True)
    read(reader, project, GOOD)
    read(reader, project, GOOD.replace("Churn", "Churn rate"))
    assert terms(read(reader, project, BROKEN)) == ["Churn rate"]


def test_a_version_with_errors_is_not_kept_as_good(project: Path) -> None:
    reader = Reader(serving=True)
    assert codes(read(reader, project, f"{GOOD}color: red\n")) == ["TB202"]
    assert terms(read(reader, project, BROKEN)) == []


def test_the_history_is_asked_for_once_while_serving_and_never_where_it_is_not_wanted(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    known = History(files={"glossary/concepts/churn.yml": FileHistory(authors=("Ann",), updated="2026-01-02")})

    def answer(_: Path, *, relative_to: Path) -> History:
        asked.append(relative_to)
        return known

    monkeypatch.setattr("termbase.site.last_good.read_history", answer)
    assert read(Reader(), project, GOOD, history=False).history == History()
    assert asked == []
    for serving, times in ((True, 1), (False, 2)):
        reader = Reader(serving=serving)
        asked.clear()
        for _ in range(2):
            reading = read(reader, project, GOOD)
        assert asked == [project] * times
        assert reading.updated == {"glossary/concepts/churn.yml": "2026-01-02"}


def test_what_is_wrong_with_others_and_with_the_map_is_told_as_well(project: Path) -> None:
    (project / "glossary/map.json").write_text("{}", "utf-8")
    (project / "other.json").write_text("{}", "utf-8")
    reading = read(Reader(), project, BROKEN, remotes=["gone.json", "other.json"])
    assert codes(reading) == ["TB115", "TB114", "TB101", "TB112"]
    assert [str(d.where.file) for d in reading.diagnostics][-1] == "glossary/map.json"
