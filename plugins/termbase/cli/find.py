"""`termbase find`: does the term exist already?"""

import shutil

import click

from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.escaping import visible


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="Maximum number of terms.")
@glossary_option
def command(words: tuple[str, ...], limit: int, workspace: Workspace) -> None:
    """Look up terms by name or description; typos and missing words do not matter.

    Prints each term with its abbreviations, its id, and its definition, in the order of the finder on the
    pages, the best match first. The exit status is 1 if nothing is found.
    """
    from termbase.site.term_lookup import term_lookup

    asked = " ".join(words)
    found = term_lookup(workspace.project).find(asked, limit=limit)
    width = shutil.get_terminal_size((100, 24)).columns
    for term, name in found:
        also = f"  also “{name}”" if name not in term.names else ""
        say(f"{click.style(visible(term.title), bold=True)}  {click.style(term.id, fg='cyan')}{visible(also)}")
        definition = visible(term.definition)
        say("  " + (definition if len(definition) <= width - 2 else definition[: width - 3].rstrip() + "…"))
    if not found:
        say(f"Nothing is similar to “{visible(asked)}”. To add it: termbase new “{visible(asked)}”")
        raise SystemExit(1)
