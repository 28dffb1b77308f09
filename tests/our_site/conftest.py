"""The real site, built once with the command that readers of the README use."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.once import once

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def build() -> Callable[..., Path]:
    """Builds a checkout's site strictly into a folder."""

    def run(project: Path, target: Path, **environment: str) -> Path:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return target

    return run


@pytest.fixture(scope="session")
def site(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site. No test may change it."""
    return once(tmp_path_factory, "real-site", lambda target: build(ROOT, target))
