"""Lines and columns of a text, from one table of where its lines start."""

import re
from bisect import bisect_right
from typing import Final

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_MARK: Final = "\ufeff"
"""The byte order mark, which some editors write at the beginning of a file and none shows."""


class LineStarts:
    r"""Turns offsets into lines and columns. Built in one pass, then logarithmic in each question.

    A line ends at `\n`, `\r\n` or a lone `\r`, as editors count. A byte order mark is before the first line.
    """

    __slots__ = ("_starts", "length")

    def __init__(self, text: str) -> None:
        self._starts = [int(text.startswith(_MARK)), *(found.end() for found in _BREAK.finditer(text))]
        self.length = len(text)

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both counted from 1."""
        offset = max(self._starts[0], min(offset, self.length))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """The offset at which a line starts; lines count from 1."""
        return self._starts[line - 1]


def line_breaks(text: str) -> int:
    """How many lines of a text end in it."""
    return sum(1 for _ in _BREAK.finditer(text))


def lines(text: str) -> list[str]:
    """The lines of a text without their breaks, numbered as `LineStarts` numbers them."""
    return _BREAK.split(text.removeprefix(_MARK))
