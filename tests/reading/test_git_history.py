import os
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from termbase.glossary import compile_glossary
from termbase.reading.git_history import FileHistory, History, _day, parse_log, read_history
from termbase.site.contributors import authors_of, dated_concepts
from termbase.site.render import render
from termbase.site.repository import Repository
from termbase.site.site import Site
from termbase.yaml_files.tree import parse
from tests.conftest import concept, load, write_all

DAY = 86_400
ANN, BEN, BOT = "Ann <ann@example.org>", "Ben <ben@example.org>", "helper[bot] <1+helper[bot]@example.org>"


class Clone:
    """A repository in which every commit says who made it and on which day since 1970."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, who: str = ANN, day: int = 0) -> str:
        name, _, address = who.rstrip(">").partition(" <")
        person = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
                  for what, value in (("NAME", name), ("EMAIL", address), ("DATE", f"@{day * DAY} +0000"))}  # fmt: skip
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **person},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def commit(self, files: dict[str, str], *, who: str = ANN, day: int = 1, signed: str = "") -> None:
        write_all(self.folder, files)
        self.git("add", "--all", "--", *files)
        self.git("commit", "--quiet", "--allow-empty", "-m", "Change\n\n" + signed, who=who, day=day)

    def history(self, folder: str = "glossary", *, relative_to: str = ".") -> History:
        base = (self.folder / relative_to).resolve()
        return read_history(base / folder, relative_to=base)


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "project")


def known(day: int, *authors: str) -> FileHistory:
    return FileHistory(updated=f"1970-01-{day + 1:02}", authors=authors)


def test_each_file_has_its_authors_in_the_order_in_which_they_joined_and_the_day_of_its_last_commit(
    clone: Clone,
) -> None:
    clone.commit({"glossary/a.yml": "1\n", "glossary/b.yml": "1\n"}, day=1)
    clone.commit({"glossary/a.yml": "2\n"}, who=BEN, day=2)
    clone.commit({"glossary/a.yml": "3\n"}, day=3)
    clone.commit({"README.md": "other\n"}, who="Cy <cy@example.org>", day=4)
    assert clone.history() == History(
        files={"glossary/a.yml": known(3, "Ann", "Ben"), "glossary/b.yml": known(1, "Ann")}
    )


def test_a_renamed_file_keeps_what_was_known_of_it_and_a_new_one_under_its_old_name_does_not_get_it(
    clone: Clone,
) -> None:
    clone.commit({"glossary/old.yml": "one\ntwo\nthree\nfour\n"}, day=1)
    clone.git("mv", "glossary/old.yml", "glossary/new.yml")
    clone.commit({}, who=BEN, day=2)
    clone.commit({"glossary/old.yml": "something else\n"}, who="Cy <cy@example.org>", day=3)
    files = clone.history().files
    assert files["glossary/new.yml"] == known(2, "Ann", "Ben")
    assert files["glossary/old.yml"] == known(3, "Cy")


@pytest.mark.parametrize(
    ("signed", "who", "authors"),
    [
        ("Co-authored-by: Ben <ben@example.org>", ANN, ("Ann", "Ben")),
        ("Co-authored-by: Ben <ben@example.org>\nCo-authored-by: Cy <cy@example.org>", ANN, ("Ann", "Ben", "Cy")),
        ("Co-authored-by: ben <7+ben@users.noreply.github.com>", BOT, ("ben",)),
        ("", BOT, ("helper[bot]",)),
        ("Co-authored-by: no mailbox at all", ANN, ("Ann",)),
        ("Co-authored-by: <only@example.org>", ANN, ("Ann",)),
        ("Co-authored-by: Ann <ann@example.org>", ANN, ("Ann",)),
        ("Co-authored-by: tricky\u202e\x1b[31m name <x@example.org>", ANN, ("Ann", "tricky[31m name")),
    ],
)
def test_co_authors_count_and_programs_only_where_nobody_else_wrote(
    clone: Clone, signed: str, who: str, authors: tuple[str, ...]
) -> None:
    clone.commit({"glossary/a.yml": "1\n"}, who=who, signed=signed)
    assert clone.history().files["glossary/a.yml"].authors == authors


def test_the_mailmap_gives_one_name_to_one_person(clone: Clone) -> None:
    clone.commit({".mailmap": "Ann Example <ann@example.org>\nBen Example <ben@example.org>\n"})
    clone.commit({"glossary/a.yml": "1\n"}, signed="Co-authored-by: B. <ben@example.org>")
    assert clone.history().files["glossary/a.yml"].authors == ("Ann Example", "Ben Example")


def test_paths_are_relative_to_the_project_also_where_it_lies_deeper_in_the_repository(clone: Clone) -> None:
    clone.commit({"docs/glossary/ä b.yml": "1\n", "glossary/a.yml": "1\n"})
    assert set(clone.history("glossary", relative_to="docs").files) == {"glossary/ä b.yml"}


def test_settings_of_a_person_do_not_change_what_is_read(clone: Clone) -> None:
    clone.commit({".mailmap": "Ann Example <ann@example.org>\n", "glossary/a.yml": "one\ntwo\nthree\n"}, day=1)
    clone.git("mv", "glossary/a.yml", "glossary/b.yml")
    clone.commit({}, who=BEN, day=2)
    plain = clone.history()
    (clone.folder / "mine").write_text("Somebody Else <ann@example.org>\n")
    for key, value in {
        "color.ui": "always", "core.quotePath": "true", "diff.external": "false", "diff.noprefix": "true",
        "diff.relative": "true", "diff.renames": "false", "format.pretty": "full", "log.date": "relative",
        "log.decorate": "full", "log.diffMerges": "on", "log.follow": "true", "log.mailmap": "false",
        "log.showRoot": "false", "log.showSignature": "true", "mailmap.file": str(clone.folder / "mine"),
    }.items():  # fmt: skip
        clone.git("config", key, value)
    assert clone.history() == plain
    assert plain.files == {"glossary/b.yml": known(2, "Ann Example", "Ben")}


def test_a_merge_changes_nothing_by_itself(clone: Clone) -> None:
    clone.commit({"glossary/a.yml": "1\n"}, day=1)
    clone.git("switch", "--quiet", "--create", "side")
    clone.commit({"glossary/b.yml": "1\n"}, who=BEN, day=2)
    clone.git("switch", "--quiet", "main")
    clone.commit({"glossary/c.yml": "1\n"}, day=3)
    clone.git("merge", "--quiet", "--no-edit", "side", who="Merger <m@example.org>", day=9)
    assert clone.history().files == {
        "glossary/a.yml": known(1, "Ann"), "glossary/b.yml": known(2, "Ben"), "glossary/c.yml": known(3, "Ann"),
    }  # fmt: skip


def test_what_is_not_committed_does_not_count(clone: Clone) -> None:
    clone.commit({"glossary/a.yml": "1\n"})
    before = clone.history()
    (clone.folder / "glossary/a.yml").write_text("2\n")
    (clone.folder / "glossary/b.yml").write_text("1\n")
    assert clone.history() == before


def test_a_shallow_clone_knows_nothing_rather_than_something_wrong(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"glossary/a.yml": "1\n"}, day=1)
    clone.commit({"glossary/b.yml": "1\n"}, who=BEN, day=2)
    clone.git("clone", "--quiet", "--depth=1", f"file://{clone.folder}", str(tmp_path / "shallow"))
    folder = tmp_path / "shallow"
    assert (folder / "glossary/a.yml").exists()
    assert read_history(folder / "glossary", relative_to=folder) == History()


def test_nothing_is_known_outside_of_a_repository_without_commits_or_without_git(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain/glossary").mkdir(parents=True)
    assert read_history(tmp_path / "plain/glossary", relative_to=tmp_path / "plain") == History()
    assert clone.history() == History()
    clone.commit({"glossary/a.yml": "1\n"})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert clone.history() == History()


def test_contributors_are_in_alphabetical_order_with_what_they_wrote() -> None:
    termbase, _ = load({"concepts/b.yml": concept("Beta"), "concepts/a.yml": concept("Alpha")})
    files = {"concepts/a.yml": known(1, "zoe", "Ben"), "concepts/b.yml": known(2, "Émile", "zoe")}
    items = dated_concepts(termbase, History(files=files))
    assert [item.concept.id for item in items] == ["a", "b"]
    told = {person.name: [c.id for c in person.concepts] for person in authors_of(items)}
    assert list(told.items()) == [("Ben", ["a"]), ("Émile", ["b"]), ("zoe", ["a", "b"])]
    assert authors_of(dated_concepts(termbase, History())) == ()


def rendered(history: History, *, repository: Repository | None = None) -> dict[str, BeautifulSoup]:
    """The pages of a glossary of one term, by path."""
    document = parse(concept("Churn"), file="concepts/churn.yml")
    glossary = compile_glossary([document])
    files = [concept.where.file for concept in glossary.termbase.concepts]
    site = Site(glossary=glossary, history=history, updated=history.dates(files), repository=repository)
    return {body.page.path: BeautifulSoup(body.html, "html.parser") for body in render(site)}


def test_pages_show_who_wrote_a_term_and_when_it_changed_last() -> None:
    history = History(files={"concepts/churn.yml": known(2, "Ann <b>", "Ben")})
    pages = rendered(history)
    page = pages["contributors/index"]
    assert page.find("b") is None
    assert [summary.text for summary in page.find_all("summary")] == ["Ann <b>, 1 term", "Ben, 1 term"]
    (row,) = page.select("tbody tr")
    assert (row["id"], row.time["datetime"], row.time.text) == ("term-churn", "1970-01-03", "January 3, 1970")
    assert row.find_all("td")[-1].text == "Ann <b>, Ben"
    footer = pages["terms/churn"].find("footer", class_="tb-footer")
    assert footer.time["datetime"] == "1970-01-03"
    assert footer.find("a", string="Who wrote this?")["href"] == "../../contributors/#term-churn"


def test_pages_say_less_where_nothing_is_known() -> None:
    pages = rendered(History(), repository=Repository(url="https://git.example/o/r"))
    assert "contributors/index" not in pages
    assert pages["terms/churn"].find("time") is None


@pytest.mark.parametrize(
    ("seconds", "day"), [(-1, ""), (0, "1970-01-01"), (2**32 - 1, "2106-02-07"), (2**32, ""), (10**18, "")]
)
def test_a_commit_of_any_time_is_read(seconds: int, day: str) -> None:
    history = History(files={"a.yml": FileHistory(updated=_day(seconds), authors=("Ann",))})
    assert history.dates(["a.yml"]) == ({"a.yml": day} if day else {})


def test_a_commit_from_the_far_future_is_read_from_git(clone: Clone) -> None:
    clone.commit({"glossary/a.yml": concept("A")}, day=2**31 // 2)
    found = clone.history().files["glossary/a.yml"]
    assert found.authors == ("Ann",)
    assert "<time" not in str(rendered(History(files={"concepts/a.yml": found}))["contributors/index"])


LOG = "\0".join(
    ("", "1700000000", "Ann", "Co <c@a.example>", "M", "a.yml", "R100", "b.yml", "c.yml", "", "1600000000", "Bot[bot]", "", "\nA", "a.yml", "")
)  # fmt: skip


@pytest.mark.parametrize("cut", range(len(LOG)))
def test_a_log_that_was_cut_off_says_nothing_or_whole_commits(cut: int) -> None:
    whole = parse_log(LOG, names=lambda signed: {}).files
    assert [*whole] == ["a.yml", "c.yml"]
    assert {*parse_log(LOG[:cut], names=lambda signed: {}).files} <= {*whole}


@pytest.mark.parametrize("time", ["9" * 5_000, "-", "x", "-1", "٣"])
def test_a_log_with_an_odd_time_is_read(time: str) -> None:
    assert parse_log(f"\0{time}\0Ann\0\0M\0a.yml\0", names=lambda signed: {}).files["a.yml"].authors == ("Ann",)
