"""A stored compile saves work, is used only if this user has signed it, and can be deleted at any time."""

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from termbase.glossary import Glossary, KeptCompile
from termbase.site import project as projects
from termbase.site import signed_file
from termbase.site.cache_folder import CACHE_FOLDER
from termbase.site.project import find_project

TERM = "term: Zeta{n} thing\ndefinition: Kind of zeta{other} thing.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of forty terms, which is large enough here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(signed_file, "_LEAST", 40)
    root = tmp_path / "project"
    (root / "glossary").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: S\nplugins: [termbase]\n", "utf-8")
    for number in range(40):
        term(root, number)
    return root


def term(root: Path, number: int, *, other: int | None = None) -> None:
    """Writes a term that uses the name of another."""
    text = TERM.format(n=number, other=number - 1 if other is None else other)
    (root / f"glossary/t{number}.yml").write_text(text, "utf-8")


def checked(root: Path) -> tuple[int | None, object]:
    """A check by another process: how many texts it rendered, or None if it keeps none, and what it found."""
    project = find_project(root)
    assert project is not None
    counts: list[int | None] = []
    compile_glossary = projects.compile_glossary

    def counted(*given: Any, kept: KeptCompile | None, **more: Any) -> Glossary:
        glossary = compile_glossary(*given, kept=kept, **more)
        counts.append(kept.texts.rendered if kept else None)
        return glossary

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projects, "compile_glossary", counted)
        glossary, found = project.check()
    (count,) = counts
    return count, (found, glossary.termbase, glossary.texts.links_to)


def without_cache(root: Path) -> object:
    """What a check finds that starts from nothing."""
    project = find_project(root)
    assert project is not None
    project.settings = replace(project.settings, options=replace(project.settings.options, cache=False))
    glossary, found = project.check()
    return found, glossary.termbase, glossary.texts.links_to


def stored(root: Path) -> Path:
    """The one file in the cache."""
    (found,) = (root / CACHE_FOLDER).glob("*.pickle")
    return found


def test_the_next_check_renders_only_what_has_changed(folder: Path) -> None:
    assert checked(folder)[0] == 40
    assert checked(folder)[0] == 0
    term(folder, 7, other=3)
    count, found = checked(folder)
    assert count == 1
    assert found == without_cache(folder)
    assert checked(folder)[0] == 1  # so little is not stored again


def test_many_changes_are_stored(folder: Path) -> None:
    checked(folder)
    for number in range(10):
        term(folder, number, other=30)
    assert checked(folder)[0] == 10
    assert checked(folder)[0] == 0


def test_a_small_glossary_and_one_without_a_cache_store_nothing(folder: Path) -> None:
    without_cache(folder)
    (folder / "glossary/t1.yml").unlink()
    checked(folder)
    assert not (folder / CACHE_FOLDER).exists()


def test_continuous_integration_stores_only_what_a_later_run_can_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert checked(folder)[0] is None
    assert not (folder / CACHE_FOLDER).exists()
    with monkeypatch.context() as shared:
        shared.setenv("TERMBASE_CACHE_KEY", "shared by machines")
        assert checked(folder)[0] == 40
        assert checked(folder)[0] == 0
    assert checked(folder)[0] == 40  # another secret, but a folder that is kept between runs
    assert checked(folder)[0] == 0


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_a_variable_that_says_no_is_no_continuous_integration(
    folder: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CI", value)
    assert checked(folder)[0] == 40
    assert checked(folder)[0] == 0


class Trap:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.path,))


def test_what_was_not_signed_is_never_read(folder: Path, tmp_path: Path) -> None:
    checked(folder)
    file, sprung = stored(folder), tmp_path / "sprung"
    whole = file.read_bytes()
    trap = pickle.dumps(Trap(sprung))
    for broken in (b"", whole[:10], whole[:-1], whole[:16] + trap, trap, whole[:40] + b"!" + whole[41:]):
        file.write_bytes(broken)
        count, found = checked(folder)
        assert count == 40
        assert found == without_cache(folder)
    assert not sprung.exists()
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    assert checked(folder)[0] == 40


def test_another_version_of_the_program_starts_from_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(folder)
    monkeypatch.setattr(signed_file, "program", lambda *_: "another")
    assert checked(folder)[0] == 40


def test_another_secret_starts_from_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(folder)
    monkeypatch.setenv("TERMBASE_CACHE_KEY", "shared by machines")
    assert checked(folder)[0] == 40


def test_a_check_that_cannot_write_ends_as_usual(folder: Path) -> None:
    (folder / ".cache").write_text("in the way", "utf-8")
    assert checked(folder)[1] == without_cache(folder)
