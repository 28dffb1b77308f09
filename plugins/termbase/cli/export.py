"""`termbase export`: the glossary in another format."""

from pathlib import Path

import click

from termbase.cli._terminal import say, say_data
from termbase.cli._workspace import Workspace, glossary_option


@click.command("export")
@click.argument("name", metavar="[FORMAT]", required=False)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--site-url", metavar="URL", envvar="SITE_URL", default="", help="URL of the published site.")
@glossary_option
def command(name: str | None, out: Path | None, site_url: str, workspace: Workspace) -> None:
    """Print the glossary in another format, or write it to a file.

    Without FORMAT, lists the formats. URLs are absolute if you set --site-url:

    \b
      termbase export csv --site-url https://termbase.example/ --out terms.csv
    """
    from termbase.exports import exports, select

    known = {item.name: item for item in exports()}
    if name is None:
        for item in exports():
            say(f"{item.name:<14} {item.title}. {item.reader}".rstrip())
        return
    if name not in known:
        raise click.UsageError(f"There is no format “{name}”. Available: {', '.join(known)}.")
    artifact = select(workspace.project.at(site_url=site_url).site(), name)
    if artifact is None:
        needs = known[name].needs or "a term"
        hint = (
            " Set it with --site-url."
            if not workspace.project.settings.site_url and not site_url and "URL" in needs
            else ""
        )
        raise click.UsageError(f"“{name}” needs {needs}, which is not known here.{hint}")
    if out is None:
        say_data(artifact.data)
    else:
        from termbase.text.atomic_files import write_file

        write_file(out, artifact.data)
        say(f"wrote {out.as_posix()}")
