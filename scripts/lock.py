"""Renews the lock files: `make lock`. Versions and hashes are uv's; this only says what to lock."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parent.parent
BUILD = "build"
COMMON = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--quiet",
          "--no-emit-index-url", "--custom-compile-command", "make lock"]  # fmt: skip


BUILT: Final = ("--extra", "material", "--extra", "rdf", "--extra", "cards")
"""The extras of a site. The SDK of `termbase mcp` would raise the lowest versions of other libraries."""


def lock(name: str, *options: str, package: bool = True) -> None:
    """Compiles one lock file, with what the package needs unless only groups are asked for."""
    target = f"requirements/{name}.txt"
    what = ["pyproject.toml"] if package else []
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", *what, "-o", target, *COMMON, *options],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    print(f"renewed {target}")


if __name__ == "__main__":
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    lock("dev", "--all-extras", "--group", "dev", "--group", "build", *upgrade)
    lock("site", *BUILT, "--group", "build", "--group", "site", "--constraint", "requirements/dev.txt")
    lock("pictures", "--group", "pictures", "--constraint", "requirements/dev.txt", package=False)
    lock("lowest", *BUILT, "--group", "test", "--group", "build", "--resolution", "lowest-direct")
