"""Errors that end the command with status 2."""

from typing import IO, Any

import click


class Refused(click.UsageError):
    """Raised if a request cannot be carried out: exits with 2 and the reason, without the usage text."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the reason."""
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)
