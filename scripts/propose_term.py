"""Opens a pull request from a draft: `python3 scripts/propose_term.py DRAFT.json`.

It runs beside a token that can write, so it needs nothing but the standard library, Git and `gh`,
and it builds every name that it gives to them from parts it has checked itself.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
PLACE = "glossary/concepts/{id}.yml"


def run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def free_branch(wanted: str) -> str:
    """The branch, or the first of `…-2`, `…-3` that is free: a pull request that was closed leaves its branch."""
    for branch in (wanted, *(f"{wanted}-{number}" for number in range(2, 100))):
        if not run("git", "ls-remote", "origin", f"refs/heads/{branch}"):
            return branch
        found = run("gh", "pr", "list", "--head", branch, "--state", "open", "--json", "number,isCrossRepository")
        if own := [pull["number"] for pull in json.loads(found or "[]") if not pull["isCrossRepository"]]:
            raise SystemExit(f"Pull request #{own[0]} of the branch {branch} is open; close it to start over.")
    raise SystemExit(f"Too many branches begin with {wanted}; delete them to start over.")


def propose(draft: dict[str, Any], *, issue: int, base: str) -> None:
    id = draft["id"]
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", id) is None or draft["path"] != PLACE.format(id=id):
        raise SystemExit("The draft names no place for a term file.")
    path = Path(draft["path"])
    replaces = draft.get("replaces", "")
    if replaces and (not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != replaces):
        raise SystemExit(f"{path} has changed since the draft; set the label again.")
    if not replaces and path.exists():
        raise SystemExit(f"{path} is there already.")
    branch = free_branch(f"term/{id}-{issue}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draft["content"].encode())
    title = f"Add names to the term {id}" if replaces else f"Add the term {id}"
    name, address = BOT
    run("git", "switch", "--quiet", "--create", branch)
    run("git", "add", "--", path.as_posix())
    with tempfile.TemporaryDirectory() as folder:
        message, body = Path(folder, "message"), Path(folder, "body")
        message.write_text(draft["message"], "utf-8")
        body.write_text(draft["body"], "utf-8")
        run("git", "-c", f"user.name={name}", "-c", f"user.email={address}", "commit", "--quiet", "-F", str(message))
        run("git", "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
        run("gh", "pr", "create", "--base", base, "--head", branch, "--title", title,
            "--body-file", str(body))  # fmt: skip


if __name__ == "__main__":
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    propose(
        json.loads(Path(sys.argv[1]).read_text("utf-8")),
        issue=int(event["issue"]["number"]),
        base=event["repository"]["default_branch"],
    )
