"""Writes the comment on a pull request: `python scripts/write_comment.py COMPARISON.json OUT.md`.

COMPARISON.json comes from a build that ran a stranger's code; it may be missing, huge or a trap.
"""

import json
import os
import re
import stat
import sys
from pathlib import Path

from termbase.review.pull_request_comment import MAX_BYTES, Run, comment


def untrusted(path: Path) -> bytes | None:
    """At most one byte more than is allowed of an ordinary file; None for anything else."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None


def build(event: dict) -> Run:
    told = event["workflow_run"]
    commit = told["head_sha"]
    if re.fullmatch(r"[0-9a-f]{40}", commit) is None:
        raise SystemExit("The event names no commit.")
    url = f"{event['repository']['html_url']}/actions/runs/{int(told['id'])}"
    return Run(
        url=url, commit=commit, passed=told["conclusion"] == "success", waiting=told["conclusion"] == "action_required"
    )


if __name__ == "__main__":
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    Path(sys.argv[2]).write_text(comment(untrusted(Path(sys.argv[1])), run=build(event)), "utf-8")
