"""The commands that the README names, run as it names them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]


def made(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    venv = Path(sys.prefix)
    return subprocess.run(
        ["make", "-o", f"{venv}/.site", "-o", f"{venv}/.dev", f"VENV={venv}", target],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("docs", "glossary", "scripts", "plugins"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
@pytest.mark.parametrize("target", ["site", "check"])
def test_a_term_file_without_its_definition_fails(checkout: Path, target: str) -> None:
    (checkout / "glossary/concepts/zz-broken.yml").write_text("term: Broken\n", "utf-8")
    done = made(checkout, target)
    assert done.returncode != 0
    assert "zz-broken.yml" in done.stdout + done.stderr
    assert not (checkout / "site").exists()


def test_nothing_that_publishes_hides_warnings() -> None:
    named = [ROOT / "Makefile", *sorted((ROOT / ".github/workflows").glob("*.yml"))]
    builds = [
        line for file in named for line in file.read_text("utf-8").splitlines() if "mkdocs" in line and "build" in line
    ]
    assert builds
    for line in builds:
        assert "--strict" in line or "preview" in line, line


def test_the_hooks_for_our_own_commits_are_targets_of_the_makefile() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    entries = [hook["entry"].split() for repository in config["repos"] for hook in repository["hooks"]]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert entries
    assert all(command == "make" and target in targets for command, target in entries)
