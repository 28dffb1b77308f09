"""`termbase audit`: what do the pages say, and what does the glossary lack?"""

import sys
from dataclasses import replace
from pathlib import Path
from posixpath import relpath

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option, seen_from, workflow_folder
from termbase.model.diagnostics import Diagnostic, in_order
from termbase.model.page_paths import TERMS
from termbase.text.counted import counted
from termbase.text.escaping import visible


@click.command("audit")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "markdown"]), default="text", show_default=True,
    help="Output format; markdown writes a page for the site.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the page to this file."
)
@click.option(
    "--drafts", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write a draft of a term file for each candidate.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="List everything, not only the first items of each kind.")
@glossary_option
def command(form: str, out: Path | None, drafts: Path | None, everything: bool, workspace: Workspace) -> None:
    """Show which terms the pages use, and what should be corrected.

    Lists terms in use and not in use, names to avoid, links to renamed terms, abbreviations that are never
    spelled out, everyday words that are never linked, and phrases that may need a term, with a draft. The exit status is
    1 if a name to avoid or an old link was found, or a page cannot be read.

    \b
      termbase audit
      termbase audit --format markdown --out docs/audit.md
    """
    from termbase.cli._machine_reports import workflow_commands
    from termbase.hosts.page_plans import PlanError, page_plans
    from termbase.review.audit import audit
    from termbase.review.audit_report import as_page, as_text, audit_json, audit_summary
    from termbase.text.atomic_files import write_file

    if out is not None and form != "markdown":
        raise click.UsageError("--out writes a page, so use it with --format markdown.")
    project = workspace.project
    settings = project.settings
    unread: list[Diagnostic] = []
    glossary, own = workspace.load(), out.resolve() if out is not None else None
    try:
        every = page_plans(project, unread=unread.append)
        plans = [plan for plan in every if (settings.docs / plan.path).resolve() != own]
    except PlanError as error:
        raise Refused(str(error)) from error
    folder = settings.addresses.place(TERMS).removesuffix("/index")
    found = audit(
        glossary,
        {plan.path: (plan.prose, plan.names) for plan in plans},
        folder=folder,
        unread=in_order(unread),
    )
    if drafts is not None:
        workspace.write_paths({drafts.absolute() / item.file: item.draft.encode() for item in found.candidates})
        say(f"wrote {counted(len(found.candidates), 'draft')} to {drafts.as_posix()}", err=True)
    match form:
        case "json":
            say_json(audit_json(found))
        case "github":
            start = workflow_folder()
            told = [
                replace(d, where=replace(d.where, file=seen_from(start, settings.root / d.where.file)))
                for d in found.diagnostics
            ]
            say(workflow_commands(told), nl=False)
        case "markdown":
            home = own.parent if own is not None else settings.docs.resolve()
            files = {
                plan.prose.file: relpath((settings.docs / plan.path).resolve().as_posix(), home.as_posix()) for plan in plans
            }  # fmt: skip
            page = as_page(found, files)
            if out is None:
                say(page, nl=False)
            else:
                write_file(out, page.encode())
                say(f"wrote {out.as_posix()}: {audit_summary(found)}")
        case _:
            for line in as_text(found, most=sys.maxsize if everything else 10):
                say(visible(line))
            say(audit_summary(found))
    raise SystemExit(1 if found.avoided or found.renamed or found.unread else 0)
