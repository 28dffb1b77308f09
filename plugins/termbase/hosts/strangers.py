"""Errors in third-party code: a site's template overrides, and packages that add exports."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from mkdocs.exceptions import PluginError

from termbase.site.entry_points import EntryPointError
from termbase.site.template_errors import OverrideError

STRANGERS: Final = (OverrideError, EntryPointError)
"""Their messages say what to do; a traceback would show our code."""


@contextmanager
def strangers_named() -> Iterator[None]:
    """Turns such an error into one that the host reports without a traceback.

    Raises:
        PluginError: One of the site's own templates, or an export of another package, fails.
    """
    try:
        yield
    except STRANGERS as error:
        raise PluginError(str(error)) from error
