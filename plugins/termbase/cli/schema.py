"""`termbase schema`: the JSON Schemas that editors use."""

import json
from pathlib import Path

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say


@click.command("schema")
@click.argument("name", required=False)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Write the files here.")
def command(name: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a kind of file, or write them all.

    NAME is concept, entries, sources, termbase, or decisions. With --out, the files are written to a
    folder, so that editors can complete keys and underline mistakes:

    \b
      termbase schema --out schemas
    """  # noqa: D301 -- click looks for the character, not for its name
    from termbase.model.json_schema import file_name, schemas
    from termbase.text.atomic_files import write_file

    known = schemas()
    chosen = {key: value for key, value in known.items() if name in (None, key)}
    if not chosen:
        raise Refused(f"There is no kind of file “{name}”. Available: {', '.join(known)}.")
    if out is None and name is None:
        for key, value in chosen.items():
            say(f"{key:<9} {value['description']}")
        say("\nPrint one with: termbase schema concept. Write them all with: termbase schema --out schemas.")
    for key, value in chosen.items():
        text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        if out is not None:
            write_file(out / file_name(key), text.encode("utf-8"))
            say(f"wrote {(out / file_name(key)).as_posix()}")
        elif name is not None:
            say(text, nl=False)
