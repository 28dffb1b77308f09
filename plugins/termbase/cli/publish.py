"""`termbase publish`: record which ids and names are public, so that none is ever lost."""

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.counted import counted


@click.command("publish")
@click.option("--dry-run", is_flag=True, help="Show what would be added, and write nothing.")
@glossary_option
def command(workspace: Workspace, dry_run: bool) -> None:
    """Add today's ids and names to the ledger of published URLs.

    Run it with every release. From then on, `termbase check` fails if one of them would stop
    resolving: a renamed term keeps its old id, and a removed term gets a tombstone.
    """
    from termbase.identity.published_ids import LEDGER_FILE, names_today, parse_ledger, parse_names, write_ledger
    from termbase.reading.files import read_ledger

    ledger, unreadable = read_ledger(workspace.root, relative_to=workspace.base)
    if unreadable:
        raise Refused(f"{unreadable[0]} Nothing was written, because the ids in it would be lost.")
    before = [id for id, _ in parse_ledger(ledger)]
    names = parse_names(ledger)
    termbase = workspace.load().termbase
    new = sorted({str(concept.id) for concept in termbase.concepts} - set(before))
    if not dry_run:
        workspace.write(f"{workspace.prefix}/{LEDGER_FILE}", write_ledger(before, termbase, names=names))
    say(f"{counted(len(new), 'id')} {'would be ' if dry_run else ''}added; {len(before) + len(new):,} published.")
    added = len(names_today(termbase).keys() - {name.slug for name in names})
    if added or names:
        say(f"{counted(added, 'name')} {'would be ' if dry_run else ''}added; {len(names) + added:,} published.")
