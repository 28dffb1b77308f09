"""Renews the lock files: `make lock`. Versions and hashes are uv's; this only says what to lock."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = "build"
COMMON = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--quiet",
          "--no-emit-index-url", "--all-extras", "--custom-compile-command", "make lock"]  # fmt: skip


def lock(name: str, *options: str) -> None:
    """Compiles one lock file."""
    target = f"requirements/{name}.txt"
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "-o", target, *COMMON, *options],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    print(f"renewed {target}")


if __name__ == "__main__":
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    lock("dev", "--group", "dev", "--group", "build", *upgrade)
    lock("site", "--group", "build", "--group", "site", "--constraint", "requirements/dev.txt")
    lock("lowest", "--group", "test", "--group", "build", "--resolution", "lowest-direct")
