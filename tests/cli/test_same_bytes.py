"""The same files give the same bytes, whatever the machine says of languages, times, and hashes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import read_all
from tests.exports.sites import FROZEN

ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "3", "TZ": "America/Nuuk", "LANG": "tr_TR.UTF-8", "LC_ALL": "", "PYTHONIOENCODING": "latin-1"},
    {"PYTHONHASHSEED": "4", "SOURCE_DATE_EPOCH": "9" * 30, "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
)


def staged(root: Path, name: str, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-c", "from termbase.cli import main; main()", "stage", name]
    done = subprocess.run(command, cwd=root, env={**os.environ, **environment}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return read_all(root / name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path in sorted(FROZEN.rglob("*.yml"))[:60]:
        place = tmp_path / "glossary" / path.relative_to(FROZEN)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\nplugins: [termbase]\n", "utf-8")
    return tmp_path


def test_languages_times_and_hashes_change_no_byte(project: Path) -> None:
    first, *others = (staged(project, f"out{n}", **given) for n, given in enumerate(ENVIRONMENTS))
    assert len(first) > 50
    for other in others:
        assert first.keys() == other.keys()
        assert [name for name in first if first[name] != other[name]] == []


def test_a_folder_outside_of_any_repository_gives_the_bytes_of_one_without_commits(project: Path) -> None:
    before = staged(project, "out", GIT_CEILING_DIRECTORIES=str(project.parent))
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    assert staged(project, "out") == before
