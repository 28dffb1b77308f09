"""CSV and TSV with a header row."""

import csv
import io

from termbase.exports.csv import unguard
from termbase.imports.imported import Reading
from termbase.imports.record import read_record


def read_table(text: str, *, file: str) -> Reading:
    """Reads rows; the delimiter is found from the header."""
    lines = text.removeprefix("\ufeff")
    header = lines.split("\n", 1)[0]
    delimiter = max("\t;,", key=header.count)
    rows = csv.DictReader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    terms, problems = [], []
    try:
        for row in rows:
            surplus = row.pop(None, None)
            record: dict[str, object] = {key: unguard(value or "") for key, value in row.items()}
            term = read_record(record, locator=f"row {rows.line_num}")
            if term is not None:
                terms.append(term)
            elif any(record.values()):
                problems.append(f"{file}:{rows.line_num}: a row without a name")
            if surplus:
                problems.append(f"{file}:{rows.line_num}: more cells than the header has: {'; '.join(surplus)}")
    except csv.Error as error:
        problems.append(f"{file}:{rows.line_num}: {error}")
    return Reading(terms=tuple(terms), problems=tuple(problems))
