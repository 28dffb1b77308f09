"""`termbase import`: bring another system's terms into term files."""

from difflib import unified_diff
from pathlib import Path

import click

from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option

_SKIPPED = frozenset(("readme.md", "_index.md", "license.md", "contributing.md", "code_of_conduct.md", "changelog.md"))


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--source", required=True, metavar="ID", help="Id under which to cite the source, such as team-wiki.")
@click.option("--title", metavar="TEXT", help="Title of the source.  [default: the id]")
@click.option(
    "--as", "way", type=click.Choice(["concepts", "entries"]), default="concepts", show_default=True,
    help="Turn new terms into concept files, or everything into entries of the source.",
)  # fmt: skip
@click.option("--format", "form", metavar="NAME", help="Format of the files.  [default: detected for each file]")
@click.option(
    "--language", metavar="CODE", help="Language to import from files that have several.  [default: the glossary’s]"
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column or key holds, such as itemLabel=term.",
)
@click.option(
    "--encoding", metavar="NAME", help="Encoding of the files, such as cp1252.  [default: detected for each file]"
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--details", is_flag=True, help="List everything that was left out.")
@click.option("--report", "machine", type=click.Choice(["text", "json"]), default="text", help="Format of the report.")
@glossary_option
def command(
    paths: tuple[Path, ...], source: str, title: str | None, way: str, form: str | None, language: str | None,
    columns: tuple[str, ...], encoding: str | None, dry_run: bool, details: bool, machine: str, workspace: Workspace,
) -> None:  # fmt: skip
    """Import terms from tables, Markdown, HTML, JSON, YAML, SKOS, TBX, and other files, or folders of them.

    Existing files are never overwritten. Anything that does not fit in a term file is kept as a comment or
    counted in the report. The result is checked before anything is written.
    """
    from termbase.cli._foreign_files import check_choices, import_options, read_texts
    from termbase.imports.checked import checked
    from termbase.imports.formats import read_files
    from termbase.imports.imported import Reading
    from termbase.imports.plan import plan
    from termbase.imports.report import import_report, report_lines

    check_choices(source=source, form=form)
    texts, unreadable, remarks = read_texts(paths, encoding=encoding, form=form, skipped=_SKIPPED)
    glossary = workspace.load()
    termbase = glossary.termbase
    options = import_options(termbase, language=language, columns=columns)
    reading = read_files(texts, options, form=form) + Reading(problems=tuple(unreadable), remarks=tuple(remarks))
    prefix = f"{workspace.prefix}/"
    existing = {name.removeprefix(prefix): text for name, text in workspace.texts().items()}
    made = plan(
        reading, glossary.names, source=source, title=title or source, way="entries" if way == "entries" else "concepts",
        existing=existing, categories=[category.id for category in glossary.termbase.categories],
        every_name=glossary.every_name,
    )  # fmt: skip
    made = checked(made, glossary, root=workspace.prefix)
    if dry_run and machine == "text":
        for path, text in made.files.items():
            before = existing.get(path, "")
            shown = path if path in existing else "/dev/null"
            diff = unified_diff(before.splitlines(keepends=True), text.splitlines(keepends=True), shown, path)
            say("".join(diff), nl=False)
    elif not dry_run:
        workspace.write_all({prefix + path: text for path, text in made.files.items()})
    if machine == "json":
        say_json({**import_report(made).as_json(), "problems": made.problems}, indent=1)
    else:
        for line in report_lines(made, dry_run=dry_run, details=details):
            say(line)
    if made.problems or not made.reading.terms:
        raise SystemExit(1)
