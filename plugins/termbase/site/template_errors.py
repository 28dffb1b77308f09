"""Explains errors in a site's own templates instead of showing a traceback through Jinja."""

from collections.abc import Sequence
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError


class OverrideError(Exception):
    """One of the site's own templates that cannot be rendered; the message has its file, its line, and the fix."""


def override_error(error: Exception, folders: Sequence[Path]) -> OverrideError | None:
    """The same error, said of the template that causes it; None if that template is not one of the site's own.

    Args:
        error: What rendering a page raised.
        folders: The folders with the site's own templates.
    """
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or "", error.lineno))
    own = [(file, line) for file, line in places if any(Path(file).is_relative_to(folder) for folder in folders)]
    if not own:
        return None
    file, line = own[-1]
    if isinstance(error, RecursionError):
        name = Path(file).name
        return OverrideError(
            f"{file}:{line}: the template extends or includes itself. To extend the packaged template, write "
            f'{{% extends "termbase/{name}" %}}.'
        )
    if isinstance(error, TemplateNotFound):
        return OverrideError(
            f"{file}:{line}: there is no template “{error.name}”. Packaged templates begin with termbase/."
        )
    reason = str(error.message if isinstance(error, TemplateSyntaxError) else error) or type(error).__name__
    return OverrideError(
        f"{file}:{line}: {reason}. A template reads `view` and `shell`; “What a template sees” in the manual lists "
        "their fields."
    )
