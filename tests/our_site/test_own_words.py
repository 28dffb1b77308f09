"""Nothing in the repository repeats eight words of a source."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = 8
TITLE = "The A-Z of Customer Success Manager Jargon: A Comprehensive Guide to Key Terminology in Customer Success"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def fingerprints(text: str) -> dict[str, str]:
    """The runs of a text by their fingerprint."""
    found = words(text)
    runs = (" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:12]: run for run in runs}


@pytest.fixture(scope="module")
def sources() -> frozenset[str]:
    lines = (ROOT / "tests/data/source-runs.txt").read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def published() -> list[Path]:
    """The files that Git tracks or would track; without Git, every file of ours."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    folders = ("glossary", "docs", "plugins", "scripts", "tests", ".github")
    return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]


def test_no_file_repeats_a_run_of_a_source(sources: frozenset[str]) -> None:
    repeated = []
    for path in published():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found = fingerprints(text)
        repeated += [f"{path.relative_to(ROOT)}: {found[mark]}" for mark in sorted(found.keys() & sources)]
    assert not repeated


def test_the_check_would_notice_a_run(sources: frozenset[str]) -> None:
    assert len(sources) > 3000
    assert not fingerprints(TITLE).keys() & sources
    # One run is told here by its fingerprint, so that the check is seen to work without repeating it.
    assert "".join(sorted(sources))[:12] in sources
