"""JSON: our own API file, or lists, maps and trees of objects."""

from collections.abc import Mapping
from typing import Any

from termbase.imports.foreign_yaml import put
from termbase.imports.imported import ImportOptions, Reading, in_all, refusal
from termbase.imports.json_places import with_places
from termbase.imports.own_json import is_ours, read_ours
from termbase.imports.records import read_records
from termbase.text.line_starts import lines
from termbase.text.untrusted import UntrustedError
from termbase.text.untrusted import read_json as read_untrusted


def parse_json(text: str, *, first: int = 1) -> tuple[Any, UntrustedError | None]:
    """The value of a file with numbers as written and repeated keys kept, or why it has none.

    Args:
        text: The file, or one of its lines.
        first: The line of the file in which the text begins.
    """
    try:
        return with_places(text, read_untrusted(text, number=str, pairs=_object), first=first), None
    except UntrustedError as error:
        return None, error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        put(made, key, value)
    return made


def read_json_terms(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads JSON files."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    data, wrong = parse_json(text)
    if wrong:
        return _lines(name, text, options) or Reading(problems=(refusal(name, wrong),))
    return read_ours(data, where=name) if is_ours(data) else read_records(data, where=name, options=options)


def _lines(name: str, text: str, options: ImportOptions) -> Reading | None:
    """JSON Lines: one object per line."""
    values = [parse_json(line, first=number) for number, line in enumerate(lines(text), 1) if line.strip()]
    if len(values) < 2 or any(wrong or not isinstance(value, dict) for value, wrong in values):
        return None
    return read_records([value for value, _ in values], where=name, options=options)
