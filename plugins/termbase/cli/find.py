"""`termbase find`: is the term there already?"""

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
    from termbase.site.searched import found_terms, searched

    named, asked = workspace.project.named(), " ".join(words)
    texts = named.texts
    found = found_terms(named.termbase, named.names, searched(named.termbase, texts), asked, limit=limit)
    width = shutil.get_terminal_size((100, 24)).columns
    for item in found:
        concept = item.concept
        also = f"  also “{item.name}”" if item.name not in (concept.term, *concept.abbreviations) else ""
        head = click.style(visible(concept.full_title), bold=True)
        say(f"{head}  {click.style(concept.id, fg='cyan')}{visible(also)}")
        definition = visible(texts.concepts[concept.id].definition.plain)
        say("  " + (definition if len(definition) <= width - 2 else definition[: width - 3].rstrip() + "…"))
    if not found:
        say(f"Nothing is similar to “{visible(asked)}”. To add it: termbase new “{visible(asked)}”")
        raise SystemExit(1)
