"""`termbase resolve`: which terms does this text mean?"""

import sys
from typing import TYPE_CHECKING

import click

from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.escaping import visible

if TYPE_CHECKING:
    from termbase.site.meant import Sense


@click.command("resolve")
@click.argument("words", nargs=-1, metavar="[TEXT]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--brief", type=click.IntRange(min=1), metavar="BYTES", help="Print the definitions needed, in at most this size."
)
@glossary_option
def command(words: tuple[str, ...], form: str, brief: int | None, workspace: Workspace) -> None:
    """Find the terms in a text.

    Without TEXT, or with -, the text is read from standard input. A name with several meanings is
    listed with all of them and the word "ask"; nothing is guessed. The exit status is 1 if no term is found.
    """
    from termbase.site import meant as found_in

    text = " ".join(words) if words and words != ("-",) else _typed()
    site = workspace.project.site()
    found = list(found_in.meant(site, text))
    concepts = list({sense.concept.id: sense.concept for item in found for sense in item.senses}.values())
    definitions = found_in.brief(site, concepts, limit=brief) if brief is not None else ()
    if form == "json":
        rows = [
            {
                "start": item.start,
                "end": item.end,
                "text": item.words,
                "ask": item.ask,
                "senses": [
                    {
                        "id": sense.concept.id,
                        "term": sense.concept.term,
                        "name": sense.kind,
                        "rule": sense.rule,
                        "definition": site.texts.concepts[sense.concept.id].definition.plain,
                        "url": site.addresses.absolute(site.addresses.term(sense.concept.id)),
                    }
                    for sense in item.senses
                ],
            }
            for item in found
        ]
        say_json(rows if brief is None else {"names": rows, "definitions": definitions})
    elif brief is not None:
        for line in definitions:
            say(visible(line))
    else:
        for item in found:
            senses = " or ".join(f"{sense.concept.term} ({sense.concept.id}, {_how(sense)})" for sense in item.senses)
            say(visible(f"{item.start}-{item.end} {item.words}: {'ask: ' if item.ask else ''}{senses}"))
    if not found:
        if form == "text":
            say("No term of the glossary is named in this text.", err=True)
        raise SystemExit(1)


def _how(sense: "Sense") -> str:
    return sense.kind if sense.rule == "exact" else f"{sense.kind}, {sense.rule}"


def _typed() -> str:
    """Standard input as text; bytes that are not UTF-8 count as unknown characters."""
    return sys.stdin.buffer.read().decode("utf-8", "replace")
