"""Readers see the old site until the new one is complete."""

import logging
import os
from functools import partial
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.utils import CountHandler

from termbase.hosts import whole_output
from termbase.hosts.whole_output import WholeOutput
from termbase.text.temporary_names import SUFFIX
from tests.conftest import read_all
from tests.hosts.conftest import CHURN, CONFIG
from tests.killed import in_copy, killed_at

# On Windows, asking whether a process runs would end it, so leftovers of builds stay there.
needs_processes = pytest.mark.skipif(os.name == "nt", reason="Windows cannot say whether a process runs")


@pytest.fixture
def config(tmp_path: Path) -> Any:
    return SimpleNamespace(site_dir=str(tmp_path / "site"), strict=False)


def begun(config: Any) -> WholeOutput:
    output = WholeOutput()
    output.begin(config)
    return output


@pytest.mark.parametrize("in_one_step", [True, False])
def test_the_new_site_takes_the_place_of_the_old_one(
    tmp_path: Path, config: Any, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(whole_output, "_exchanged", lambda a, b: False)
    site = tmp_path / "site"
    for number in range(2):
        output = begun(config)
        assert config.site_dir != str(site)
        (Path(config.site_dir) / f"{number}.html").write_text("new")
        assert not (site / f"{number}.html").exists()
        output.finish(config)
        assert config.site_dir == str(site)
        (site / ".git").mkdir(exist_ok=True)
        (site / ".git/HEAD").write_text("kept")
    assert read_all(tmp_path).keys() == {"site/1.html", "site/.git/HEAD"}


def test_a_failed_build_leaves_the_old_site_and_nothing_else(tmp_path: Path, config: Any) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old.html").write_text("old")
    output = begun(config)
    (Path(config.site_dir) / "half.html").write_text("half")
    output.abandon()
    assert config.site_dir == str(tmp_path / "site")
    assert read_all(tmp_path).keys() == {"site/old.html"}
    output.finish(config)
    assert read_all(tmp_path).keys() == {"site/old.html"}


def test_a_strict_build_with_warnings_counts_as_failed(tmp_path: Path, config: Any) -> None:
    counter = CountHandler()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(counter)
    try:
        config.strict = True
        output = begun(config)
        counter.handle(logging.makeLogRecord({"levelno": logging.WARNING, "msg": "x"}))
        output.finish(config)
    finally:
        logger.removeHandler(counter)
    assert list(tmp_path.iterdir()) == []


@needs_processes
def test_what_a_killed_build_left_goes_and_that_of_a_running_one_stays(tmp_path: Path, config: Any) -> None:
    for number in (2**22 + 1, os.getppid()):
        (tmp_path / f".site.{number}{SUFFIX}").mkdir()
    begun(config).abandon()
    assert [path.name for path in tmp_path.iterdir()] == [f".site.{os.getppid()}{SUFFIX}"]


HOOK = """
import os
def on_post_page(output, page, config):
    if page.file.src_uri == "terms/churn.md" and os.environ.get("FAIL"):
        os._exit(9) if os.environ["FAIL"] == "kill" else 1 / 0
    return output
"""


@pytest.mark.parametrize("failure", ["kill", "error"])
def test_a_build_that_ends_half_way_leaves_the_site_before_it(
    project: Any,
    monkeypatch: pytest.MonkeyPatch,
    failure: str,
) -> None:
    given = {"mkdocs.yml": f"{CONFIG}\nhooks: [hook.py]\n", "hook.py": HOOK, "glossary/concepts/churn.yml": CHURN}
    built = project(given)
    assert built.status == 0, built.log
    before = read_all(built.site)
    monkeypatch.setenv("FAIL", failure)
    again = project({**given, "glossary/concepts/other.yml": CHURN.replace("Churn", "Other")})
    assert again.status != 0
    assert read_all(again.site) == before


I18N = """site_name: Test
site_url: https://test.invalid/
theme: mkdocs
hooks: [hook.py]
plugins:
  - search
  - termbase
  - i18n: {languages: [{locale: en, default: true, name: English}, {locale: fr, name: Français}]}
"""
IN_FRENCH = """
import os
def on_post_page(output, page, config):
    if config.plugins["i18n"].current_language == "fr" and os.environ.get("FAIL"):
        os._exit(9) if os.environ["FAIL"] == "kill" else 1 / 0
    return output
"""


def test_a_site_in_several_languages_is_put_in_place_as_a_whole(project: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mkdocs_static_i18n")
    given = {"mkdocs.yml": I18N, "hook.py": IN_FRENCH, "docs/index.md": "# Home\n", "docs/index.fr.md": "# Accueil\n",
             "glossary/concepts/churn.yml": CHURN}  # fmt: skip
    built = project(given)
    assert built.status == 0, built.log
    assert {"index.html", "fr/index.html", "terms/churn/index.html"} <= read_all(built.site).keys()
    assert not list(built.site.parent.glob(f".site*{SUFFIX}"))
    before = read_all(built.site)
    for failure in ("kill", "error"):
        monkeypatch.setenv("FAIL", failure)
        assert project({**given, "docs/index.md": "# Changed\n"}).status != 0
        assert read_all(built.site) == before
    monkeypatch.delenv("FAIL")
    assert project({**given, "docs/index.md": "# Changed\n"}).status == 0
    assert "Changed" in built.text("index.html")
    assert not list(built.site.parent.glob(f".site*{SUFFIX}"))


@pytest.mark.parametrize("ends", ["finish", "abandon"])
def test_a_build_within_a_build_leaves_the_last_step_to_the_outer_one(tmp_path: Path, config: Any, ends: str) -> None:
    output = begun(config)
    beside = Path(config.site_dir)
    output.begin(config)
    assert Path(config.site_dir) == beside
    (beside / "a.html").write_text("new")
    output.finish(config) if ends == "finish" else output.abandon()
    assert not (tmp_path / "site").exists()
    assert (beside / "a.html").exists()
    output.finish(config)
    assert read_all(tmp_path).keys() == {"site/a.html"}


STEPS = (
    (Path, "mkdir"), (Path, "write_text"), (Path, "rename"), (Path, "chmod"), (os, "unlink"), (os, "rmdir"),
)  # fmt: skip


def put(site: Path) -> None:
    """Puts three new pages in place."""
    config = SimpleNamespace(site_dir=str(site), strict=False)
    output = begun(config)
    for number in range(3):
        (Path(config.site_dir) / f"{number}.html").write_text("new")
    output.finish(config)


@needs_processes
@pytest.mark.parametrize("in_one_step", [True, False])
def test_readers_see_a_whole_site_wherever_a_build_is_killed(
    tmp_path: Path, in_one_step: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not in_one_step:
        monkeypatch.setattr(whole_output, "_exchanged", lambda a, b: False)
    seen = set()
    for at in range(40):
        site = tmp_path / str(at) / "site"
        site.mkdir(parents=True)
        for number in range(3):
            (site / f"{number}.html").write_text("old")
        status = in_copy(partial(put, site), steps=STEPS, before=killed_at(at + 1))
        if not in_one_step and not site.exists():
            begun(SimpleNamespace(site_dir=str(site), strict=False)).abandon()  # the next build puts it back
        found = [(site / f"{number}.html").read_text() for number in range(3)]
        assert found in (["old"] * 3, ["new"] * 3), at
        seen.add(found[0])
        if status == 0:
            break
        assert status == 9
        begun(SimpleNamespace(site_dir=str(site), strict=False)).abandon()
        assert [path.name for path in site.parent.iterdir()] == ["site"]
    else:
        pytest.fail("the build never ended")
    assert seen == {"old", "new"}


@needs_processes
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("in_one_step", [True, False])
@pytest.mark.parametrize("order", sorted(set(permutations("AABB"))))
def test_two_builds_at_once_leave_one_whole_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...], in_one_step: bool, there: bool
) -> None:
    monkeypatch.setattr(whole_output, "is_running", lambda process: True)
    if not in_one_step:
        monkeypatch.setattr(whole_output, "_exchanged", lambda a, b: False)
    if there:
        (tmp_path / "site").mkdir()
        (tmp_path / "site/old.html").write_text("old")
        os.utime(tmp_path / "site/old.html", (1, 1))
    running: dict[str, tuple[WholeOutput, Any]] = {}
    for name in order:
        monkeypatch.setattr(os, "getpid", lambda name=name: ord(name))
        if name not in running:
            config = SimpleNamespace(site_dir=str(tmp_path / "site"), strict=False)
            running[name] = begun(config), config
            for page in "xy":
                (Path(config.site_dir) / f"{page}.html").write_text(name)
        else:
            output, config = running[name]
            output.finish(config)
    assert {(tmp_path / f"site/{page}.html").read_text() for page in "xy"} == {order[-1]}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert read_all(tmp_path / "site").keys() == {"x.html", "y.html"}


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_build_that_is_overtaken_in_its_last_step_tries_again(
    tmp_path: Path, config: Any, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(whole_output, "_exchanged", lambda a, b: False)
    output = begun(config)
    (Path(config.site_dir) / "mine.html").write_text("mine")
    real, site, left = Path.rename, tmp_path / "site", [1]

    def overtaken(path: Path, target: Path) -> Path:
        if left:
            left.pop()
            site.mkdir()
            (site / "theirs.html").write_text("theirs")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", overtaken)
    output.finish(config)
    assert read_all(site).keys() == {"mine.html"}
