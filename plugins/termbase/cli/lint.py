"""`termbase lint`: does the documentation use the right terms?"""

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option, seen_from, workflow_folder
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.text.line_starts import lines

if TYPE_CHECKING:
    from termbase.rules.prose_rules import Finding
    from termbase.site.lint import Key

_SUFFIXES: Final = (".md", ".markdown", ".txt")
_FORMATS: Final = ("text", "json", "github", "sarif", "suggestions")


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--diff", "base", metavar="BASE", help="Report only lines added since this Git revision.")
@click.option(
    "--baseline", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Findings to accept.  [default: termbase-baseline.tsv of the project, if it exists]",
)  # fmt: skip
@click.option("--update-baseline", "updating", is_flag=True, help="Accept all current findings: write the baseline.")
@click.option("--fix", "fixing", is_flag=True, help="Apply the fixes to your files.")
@click.option("--notes", is_flag=True, help="Also show notes. They never cause a failure.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True,
    help="Output format; suggestions prints a review for GitHub's API.",
)  # fmt: skip
@glossary_option
def command(
    *, paths: tuple[Path, ...], base: str | None, baseline: Path | None, updating: bool, fixing: bool, notes: bool,
    form: str, workspace: Workspace,
) -> None:  # fmt: skip
    """Check that pages use the terms of the glossary.

    Reports names to avoid, wrong capitals, and abbreviations that a page never spells out, and each page that
    cannot be read. Without PATHS, the pages of the site are checked; otherwise these Markdown files and folders.

    \b
      termbase lint
      termbase lint --diff origin/main --format github
    """
    from termbase.reading.git_revision import RevisionError
    from termbase.site.lint import BASELINE, beyond, write_baseline

    root = workspace.project.settings.root
    pages = _pages(paths, workspace)
    try:
        texts, found = _checked(pages, base, workspace)
    except RevisionError as error:
        raise Refused(str(error)) from error
    file = baseline or root / BASELINE
    if updating:
        if base is not None or paths:
            raise click.UsageError("--update-baseline covers all pages, so use it without PATHS and --diff.")
        from termbase.text.atomic_files import write_file

        write_file(file, write_baseline(found).encode())
        say(f"wrote {_shown(file)}: {sum(f.diagnostic.severity is not Severity.NOTE for f in found)} findings accepted")
        return
    shown_file = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    whole = base is None and not paths
    found, accepted = beyond(found, _accepted(file, given=baseline is not None), file=shown_file, whole=whole)
    if fixing:
        found = _fix(found, texts, workspace)
    shown = [item for item in found if notes or item.diagnostic.severity is not Severity.NOTE]
    _print(shown, texts, form, workspace)
    if form == "text":
        from termbase.text.counted import counted

        failing = sum(item.diagnostic.severity is not Severity.NOTE for item in found)
        more = f", {accepted} accepted by the baseline" if accepted else ""
        hidden = "" if notes else _hidden(len(found) - len(shown))
        say(f"{counted(len(pages), 'page')}: {counted(failing, 'finding')}{more}{hidden}")
    if any(item.diagnostic.severity is not Severity.NOTE for item in found):
        raise SystemExit(1)


def _hidden(number: int) -> str:
    return f", {number} {'note' if number == 1 else 'notes'} (see them with --notes)" if number else ""


def _pages(paths: Sequence[Path], workspace: Workspace) -> Mapping[str, Path]:
    """The pages to check, by their names in diagnostics."""
    if not paths:
        return dict(workspace.project.pages())
    from termbase.text.regular_files import walk

    root, found = workspace.project.settings.root, dict[str, Path]()
    for given in paths:
        listed = [item.path for item in walk(given, suffixes=_SUFFIXES)] if given.is_dir() else [given]
        for path in (path.resolve() for path in listed):
            found[path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()] = path
    return dict(sorted(found.items()))


def _checked(
    pages: Mapping[str, Path], base: str | None, workspace: Workspace
) -> tuple[dict[str, str], tuple["Finding", ...]]:
    """The texts of the pages and what should be changed in them."""
    from termbase.hosts.page_plans import usable_extensions
    from termbase.reading.added_lines import added_lines
    from termbase.reading.pages import read_page, unreadable_page
    from termbase.rules.prose_rules import Finding
    from termbase.site.lint import Linter
    from termbase.site.page_links import LinkStyle
    from termbase.text.untrusted import UntrustedError

    settings = workspace.project.settings
    added = added_lines(base, settings.root) if base is not None else None
    style = LinkStyle(settings.options.link, workspace.load(), key=settings.key)
    linter = Linter(style, extensions=usable_extensions(settings.root), levels=settings.options.rules)
    texts, found = dict[str, str](), list[Finding]()
    for name, path in pages.items():
        fresh = added.get(path.resolve(), frozenset()) if added is not None else None
        if fresh is not None and not fresh:
            continue
        try:
            texts[name] = read_page(path)
            inside = path.relative_to(settings.docs).as_posix() if path.is_relative_to(settings.docs) else name
            items = linter.check(texts[name], file=name, path=inside)
        except (OSError, UntrustedError) as error:
            found.append(Finding(diagnostic=unreadable_page(error, name=name), name="page"))
            continue
        found += (item for item in items if fresh is None or item.diagnostic.where.line in fresh)
    return texts, tuple(found)


def _accepted(file: Path, *, given: bool) -> "Counter[Key]":
    from termbase.site.lint import read_baseline

    if not file.exists() and not given:
        return Counter()
    try:
        return read_baseline(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            f"The baseline {_shown(file)} cannot be read: {error}. Write it with termbase lint --update-baseline."
        ) from error


def _fix(found: Sequence["Finding"], texts: dict[str, str], workspace: Workspace) -> tuple["Finding", ...]:
    """Applies the fixes of findings that fail; returns the findings that are left."""
    from termbase.site.lint_fixes import applied

    changed, left = {}, list["Finding"]()
    for name, text in texts.items():
        here = [item for item in found if item.diagnostic.where.file == name]
        new, rest = applied(text, here)
        left += rest
        if new != text:
            changed[name] = new
            say(f"fixed {name}: {len(here) - len(rest)}", err=True)
    workspace.write_paths({workspace.project.settings.root / name: text.encode() for name, text in changed.items()})
    left += (item for item in found if item.diagnostic.where.file not in texts)
    return tuple(left)


def _print(shown: Sequence["Finding"], texts: Mapping[str, str], form: str, workspace: Workspace) -> None:
    from termbase.cli import _machine_reports
    from termbase.site.lint_fixes import as_review, as_rows

    root = workspace.project.settings.root
    start = workflow_folder() if form != "text" and form != "json" else Path()
    moved = {name: seen_from(start, root / name) for name in {item.diagnostic.where.file for item in shown}}
    if form == "suggestions":
        say_json(as_review(shown, texts, moved))
    elif form == "json":
        say_json(as_rows(shown, texts, moved))
    elif form == "text":
        _print_text(shown, texts, moved)
    else:
        told = [_moved(item, moved) for item in shown]
        fixes = [row["fix"] for row in as_rows(shown, texts, moved)]
        say(
            _machine_reports.workflow_commands(told) if form == "github" else _machine_reports.sarif(told, fixes),
            nl=False,
        )


def _moved(item: "Finding", moved: Mapping[str, str]) -> Diagnostic:
    where = item.diagnostic.where
    return replace(item.diagnostic, where=replace(where, file=moved[where.file]))


def _print_text(shown: Sequence["Finding"], texts: Mapping[str, str], moved: Mapping[str, str]) -> None:
    from termbase.cli._text_report import diagnostic_lines

    width = shutil.get_terminal_size((100, 24)).columns
    sources = {name: lines(text) for name, text in texts.items()}
    for item in shown:
        source = sources.get(item.diagnostic.where.file, ())
        for line in diagnostic_lines(_moved(item, moved), source, width=width):
            say(line)
        say()


def _shown(path: Path) -> str:
    return seen_from(Path(), path)
