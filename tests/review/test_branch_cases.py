"""Branches as small files: `NAME.sh` is what a contributor did, and `NAME.md` the comment that must come of it.

Each branch is merged as GitHub merges it, and the commands of the workflows' own steps run on the merge.
`NAME.txt` holds the annotations without their hints, where there are some. To add a case, write the script, run the tests,
and copy what they print once you have read it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from termbase.cli import main
from termbase.yaml_files.tree import parse, plain_values

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "cases/branches"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*.sh"))}
COMMIT = "ab" * 20


def steps(workflow: str) -> list[list[str]]:
    """The commands of `termbase` in the steps of a workflow, word by word, with the file that takes their output last."""
    text = (ROOT / f".github/workflows/{workflow}.yml").read_text("utf-8")
    jobs = plain_values(parse(text, file=workflow).root)["jobs"]
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    return [run.split() for run in runs if run.startswith("termbase ") and "pictures" not in run.split()[2]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that branches begin from, as a repository."""
    folder = tmp_path_factory.mktemp("base")
    shutil.copytree(FOLDER / "base", folder, dirs_exist_ok=True)
    git("init", "--quiet", "--initial-branch=main", folder=folder)
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "-m", "Start", folder=folder)
    return folder


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    person = {"NAME": "Ann", "EMAIL": "ann@example.org", "DATE": "2025-03-01T12:00:00Z"}
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in person.items()}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | who | nothing | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"}


def git(*arguments: str, folder: Path) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=environment(), check=True, capture_output=True)


@pytest.fixture
def merged(base: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The project at the merge of a branch, as the service checks it out."""
    folder = tmp_path / "project"
    shutil.copytree(base, folder)
    git("switch", "--quiet", "--create", "side", folder=folder)
    script = CASES[request.getfixturevalue("name")]
    subprocess.run(["bash", "-e", str(script)], cwd=folder, env=environment(), check=True, capture_output=True)
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--allow-empty", "-m", "Change", folder=folder)
    git("switch", "--quiet", "main", folder=folder)
    git("merge", "--quiet", "--no-ff", "--no-edit", "side", folder=folder)
    return folder


def ran(words: list[str], values: Mapping[str, str] | None = None) -> Result:
    """Runs a command of a step; its output goes where the step sends it."""
    words = [value.strip('"') for value in words]
    for old, new in (values or {}).items():
        words = [word.replace(old, new) for word in words]
    target = None
    if ">" in words:
        words, target = words[: words.index(">")], words[-1]
    result = CliRunner().invoke(main, words[1:], catch_exceptions=False)
    if target is not None:
        Path(target).write_text(result.stdout, "utf-8")
    return result


def reviewed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """The comment on a merge, the annotations, and the size of the effect."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    results = [ran(words, {"$RUNNER_TEMP/": ""}) for words in steps("terms")]
    # Without the hints, some of which list all keys that there are.
    lines = [line.partition("%0A")[0] for result in results[1:] for line in result.stdout.splitlines()]
    annotations = "".join(f"{line}\n" for line in lines)
    passed = all(result.exit_code == 0 for result in results)
    event: Mapping[str, Any] = {
        "repository": {"html_url": "https://git.example/o/r"},
        "workflow_run": {"id": 5, "head_sha": COMMIT, "conclusion": "success" if passed else "failure"},
    }
    (folder / "event.json").write_text(json.dumps(event))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(folder / "event.json"))
    (write,) = steps("comment")
    assert ran(write, {"$RUNNER_TEMP/untrusted/": "", "$RUNNER_TEMP/": "", "$PICTURES": "7"}).exit_code == 0
    made = json.loads((folder / "comment.json").read_text("utf-8"))
    return made["body"], annotations, made["effect"]


@pytest.mark.parametrize("name", CASES)
def test_a_branch_gets_the_comment_that_is_beside_it(name: str, merged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comment, annotations, _ = reviewed(merged, monkeypatch)
    expected = {".md": comment, ".txt": annotations}
    for suffix, text in expected.items():
        beside = CASES[name].with_suffix(suffix)
        assert (beside.read_text("utf-8") if beside.exists() else "") == text


def test_there_are_enough_cases_and_none_is_left_over() -> None:
    assert len(CASES) >= 25
    assert {path.stem for suffix in ("md", "txt") for path in FOLDER.glob(f"*.{suffix}")} <= CASES.keys()


def test_the_steps_are_those_of_the_workflows() -> None:
    assert [words[1:3] for words in steps("terms")] == [["diff", "HEAD^1"], ["diff", "HEAD^1"], ["check", "--format"]]
    assert [words[1:3] for words in steps("comment")] == [["github", "review"]]
