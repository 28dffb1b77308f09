"""CSV and TSV as spreadsheets save them: any delimiter, a `sep=` line, titles above the header, HTML in cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from termbase.exports.csv import COLUMNS, CUSTOM, unguard
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, in_all, problem
from termbase.imports.places import Place, shown_place
from termbase.imports.plain_text import as_markdown, split_list
from termbase.imports.record import Columns, Spelling, read_columns, read_record, unique
from termbase.imports.rich_text import rich_text, shown_name
from termbase.imports.rows import Rows, read_rows
from termbase.imports.writer import Writer
from termbase.text.folding import fold
from termbase.text.slug import slug

_DELIMITERS: Final = "\t;,|"
_SEPARATOR_LINE: Final = re.compile(r"\Asep=(?P<sign>.)[^\n]*\n", re.IGNORECASE)
_OURS: Final = ("term", "id", "definition", "deprecated", "url", "updated")


def read_tables(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads tables with a header row."""
    return in_all(_read(name, text, options) for name, text in files.items())


def parse_rows(text: str) -> Rows:
    """The rows of a file, whose delimiter is found from the first rows unless a line above them names it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    found = read_rows(text, delimiter=named["sign"] if named else _delimiter(text), above=1 if named else 0)
    return replace(
        found, rows=tuple(replace(row, cells=tuple(cell.strip() for cell in row.cells)) for row in found.rows)
    )


def _delimiter(text: str) -> str:
    """The delimiter that splits the first rows into the same and the largest number of cells."""
    best, chosen = (0, 0), ","
    for sign in _DELIMITERS:
        try:
            rows = [
                row
                for _, row in zip(range(8), csv.reader(io.StringIO(text[:20_000]), delimiter=sign), strict=False)
                if row
            ]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows)
        if not widths or (width := len(rows[0])) < 2:
            continue
        if (score := (widths[width] * (2 if sign != "|" else 1), width)) > best:
            best, chosen = score, sign
    return chosen


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    found = parse_rows(text)
    rows = found.rows
    if not rows:
        return Reading(problems=(problem(name, found.problem or "there is nothing in it", line=found.line),))
    place, headers, columns = _header([row.cells for row in rows], options)
    if not columns.named:
        return Reading(problems=(problem(name, _unnamed(headers), line=rows[max(place, 0)].line),))
    ours = set(_OURS) <= set(headers) and all(name in COLUMNS or name.startswith(CUSTOM) for name in headers)
    if ours:  # a column with the name of a custom field is still ours
        columns = read_columns(headers, replace(options, fields=()))
    left = [
        LeftOut(kind="rows above the header", text=" ".join(row.cells), where=shown_place(name, Place(row.line)))
        for row in rows[: max(place, 0)]
    ]
    records: list[tuple[int, Mapping[str, str]]] = []
    for row in rows[place + 1 :]:
        named = [*headers, *(f"column {n + 1}" for n in range(len(headers), len(row.cells)))]
        cells = {header: unguard(cell) for header, cell in zip(named, row.cells, strict=False) if cell}
        records.append((row.line, cells))
    terms = _terms(records, name, columns, left, ours=ours)
    problems = () if terms else (problem(name, f"no row has a name in its columns {', '.join(headers)}"),)
    return Reading(terms=tuple(terms), left_out=tuple(left), problems=problems)


def _terms(
    records: Sequence[tuple[int, Mapping[str, str]]], name: str, columns: Columns, left: list[LeftOut], *, ours: bool
) -> list[Imported]:  # fmt: skip
    spelled = Spelling(name=str if ours else _shown)
    names: dict[str, str] = {}
    for _, record in records:
        if (term := read_record(record, where=name, columns=columns, spelling=spelled)) is not None:
            names |= dict.fromkeys((term.name, *term.synonyms, *term.abbreviations), term.name)
    known = {fold(key) for key in names}
    writer = Writer(where=name, terms={slug(key): value for key, value in names.items()}, left=left)

    def text(value: object) -> str:
        return as_markdown(str(value), known) if ours else rich_text(str(value), writer, known)

    spelling = Spelling(
        text=text,
        name=str if ours else _shown,
        split=str.splitlines if ours else split_list,
        exact=ours,
    )
    terms = []
    for line, record in records:
        if ours:  # the address, the day and the sources are made again by the next export
            record = {key: cell for key, cell in record.items() if key not in ("url", "updated")}
        writer.place = Place(line)
        term = read_record(record, where=name, place=writer.place, columns=columns, spelling=spelling, left=left)
        if term is None:
            where = shown_place(name, writer.place)
            left.append(LeftOut(kind="rows without a name", text=" ".join(record.values()), where=where))
        else:
            terms.append(term)
    return terms


def _shown(cell: object) -> str:
    return shown_name(str(cell))


def _header(rows: Sequence[Sequence[str]], options: ImportOptions) -> tuple[int, list[str], Columns]:
    """The header among the first rows; -1 where columns are mapped by number and every row is data."""
    if options.columns and all(key.isdigit() for key in options.columns):
        width = max(len(row) for row in rows[:50])
        headers = [str(n) for n in range(1, width + 1)]
        return -1, headers, read_columns(headers, options)
    first: tuple[int, list[str], Columns] | None = None
    for place, row in enumerate(rows[:10]):
        headers = unique(row)
        columns = read_columns(headers, options)
        if columns.named and (len(columns.ours) > 1 or len(headers) == 1):
            return place, headers, columns
        first = first or (place, headers, columns)
    if first is None:
        raise AssertionError("a table without rows has no header")
    return first


def _unnamed(headers: Sequence[str]) -> str:
    shown = ", ".join(f"“{header[:40]}”" for header in headers[:12])
    return (
        f"no column is recognized as the names of terms. Its columns are {shown}. "
        f'Say which one is, such as --map "{headers[0][:40]}=term"; without a header, use --map 1=term --map 2=definition'
    )
