"""`termbase stage`: pages and data in a folder, for hosts that run no plugins."""

from pathlib import Path

import click

from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.counted import counted


@click.command("stage")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site-url", default="", help="Absolute URL of the site, for exports and permalinks.")
@click.option("--repo-url", default="", help="URL of the repository, for edit links.")
@glossary_option
def command(workspace: Workspace, folder: Path, site_url: str, repo_url: str) -> None:
    """Write every page, export, stylesheet, and script into FOLDER.

    Use it with Zensical, or with any host that reads Markdown files but does not run MkDocs plugins.
    FOLDER may be the folder of your own pages: a page that you wrote at the path of a generated one is
    kept, and only files that an earlier run wrote are changed or removed.
    """
    from termbase.hosts.staged_folder import write_staged
    from termbase.hosts.staging import stage

    project = workspace.project.at(site_url=site_url, repo_url=repo_url)
    done = write_staged(folder, (artifact for one in project.all() for artifact in stage(one.site())))
    for path in done.kept:
        say(f"kept {(folder / path).as_posix()}: your file has the path of a generated one", err=True)
    removed = f" {done.removed} removed." if done.removed else ""
    say(f"{counted(done.files, 'file')} in {folder.as_posix()}, {done.changed} of them new or changed.{removed}")
