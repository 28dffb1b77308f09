"""JSON: our own API file, or any list of objects with a name and a definition."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from termbase.imports.imported import Imported, Reading, Said, as_markdown
from termbase.imports.record import read_record

_OURS = ("url", "definition_html", "links_to", "linked_from", "edit_url", "updated", "status")
"""Fields of the API that another build makes again."""


def read_json(text: str, *, file: str) -> Reading:
    """Reads a list of objects, an object of objects by name, or an object with such a list in it."""
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        return Reading(terms=(), problems=(f"{file}: this is not JSON: {error}",))
    records = _records(data)
    if records is None:
        return Reading(terms=(), problems=(f"{file}: no list of terms was found",))
    terms, problems = [], []
    for number, record in enumerate(records, 1):
        term = _term(record, number) if isinstance(record, Mapping) else None
        if term is None:
            problems.append(f"{file}: item {number} has no name")
        else:
            terms.append(term)
    return Reading(terms=tuple(terms), problems=tuple(problems))


def _records(data: Any) -> list[Any] | None:
    if isinstance(data, list):
        return data
    if isinstance(data, dict):
        for value in data.values():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                return value
        if data and all(isinstance(value, str) for value in data.values()):
            return [{"term": name, "definition": text} for name, text in data.items()]
        if data and all(isinstance(value, dict) for value in data.values()):
            return [{"term": name, **value} for name, value in data.items()]
    return None


def _term(record: Mapping[str, Any], number: int) -> Imported | None:
    ours = isinstance(record.get("relations"), Mapping) and isinstance(record.get("entries"), list)
    locator = str(record.get("id") or f"item {number}")
    if not ours:
        return read_record(record, locator=locator)
    flat = {key: value for key, value in record.items() if key not in (*_OURS, "relations", "entries", "disagreements")}
    term = read_record({**flat, **record["relations"]}, locator=locator)
    if term is None:
        return None
    said = tuple(
        Said(
            source=str(entry["source"]), locator=str(entry["locator"]), headword=str(entry["headword"]),
            text=as_markdown(str(entry["text"])),
        )
        for entry in record["entries"]
    )  # fmt: skip
    disagreements = record.get("disagreements") or []
    rest = {**term.rest, **({"disagreements": json.dumps(disagreements, ensure_ascii=False)} if disagreements else {})}
    return replace(term, said=said, rest=rest)
