"""Anki's text export of notes: header lines that begin with #, then one note per line."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Final

from termbase.imports.html_tree import html_tree, plain
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, in_all, problem
from termbase.imports.places import Place, shown_place
from termbase.imports.record import Spelling, read_columns, read_record
from termbase.imports.writer import Writer
from termbase.text.slug import slug

_HEADER: Final = re.compile(r"#(?P<key>[a-z ]+):(?P<value>[^\r\n]*)\r?\n")
_SIGNS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}


def looks_like_anki(text: str) -> bool:
    """Whether a text begins with the header lines of Anki."""
    return text.removeprefix("\ufeff").startswith(
        ("#separator:", "#html:", "#columns:", "#notetype", "#deck:", "#guid column")
    )


def read_anki(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads notes: the first field is the term, the second its definition."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _ours(record: dict[str, str], id: str, deck: str) -> dict[str, str]:
    """The fields of a note that we exported: other names, the link, and the category taken apart."""
    name = record.get("Front", "").removesuffix(f" &#91;{id}&#93;")
    parts = record.get("Back", "").split("<br>")
    if parts[-1].startswith("<a href="):
        id = parts.pop().split('"')[1].rstrip("/").rsplit("/", 1)[-1]
    also = parts.pop().removeprefix("Also: ") if len(parts) > 1 and parts[-1].startswith("Also: ") else ""
    tags = [tag for tag in record.get("tags", "").split() if tag != deck]
    return {"id": id, "term": name, "definition": "<br>".join(parts), "synonyms": also, "category": " ".join(tags)}


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    text = whole = text.removeprefix("\ufeff")
    settings: dict[str, str] = {}
    while found := _HEADER.match(text):
        settings[found["key"].strip()] = found["value"].strip()
        text = text[found.end() :]
    sign = settings.get("separator", "tab")
    delimiter = _SIGNS.get(sign.casefold(), sign[:1] or "\t")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    above = whole[: len(whole) - len(text)].count("\n")
    rows: list[list[str]] = []
    places: list[int] = []
    before = 0
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                places.append(above + before + 1)
            before = reader.line_num
    except csv.Error as error:
        return Reading(problems=(problem(name, str(error), line=above + reader.line_num),))
    special = {int(value) - 1: key.removesuffix(" column") for key, value in settings.items()
               if key.endswith(" column") and value.isdigit()}  # fmt: skip
    given = settings.get("columns", "").split(delimiter) if settings.get("columns") else []
    fields = iter(("term", "definition", "explanation"))
    headers: list[str] = []
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
    for row, line in zip(rows, places, strict=True):
        record = dict(zip(headers, row, strict=False))
        writer.place = Place(line)
        guid = record.pop("guid", "")
        deck, _, id = guid.partition(":")
        if id and deck == slug(settings.get("deck", "")):
            record = _ours(record, id, deck)
        spelling = Spelling(
            text=lambda value: writer.text(html_tree(str(value)) if html else str(value)),
            name=lambda value: plain(html_tree(str(value))) if html else str(value),
        )
        term = read_record(record, where=name, place=Place(line), columns=read_columns(list(record), options), spelling=spelling,
                           locator=guid or None, left=writer.left)  # fmt: skip
        if term is not None:
            terms.append(term)
        else:
            writer.left.append(
                LeftOut(kind="notes without a name", text=" ".join(row), where=shown_place(name, Place(line)))
            )
    problems = () if terms else (problem(name, "no note with a first field was found"),)
    return Reading(terms=tuple(terms), left_out=tuple(writer.left), problems=problems)
