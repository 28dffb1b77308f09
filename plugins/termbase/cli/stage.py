"""`termbase stage`: pages and data in a folder, for hosts that run no plugins."""

from pathlib import Path

import click

from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option


@click.command("stage")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site-url", default="", help="Absolute URL of the site, for exports and permalinks.")
@click.option("--repo-url", default="", help="URL of the repository, for edit links.")
@glossary_option
def command(workspace: Workspace, folder: Path, site_url: str, repo_url: str) -> None:
    """Write every page, export, stylesheet, and script into FOLDER.

    Use it with Zensical, or with any host that reads Markdown files but does not run MkDocs plugins.
    Point the host at FOLDER; each page loads its own styles and scripts. Files that are already up to date are not rewritten.
    """
    from termbase.hosts.staging import stage
    from termbase.text.atomic_files import write_files

    site = workspace.project.at(site_url=site_url, repo_url=repo_url).site()
    made = {folder / artifact.path: artifact.data for artifact in stage(site)}
    changed = {path: data for path, data in made.items() if not path.is_file() or path.read_bytes() != data}
    write_files(dict(changed), durable=False)
    say(f"{len(made)} files in {folder.as_posix()}, {len(changed)} of them new or changed.")
