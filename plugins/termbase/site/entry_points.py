"""Rules, exports, and import formats that other packages add.

A package names them in its `pyproject.toml`:

    [project.entry-points."termbase.rules"]
    house = "acme_glossary:rule"

    [project.entry-points."termbase.exports"]
    word = "acme_glossary:export"

    [project.entry-points."termbase.imports"]
    wiki = "acme_glossary:format"

Each leads to a value, or to a list or tuple of values.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import entry_points
from pathlib import Path
from traceback import walk_tb
from typing import Any, Final, TypeVar

RULES_GROUP: Final = "termbase.rules"
EXPORTS_GROUP: Final = "termbase.exports"
IMPORTS_GROUP: Final = "termbase.imports"

_OURS: Final = Path(__file__).parents[1]
_Kind = TypeVar("_Kind")


class EntryPointError(Exception):
    """Code of another package that cannot be used; the message names the entry point, its package, and the reason."""


@cache
def added(group: str, kind: type[_Kind], *, makes: type | None = None, by: tuple[str, ...] = ()) -> tuple[_Kind, ...]:
    """What installed packages add to a group, in order of the names of the entry points.

    Args:
        group: One of the groups above.
        kind: What each value must be: a dataclass, if some of its fields are functions.
        makes: What those functions must yield.
        by: The names of those fields. If such a function fails, its `EntryPointError` names the package and the line.

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
        found += (_guarded(value, what, makes, by) for value in values) if makes else values
    return tuple(found)


def refuse_second_names(what: str, names: Iterable[str], *, taken: Iterable[str]) -> None:
    """Refuses what other packages add if one of its names is not the only one.

    Args:
        what: What has the names, in a word.
        names: The names of what other packages add.
        taken: Names that are ours.

    Raises:
        EntryPointError: A name is used a second time.
    """
    known = set(taken)
    for name in names:
        if name in known:
            raise EntryPointError(
                f"An installed package adds a second {what} named “{name}”. Uninstall one of the two."
            )
        known.add(name)


def _guarded(value: Any, what: str, makes: type, by: Iterable[str]) -> Any:
    """The same value, with its functions wrapped so that errors name the package."""
    calls = {name: getattr(value, name) for name in by}
    return replace(value, **{name: partial(_called, call, what, makes) for name, call in calls.items() if call})


def _called(call: Callable[[Any], Iterable[Any]], what: str, makes: type, argument: Any) -> Iterator[Any]:
    """Yields what a function of another package yields."""
    try:
        for made in call(argument):
            if not isinstance(made, makes):
                raise TypeError(f"it yields {made!r:.80}, which is no {makes.__name__}")
            yield made
    except Exception as error:  # a stranger's code may raise anything
        reason = f"{type(error).__name__}: {str(error)[:300]}".replace("\n", " ")
        place = _place(error)
        raise EntryPointError(f"{what} failed{place}: {reason}. Repair, update, or uninstall the package.") from error


def _place(error: Exception) -> str:
    """The line of a stranger's module in which an error came up; "" if only our own code is involved."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)]
    theirs = [(file, line) for file, line in frames if not file.is_relative_to(_OURS)]
    # What their module has called, of the standard library for example, lies deeper, and says less.
    lines = [line for file, line in theirs if file == theirs[0][0]]
    return f" in {theirs[0][0]}:{lines[-1]}" if theirs else ""
