"""`termbase rename`: give a concept another id."""

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@glossary_option
def command(*, old: str, new: str, dry_run: bool, workspace: Workspace) -> None:
    """Change the id of a concept everywhere.

    The file is moved, every mention in other term files is updated, and the old id is kept under
    `former_ids:`, so that external links still work. Links in hand-written pages are updated or listed.

    \b
      termbase rename nrr net-revenue-retention
    """
    from termbase.editing.page_links import with_new_id
    from termbase.editing.rename import RenameError, rename, shown_for
    from termbase.reading.pages import read_page
    from termbase.text.untrusted import UntrustedError

    glossary = workspace.load()
    try:
        result = rename(glossary, workspace.texts(), old, new, root=workspace.prefix)
    except RenameError as error:
        raise Refused(str(error)) from error
    pages, places, left = {}, [], []
    for name, path in workspace.project.pages():
        try:
            text = read_page(path)
        except (UntrustedError, OSError):
            continue  # the site generator reports it
        inside = path.relative_to(workspace.project.settings.docs).as_posix()
        edit = with_new_id(text, page=inside, old=old, new=new, shown=shown_for(old, glossary))
        if path.is_symlink():  # writing would put a file in the place of the link
            left += [f"{name}:{place}" for place in (*edit.places, *edit.left)]
            continue
        if edit.text != text:
            pages[path.relative_to(workspace.base).as_posix() if path.is_relative_to(workspace.base) else name] = (
                edit.text
            )
        places += [f"{name}:{place}" for place in edit.places]
        left += [f"{name}:{place}" for place in edit.left]
    if not dry_run:
        gone = {} if result.moved is None else {result.moved[0]: None}
        workspace.write_all({**result.texts, **gone, **pages})
    if result.moved is not None:
        before, after = (workspace.shown(name) for name in result.moved)
        say(f"{'would move' if dry_run else 'moved'} {before} to {after}")
    for change in result.changes:
        say(f"{'would change' if dry_run else 'changed'} {change}")
    for place in places:
        say(f"{'would change' if dry_run else 'changed'} {place}")
    for place in left:
        say(f"change by hand: {place}")
