"""`termbase layout`: keep the map of terms as it is now."""

import click

from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.counted import counted


@click.command("layout")
@glossary_option
def command(workspace: Workspace) -> None:
    """Save the positions of all terms on the map.

    Writes `map.json` in the glossary folder. Terms in that file stay where they are; new terms are placed
    next to them. To lay out the map from scratch, delete the file.
    """
    from termbase.drawing.kept_places import MAP_FILE, read_map, write_map
    from termbase.drawing.relation_graph import graph

    kept, problems = read_map(workspace.root, relative_to=workspace.base)
    for problem in problems:
        say(str(problem), err=True)
    drawn = graph(workspace.load().termbase, kept=kept)
    name = f"{workspace.prefix}/{MAP_FILE}"
    workspace.write(name, write_map(drawn))
    say(f"{workspace.shown(name)}: {counted(len(drawn.nodes), 'term')}")
