"""Finds the lines of a working tree that are new since a revision of its Git repository."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from termbase.reading.git_revision import RevisionError, git

_HUNK: Final = re.compile(r"@@ -\S+ \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")


def added_lines(base: str, folder: Path) -> Mapping[Path, frozenset[int] | None]:
    """The added and changed lines of each changed file, by absolute path; None if all lines are new.

    The comparison is with the merge base, so that lines that others have added to the base since then do not count.

    Args:
        base: Anything that Git resolves to a commit.
        folder: A folder of the working tree.

    Raises:
        RevisionError: There is no Git, no repository, or no such revision.
    """
    top = Path(git(folder, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    try:
        commit = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").decode().strip()
    except RevisionError:
        raise RevisionError(
            f"“{base}” is not a known Git revision. Write a remote branch with its remote: origin/main. "
            "A shallow clone may lack older revisions: run git fetch."
        ) from None
    try:
        start = git(top, "merge-base", commit, "HEAD").decode().strip()
    except RevisionError:
        start = commit  # unrelated histories, or a shallow clone
    changed = git(
        top, "-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv",
        "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", start, "--",
    ).decode("utf-8", "replace")  # fmt: skip
    found: dict[Path, frozenset[int] | None] = {
        top / name: frozenset(lines) for name, lines in _parse(changed.split("\n")).items()
    }
    untracked = git(top, "ls-files", "--others", "--exclude-standard", "-z").decode("utf-8", "surrogateescape")
    return found | {top / name: None for name in untracked.split("\0") if name}


def _parse(lines: Iterable[str]) -> Mapping[str, set[int]]:
    """The added lines in a diff without context, by file."""
    found: dict[str, set[int]] = {}
    file, left = "", 0
    for line in lines:
        if left and line.startswith(("+", "-", "\\")):
            left -= line.startswith("+")
            continue
        if line.startswith("+++ "):
            name = line.removeprefix("+++ ").removesuffix("\t").strip('"')
            file = name.removeprefix("b/") if name != "/dev/null" else ""
        elif file and (hunk := _HUNK.match(line)):
            count = int(hunk["count"] or 1)
            left = count
            found.setdefault(file, set()).update(range(int(hunk["start"]), int(hunk["start"]) + count))
    return found
