"""Where the items of a list are in the text of a JSON file, which a parser does not say."""

import re
from collections.abc import Sequence
from typing import Final

from termbase.text.line_starts import LineStarts

_TOKEN: Final = re.compile(r'"(?P<text>(?:[^"\\]++|\\.)*+)"(?P<key>\s*+:)?|[{}\[\]]', re.DOTALL)


def places_of(text: str, numbers: Sequence[int], *, within: str) -> list[tuple[int, int]]:
    """The line and the column of some objects, counted from 1.

    Args:
        text: JSON that has been parsed.
        numbers: Which objects of the list, counted from 1.
        within: The key of the list, at the top.
    """
    starts = _starts(text, within) if numbers and text else []
    lines = LineStarts(text)
    return [lines.at(starts[number - 1]) if number <= len(starts) else (1, 1) for number in numbers]


def _starts(text: str, within: str) -> list[int]:
    starts: list[int] = []
    depth, key, listed = 0, "", False
    for found in _TOKEN.finditer(text):
        sign = found.group()
        if found["text"] is not None:
            key = found["text"] if depth == 1 and found["key"] else key
        elif sign in "[{":
            if depth == 1:
                listed = sign == "[" and key == within
            elif depth == 2 and listed and sign == "{":
                starts.append(found.start())
            depth += 1
        else:
            depth -= 1
    return starts
