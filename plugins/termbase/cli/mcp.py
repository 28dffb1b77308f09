"""`termbase mcp`: the glossary for assistants."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import click

from termbase.cli._refused import Refused
from termbase.cli._workspace import GLOSSARY_VARIABLE, Workspace, find_workspace

if TYPE_CHECKING:
    from termbase.hosts.assistant import Assistant


@click.command("mcp")
@click.option("--api", metavar="URL", help="A published glossary: the URL or a copy of its /api/v1/terms.json.")
@click.option("--glossary", "folder", metavar="DIR", envvar=GLOSSARY_VARIABLE, help="Folder of term files.")
def command(api: str | None, folder: str | None) -> None:
    """Serve the glossary to an assistant, over the Model Context Protocol.

    The assistant starts this command and talks to it on standard input and output. It can look up a name, search, read one concept, find the terms in a text, and check a text. Needs the extra “mcp”:

    \b
      pip install "mkdocs-termbase[mcp]"
    """
    if api is not None and folder is not None:
        raise click.UsageError("Use either --api or --glossary.")
    try:
        from termbase.hosts.mcp import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise Refused('The server needs the MCP SDK: pip install "mkdocs-termbase[mcp]"') from error
    serve(_published(api) if api is not None else _folder(find_workspace(folder)))


def _published(place: str) -> Callable[[], "Assistant"]:
    from termbase.hosts.assistant import Assistant
    from termbase.imports.published import PublishedError, read_published
    from termbase.reading.fetch import fetch

    text, problems = fetch(place)
    if problems:
        raise Refused(f"{place} cannot be read: {problems[0].message.partition(': ')[2]}.")
    try:
        found = read_published(text, place=place)
    except PublishedError as error:
        raise Refused(str(error)) from error
    assistant = Assistant(found.site, terms=found.terms)
    return lambda: assistant


def _folder(workspace: Workspace) -> Callable[[], "Assistant"]:
    """The current glossary; compiled again when one of its files has changed."""
    from termbase.hosts.assistant import Assistant
    from termbase.hosts.markdown import Stamp, stamp
    from termbase.site.project import Project

    @lru_cache(maxsize=1)
    def compiled(_: Stamp) -> Assistant:
        return Assistant(project.site())

    settings = workspace.project.settings
    # A file that is being edited counts as it was before, until it can be read again.
    project = Project(settings=settings, serving=True)
    compiled(stamp(settings))
    return lambda: compiled(stamp(settings))
