"""Drafts a term file from the issue of a workflow event: `python scripts/draft_term.py OUT.json`.

OUT.json says what to do next: `{"kind": "proposal", …}` to open a pull request, or
`{"kind": "reply", "body": …}` to answer in the issue. Run it from the root of the repository.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from termbase.glossary import load
from termbase.reading.files import read_file
from termbase.review.first_answer import first_answer
from termbase.review.issue_form import Problem, questions, read_form
from termbase.review.proposal import Reporter, propose, reply

FORM = Path(".github/ISSUE_TEMPLATE/new-term.yml")
GLOSSARY = Path("glossary")


def draft(issue: dict[str, Any], *, files: str = "") -> dict[str, Any]:
    """What to do with an issue; with the address of the term files, only a first answer."""
    base = load(GLOSSARY)
    form = questions(read_file(FORM, name=FORM.as_posix()))
    filled = read_form(issue["body"] or "", questions=form, categories=base.termbase.categories)
    if files:
        return {"kind": "reply", "body": first_answer(filled, base=base, files=files)}
    if filled.problems:
        return {"kind": "reply", "body": reply(filled.problems)}
    person = issue["user"] or {"login": "", "id": 0}
    reporter = Reporter(login=person["login"], number=person["id"])
    made = propose(filled, base=base, folder=GLOSSARY.as_posix(), issue=issue["number"], reporter=reporter)
    if isinstance(made, Problem):
        return {"kind": "reply", "body": reply((made,))}
    return {"kind": "proposal", **asdict(made)}


if __name__ == "__main__":
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    repository = event.get("repository", {})
    files = (
        f"{repository['html_url']}/blob/{repository['default_branch']}/{GLOSSARY.as_posix()}/"
        if event.get("action") == "opened"
        else ""
    )
    made = draft(event["issue"], files=files)
    Path(sys.argv[1]).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"outcome={made['kind']}\n")
