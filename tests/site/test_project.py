"""A project read once, and again and again while its site is being served."""

from pathlib import Path
from typing import Any

import pytest

from termbase.reading.git_history import FileHistory, History
from termbase.site.project import Project
from termbase.site.settings import make_settings
from termbase.site.site import Site

GOOD = "term: Churn\ndefinition: End of a contract.\n"
BROKEN = "term: Churn\ndefinition: [not closed\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary/concepts").mkdir(parents=True)
    return tmp_path


def made(folder: Path, *, serving: bool = False, **options: Any) -> Project:
    return Project(settings=make_settings(options, root=folder), serving=serving)


def read(project: Project, text: str) -> Site:
    (project.settings.glossary / "concepts/churn.yml").write_text(text, "utf-8")
    return project.site()


def terms(site: Site) -> list[str]:
    return [concept.term for concept in site.glossary.termbase.concepts]


def codes(site: Site) -> list[str]:
    return [diagnostic.code for diagnostic in site.diagnostics]


@pytest.mark.parametrize(("serving", "expected"), [(True, ["Churn"]), (False, [])])
def test_only_while_serving_a_file_just_broken_keeps_its_last_good_version(
    folder: Path, serving: bool, expected: list[str]
) -> None:
    reader = made(folder, serving=serving)
    assert terms(read(reader, GOOD)) == ["Churn"]
    broken = read(reader, BROKEN)
    assert terms(broken) == expected
    assert codes(broken) == ["TB101"]
    assert codes(read(reader, GOOD)) == []


def test_while_serving_the_newest_good_version_counts(folder: Path) -> None:
    reader = made(folder, serving=True)
    read(reader, GOOD)
    read(reader, GOOD.replace("Churn", "Churn rate"))
    assert terms(read(reader, BROKEN)) == ["Churn rate"]


@pytest.mark.parametrize("serving", [True, False])
def test_only_while_serving_the_parsed_files_of_terms_are_kept(folder: Path, serving: bool) -> None:
    (folder / "glossary/termbase.yml").write_text("title: Words\n", "utf-8")
    documents = read(made(folder, serving=serving), GOOD).glossary.documents
    assert {d.file.rpartition("/")[2]: d.root is not None for d in documents} == {
        "churn.yml": serving,
        "termbase.yml": True,
    }
    assert all(document.text for document in documents)


def test_a_version_with_errors_is_not_kept_as_good(folder: Path) -> None:
    reader = made(folder, serving=True)
    assert codes(read(reader, f"{GOOD}color: red\n")) == ["TB202"]
    assert terms(read(reader, BROKEN)) == []


def test_the_history_is_read_once_while_serving_and_only_when_something_shows_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    known = History(files={"glossary/concepts/churn.yml": FileHistory(authors=("Ann",), updated="2026-01-02")})

    def answer(_: Path, *, relative_to: Path) -> History:
        asked.append(relative_to)
        return known

    monkeypatch.setattr("termbase.site.project.read_history", answer)
    assert read(made(folder, history=False), GOOD).history == History()
    assert asked == []
    for serving, times in ((True, 1), (False, 2)):
        reader = made(folder, serving=serving)
        asked.clear()
        for _ in range(2):
            before = len(asked)
            reading = read(reader, GOOD)
            assert len(asked) == before
            assert reading.updated == {"glossary/concepts/churn.yml": "2026-01-02"}
        assert asked == [folder] * times


def test_problems_of_other_glossaries_and_of_the_map_are_reported_as_well(folder: Path) -> None:
    (folder / "glossary/map.json").write_text("{}", "utf-8")
    (folder / "other.json").write_text("{}", "utf-8")
    reading = read(made(folder, remotes=["gone.json", "other.json"]), BROKEN)
    assert codes(reading) == ["TB115", "TB114", "TB101", "TB112"]
    assert [str(d.where.file) for d in reading.diagnostics][-1] == "glossary/map.json"


@pytest.mark.parametrize(
    ("text", "code"),
    [("term: Churn\n", "TB201"), ("term: Churn\ndefinition: Half of it.\ncolor: red\n", "TB202"), (BROKEN, "TB101")],
)
def test_while_serving_any_unusable_version_shows_the_last_good_one_and_says_of_which_file(
    folder: Path, text: str, code: str
) -> None:
    reader = made(folder, serving=True)
    assert read(reader, GOOD).outdated == ()
    broken = read(reader, text)
    assert broken.glossary.termbase.concepts[0].definition == "End of a contract."
    assert codes(broken) == [code]
    assert broken.outdated == ("glossary/concepts/churn.yml",)
    assert read(reader, GOOD).outdated == ()


def test_a_relation_to_nothing_is_shown_as_it_is_now(folder: Path) -> None:
    reader = made(folder, serving=True)
    read(reader, GOOD)
    now = read(reader, "term: Churn\ndefinition: Loss of a customer.\nrelated: [nothing]\n")
    assert now.glossary.termbase.concepts[0].definition == "Loss of a customer."
    assert (codes(now), now.outdated) == (["TB401"], ())


def test_the_kept_places_of_the_map_reach_the_site(folder: Path) -> None:
    kept = '{"version": 1, "categories": {"": {"at": [7, 8], "terms": {"churn": [1, 2]}}}}'
    (folder / "glossary/map.json").write_text(kept, "utf-8")
    found = read(made(folder), GOOD).kept[""]
    assert (found.centre, found.places) == ((7, 8), {"churn": (1, 2)})
