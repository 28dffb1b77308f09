"""`termbase diff`: what changes from one state of the glossary to another?"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option, workflow_folder
from termbase.model.diagnostics import Severity
from termbase.text.escaping import visible

if TYPE_CHECKING:
    from termbase.glossary import Glossary
    from termbase.review.changes import Changed, Diff, Piece


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json", "github"]), default="text", show_default=True
)
@glossary_option
def command(base: str, head: str | None, form: str, workspace: Workspace) -> None:
    """Show what changed between two versions of the glossary.

    BASE and HEAD are Git revisions, such as main or HEAD~1, or folders; HEAD defaults to the
    current files. The result includes what `termbase check` would report about them. Markdown is
    meant for a comment on a pull request; github prints annotations for what only a comparison shows.

    \b
      termbase diff main
      termbase diff v1.0 v1.1 --format markdown
    """
    from termbase.review.compare import diff
    from termbase.review.markdown import write_comment

    before = _state(base, workspace)
    if head is None:
        glossary, problems = workspace.project.check()
        found = replace(
            diff(before, glossary),
            broken=tuple(d for d in problems if d.severity is Severity.ERROR),
            warnings=tuple(d for d in problems if d.severity is Severity.WARNING),
        )
    else:
        found = diff(before, _state(head, workspace))
    if form == "markdown":
        say(write_comment(found), nl=False)
    elif form == "json":
        say_json(asdict(found))
    elif form == "github":
        from termbase.cli import _machine_reports
        from termbase.review.result import judge_comparison

        start = workflow_folder()
        told_here = [workspace.shown_in(d, start=start) for d in judge_comparison(found).findings]
        say(_machine_reports.workflow_commands(told_here), nl=False)
    else:
        for line in told(found):
            say(line)


def _state(name: str, workspace: Workspace) -> "Glossary":
    """The glossary in a folder, or at a revision."""
    from termbase.glossary import load
    from termbase.reading.files import find_term_files
    from termbase.reading.git_revision import RevisionError, read_revision

    for folder in (Path(name) / workspace.prefix, Path(name)):
        if folder.is_dir() and any(find_term_files(folder)):
            return load(folder.resolve(), remotes=workspace.project.remotes()[0])
    try:
        return workspace.project.compile(read_revision(name, workspace.root, prefix=workspace.prefix)).glossary
    except RevisionError as error:
        raise Refused(str(error)) from error


def told(diff: "Diff") -> Iterator[str]:
    """The comparison for a person at a terminal."""
    for problem in diff.broken:
        yield click.style(visible(f"error  {problem.where}: {problem.message}"), fg="red")
    for problem in diff.warnings:
        yield click.style(visible(f"warning  {problem.where}: {problem.message}"), fg="yellow")
    for taken in diff.takeovers:
        yield visible(f"taken    “{taken.name}” led to {taken.before}, and would lead to {' or '.join(taken.after)}")
    for term in diff.added:
        yield click.style(visible(f"added    {term.id}: {term.definition}"), fg="green")
    for change in diff.changed:
        yield f"changed  {change.id}"
        yield from (f"         {line}" for line in _details(change))
    for pair in diff.renamed:
        kept = ", but the old id is not kept" if pair in diff.by_hand else ""
        yield f"renamed  {pair.before} to {pair.after}{kept}"
    for term in diff.removed:
        yield click.style(f"removed  {term.id}", fg="red")
    for entry in diff.evidence:
        yield visible(f"source   {entry.entry}")
        yield from (f"         {key}: {' '.join(map(_piece, pieces))}" for key, pieces in entry.fields.items())
    for key, pieces in diff.about.items():
        yield visible(f"about    {key}: ") + " ".join(map(_piece, pieces))
    for moved in diff.merges:
        because = f" ({moved.because})" if moved.because else ""
        yield visible(f"entry    {moved.entry}: {moved.before or 'nowhere'} to {moved.after or 'nowhere'}{because}")
    for name in diff.ambiguous:
        yield visible(f"several  “{name.name}” now means {' or '.join(name.concepts)}")
    for alike in diff.lookalikes:
        yield visible(f"alike    {alike.a} and {alike.b}, score {alike.score:.2f}: {alike.reason}")
    for links in diff.links:
        signs = (*(f"+{id}" for id in links.added), *(f"-{id}" for id in links.removed))
        yield f"links    {links.id}: {' '.join(signs)}"
    if diff.empty:
        yield "Nothing changes."


def _details(change: "Changed") -> Iterator[str]:
    if change.definition:
        yield "definition: " + " ".join(map(_piece, change.definition))
    for key, pair in change.values.items():
        yield visible(f"{key}: {pair.before or 'none'} to {pair.after or 'none'}")
    for what, added, removed in (
        ("names", change.names_added, change.names_removed),
        ("relations", change.relations_added, change.relations_removed),
    ):
        if added or removed:
            yield visible(f"{what}: " + "; ".join((*(f"+{a}" for a in added), *(f"-{r}" for r in removed))))
    for key, pieces in change.fields.items():
        yield f"{key}: {' '.join(map(_piece, pieces))}"
    if others := [key for key in change.texts if key not in change.fields]:
        yield f"also: {', '.join(others)}"


def _piece(piece: "Piece") -> str:
    text = visible(piece.text)
    match piece.kind:
        case "added":
            return click.style(f"{{+{text}+}}", fg="green")
        case "removed":
            return click.style(f"[-{text}-]", fg="red")
        case _:
            return text
