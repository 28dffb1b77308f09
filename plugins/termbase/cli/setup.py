"""`termbase setup`: prepare the place where people work on the glossary."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option
from termbase.model.version import __version__
from termbase.text.counted import counted
from termbase.text.escaping import visible

if TYPE_CHECKING:
    from termbase.review.github_setup import RepositoryFacts, Request


@click.group("setup")
def command() -> None:
    """Prepare a repository for contributions."""


@command.command("github")
@click.option("--repository", "name", metavar="OWNER/NAME", help="[default: the repository of this folder]")
@click.option(
    "--source", metavar="OWNER/NAME@VERSION", help="Repository whose workflows are called.  [default: termbase's own]"
)
@click.option("--check", "checks", metavar="NAME", multiple=True, help="Another check to require, as GitHub names it.")
@click.option(
    "--pages/--no-pages", default=None, help="Publish on GitHub Pages.  [default: if the repository is public]"
)
@click.option("--license", "licence", default="", help="License of the glossary, such as “CC BY 4.0”, for the form.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what is missing, and change nothing.")
@glossary_option
def github(
    name: str | None, source: str | None, checks: tuple[str, ...], pages: bool | None, licence: str,
    yes: bool, dry_run: bool, workspace: Workspace,
) -> None:  # fmt: skip
    """Set up a repository on GitHub: workflows, forms, labels, Pages, and rules.

    Shows what is missing, asks, writes the files, and changes the settings with `gh`, as the account
    that is logged in there. Files and settings that exist stay as they are. Run it in the root of the
    repository. The exit status is 1 if a setting could not be changed.
    """
    from termbase.review.github_setup import missing_setup, repository_facts, repository_path
    from termbase.review.github_start import WORKFLOW_REPOSITORY, checks_of, repository_files

    if shutil.which("gh") is None:
        raise Refused(
            "The settings are read and changed with `gh`. Install it (https://cli.github.com), then: gh auth login"
        )
    answer = _ask(repository_path(name)) if name else _ask("repos/{owner}/{repo}")
    if answer is None:
        raise Refused(f"GitHub has no repository {name or 'for this folder'}, or you may not see it.")
    of = repository_facts(answer)
    published = not of.private if pages is None else pages
    files = repository_files(
        categories=workspace.load().termbase.categories, branch=of.branch, source=source or f"{WORKFLOW_REPOSITORY}@v{__version__}", licence=licence,
        pages=published, folder=_folder(workspace),
    )  # fmt: skip
    absent = {path: text for path, text in files.items() if not Path(path).exists()}
    terms = Path(".github/workflows/terms.yml")
    required = checks_of(terms.read_text("utf-8") if terms.exists() else files[terms.as_posix()])
    requests = list(missing_setup(of, _ask, checks=(*required, *checks), pages=published))
    _show(of, absent, requests, published=published)
    if dry_run or not (absent or requests):
        return
    if not yes and not click.confirm("Write these files and change these settings?"):
        return
    _write(absent, workspace)
    failed = [request for request in requests if not _sent(request)]
    if absent:
        say("Commit the files and push them: workflows start once they are in the default branch.")
    if failed:
        say(f"{counted(len(failed), 'setting')} could not be changed; GitHub's reasons are above.", err=True)
        raise SystemExit(1)


def _folder(workspace: Workspace) -> str:
    """The folder of the project, relative to the root of the repository."""
    root = Path.cwd()
    if (root / ".git").exists() or not any((folder / ".git").exists() for folder in root.parents):
        project = workspace.project.settings.root.resolve()
        return project.relative_to(root).as_posix() if project.is_relative_to(root) else "."
    raise Refused("Run this in the root of the repository, where its folder .github is.")


def _show(of: "RepositoryFacts", files: dict[str, str], requests: "list[Request]", *, published: bool) -> None:
    say(f"{of.name}, {'private' if of.private else 'public'}, default branch {of.branch}")
    for path in files:
        say(f"  file     {path}")
    for request in requests:
        say(f"  setting  {request.what}")
    if of.private and not published:
        say(
            "  note     GitHub Pages is left out: on most plans the site of a private repository is public. See --pages."
        )
    if not (files or requests):
        say("Everything is set up.")


def _write(files: dict[str, str], workspace: Workspace) -> None:
    workspace.write_paths({Path(path).absolute(): text.encode() for path, text in files.items()})
    for path in files:
        say(f"wrote {path}")


def _ask(path: str) -> Any:
    """Reads an address of the API; None if GitHub answers “not found”, or that the plan has no such setting."""
    done = subprocess.run(["gh", "api", path], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == 0:
        return json.loads(done.stdout or "null")
    if "HTTP 404" in done.stderr or "HTTP 403" in done.stderr:
        return None
    raise Refused(visible(done.stderr.strip()) or "`gh` failed without giving a reason.")


def _sent(request: "Request") -> bool:
    command = ["gh", "api", "--method", request.method, request.path, "--input", "-", "--silent"]
    body = json.dumps(request.body)
    done = subprocess.run(command, input=body, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == 0:
        say(f"set {request.what}")
    else:
        say(f"not set: {request.what}: {visible(done.stderr.strip())}", err=True)
    return done.returncode == 0
