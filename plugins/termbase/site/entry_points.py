"""Rules, exports and formats to import that other packages add.

A package names them in its `pyproject.toml`:

    [project.entry-points."termbase.rules"]
    house = "acme_glossary:rule"

    [project.entry-points."termbase.exports"]
    word = "acme_glossary:export"

    [project.entry-points."termbase.imports"]
    wiki = "acme_glossary:format"

Each leads to a value, or to a list or tuple of values.
"""

from functools import cache
from importlib.metadata import entry_points
from typing import Final, TypeVar

RULES_GROUP: Final = "termbase.rules"
EXPORTS_GROUP: Final = "termbase.exports"
IMPORTS_GROUP: Final = "termbase.imports"

_Kind = TypeVar("_Kind")


class EntryPointError(Exception):
    """An entry point that cannot be used; the message names it, its package and the reason."""


@cache
def added(group: str, kind: type[_Kind]) -> tuple[_Kind, ...]:
    """What installed packages add to a group, in order of the names of the entry points.

    Args:
        group: One of the groups above.
        kind: What each value must be.

    Raises:
        EntryPointError: An entry point cannot be imported, or leads to something else.
    """
    found: list[_Kind] = []
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        package = point.dist.name if point.dist else "an unknown package"
        what = f"the entry point “{point.name}” of {package}, in the group {group},"
        try:
            loaded = point.load()
        except Exception as error:  # a stranger's module may raise anything when it is imported
            raise EntryPointError(f"{what} cannot be imported: {error!r}. Repair or uninstall the package.") from error
        values = tuple(loaded) if isinstance(loaded, list | tuple) else (loaded,)
        if wrong := [value for value in values if not isinstance(value, kind)]:
            raise EntryPointError(f"{what} must lead to a {kind.__name__}, not to {wrong[0]!r:.80}.")
        found += values
    return tuple(found)
