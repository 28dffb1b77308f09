"""`termbase import`: bring another system's terms into term files."""

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from termbase.cli._workspace import Workspace, glossary_option

if TYPE_CHECKING:
    from termbase.imports.plan import Plan


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--source", required=True, metavar="ID", help="Id to cite the origin by, such as team-wiki.")
@click.option("--title", metavar="TEXT", help="Title of the origin.  [default: the id]")
@click.option(
    "--as", "way", type=click.Choice(["concepts", "entries"]), default="concepts", show_default=True,
    help="Turn new terms into concept files, or everything into entries of the source.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["csv", "json", "skos", "tbx", "glossarist", "markdown"]),
    help="Format of the files.  [default: detected for each file]",
)  # fmt: skip
@click.option("--language", default="en", show_default=True, help="Language to import from files that have several.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@glossary_option
def command(
    paths: tuple[Path, ...], source: str, title: str | None, way: str, form: str | None, language: str, dry_run: bool,
    workspace: Workspace,
) -> None:  # fmt: skip
    """Import terms from CSV, JSON, SKOS, TBX, Glossarist, or Markdown files, or folders of them.

    Nothing is overwritten. Data without a matching key is kept as a comment.
    """
    from termbase.imports.formats import read_files
    from termbase.imports.plan import plan
    from termbase.text.slug import is_id, slug

    if not is_id(source):
        raise click.UsageError(
            f"“{source}” cannot be an id. Use lowercase letters, digits, and hyphens: {slug(source)}"
        )
    texts, unreadable = _texts(paths)
    reading = read_files(texts, form=form, language=language)
    glossary = workspace.load()
    prefix = f"{workspace.prefix}/"
    existing = {name.removeprefix(prefix): text for name, text in workspace.texts().items()}
    made = plan(
        reading.terms, glossary.names, source=source, title=title or source,
        way="entries" if way == "entries" else "concepts", existing=existing,
        categories=[category.id for category in glossary.termbase.categories],
        problems=[*unreadable, *reading.problems],
    )  # fmt: skip
    if dry_run:
        _show(made, existing)
    else:
        workspace.write_all({prefix + path: text for path, text in made.files.items()})
    _report(made, dry_run=dry_run)
    if made.problems or not made.found:
        raise SystemExit(1)


def _texts(paths: tuple[Path, ...]) -> tuple[dict[str, str], list[str]]:
    from termbase.reading.files import file_name
    from termbase.text.regular_files import Found, read_text, walk
    from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError

    texts: dict[str, str] = {}
    unreadable: list[str] = []
    for path in paths:
        inside = path.is_dir()
        for found in walk(path) if inside else [Found(path=path)]:
            file = found.path
            name = file_name(file, path) if inside else file.name
            if name.startswith(".") or (inside and name.rsplit("/", 1)[-1].casefold() in ("readme.md", "_index.md")):
                continue
            try:
                if found.refused:
                    raise UntrustedError(f"this is {found.refused}, not a regular file", hint=found.hint)
                text = read_text(file, limit=MAX_FOREIGN_BYTES, follow=not inside)
                texts[name] = text.removeprefix("\ufeff")
            except UntrustedError as error:
                unreadable.append(f"{name}:{error.line}:{error.column}: {error.message}. {error.hint}")
            except OSError as error:
                unreadable.append(f"{name}: the file cannot be read: {error.strerror}")
    return texts, unreadable


def _show(made: "Plan", existing: dict[str, str]) -> None:
    for path, text in made.files.items():
        before = existing.get(path, "")
        name = path if path in existing else "/dev/null"
        lines = unified_diff(before.splitlines(keepends=True), text.splitlines(keepends=True), name, path)
        click.echo("".join(lines), nl=False)


def _report(made: "Plan", *, dry_run: bool) -> None:
    verb = "would be written" if dry_run else "written"
    click.echo(f"{made.found} terms found, {len(made.files)} files {verb}.")
    if made.known:
        click.echo(
            f"{len(made.known)} are already in the glossary; they become source entries next to the existing definitions:"
        )
        for name, id in made.known:
            click.echo(f"  {name}: {id}")
    if made.clashes:
        click.echo(
            f"{len(made.clashes)} names are shared by several imported terms; `termbase check` asks which is which:"
        )
        for name in made.clashes:
            click.echo(f"  {name}")
    if made.dangling:
        click.echo(f"{len(made.dangling)} references do not match any term; they are kept as comments:")
        for name, ref in made.dangling:
            click.echo(f"  {name}: {ref}")
    for field, count in made.unplaced.items():
        click.echo(f"“{field}” has no matching key; kept as a comment in {count} terms.")
    for problem in made.problems:
        click.echo(f"Not imported: {problem}")
