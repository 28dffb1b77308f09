"""Our own API file, with every field of a term file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from termbase.imports.imported import Imported, LeftOut, Reading, Said, problem, texts
from termbase.imports.places import Place, place_of, shown_place
from termbase.imports.plain_text import as_markdown
from termbase.imports.record import Spelling, read_record
from termbase.model.vocabulary import Status

_DERIVED = (
    "url", "definition_html", "links_to", "linked_from", "edit_url", "updated", "relations", "entries", "disagreements",
    "file", "contrasts", "status", "fields", "elsewhere", "imported_from",
)  # fmt: skip
"""Fields that every build generates, and those that are read by name."""

_ABOUT = {"glossary": Mapping, "sources": list, "unresolved": list, "decisions": list}
"""What the file says about the glossary as a whole, by its kind."""


def is_ours(data: Any) -> bool:
    """Whether a value is our list of terms, or one of its terms."""
    if isinstance(data, Mapping) and isinstance(data.get("terms"), list):
        items = data["terms"]
        return bool(items) and all(_is_term(item) for item in items)
    return _is_term(data)


def _is_term(item: Any) -> bool:
    return (
        isinstance(item, Mapping)
        and isinstance(item.get("relations"), Mapping)
        and isinstance(item.get("entries"), list)
    )


def read_ours(data: Any, *, where: str) -> Reading:
    """Reads the terms; a term that lacks what the API promises is reported.

    Args:
        data: The value of the file.
        where: The file.
    """
    items = data["terms"] if isinstance(data.get("terms"), list) else [data]
    terms: list[Imported] = []
    problems: list[str] = []
    for number, item in enumerate(items, 1):
        term = _term(item, where)
        if term is None:
            line, column = place_of(item) or Place()
            problems.append(problem(where, f"item {number} has no name", line=line, column=column))
        else:
            terms.append(term)
    glossary = {key: data[key] for key, kind in _ABOUT.items() if data.get(key) and isinstance(data[key], kind)}
    whole = {
        k: v for k, v in data.items() if k not in (*glossary, "terms", "version", "site_url", "counts") and texts(v)
    }
    left = (
        [
            LeftOut(
                kind="about the file as a whole",
                text="; ".join(texts(whole)),
                where=shown_place(where, place_of(whole)),
            )
        ]
        if whole and "terms" in data
        else []
    )
    return Reading(terms=tuple(terms), problems=tuple(problems), glossary=glossary, left_out=tuple(left))


def _term(item: Mapping[str, Any], where: str) -> Imported | None:
    flat = {key: value for key, value in item.items() if key not in _DERIVED}
    exact = Spelling(split=lambda name: [name], exact=True)
    term = read_record(
        {**flat, **item["relations"]},
        where=where,
        place=place_of(item),
        locator=str(item.get("id") or "") or None,
        spelling=exact,
    )
    if term is None:
        return None
    said = tuple(s for entry in item["entries"] if (s := _said(entry)) is not None)
    odd = [entry for entry in item["entries"] if _said(entry) is None]
    rest = dict(term.rest)
    if item.get("disagreements") and not item.get("file"):
        rest["disagreements"] = "; ".join(texts(item["disagreements"]))
    if odd:
        rest["entries"] = "; ".join(texts(odd))
    status = item.get("status")
    file = item.get("file")
    return replace(
        term, said=said, rest=rest, record=file if isinstance(file, Mapping) else None,
        status=Status(status) if status in list(Status) else None,
    )  # fmt: skip


def _said(entry: Any) -> Said | None:
    """One entry of a term; None if a field is missing."""
    if not isinstance(entry, Mapping) or not all(
        isinstance(entry.get(k), str) for k in ("source", "locator", "headword", "text")
    ):
        return None
    record = entry.get("file")
    return Said(
        source=entry["source"], locator=entry["locator"], headword=entry["headword"], text=as_markdown(entry["text"]),
        record=record if isinstance(record, Mapping) else None,
    )  # fmt: skip
