"""After an edit a build writes what shows it; everything else in the output stays as it was, with its date."""

import os
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from termbase.hosts import whole_output
from termbase.hosts.kept_files import KeptFiles
from termbase.hosts.page_shell import PageShell
from tests.conftest import read_all
from tests.hosts.conftest import CONFIG, write

TERMS = 6
LONG_AGO = 1_000_000_000_000_000_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    # The host writes the day into its sitemap, and the time of the build into its own home page.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = tmp_path / "project"
    (made / "docs").mkdir(parents=True)
    (made / "docs/page.md").write_text("# Page\n\nSee [[Term3x]].\n", "utf-8")
    (made / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (made / "glossary").mkdir()
    for number in range(TERMS):
        write(made, f"term{number}x")
    return made


def built(folder: Path, out: str = "site", *, dirty: bool = False) -> Path:
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / out))
    config.plugins.on_startup(command="build", dirty=dirty)
    build(config, dirty=dirty)
    return folder / out


def age(site: Path) -> None:
    """Gives every file an old date."""
    for path in site.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(LONG_AGO, LONG_AGO))


def new(site: Path) -> set[str]:
    """The files that do not have the old date any more."""
    found = (path for path in site.rglob("*") if path.is_file() and path.stat().st_mtime_ns != LONG_AGO)
    return {path.relative_to(site).as_posix() for path in found}


@pytest.mark.parametrize("dirty", [False, True])
def test_only_what_shows_an_edit_is_written(folder: Path, dirty: bool) -> None:
    site = built(folder)
    age(site)
    before = read_all(site)
    built(folder, dirty=dirty)
    changed = {path for path in new(site) if before[path] != (site / path).read_bytes()}
    assert not changed
    if not dirty:  # then the host writes its own pages, whether they have changed or not
        assert not new(site)
    age(site)
    write(folder, "term3x", example="A customer saw one.")
    built(folder, dirty=dirty)
    pages = {path for path in new(site) if path.startswith("terms/")}
    assert "terms/term3x/index.html" in pages
    assert not pages & {f"terms/term{number}x/index.html" for number in range(TERMS) if number != 3}
    assert "api/v1/terms/term3x.json" in new(site)
    assert "api/v1/terms/term4x.json" not in new(site)
    assert "go/term3x/index.html" not in new(site)


@pytest.mark.parametrize("hooks", [False, True], ids=["alone", "with a hook"])
def test_a_warm_build_has_the_bytes_of_a_cold_one(folder: Path, hooks: bool) -> None:
    if hooks:
        (folder / "hook.py").write_text("def on_post_build(config): pass\n", "utf-8")
        with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write("hooks: [hook.py]\n")
    choose = random.Random(3)
    for step in range(4):
        name, other = (f"term{number}x" for number in choose.sample(range(TERMS), 2))
        match step:
            case 0:
                write(folder, name, related=[other.capitalize()], abbreviations=["ABC"])
            case 1:
                (folder / f"glossary/{name}.yml").unlink()
            case 2:
                write(folder, f"double{step}", term=other.capitalize(), same_as=[other])
            case _:
                (folder / "docs/page.md").rename(folder / "docs/other.md")
        warm = read_all(built(folder))
        shutil.rmtree(folder / ".cache")
        assert warm == read_all(built(folder, f"cold{step}"))


def test_what_pages_share_is_never_that_of_the_build_before(folder: Path) -> None:
    """Whatever changes around the pages of terms, and whatever has become of the old site."""
    config, site = folder / "mkdocs.yml", built(folder)

    def change(before: str, after: str) -> None:
        text = config.read_text("utf-8")
        assert before in text
        config.write_text(text.replace(before, after), "utf-8")

    override = '{% extends "base.html" %}{% block announce %}Hello, {{ page.title }}{% endblock %}'
    (folder / "theme").mkdir()
    (folder / "theme/main.html").write_text(override, "utf-8")
    change("font: false}", "font: false, custom_dir: theme}")
    assert read_all(built(folder)) == read_all(uncached(folder))
    assert "Hello, Term1x" in (site / "terms/term1x/index.html").read_text("utf-8")
    (site / "terms/term1x/index.html").write_text("Changed by hand", "utf-8")
    (site / "go/term1x/index.html").write_text("Changed by hand", "utf-8")
    (site / "terms/term2x/index.html").unlink()
    (site / "api/v1/terms.json").unlink()
    assert read_all(built(folder)) == read_all(folder / "cold")
    shutil.rmtree(site)
    assert read_all(built(folder)) == read_all(folder / "cold")
    change("site_url", "repo_url: https://github.com/x/y\nuse_directory_urls: false\nsite_url")
    assert read_all(built(folder)) == read_all(uncached(folder))


def uncached(folder: Path) -> Path:
    """A build from scratch, which leaves what others have stored."""
    shutil.rmtree(folder / "cold", ignore_errors=True)
    (folder / ".cache").rename(folder / "kept")
    try:
        return built(folder, "cold")
    finally:
        shutil.rmtree(folder / ".cache")
        (folder / "kept").rename(folder / ".cache")


def test_only_a_page_that_has_changed_is_put_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[str] = []
    fill = PageShell.fill
    monkeypatch.setattr(PageShell, "fill", lambda shell, values: filled.append(values.name) or fill(shell, values))
    built(folder)
    assert len(filled) == TERMS
    filled.clear()
    built(folder)
    assert not filled
    write(folder, "term3x", example="A customer saw one.")
    built(folder)
    assert filled == ["term3x"]


@pytest.mark.parametrize("hooks", [False, True], ids=["alone", "with a hook"])
def test_the_old_site_is_searched_for_new_files_only_if_a_hook_may_have_written_some(
    folder: Path, monkeypatch: pytest.MonkeyPatch, hooks: bool
) -> None:
    if hooks:
        code = """
from pathlib import Path
noted = []
def on_config(config):
    noted[:] = [config.site_dir]
def on_env(env, config, files):
    Path(noted[0], "theirs.txt").write_text("theirs")
"""
        (folder / "hook.py").write_text(code, "utf-8")
        with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write("hooks: [hook.py]\n")
    (folder / "site").mkdir()
    built(folder)
    searched: list[str] = []
    changed = whole_output._changed
    monkeypatch.setattr(whole_output, "_changed", lambda at, *, since: searched.append(at) or changed(at, since=since))
    site = built(folder)
    assert bool(searched) is hooks
    assert (site / "theirs.txt").is_file() is hooks


def test_the_log_sums_up_a_build(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    line = re.compile(r"Glossary: 6 terms, ([0-9]+) pages; ([0-9]+) files? written, ([0-9]+) kept; [0-9,]+ ms")
    site = built(folder)
    first = line.search(caplog.text)
    assert first
    assert int(first[2]) == len(read_all(site))
    caplog.clear()
    built(folder)
    second = line.search(caplog.text)
    assert second
    assert second.groups() == (first[1], "0", first[2])


@pytest.mark.parametrize("link", [False, True])
def test_a_file_of_the_old_site_is_never_written_to(tmp_path: Path, link: bool) -> None:
    old, fresh = tmp_path / "old", tmp_path / "new"
    for folder in (old, fresh):
        folder.mkdir()
    (old / "same.html").write_text("same")
    (old / "changed.html").write_text("before")
    (old / "link.html").symlink_to(old / "same.html")
    age(old)
    files = KeptFiles()
    files.begin(old=old, new=fresh, link=link)
    for name, text in (("same", "same"), ("changed", "after"), ("link", "same"), ("a/new", "new")):
        files.write(str(fresh / f"{name}.html"), text.encode())
    (fresh / "host.html").write_text("of the host")
    files.finish()
    assert (files.written, files.kept) == (4, 1)
    assert (fresh / "same.html").stat().st_mtime_ns == LONG_AGO
    assert (fresh / "same.html").samefile(old / "same.html") is link
    assert not (fresh / "link.html").is_symlink()
    assert (old / "changed.html").read_text() == "before"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_in_the_old_site_is_not_waited_for(tmp_path: Path) -> None:
    old, fresh = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    os.mkfifo(old / "page.html")
    files = KeptFiles()
    files.begin(old=old, new=fresh, link=True)
    files.write(str(fresh / "page.html"), b"text")
    assert (fresh / "page.html").read_bytes() == b"text"


def test_a_site_that_another_build_replaces_meanwhile_lends_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, fresh = tmp_path / "old", tmp_path / "new"
    for folder in (old, fresh, tmp_path / "theirs"):
        folder.mkdir()
    (old / "page.html").write_text("mine")
    (tmp_path / "theirs/page.html").write_text("theirs")
    link = os.link

    def overtaken(source: str, target: str) -> None:
        old.rename(tmp_path / "removed")
        (tmp_path / "theirs").rename(old)
        link(source, target)

    monkeypatch.setattr(os, "link", overtaken)
    files = KeptFiles()
    files.begin(old=old, new=fresh, link=True)
    files.write(str(fresh / "page.html"), b"mine")
    assert (fresh / "page.html").read_text() == "mine"
    assert (old / "page.html").read_text() == "theirs"


def test_a_folder_next_to_others_is_made_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    makedirs = os.makedirs

    def counted(path: str, *args: Any, **options: Any) -> None:
        asked.append(path)
        makedirs(path, *args, **options)

    monkeypatch.setattr("os.makedirs", counted)
    files = KeptFiles()
    files.begin(old=tmp_path / "old", new=tmp_path / "new")
    for number in range(20):
        for name in ("index.html", "term.json"):
            files.write(str(tmp_path / f"new/terms/t{number}/{name}"), b"x" * number)
    assert read_all(tmp_path / "new") == {
        f"terms/t{number}/{name}": b"x" * number for number in range(20) for name in ("index.html", "term.json")
    }
    # Of the folders around them, each is asked for once.
    assert len(set(asked)) == len(asked) <= 3


def test_a_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    files = KeptFiles()
    files.begin(old=tmp_path / "old", new=tmp_path)
    (tmp_path / "terms").write_text("", "utf-8")
    with pytest.raises(OSError, match="terms"):
        files.write(str(tmp_path / "terms/x/index.html"), b"")
    with pytest.raises(OSError, match="terms"):
        files.write(str(tmp_path / "terms/index.html"), b"")


def test_a_first_build_looks_for_no_file_of_an_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    system_open = os.open

    def counted(path: Any, *args: Any, **options: Any) -> int:
        opened.append(os.fspath(path))
        return system_open(path, *args, **options)

    files = KeptFiles()
    files.begin(old=tmp_path / "old", new=tmp_path / "new")
    monkeypatch.setattr("os.open", counted)
    for number in range(3):
        files.write(str(tmp_path / f"new/{number}.txt"), b"x")
    monkeypatch.undo()
    assert opened == [str(tmp_path / f"new/{number}.txt") for number in range(3)]
    files.finish()
    assert (files.written, files.kept) == (3, 0)
