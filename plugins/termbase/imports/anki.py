"""Anki's text export of notes: header lines that begin with #, then one note per line."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from termbase.imports.html_tree import html_tree, plain
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, in_all, problem
from termbase.imports.places import Place, shown_place
from termbase.imports.record import Spelling, read_columns, read_record
from termbase.imports.rows import read_rows
from termbase.imports.writer import Writer
from termbase.text.line_starts import line_breaks
from termbase.text.slug import slug

_HEADER: Final = re.compile(r"#(?P<key>[a-z ]+):(?P<value>[^\r\n]*)\r?\n")
_COLUMN: Final = re.compile("[1-9][0-9]{0,3}")
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
    """The fields of a note that we exported: other names, the link, and the category are split up."""
    name = record.get("Front", "").removesuffix(f" &#91;{id}&#93;")
    parts = record.get("Back", "").split("<br>")
    if parts[-1].startswith("<a href="):
        id = parts.pop().split('"')[1].rstrip("/").rsplit("/", 1)[-1]
    also = parts.pop().removeprefix("Also: ") if len(parts) > 1 and parts[-1].startswith("Also: ") else ""
    tags = [tag for tag in record.get("tags", "").split() if tag != deck]
    return {"id": id, "term": name, "definition": "<br>".join(parts), "synonyms": also, "category": " ".join(tags)}


def _headers(width: int, special: Mapping[int, str], given: Sequence[str]) -> list[str]:
    """The names of the columns: those that the header lines give, then the term, its definition and an explanation."""
    usual = iter(("term", "definition", "explanation"))
    known = {**{place: name for place, name in enumerate(given) if name}, **special}
    return [known[place] if place in known else next(usual, f"field {place + 1}") for place in range(width)]


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    text = whole = text.removeprefix("\ufeff")
    settings: dict[str, str] = {}
    while head := _HEADER.match(text):
        settings[head["key"].strip()] = head["value"].strip()
        text = text[head.end() :]
    sign = settings.get("separator", "tab")
    delimiter = _SIGNS.get(sign.casefold(), sign[:1] or "\t")
    found = read_rows(text, delimiter=delimiter, above=line_breaks(whole[: len(whole) - len(text)]))
    if found.problem:
        return Reading(problems=(problem(name, found.problem, line=found.line),))
    special = {int(value) - 1: key.removesuffix(" column") for key, value in settings.items()
               if key.endswith(" column") and _COLUMN.fullmatch(value)}  # fmt: skip
    given = settings.get("columns", "").split(delimiter) if settings.get("columns") else []
    headers = _headers(max((len(row.cells) for row in found.rows), default=0), special, given)
    writer = Writer(where=name)
    html = settings.get("html", "true") == "true"
    terms: list[Imported] = []
    for row in found.rows:
        record = dict(zip(headers, row.cells, strict=False))
        writer.place = Place(row.line)
        guid = record.pop("guid", "")
        deck, _, id = guid.partition(":")
        if id and deck == slug(settings.get("deck", "")):
            record = _ours(record, id, deck)
        spelling = Spelling(
            text=lambda value: writer.text(html_tree(str(value)) if html else str(value)),
            name=lambda value: plain(html_tree(str(value))) if html else str(value),
        )
        term = read_record(record, where=name, place=writer.place, columns=read_columns(list(record), options), spelling=spelling,
                           locator=guid or None, left=writer.left)  # fmt: skip
        if term is not None:
            terms.append(term)
        else:
            writer.left.append(
                LeftOut(kind="notes without a name", text=" ".join(row.cells), where=shown_place(name, writer.place))
            )
    problems = () if terms else (problem(name, "no note with a first field was found"),)
    return Reading(terms=tuple(terms), left_out=tuple(writer.left), problems=problems)
