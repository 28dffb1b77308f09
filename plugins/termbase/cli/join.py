"""`termbase join`: one site from the shards that several machines have built."""

from pathlib import Path

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.text.counted import counted


@click.command("join")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", default="site", show_default=True, type=click.Path(path_type=Path), help="Folder for the whole site."
)
def command(folders: tuple[Path, ...], out: Path) -> None:
    """Join the shards of a site, each built with TERMBASE_SHARD=1/3 and so on, into one site.

    FOLDERS are the output folders of all shards, in any order. The joined site is the same, byte for byte, as one
    that is built in a single run.
    """
    from termbase.hosts.joined_site import JoinError, join_shards

    try:
        files = join_shards(folders, out)
    except JoinError as error:
        raise Refused(str(error)) from error
    say(f"{counted(files, 'file')} from {counted(len(folders), 'shard')} in {out.as_posix()}")
