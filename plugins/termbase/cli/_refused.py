"""How the command says no."""

from typing import IO, Any

import click


class Refused(click.UsageError):
    """Something that cannot be done as asked: ends with 2, and says why without a lesson in usage."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the reason."""
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)
