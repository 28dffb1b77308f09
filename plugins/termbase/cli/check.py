"""`termbase check`: is everything in order?"""

import gc
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option, workflow_folder
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.text.line_starts import lines
from termbase.text.regular_files import read_text
from termbase.text.untrusted import UntrustedError
from termbase.yaml_files.tree import MAX_BYTES


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@glossary_option
@click.option(
    "--format", "form", type=click.Choice(["text", "github", "json", "sarif"]), default="text", show_default=True,
    help="Output format; github prints annotations for a pull request.",
)  # fmt: skip
@click.option("--notes", is_flag=True, help="Also show suggestions. They never cause a failure.")
@click.option(
    "--fix", "mending", is_flag=True, help="Fix what can be fixed automatically: key order, trailing spaces, …"
)
@click.option("--inverse", is_flag=True, help="With --fix: also add the inverse of every relation.")
def command(
    *, paths: tuple[Path, ...], workspace: Workspace, form: str, notes: bool, mending: bool, inverse: bool
) -> None:
    """Check the term files.

    PATHS limits the report to some files or folders; the whole glossary is still read, because
    terms refer to each other. The exit status is 1 for errors and warnings, but not for notes.
    """
    if inverse and not mending:
        raise click.UsageError("--inverse changes your files, so use it together with --fix.")
    gc.disable()  # one pass over a few thousand small values, then the process ends
    chosen = _choice(paths, workspace)
    if mending:
        from termbase.cli._mend import mend, write_inverses

        mend(workspace, chosen)
        if inverse:
            write_inverses(workspace, chosen)
    from termbase.site.site_check import check_site

    result = check_site(workspace.project)
    found = [d for d in result.diagnostics if chosen(d.where.file)]
    shown = [d for d in found if notes or d.severity is not Severity.NOTE]
    if form == "text":
        from termbase.cli._text_report import closing

        _print_text(shown, workspace)
        say(closing(found, concepts=result.concepts, entries=result.entries, notes_shown=notes))
    else:
        from termbase.cli import _machine_reports

        start = workflow_folder() if form in ("github", "sarif") else Path.cwd()
        told = [workspace.shown_in(d, start=start) for d in shown]
        write = {
            "github": _machine_reports.workflow_commands,
            "json": _machine_reports.diagnostics_json,
            "sarif": _machine_reports.sarif,
        }
        say(write[form](told), nl=False)
    if any(d.severity is not Severity.NOTE for d in found):
        raise SystemExit(1)


def _choice(paths: tuple[Path, ...], workspace: Workspace) -> Callable[[str], bool]:
    """Returns a function that says whether the user asked for a file."""
    wanted = [path.resolve() for path in paths]
    roots = [one.glossary for one in workspace.project.settings.all]
    for given, path in zip(paths, wanted, strict=True):
        if not any(path.is_relative_to(root) or root.is_relative_to(path) for root in roots):
            raise Refused(
                f"“{given}” is not in the glossary “{workspace.shown(workspace.prefix)}”. "
                f"To check a different glossary: termbase check --glossary {given}"
            )

    def chosen(name: str) -> bool:
        return any(workspace.path(name).is_relative_to(path) for path in wanted)

    return cache(chosen) if wanted else lambda name: True


def _print_text(diagnostics: Sequence[Diagnostic], workspace: Workspace) -> None:
    from termbase.cli._text_report import diagnostic_lines

    width = shutil.get_terminal_size((100, 24)).columns
    sources = {name: _lines(workspace.path(name)) for name in {diagnostic.where.file for diagnostic in diagnostics}}
    for diagnostic in diagnostics:
        source = sources[diagnostic.where.file]
        for line in diagnostic_lines(workspace.shown_in(diagnostic), source, width=width):
            say(line)
        say()


def _lines(path: Path) -> Sequence[str]:
    """The lines of the file that a diagnostic is about; none if the file cannot be read."""
    try:
        return lines(read_text(path, limit=MAX_BYTES).removeprefix("\ufeff"))
    except (UntrustedError, OSError, ValueError):
        return ()
