"""`termbase github`: the steps of the workflows for pull requests and issues."""

import json
import os
from pathlib import Path

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.counted import counted

FORM = ".github/ISSUE_TEMPLATE/new-term.yml"
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("github")
def command() -> None:
    """Answer forms, and comment on pull requests.

    Each verb is a step of a workflow of GitHub Actions and reads the event that started it. `draft` and
    `review` only read, so they can run next to packages of any kind. `propose`, `answer`, and
    `comment` write with the token of `gh`; they need no package but termbase.
    """


@command.command("draft")
@click.argument("out", metavar="DRAFT.json", type=_FILE)
@click.option("--form", type=_FILE, help=f"The form for a new term.  [default: {FORM} of the repository]")
@glossary_option
def draft_command(out: Path, form: Path | None, workspace: Workspace) -> None:
    """Turn the form in an issue into a term file or an answer.

    DRAFT.json says what to do next: open a pull request (`propose`), or answer in the issue
    (`answer`). The output `outcome` of the step is proposal or reply.
    """
    from termbase.reading.files import read_file
    from termbase.review import github_events
    from termbase.review.issue_form import questions

    event = _event()
    root = repository_root()
    form = form or root / FORM
    if not form.is_file():
        raise Refused(f"There is no form “{form.as_posix()}”. Run this in the repository, or pass --form.")
    folder = Path(os.path.relpath(workspace.root, root)).as_posix()
    made = github_events.draft_from_issue(
        event,
        form=questions(read_file(form, name=form.as_posix())),
        base=workspace.load(),
        prefix=workspace.prefix,
        folder=folder,
        addresses=workspace.project.settings.addresses,
    )
    _write(out, made)
    if outputs := os.environ.get("GITHUB_OUTPUT"):
        with Path(outputs).open("a", encoding="utf-8") as file:
            file.write(f"outcome={made['kind']}\n")


@command.command("review")
@click.argument("comparison", metavar="COMPARISON.json", type=click.Path(path_type=Path))
@click.argument("out", metavar="COMMENT.json", type=_FILE)
@click.option("--pictures", metavar="NUMBER", default="", help="Number of the artifact with pictures of the pages.")
def review_command(comparison: Path, out: Path, pictures: str) -> None:
    """Write the comment on a pull request.

    COMPARISON.json is what `termbase diff --format json` printed in the build of the pull request.
    That build ran a stranger's code, so the file may be missing, huge, or malicious: its size and types are
    checked first. COMMENT.json holds the comment and how far the change reaches.
    """
    from termbase.review.github_events import finished_run, untrusted
    from termbase.review.pull_request_comment import comment as written

    try:
        run = finished_run(_event(), pictures=pictures)
    except ValueError as error:
        raise Refused(str(error)) from error
    made = written(untrusted(comparison), run=run)
    _write(out, {"body": made.body, "effect": made.effect.value if made.effect else None})


@command.command("pictures")
@click.argument("comparison", metavar="COMPARISON.json", type=_FILE)
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), default=Path("site"), show_default=True)
@click.option("--out", type=_FILE, default=Path("pictures.html"), show_default=True)
@glossary_option
def pictures_command(comparison: Path, site: Path, out: Path, workspace: Workspace) -> None:
    """Take pictures of the pages that a change affects.

    Writes one HTML file with a wide and a narrow picture of each page of a new or changed term, from
    the built site in --site; none if no such page was built. Needs Playwright and a browser.
    """
    from termbase.review.github_events import untrusted
    from termbase.review.pictures import PicturesError, changed_pages, take_pictures
    from termbase.review.pull_request_comment import UntrustedDataError, read_comparison

    try:
        diff = read_comparison(untrusted(comparison) or b"")
        pages = changed_pages(diff, site=site, addresses=workspace.project.settings.addresses)
        if pages:
            out.write_text(take_pictures(pages), "utf-8")
    except (UntrustedDataError, PicturesError) as error:
        raise Refused(f"No pictures were taken: {error}") from error
    say(f"{out.as_posix()}: {counted(len(pages), 'page')}" if pages else "No term page is new or changed.")


@command.command("propose")
@click.argument("draft", metavar="DRAFT.json", type=_FILE)
def propose_command(draft: Path) -> None:
    """Open the pull request of a draft."""
    _do("propose", draft)


@command.command("answer")
@click.argument("draft", metavar="DRAFT.json", type=_FILE)
def answer_command(draft: Path) -> None:
    """Answer in the issue."""
    _do("answer", draft)


@command.command("comment")
@click.argument("comment", metavar="COMMENT.json", type=_FILE)
def comment_command(comment: Path) -> None:
    """Post the comment on a pull request, or update it, and set its label.

    The pull request is the open one whose last commit was built, as GitHub says. The labels are
    “effect: none”, “small”, “medium”, and “large”.
    """
    _do("comment", comment)


def repository_root() -> Path:
    """The root of the repository: the nearest folder above with `.git`, or the current folder."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def _event() -> dict[str, object]:
    from termbase.review.github_writes import GitHubError, read_event

    try:
        return dict(read_event())
    except GitHubError as error:
        raise Refused(str(error)) from error


def _do(what: str, file: Path) -> None:
    from termbase.review.github_writes import GitHubError, carry_out

    try:
        if said := carry_out(what, file):
            say(said)
    except GitHubError as error:
        raise Refused(str(error)) from error


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
