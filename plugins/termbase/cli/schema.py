"""`termbase schema`: the JSON Schemas that editors use."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say

if TYPE_CHECKING:
    from termbase.model.glossary_file import CustomField


@click.command("schema")
@click.argument("name", required=False)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Write the files here.")
def command(name: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a kind of file, or write them all.

    NAME is concept, entries, sources, termbase, or decisions. With --out, the files are written to a
    folder, so that editors can complete keys and underline mistakes:

    \b
      termbase schema --out schemas

    In a project, the schema of term files has the custom fields that its termbase.yml declares.
    """
    from termbase.model.json_schema import schema_file, schemas
    from termbase.text.atomic_files import write_files

    known = schemas(_declared())
    chosen = {key: value for key, value in known.items() if name in (None, key)}
    if not chosen:
        raise Refused(f"There is no kind of file “{name}”. Available: {', '.join(known)}.")
    if out is None and name is None:
        for key, value in chosen.items():
            say(f"{key:<9} {value['description']}")
        say("\nPrint one with: termbase schema concept. Write them all with: termbase schema --out schemas.")
    texts = {key: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for key, value in chosen.items()}
    if out is not None:
        write_files({out / schema_file(key): text.encode() for key, text in texts.items()})
    for key, text in texts.items():
        if out is not None:
            say(f"wrote {(out / schema_file(key)).as_posix()}")
        elif name is not None:
            say(text, nl=False)


def _declared() -> "tuple[CustomField, ...]":
    """The custom fields of the glossary around the current folder; none if there is no glossary."""
    from termbase.reading.decode import decode
    from termbase.site.project import find_project
    from termbase.site.settings_file import SettingsError

    try:
        project = find_project(Path.cwd())
    except SettingsError as error:
        raise Refused(str(error)) from error
    if project is None or not project.settings.glossary.is_dir():
        return ()
    about = [document for document in project.documents() if Path(document.file).stem == "termbase"]
    return decode(about, root=project.settings.prefix).fields
