"""The places of objects, lists, keys, and listed texts in JSON, which its parser does not report."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from termbase.imports.places import Place, PlacedList, PlacedObject, PlacedText
from termbase.text.line_starts import LineStarts

_TOKEN: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[^\s{}\[\],:"]++', re.DOTALL)


def with_places(text: str, value: Any, *, first: int = 1) -> Any:
    """A value whose objects, lists, keys, and listed texts know where they are.

    Args:
        text: The JSON that the value was parsed from, with every key of every object.
        value: Its value.
        first: The line of the file in which the text begins.
    """
    lines = LineStarts(text)

    def place(offset: int) -> Place:
        line, column = lines.at(offset)
        return Place(first + line - 1, column)

    tokens = (found.start() for found in _TOKEN.finditer(text))
    return _placed(value, tokens, place, listed=True)


def _placed(value: Any, tokens: Iterator[int], place: Callable[[int], Place], *, listed: bool) -> Any:
    start = next(tokens)
    if isinstance(value, dict):
        made = PlacedObject(place(start))
        for key, inner in value.items():
            at = place(next(tokens))
            made[PlacedText(key, at)] = _placed(inner, tokens, place, listed=False)
        next(tokens)
        return made
    if isinstance(value, list):
        items = PlacedList(place(start))
        items += [_placed(inner, tokens, place, listed=True) for inner in value]
        next(tokens)
        return items
    return PlacedText(value, place(start)) if listed and isinstance(value, str) else value
