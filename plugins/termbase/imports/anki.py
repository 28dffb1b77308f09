"""Anki's text export of notes: header lines that begin with #, then one note a line."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Final

from termbase.imports.html_tree import html_tree, plain
from termbase.imports.imported import Imported, LeftOut, Options, Reading, in_all
from termbase.imports.record import Spelling, read_columns, read_record
from termbase.imports.writer import Writer

_HEADER: Final = re.compile(r"#(?P<key>[a-z ]+):(?P<value>[^\r\n]*)\r?\n")
_SIGNS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_OURS: Final = ("Front", "Back", "Tags")


def looks_like_anki(text: str) -> bool:
    """Says whether a text begins with the header lines of Anki."""
    return text.removeprefix("\ufeff").startswith(
        ("#separator:", "#html:", "#columns:", "#notetype", "#deck:", "#guid column")
    )


def read_anki(files: Mapping[str, str], options: Options) -> Reading:
    """Reads notes: the first field is the term, the second its definition."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: Options) -> Reading:
    text = text.removeprefix("\ufeff")
    settings: dict[str, str] = {}
    while found := _HEADER.match(text):
        settings[found["key"].strip()] = found["value"].strip()
        text = text[found.end() :]
    sign = settings.get("separator", "tab")
    delimiter = _SIGNS.get(sign.casefold(), sign[:1] or "\t")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        return Reading(problems=(f"{name}: {error}",))
    special = {int(value) - 1: key.removesuffix(" column") for key, value in settings.items()
               if key.endswith(" column") and value.isdigit()}  # fmt: skip
    given = settings.get("columns", "").split(delimiter) if settings.get("columns") else []
    fields = iter(("term", "definition", "explanation"))
    headers = []
    for place in range(max((len(row) for row in rows), default=0)):
        if place in special:
            headers.append(special[place])
        elif place < len(given) and given[place]:
            headers.append(given[place])
        else:
            headers.append(next(fields, f"field {place + 1}"))
    writer = Writer(where=name)
    html = settings.get("html", "true") == "true"
    terms: list[Imported] = []
    for row in rows:
        record = dict(zip(headers, row, strict=False))
        record.pop("deck", None), record.pop("notetype", None)
        guid = record.pop("guid", "")
        spelling = Spelling(
            text=lambda value: writer.text(html_tree(str(value)) if html else str(value)),
            name=lambda value: plain(html_tree(str(value))) if html else str(value),
        )
        term = read_record(record, where=name, columns=read_columns(headers, options), spelling=spelling,
                           locator=guid or None, left=writer.left)  # fmt: skip
        if term is not None:
            terms.append(term)
        else:
            writer.left.append(LeftOut(kind="notes without a name", text=" ".join(row), where=name))
    problems = () if terms else (f"{name}: no note with a first field was found",)
    return Reading(terms=tuple(terms), left_out=tuple(writer.left), problems=problems)
