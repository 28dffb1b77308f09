"""Locates the glossary, and names its files as the user would type them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from termbase.cli._refused import Refused
from termbase.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    from termbase.glossary import Glossary
    from termbase.site.project import Project

GLOSSARY_VARIABLE: Final = "TERMBASE_GLOSSARY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A project on disk, as the user of the command sees it."""

    project: "Project"

    @property
    def root(self) -> Path:
        """The glossary folder, resolved."""
        return self.project.settings.glossary

    @property
    def base(self) -> Path:
        """What file names are relative to."""
        return self.project.settings.base

    @property
    def prefix(self) -> str:
        """The glossary folder, as the prefix of its file names."""
        return self.project.settings.prefix

    def inside(self, name: str) -> str:
        """A file name without the glossary folder in front."""
        return name.removeprefix(f"{self.prefix}/")

    def load(self) -> "Glossary":
        """Reads and compiles the glossary."""
        return self.project.glossary()

    def texts(self) -> Mapping[str, str]:
        """The text of every readable term file, by file name, with its original line breaks."""
        from termbase.reading.files import file_name, find_term_files
        from termbase.text.regular_files import read_text
        from termbase.text.untrusted import UntrustedError
        from termbase.yaml_files.tree import MAX_BYTES

        texts = {}
        for path in find_term_files(self.root):
            try:
                texts[file_name(path, self.base)] = read_text(path, limit=MAX_BYTES)
            except (UntrustedError, OSError):
                continue  # `check` reports it
        return texts

    def write(self, name: str, text: str) -> None:
        """Writes a term file, making its folder where needed."""
        self.write_all({name: text})

    def write_all(self, texts: Mapping[str, str | None]) -> None:
        """Writes term files as one operation: all of them or none; None removes a file."""
        self.write_paths({self.base / name: None if text is None else text.encode() for name, text in texts.items()})

    def write_paths(self, changes: Mapping[Path, bytes | None]) -> None:
        """Writes files of the project as one operation; if the process is killed, the next command finishes it."""
        from termbase.text.atomic_files import write_files
        from termbase.text.temporary_names import remove_leftovers

        settings = self.project.settings
        tops = (self.root, settings.docs)  # `rename` writes to both
        remove_leftovers(Path(folder) for top in tops for folder, _, _ in os.walk(top))
        ours = all(any(path.is_relative_to(top) for top in settings.folders) for path in changes)
        write_files(changes, journal=self.root if ours else None)

    def path(self, name: str) -> Path:
        """The file behind a name in a diagnostic."""
        path = self.base / name
        return path if path.exists() or not (self.root / name).exists() else self.root / name

    def shown(self, name: str, *, start: Path | None = None) -> str:
        """A file as the user would type it, or as seen from another folder."""
        return seen_from(start or Path.cwd(), self.path(name))

    def shown_in(self, diagnostic: Diagnostic, *, start: Path | None = None) -> Diagnostic:
        """A diagnostic with its file as the user would type it."""
        where = diagnostic.where
        return replace(diagnostic, where=replace(where, file=self.shown(where.file, start=start)))


def seen_from(start: Path, path: Path) -> str:
    """A path as it is seen from a folder.

    Args:
        start: The folder.
        path: The path.
    """
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def workflow_folder() -> Path:
    """The folder from which GitHub sees the files that a workflow reports on; outside a workflow, the current one."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()


def _found(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Workspace:
    return find_workspace(value)


def find_workspace(value: str | None) -> Workspace:
    """The workspace of a glossary folder or, without one, of the project around the current folder.

    Raises:
        Refused: There is none, or its settings cannot be used.
    """
    from termbase.site.project import find_project, open_project
    from termbase.site.settings_file import SettingsError

    try:
        if value is not None:
            if not Path(value).is_dir():
                around = find_project(Path.cwd())
                for named in around.all() if around is not None and around.settings.others else ():
                    if named.settings.key == value and named.settings.glossary.is_dir():
                        return Workspace(project=named)
                raise Refused(f"There is no folder “{value}”. Pass the folder that contains your term files.")
            return _opened(open_project(glossary=Path(value)))
        project = find_project(Path.cwd())
    except SettingsError as error:
        raise Refused(str(error)) from error
    if project is None:
        raise Refused(
            "There is no folder “glossary” here or in a parent folder. Change to your project, or pass the folder: "
            f"--glossary path/to/terms (or set {GLOSSARY_VARIABLE})."
        )
    if not project.settings.glossary.is_dir():
        folder = project.settings.options.glossary
        raise Refused(
            f"The settings name the glossary folder “{folder}”, which does not exist. Create it, or correct the settings."
        )
    return _opened(project)


def _opened(project: "Project") -> Workspace:
    """The workspace of a project, after a change that was interrupted has been finished."""
    project.finish_interrupted()
    return Workspace(project=project)


def glossary_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--glossary`, which passes a `Workspace` named `workspace` to the command."""
    return click.option(
        "--glossary", "workspace", metavar="DIR", envvar=GLOSSARY_VARIABLE, callback=_found,
        help="Folder of term files, or the name of one of several glossaries.  [default: from the site's settings, or “glossary” here or in a parent folder]",
    )(function)  # fmt: skip
