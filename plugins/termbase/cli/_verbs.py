"""The verbs of the command, each a module of this package, imported when it is used."""

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pkgutil import iter_modules
from typing import Any, Final

import click

from termbase.text.collector import spare_exit

TRACEBACK: Final = "TERMBASE_TRACEBACK"
"""Variable of the environment that shows where an internal error happened."""


class Verbs(click.Group):
    """Offers every module of this package that has no underscore in front; `import_` is the verb `import`.

    Such a module defines `command`. To add a verb, add a module.
    """

    def main(self, *args: Any, **options: Any) -> Any:
        """Runs the command; characters that the terminal's encoding lacks are escaped instead of raising an error."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        spare_exit()
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a verb; an internal failure exits with 2, so that 1 always means problems in the glossary.

        The message of every error is escaped here, since it may quote a file.
        """
        from termbase.cli._refused import Refused
        from termbase.text.escaping import visible

        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            error.message = visible(error.message)  # type: ignore[misc]  # click marks it Final
            raise
        except (click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if os.environ.get(TRACEBACK):
                raise
            raise Refused(visible(self._failure(error))) from error

    def _failure(self, error: Exception) -> str:
        """The message for an error that no verb expected."""
        from termbase.site.entry_points import EntryPointError
        from termbase.site.options import OptionsError
        from termbase.site.sentences import SentencesError
        from termbase.site.template_errors import OverrideError
        from termbase.text.atomic_files import WriteError
        from termbase.text.journal import UnfinishedError

        ours = (WriteError, UnfinishedError, EntryPointError, OptionsError, OverrideError, SentencesError)
        if isinstance(error, ours):
            return str(error)
        if isinstance(error, OSError) and error.strerror:
            file = f"{error.filename}: " if error.filename else ""
            return f"{file}{error.strerror}. Check the disk, its free space, and your permissions."
        return (
            f"termbase failed: {type(error).__name__}: {str(error)[:300]}\n"
            "This is an error in termbase, not in your files. Please report it with the command that you ran "
            f"and the traceback that it prints with {TRACEBACK}=1."
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the verbs, sorted."""
        package = import_module("termbase.cli")
        names = (module.name for module in iter_modules(package.__path__))
        return sorted(name.removesuffix("_") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        from keyword import iskeyword

        module = import_module(f"termbase.cli.{cmd_name}_" if iskeyword(cmd_name) else f"termbase.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the verb, or suggests the one that was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            did = f" Did you mean “{near[0]}”?" if near else ""
            raise click.UsageError(
                f"There is no command “{args[0]}”.{did} Available: {', '.join(self.list_commands(ctx))}.", ctx
            ) from error
