"""`termbase pull`: pin a copy of another glossary's terms."""

from pathlib import Path

import click


@click.command("pull")
@click.argument("place", metavar="URL")
@click.argument("copy", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Show what has changed, and write nothing.")
def command(place: str, copy: Path, dry_run: bool) -> None:
    """Copy the terms of another glossary into FILE and report what has changed since the last copy.

    URL is the URL of its /api/v1/terms.json. List FILE under `remotes:` in mkdocs.yml, and
    `[[NRR]]` links there if this glossary has no such name.
    """
    from termbase.identity.remote import compare, parse_remote
    from termbase.reading.fetch import fetch
    from termbase.text.atomic_files import write_file

    text, problems = fetch(place)
    terms, wrong = parse_remote(text, file=place) if text else ((), ())
    if problems or wrong:
        for problem in (*problems, *wrong):
            click.echo(str(problem), err=True)
        raise SystemExit(1)
    before = parse_remote(fetch(str(copy))[0], file=str(copy))[0] if copy.exists() else ()
    changes = compare(before, terms)
    for old, new in changes.renamed:
        click.echo(f"renamed  {old} is now {new}")
    for kind in ("removed", "changed", "added"):
        for id in getattr(changes, kind):
            if before:
                click.echo(f"{kind:<8} {id}")
    if not dry_run:
        write_file(copy, text.encode("utf-8"))
    verb = "would be pinned" if dry_run else "pinned"
    click.echo(f"{len(terms)} terms {verb} in {copy.as_posix()}.")
