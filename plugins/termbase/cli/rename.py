"""`termbase rename`: give a concept another id."""

import click

from termbase.cli._refused import Refused
from termbase.cli._workspace import Workspace, glossary_option


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@glossary_option
def command(*, old: str, new: str, dry_run: bool, workspace: Workspace) -> None:
    """Change the id of a concept everywhere.

    The file is moved, every mention in other term files is updated, and the old id is kept under
    `former_ids:`, so that external links still work.

    \b
      termbase rename nrr net-revenue-retention
    """  # noqa: D301 -- click looks for the character, not for its name
    from termbase.editing.rename import RenameError, rename

    try:
        result = rename(workspace.load(), workspace.texts(), old, new, root=workspace.prefix)
    except RenameError as error:
        raise Refused(str(error)) from error
    if not dry_run:
        gone = {} if result.moved is None else {result.moved[0]: None}
        workspace.write_all({**result.texts, **gone})
    if result.moved is not None:
        before, after = (workspace.shown(name) for name in result.moved)
        click.echo(f"{'would move' if dry_run else 'moved'} {before} to {after}")
    for change in result.changes:
        click.echo(f"{'would change' if dry_run else 'changed'} {change}")
