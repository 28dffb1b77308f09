"""Everything that writes to GitHub: pull requests for forms, comments on pull requests, and replies in issues.

It runs next to a token that can write, so it needs nothing but the standard library, Git, and `gh`, and builds every
name that it passes to them from parts that it has checked. A workflow runs this file without installing anything:
`python3 -I github_writes.py propose|comment|answer FILE.json`.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

BOT: Final = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
LONGEST_COMMENT: Final = 65_536
"""Characters of a comment."""
EFFECTS: Final = ("none", "small", "medium", "large")
"""How far a change can reach; each is a label `effect: …`."""
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_FOLDER: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_FILE: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_. -]*\.ya?ml")


class GitHubError(Exception):
    """Something cannot be written; the message says why and what to do."""


def run(*command: str, given: str | None = None) -> str:
    """Runs a program. Returns what it prints.

    Raises:
        GitHubError: It failed; what it says of that is on the error stream.
    """
    try:
        done = subprocess.run(command, check=True, input=given, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    except subprocess.CalledProcessError as error:
        raise GitHubError(f"`{' '.join(command[:3])} …` failed with status {error.returncode}; see above.") from error
    return done.stdout


def api(*arguments: str, body: Any = None) -> Any:
    """Asks GitHub through `gh api`. Returns its answer, None if it is empty."""
    given = None if body is None else json.dumps(body)
    answer = run("gh", "api", *arguments, *(("--input", "-") if body is not None else ()), given=given)
    return json.loads(answer) if answer.strip() else None


def open_pull_request(draft: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Opens the pull request of a draft: a branch with one commit, which changes one term file."""
    issue, base = int(event["issue"]["number"]), event["repository"]["default_branch"]
    id, path = draft["id"], _place(draft)
    replaces = draft.get("replaces", "")
    if replaces and (not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != replaces):
        raise GitHubError(f"{path.as_posix()} has changed since the draft; set the label again.")
    if not replaces and path.exists():
        raise GitHubError(f"{path.as_posix()} already exists.")
    branch = _free_branch(f"term/{id}-{issue}")
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


def _place(draft: Mapping[str, Any]) -> Path:
    """Where the term file goes: `…/concepts/<id>.yml` for a new one, any YAML file of a visible folder for a change."""
    path = PurePosixPath(draft["path"])
    new = not draft.get("replaces")
    folders = path.parts[:-1]
    if (
        _ID.fullmatch(draft["id"]) is None
        or path.as_posix() != draft["path"]
        or path.is_absolute()
        or not folders
        or not all(map(_FOLDER.fullmatch, folders))
        or _FILE.fullmatch(path.name) is None
        or (new and (path.parent.name, path.name) != ("concepts", f"{draft['id']}.yml"))
    ):
        raise GitHubError("The draft has no path for a term file.")
    for parent in (path, *path.parents):
        if Path(parent).is_symlink():
            raise GitHubError("The draft has no path for a term file.")
    return Path(path)


def _free_branch(wanted: str) -> str:
    """The branch, or the first of `…-2`, `…-3` that is free: a pull request that was closed leaves its branch."""
    for branch in (wanted, *(f"{wanted}-{number}" for number in range(2, 100))):
        if not run("git", "ls-remote", "origin", f"refs/heads/{branch}"):
            return branch
        found = run("gh", "pr", "list", "--head", branch, "--state", "open", "--json", "number,isCrossRepository")
        if own := [pull["number"] for pull in json.loads(found or "[]") if not pull["isCrossRepository"]]:
            raise GitHubError(f"Pull request #{own[0]} of the branch {branch} is open; close it to start over.")
    raise GitHubError(f"Too many branches begin with {wanted}; delete them to start over.")


def post_answer(draft: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Answers in the issue of an event."""
    repository, issue = event["repository"]["full_name"], int(event["issue"]["number"])
    text = draft["body"]
    if draft.get("kind") != "reply" or not isinstance(text, str) or not 0 < len(text) <= LONGEST_COMMENT:
        raise GitHubError("The draft is not an answer.")
    api("--method", "POST", f"repos/{repository}/issues/{issue}/comments", body={"body": text})


def post_comment(written: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Posts the comment on the pull request of a build, or updates the one it has; sets the label of its effect.

    The pull request is the open one whose last commit was built, by the word of GitHub alone.

    Returns:
        False if there is no such pull request: it has moved on, and a newer build will comment.
    """
    text, effect = written.get("body"), written.get("effect")
    if not isinstance(text, str) or not text.startswith("<!-- ") or len(text) > LONGEST_COMMENT:
        raise GitHubError("The comment is not one that termbase writes.")
    number = _pull_request(event)
    if number is None:
        return False
    repository = event["repository"]["full_name"]
    marker = text.partition("\n")[0]
    pages = api("--paginate", "--slurp", f"repos/{repository}/issues/{number}/comments?per_page=100")
    ours = [
        int(one["id"])
        for page in pages
        for one in page
        if (one["user"] or {}).get("login") == BOT[0] and one["body"].startswith(marker)
    ]
    if ours:
        api("--method", "PATCH", f"repos/{repository}/issues/comments/{ours[0]}", body={"body": text})
    else:
        api("--method", "POST", f"repos/{repository}/issues/{number}/comments", body={"body": text})
    if effect in EFFECTS:
        _label(repository, number, f"effect: {effect}")
    return True


def _pull_request(event: Mapping[str, Any]) -> int | None:
    """Number of the pull request; None if it has moved on, was closed, or is not certain."""
    built, repository = event["workflow_run"], event["repository"]["full_name"]
    fork = built["head_repository"]
    head = f"{fork['owner']['login']}:{built['head_branch']}"
    listed = api("--method", "GET", f"repos/{repository}/pulls", "-f", "state=open", "-f", f"head={head}")
    numbers = [
        int(pull["number"])
        for pull in listed
        if pull["head"]["sha"] == built["head_sha"]
        and (pull["head"]["repo"] or {}).get("full_name") == fork["full_name"]
        and pull["base"]["repo"]["full_name"] == repository
    ]
    return numbers[0] if len(numbers) == 1 else None


def _label(repository: str, number: int, wanted: str) -> None:
    """Gives the pull request one label of its effect, and removes the others; all other labels stay."""
    place = f"repos/{repository}/issues/{number}/labels"
    there = {label["name"] for label in api(f"{place}?per_page=100") or ()}
    if wanted not in there:
        api("--method", "POST", place, body={"labels": [wanted]})
    for other in sorted(there & {f"effect: {effect}" for effect in EFFECTS} - {wanted}):
        api("--method", "DELETE", f"{place}/{other.replace(' ', '%20')}")


def read_event() -> Mapping[str, Any]:
    """The event that started the workflow, from the file that GitHub names.

    Raises:
        GitHubError: There is none: this is not a workflow.
    """
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    if not path:
        raise GitHubError("GITHUB_EVENT_PATH is not set: this command runs in a workflow of GitHub Actions.")
    event: Mapping[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return event


def carry_out(what: str, file: Path) -> str:
    """Performs the action that a file requests. Returns what to say about it, "" for nothing.

    Raises:
        GitHubError: It cannot be done.
    """
    event, asked = read_event(), json.loads(file.read_text("utf-8"))
    if what == "propose":
        open_pull_request(asked, event)
    elif what == "answer":
        post_answer(asked, event)
    elif not post_comment(asked, event):
        return "No open pull request ends in the commit that was built; a newer build will comment."
    return ""


def main() -> None:
    """Runs as a program; the exit status of a refusal is 1."""
    if len(sys.argv) != 3 or sys.argv[1] not in ("propose", "comment", "answer"):
        raise SystemExit("Usage: github_writes.py propose|comment|answer FILE.json")
    try:
        if said := carry_out(sys.argv[1], Path(sys.argv[2])):
            print(said)
    except GitHubError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
