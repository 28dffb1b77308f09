"""Two entries side by side in a terminal, with the evidence for and against one concept."""

import re
import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from termbase.text.bracketed import without_brackets

if TYPE_CHECKING:
    from termbase.identity.review_queue import Item
    from termbase.model.concept import ConceptId, Entry

_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_GAP: Final = "   "
_LEAST: Final = 30
_ASKED: Final = {
    "changed": "decided, but changed since",
    "question": "perhaps one concept",
    "merge": "merged",
    "unresolved": "fits several concepts",
}


def side_by_side(item: "Item", *, place: int, count: int, width: int = 100) -> Iterator[str]:
    """The lines that show an item.

    Args:
        item: What to look at.
        place: Its number in the queue.
        count: The length of the queue.
        width: Columns of the terminal.
    """
    told = _ASKED[item.kind.value] + (", on the name alone" if item.name_alone and item.signs else "")
    yield f"{place} of {count}: {told}" + (f" (risk: {item.risk.value})" if item.kind.value == "merge" else "")
    yield ""
    column = max((min(width, 120) - len(_GAP)) // 2, _LEAST)
    left, right = (_column(e, c, column) for e, c in zip((item.a, item.b), item.concepts, strict=True))
    yield from (f"{a:<{column}}{_GAP}{b}".rstrip() for a, b in zip_longest(left, right, fillvalue=""))
    yield ""
    yield from (f"  + {sign.words}" for sign in item.signs if sign.weight > 0)
    yield from (f"  - {sign.words}" for sign in item.signs if sign.weight <= 0)
    if item.decision is not None:
        word = "one concept" if item.decision.same_as else "two concepts"
        yield f"  decided {item.decision.date or ''}: {word}. {item.decision.reason}".replace(
            "  decided :", "  decided:"
        )
    yield ""


def _column(entry: "Entry", concept: "ConceptId | None", width: int) -> list[str]:
    lines = [entry.headword or entry.key, f"{entry.key} ({concept})" if concept else str(entry.key)]
    others = [name.text for name in entry.names if name.text != entry.headword]
    lines += textwrap.wrap(f"also: {', '.join(others)}", width) if others else []
    lines.append("")
    return lines + (textwrap.wrap(_plain(entry.definition), width) or ["(no definition)"])


def _plain(text: str) -> str:
    """A definition as a reader sees it: links as their words, no backslashes before signs."""
    return _ESCAPED.sub(r"\1", without_brackets(text))
