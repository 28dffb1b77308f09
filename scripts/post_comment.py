"""Posts a comment on the pull request of a build, or updates the one it has: `python3 scripts/post_comment.py TEXT.md`.

It runs beside a token that can write, so it needs nothing but the standard library and `gh`. The
pull request is the open one whose last commit was built, by the word of the service alone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

AUTHOR = "github-actions[bot]"
LONGEST = 65_536


def api(*arguments: str, body: Any = None) -> Any:
    command = ["gh", "api", *arguments, *(["--input", "-"] if body is not None else [])]
    text = None if body is None else json.dumps(body)
    done = subprocess.run(command, check=True, input=text, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(done) if done.strip() else None


def pull_request(event: dict[str, Any]) -> int | None:
    """Number of the pull request; None where it has moved on, was closed, or cannot be told from another."""
    run, repository = event["workflow_run"], event["repository"]["full_name"]
    fork = run["head_repository"]
    head = f"{fork['owner']['login']}:{run['head_branch']}"
    listed = api("--method", "GET", f"repos/{repository}/pulls", "-f", "state=open", "-f", f"head={head}")
    numbers = [
        int(pull["number"])
        for pull in listed
        if pull["head"]["sha"] == run["head_sha"]
        and (pull["head"]["repo"] or {}).get("full_name") == fork["full_name"]
        and pull["base"]["repo"]["full_name"] == repository
    ]
    return numbers[0] if len(numbers) == 1 else None


def post(text: str, *, repository: str, number: int) -> None:
    marker = text.partition("\n")[0]
    pages = api("--paginate", "--slurp", f"repos/{repository}/issues/{number}/comments?per_page=100")
    ours = [
        int(comment["id"])
        for page in pages
        for comment in page
        if (comment["user"] or {}).get("login") == AUTHOR and comment["body"].startswith(marker)
    ]
    if ours:
        api("--method", "PATCH", f"repos/{repository}/issues/comments/{ours[0]}", body={"body": text})
    else:
        api("--method", "POST", f"repos/{repository}/issues/{number}/comments", body={"body": text})


if __name__ == "__main__":
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    text = Path(sys.argv[1]).read_text("utf-8")
    if not text.startswith("<!-- ") or len(text) > LONGEST:
        raise SystemExit("The comment is not one of ours.")
    if (number := pull_request(event)) is None:
        print("No open pull request ends in the commit that was built; a newer build will comment.")
    else:
        post(text, repository=event["repository"]["full_name"], number=number)
