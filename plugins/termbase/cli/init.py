"""`termbase init`: a glossary and a site that builds, in one step."""

import re
from pathlib import Path

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say


@click.command("init")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="Our terms", show_default=True, help="Title of the site and the glossary.")
def command(folder: Path, title: str) -> None:
    """Start a glossary in FOLDER, or add one to an existing MkDocs site.

    Writes mkdocs.yml, a page, and a first term if they are missing; the home page is generated. In an
    existing mkdocs.yml, it only adds the plugin. It never overwrites a file.
    """
    from termbase.editing.first_site import FirstSiteError, first_files, with_plugin
    from termbase.text.atomic_files import write_files
    from termbase.text.journal import finish_interrupted
    from termbase.text.regular_files import read_text
    from termbase.text.temporary_names import remove_leftovers
    from termbase.text.untrusted import UntrustedError
    from termbase.yaml_files.tree import MAX_BYTES

    finish_interrupted(folder, within=(folder,))
    settings = folder / "mkdocs.yml"
    try:
        text = read_text(settings, limit=MAX_BYTES, follow=True) if settings.is_file() else None
        changed = with_plugin(text) if text is not None else None
    except (FirstSiteError, UntrustedError, OSError) as error:
        raise Refused(f"{settings.as_posix()}: {error}") from error
    files = {folder / name: content for name, content in first_files(title).items() if not (folder / name).exists()}
    if text is not None:
        files.pop(folder / "docs/about.md", None)
        if changed != text:
            files[settings] = changed or ""
    if (folder / "glossary").is_dir() and any((folder / "glossary").rglob("*.yml")):
        files = {path: content for path, content in files.items() if "glossary" not in path.relative_to(folder).parts}
    remove_leftovers([folder, *(folder / name for name in ("docs", "glossary", "glossary/concepts"))])
    write_files({path: content.encode() for path, content in files.items()}, journal=folder)
    for path in files:
        say(f"wrote {path.as_posix()}")
    if files and text is not None and re.search(r"^nav:", text, re.MULTILINE):
        say("To list the glossary in your navigation, set the plugin's option pages: {nav: Glossary}.")
    say("Next: mkdocs serve" if files else "Everything is already set up.")
