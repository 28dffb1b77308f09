"""Handles events from GitHub: replies to a form, and comments on a build."""

import re
import stat
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from termbase.glossary import Glossary
from termbase.review.first_answer import ReadingPlaces, first_answer
from termbase.review.issue_form import FormQuestion, Problem, read_form
from termbase.review.proposal import Reporter, propose, reply
from termbase.review.pull_request_comment import MAX_COMPARISON_BYTES, Run
from termbase.site.addresses import Addresses

_COMMIT: Final = re.compile(r"[0-9a-f]{40}")


def draft_from_issue(
    event: Mapping[str, Any],
    *,
    form: tuple[FormQuestion, ...],
    base: Glossary,
    prefix: str,
    folder: str,
    addresses: Addresses,
) -> dict[str, Any]:
    """What to do with an issue that was filed through the form for a new term.

    Args:
        event: The event `issues`. If it says `opened`, the result is a first answer.
        form: The fields of the form.
        base: The glossary as it is.
        prefix: Its folder, as the names of its files begin.
        folder: Its folder, relative to the root of the repository.
        addresses: Those of the site, for links to its pages.

    Returns:
        `{"kind": "proposal", …}` to open a pull request, or `{"kind": "reply", "body": …}` to answer.
    """
    issue = event["issue"]
    filled = read_form(issue["body"] or "", questions=form, categories=base.termbase.categories)
    person = issue.get("user") or {"login": "", "id": 0}
    reporter = Reporter(login=person["login"], number=person["id"])
    made = None
    if not filled.problems:
        made = propose(filled, base=base, prefix=prefix, folder=folder, issue=issue["number"], reporter=reporter)
    if event.get("action") == "opened":
        repository = event["repository"]
        files = f"{repository['html_url']}/blob/{repository['default_branch']}/{folder}/"
        places = ReadingPlaces(addresses=addresses, files=files, prefix=prefix)
        return {"kind": "reply", "body": first_answer(filled, base=base, places=places, outcome=made)}
    if made is None:
        return {"kind": "reply", "body": reply(filled.problems)}
    if isinstance(made, Problem):
        return {"kind": "reply", "body": reply((made,))}
    return {"kind": "proposal", **asdict(made)}


def finished_run(event: Mapping[str, Any], *, pictures: str = "") -> Run:
    """The build that an event `workflow_run` is about.

    Args:
        event: The event.
        pictures: The number of the artifact with pictures of the changed pages, or "".

    Raises:
        ValueError: The event names no commit.
    """
    told = event["workflow_run"]
    commit = told["head_sha"]
    if _COMMIT.fullmatch(commit) is None:
        raise ValueError("The event names no commit.")
    url = f"{event['repository']['html_url']}/actions/runs/{int(told['id'])}"
    return Run(
        url=url,
        commit=commit,
        passed=told["conclusion"] == "success",
        waiting=told["conclusion"] == "action_required",
        pictures=f"{url}/artifacts/{int(pictures)}" if pictures.isdecimal() else "",
    )


def untrusted(path: Path) -> bytes | None:
    """Reads at most one byte more than a comparison may have from a regular file; None for anything else.

    The file comes from a build that ran a stranger's code; it may be missing, huge, or malicious.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read(MAX_COMPARISON_BYTES + 1)
    except OSError:
        return None
