"""Every verb that writes, killed at each step that changes the disk, and with a disk that fails at each."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.text.journal import finish_interrupted
from tests.conftest import concept, dump, read_all, write_all

pytestmark = [
    # Only a copy of this process can be killed in the middle of a verb; Windows cannot make one.
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore"),
]
FILES = {
    "mkdocs.yml": "site_name: T\nplugins: [termbase]\n",
    "docs/index.md": "See [loss](terms/loss.md) and [[loss]].\n",
    "glossary/termbase.yml": dump({"title": "T"}),
    "glossary/sources.yml": dump({"sources": [{"id": s, "title": s} for s in ("one", "two")]}),
    "glossary/concepts/loss.yml": concept("Loss") + "\n\n",
    "glossary/concepts/gain.yml": "definition: The opposite of a loss.\nterm: Gain\nrelated: [loss]\n\n",
    "glossary/entries/one.yml": dump({"source": "one", "entries": [{"locator": "L1", "term": "Switch", "definition": "A track."}]}),
    "glossary/entries/two.yml": dump({"source": "two", "entries": [{"locator": "L1", "term": "Switch", "definition": "A key."}]}),
    "up.csv": "term,definition\nFirst,The first of all.\nSecond,The one after it.\n",
    "upstream.json": '{"version": "1", "site_url": "https://x.example/", "terms": [{"id": "a", "term": "A", "url": "https://x.example/a/", "abbreviations": [], "synonyms": [], "variants": [], "definition": "An a."}]}',
    "answers.json": '[{"a": "one:L1", "b": "two:L1", "answer": "different", "reason": "They are."}]',
}  # fmt: skip
VERBS: dict[str, tuple[str, ...]] = {
    "check": ("--fix",),
    "export": ("csv", "--out", "out/terms.csv"),
    "import": ("up.csv", "--source", "up"),
    "init": ("fresh",),
    "layout": (),
    "new": ("Brand new", "--definition", "A thing that did not exist before.", "--force"),
    "publish": (),
    "pull": ("upstream.json", "copies/copy.json"),
    "rename": ("loss", "defeat"),
    "review": ("--answers", "answers.json"),
    "schema": ("--out", "schemas"),
    "stage": ("staged",),
    "sync": ("up.csv", "--source", "up", "--summary", "summary.md"),
}
CHANGING: tuple[tuple[Any, str], ...] = (
    (os, "fsync"), (os, "link"), (os, "unlink"), (os, "rmdir"), (Path, "open"), (Path, "replace"), (Path, "unlink"),
    (Path, "mkdir"), (Path, "chmod"), (Path, "write_text"), (Path, "write_bytes"),
)  # fmt: skip
"""The steps by which a file can come to harm."""
MOST = {"stage": 6, "schema": 9}
"""Steps to try of a verb; those that write many files repeat theirs."""
AGAIN = 5
"""After every so many steps, the verb runs once more and must remove what the killed one left."""
MADE = ("export", "schema")
"""Verbs all of whose files can be made again; what one of them began, the next run of it finishes."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    write_all(root, FILES)
    monkeypatch.chdir(root)
    return root


def content(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in read_all(root).items() if not name.endswith(".termbase-tmp")}


def finished(root: Path, verb: str) -> dict[str, bytes]:
    """The files after a verb; it runs in this process, so that the children need not import what it uses."""
    result = CliRunner().invoke(main, [verb, *VERBS[verb]])
    assert result.exit_code in (0, 1), result.output
    return content(root)


def in_child(root: Path, verb: str, *, at: int, happens: Callable[[], None]) -> tuple[int, str]:
    """Runs a verb in a child process in which something happens at one step; its exit status and words."""
    told = root.parent / "told"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        steps = [0]

        def stepping(real: Callable[..., Any], name: str) -> Callable[..., Any]:
            def step(*arguments: Any, **options: Any) -> Any:
                reads = name == "open" and not set("xwa+") & set(
                    "".join(map(str, (*arguments[1:2], options.get("mode", ""))))
                )
                if not reads:
                    steps[0] += 1
                    if steps[0] == at + 1:
                        happens()
                return real(*arguments, **options)

            return step

        try:
            os.chdir(root)
            for owner, name in CHANGING:
                setattr(owner, name, stepping(getattr(owner, name), name))
            result = CliRunner().invoke(main, [verb, *VERBS[verb]])
            code = result.exit_code if steps[0] <= at or result.exit_code else 0
            with open(told, "w", encoding="utf-8") as file:  # noqa: PTH123 -- the others are patched
                file.write(("" if steps[0] > at else "DONE\n") + result.output)
        except BaseException:
            os._exit(99)
        os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, told.read_text("utf-8") if told.is_file() else ""


def killed() -> None:
    os._exit(9)


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def read_only() -> None:
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_is_killed_leaves_whole_files(project: Path, verb: str) -> None:
    before, kept = content(project), project.with_name("kept")
    shutil.copytree(project, kept)
    after = finished(project, verb)
    assert after != before
    for at in range(MOST.get(verb, 40)):
        shutil.rmtree(project)
        shutil.copytree(kept, project)
        status, told = in_child(project, verb, at=at, happens=killed)
        for name, data in content(project).items():
            assert data in (before.get(name), after.get(name)), f"{name} at step {at}"
        assert {name for name, data in before.items() if after.get(name) == data} <= content(project).keys()
        if verb not in MADE:
            if at % AGAIN == 0:
                CliRunner().invoke(main, ["find", "loss"])
            for folder in (
                project / "glossary",
                project / "fresh",
                project / "staged",
            ):  # what every command does first
                finish_interrupted(folder, within=(project,))
            assert content(project) in (before, after), f"step {at}: half of the files changed"
        if told.startswith("DONE"):
            break
        assert status == 9
        if at % AGAIN == 0:
            for again in (verb, "check"):
                in_child(project, again, at=10**6, happens=killed)
            assert list(project.rglob("*.termbase-tmp")) == [], f"step {at}: the next run leaves them"


@pytest.mark.parametrize(
    ("verb", "happens"), [*((verb, full) for verb in VERBS), ("check", read_only), ("new", read_only)]
)
def test_a_verb_whose_disk_fails_changes_all_or_nothing_and_says_so(
    project: Path, verb: str, happens: Callable[[], None]
) -> None:
    before, kept = content(project), project.with_name("kept")
    shutil.copytree(project, kept)
    after = finished(project, verb)
    for at in range(MOST.get(verb, 40)):
        shutil.rmtree(project)
        shutil.copytree(kept, project)
        status, told = in_child(project, verb, at=at, happens=happens)
        if told.startswith("DONE"):
            break
        assert "termbase failed" not in told, told
        assert "Traceback" not in told
        found = content(project)
        if status == 2:
            assert ("No space left" in told) or ("Read-only" in told), told
            assert verb in ("schema", "sync") or found == before, f"step {at}: {told}"
        for name, data in found.items():
            assert data in (before.get(name), after.get(name)), f"{name} at step {at}"
    assert at, "no step was made to fail"
