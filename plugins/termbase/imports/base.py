"""The state last imported from a source, stored next to the glossary: the base of a three-way comparison."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from termbase.text.untrusted import UntrustedError, read_json

UPSTREAM_FOLDER: Final = "upstream"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTerm:
    """One term as it was imported."""

    path: str
    """The concept file that it became, or "" for an entry of the source."""
    data: Mapping[str, Any]
    """Its keys, as written."""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Everything that was imported from one source."""

    hash: str = ""
    """SHA-256 of the files that were read."""
    terms: Mapping[str, TakenTerm] = field(default_factory=dict)
    """The terms by locator, in the order of the source."""


def base_path(source: str) -> str:
    """Where the base of a source is stored, within the glossary folder."""
    return f"{UPSTREAM_FOLDER}/{source}.json"


def parse_base(text: str) -> Base | None:
    """Reads a stored base; None if it is invalid."""
    try:
        value = read_json(text)
        terms = {
            str(locator): TakenTerm(path=str(item["path"]), data=item["data"], comments=tuple(item.get("comments", ())))
            for locator, item in value["terms"].items()
        }
        return Base(hash=str(value["hash"]), terms=terms)
    except (UntrustedError, KeyError, TypeError, AttributeError):
        return None


def base_text(base: Base) -> str:
    """A base as JSON, one term per line, so that a pull request shows what has changed."""
    lines = [
        f"{json.dumps(locator, ensure_ascii=False)}: "
        + json.dumps({"path": t.path, "data": t.data, "comments": list(t.comments)}, ensure_ascii=False)
        for locator, t in base.terms.items()
    ]
    return '{"version": "1", "hash": ' + json.dumps(base.hash) + ', "terms": {\n' + ",\n".join(lines) + "\n}}\n"
