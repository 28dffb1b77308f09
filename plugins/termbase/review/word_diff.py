"""Two texts compared word by word."""

import re
from difflib import SequenceMatcher
from typing import Final, Literal

from termbase.review.changes import Piece

_WORD: Final = re.compile(r"\s*\S+")


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts compared word by word; what stayed between two changes is kept as context."""
    a, b = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []

    def put(kind: Literal["same", "added", "removed"], words: list[str]) -> None:
        if words:
            pieces.append(Piece(kind=kind, text="".join(words).strip()))

    for what, a1, a2, b1, b2 in SequenceMatcher(
        None, [w.strip() for w in a], [w.strip() for w in b], autojunk=False
    ).get_opcodes():
        if what == "equal":
            put("same", b[b1:b2])
        else:
            put("removed", a[a1:a2])
            put("added", b[b1:b2])
    return tuple(pieces)
