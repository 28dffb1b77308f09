"""All output of the command goes through here, so that no text in a file can control the terminal.

Contributors' words reach the terminal in terms, file names, problems, and reports. Control characters and characters
that change the direction of text are escaped in all of them, so that no verb has to remember to do it.
"""

import json
import os
import re
import sys
from typing import Any, Final

import click

from termbase.text.escaping import escaped_json, visible

_STYLE: Final = re.compile("(\x1b\\[[0-9;]*m)")
"""A color of `click.style`. A term file cannot contain one, since the reader refuses the character ESC."""


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Prints text that may quote a file; colors of `click.style` stay, unless NO_COLOR is set."""
    parts = _STYLE.split(text)
    shown = "".join(part if place % 2 else _lines(part) for place, part in enumerate(parts))
    click.echo(shown, err=err, nl=nl, color=False if os.environ.get("NO_COLOR") else None)


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """Prints JSON for a program, with the same characters written as escapes of JSON."""
    click.echo(escaped_json(json.dumps(value, indent=indent, ensure_ascii=False)))


def say_data(data: bytes) -> None:
    """Prints a file: byte for byte into a pipe or a file, but harmless on a terminal."""
    if sys.stdout.isatty():
        click.echo(_lines(data.decode("utf-8", "backslashreplace")), nl=False)
    else:
        click.echo(data, nl=False)


def _lines(text: str) -> str:
    """The text in visible characters; tabs and both kinds of line breaks are kept."""
    return "\t".join(visible(part) for part in text.replace("\r\n", "\n").split("\t"))
