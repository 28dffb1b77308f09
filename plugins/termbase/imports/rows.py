"""The rows of files with delimiters, each with the line where it begins."""

import csv
import io
from dataclasses import dataclass
from typing import Final

_LARGEST_CELL: Final = 16_777_216
"""Characters. The default of Python's reader, 131,072, is less than a cell with a picture in it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that is not empty."""

    cells: tuple[str, ...]
    line: int
    """The line where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a file."""

    rows: tuple[Row, ...]
    problem: str = ""
    """Why the file cannot be read, or ""."""
    line: int = 1
    """The line of that problem."""


def read_rows(text: str, *, delimiter: str, above: int = 0) -> Rows:
    """Reads the rows of a text; none if one of them cannot be read.

    Args:
        text: The text, without a byte order mark.
        delimiter: The character between cells.
        above: How many lines of the file are above the text.
    """
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except ValueError:  # from Python 3.13 on, for a quotation mark or a line break
        return Rows(rows=(), problem=f"“{delimiter}” cannot separate cells", line=above or 1)
    limit = csv.field_size_limit(_LARGEST_CELL)
    rows: list[Row] = []
    before = 0  # a cell may contain line breaks, and the reader only knows the line where a row ends
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(cells=tuple(cells), line=above + before + 1))
            before = reader.line_num
    except csv.Error as error:
        return Rows(rows=(), problem=str(error), line=above + reader.line_num)
    finally:
        csv.field_size_limit(limit)
    return Rows(rows=tuple(rows))
