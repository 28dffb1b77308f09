"""The steps of CONTRIBUTING.md, run word by word in a clone of this repository."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STEPS = re.search(r"```sh\n(git clone .*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
ANSWERS = (
    "\nRelease of a feature to a few users, without an announcement, for observation in real use.\nproduct\nbeta\n"
)


def typed(command: str, folder: Path, answers: str = "") -> tuple[int, str]:
    """Runs a line in a terminal; gives its exit status and what it printed."""
    ours, theirs = pty.openpty()
    # Without the reference, a build takes half as long.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "REFERENCE": "false"}
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the program has closed the terminal
            break
        if not part:
            break
        said += part
    os.close(ours)
    return process.wait(), said.decode("utf-8", "replace")


# The steps are those of CONTRIBUTING on a machine with make, and they begin with a clone: an sdist has no repository.
@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="a fork is made of a repository, and this is none")
def test_the_steps_lead_to_a_term_file_that_passes(tmp_path: Path) -> None:
    assert STEPS is not None
    lines = [line.split("   #")[0].strip() for line in STEPS[1].splitlines()]
    clone, enter, *steps, serve = lines
    assert (clone, enter, serve) == ("git clone <address of your fork>", "cd <its folder>", "make serve")
    folder = tmp_path / "fork"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    # What the steps would install is taken from the environment of the tests.
    (folder / ".venv").symlink_to(Path(sys.prefix), target_is_directory=True)
    venv = "-o .venv/.site -o .venv/.dev"
    for step in steps:
        asks = " new " in step
        status, said = typed(step.replace("make ", f"make {venv} "), folder, ANSWERS if asks else "")
        assert status == 0, f"{step}\n{said}"
        if " find " in step:  # shows terms that are near
            assert "dark-launch" not in said
    assert (folder / "glossary/concepts/dark-launch.yml").is_file()
    assert "related: [beta]" in (folder / "glossary/concepts/dark-launch.yml").read_text("utf-8")
