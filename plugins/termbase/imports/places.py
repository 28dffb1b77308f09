"""Where things are in an imported file: every value and every element that is read carries its place along."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from termbase.model.diagnostics import Location


class Place(NamedTuple):
    """A place in the text of a file; both count from 1."""

    line: int = 1
    column: int = 1


class PlacedText(str):
    """A key or a text of a file, with its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> "PlacedText":
        """Makes the text."""
        made = super().__new__(cls, text)
        made.place = place
        return made


class PlacedObject(dict[str, Any]):
    """An object of a file, with the place where it begins."""

    __slots__ = ("place",)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class PlacedList(list[Any]):
    """A list of a file, with the place where it begins."""

    __slots__ = ("place",)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


def place_of(value: object) -> Place | None:
    """Where a value begins: its own place, or that of the first thing in it that has one; None if nothing has."""
    within: Iterable[object] = ()
    if isinstance(value, Mapping):
        within = chain.from_iterable(value.items())
    elif isinstance(value, list | tuple):
        within = value
    places = (getattr(one, "place", None) for one in chain((value,), within))
    return next((place for place in places if isinstance(place, Place)), None)


def first_sign(text: str, line: int, *, column: int = 1) -> Place:
    """Where the first sign of a line is; the beginning of a line that is empty.

    Args:
        text: The line.
        line: Its number in the file.
        column: The column in which it begins.
    """
    return Place(line, column + (len(text) - len(text.lstrip()) if text.strip() else 0))


def shown_place(file: str, place: Place | None = None) -> str:
    """A place as it is shown; without one, it is the beginning of the file, 1:1."""
    line, column = place or Place()
    return str(Location(file=file, line=line, column=column))
