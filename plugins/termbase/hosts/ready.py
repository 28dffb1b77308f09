"""A value that an earlier event creates and a later one needs."""

from typing import TypeVar

from mkdocs.exceptions import PluginError

_T = TypeVar("_T")


def ready(value: _T | None) -> _T:
    """The value, once it has been made.

    Raises:
        PluginError: The host runs the events in another order.
    """
    if value is None:
        raise PluginError("The termbase plugin was asked for a page before its configuration had run.")
    return value
