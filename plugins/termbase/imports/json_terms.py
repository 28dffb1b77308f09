"""JSON: our own API file, or any list of objects with a name and a definition."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from termbase.imports.imported import Imported, Reading, Said, as_markdown
from termbase.imports.record import read_record
from termbase.text.untrusted import UntrustedError
from termbase.text.untrusted import read_json as read_untrusted

_OURS = ("url", "definition_html", "links_to", "linked_from", "edit_url", "updated", "status")
"""Fields of the API that another build makes again."""
_ENTRY = frozenset(("source", "locator", "headword", "text"))
"""Fields without which an entry of the API says nothing."""


def read_json(text: str, *, file: str) -> Reading:
    """Reads a list of objects, an object of objects by name, or an object with such a list in it."""
    try:
        data = read_untrusted(text)
    except UntrustedError as error:
        return Reading(terms=(), problems=(f"{file}:{error.line}:{error.column}: {error.message}. {error.hint}",))
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
    whole = [entry for entry in record["entries"] if isinstance(entry, Mapping) and entry.keys() >= _ENTRY]
    cut = [entry for entry in record["entries"] if entry not in whole]
    said = tuple(
        Said(
            source=str(entry["source"]), locator=str(entry["locator"]), headword=str(entry["headword"]),
            text=as_markdown(str(entry["text"])),
        )
        for entry in whole
    )  # fmt: skip
    disagreements = record.get("disagreements") or []
    rest = {
        **term.rest,
        **({"entries": json.dumps(cut, ensure_ascii=False)} if cut else {}),
        **({"disagreements": json.dumps(disagreements, ensure_ascii=False)} if disagreements else {}),
    }
    return replace(term, said=said, rest=rest)
