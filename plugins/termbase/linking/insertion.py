"""Lists of terms and single definitions on hand-written pages, asked for by a comment on a line of its own.

    <!-- termbase: list category=metrics -->
    <!-- termbase: list letter=C search="renewal" -->
    <!-- termbase: definition churn -->

A comment is invisible wherever no termbase runs.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from termbase.model.concept import Concept

_COMMENT: Final = re.compile(r"^ {0,3}<!--\s*termbase:\s*(?P<what>list|definition)\b(?P<rest>.*?)-->\s*$")
_PAIR: Final = re.compile(r"(?P<key>[a-z][a-z0-9_-]*)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """What a comment asks for."""

    name: str = ""
    """The term whose definition is wanted; "" for a list."""
    only: Mapping[str, str] = field(default_factory=dict)
    """What the terms of a list have in common: a category's id, a status, a letter, words of their names, or the value
    of a custom field."""


Insert = Callable[[Insertion], Sequence[tuple[Concept, str]] | None]
"""Gives the concepts that are wanted, each with its definition as plain text; None if nothing is meant."""


def parse_insertion(line: str) -> Insertion | None:
    """The insertion that a line requests; None for any other line."""
    found = _COMMENT.match(line)
    if found is None:
        return None
    rest = found["rest"].strip()
    if found["what"] == "definition":
        return Insertion(name=rest) if rest else None
    pairs = {pair["key"]: pair["bare"] or pair["quoted"] or "" for pair in _PAIR.finditer(rest)}
    return Insertion(only=pairs) if not _PAIR.sub("", rest).strip() else None
