"""Passages in quotation marks, of the kinds that English and other languages use."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

_KINDS: Final = {
    '"': "double", "\uff02": "double", "“": "double", "”": "double", "„": "double", "‟": "double", "〝": "double", "〞": "double",
    "〟": "double", "'": "straight", "‘": "single", "’": "single", "‚": "single", "‛": "single", "«": "angled", "»": "angled",
    "‹": "small", "›": "small", "「": "corner", "」": "corner", "『": "white", "』": "white", "《": "title", "》": "title",
    "〈": "name", "〉": "name",
}  # fmt: skip
"""The marks, each with its kind: a passage begins and ends with marks of one kind."""
_OPENING: Final = frozenset("„‚«‹「『《〈〝")
"""Marks that begin a passage even with a space, or a letter, on both sides of them."""
_LONGEST: Final = 100
"""Characters of a passage between single marks, which are apostrophes, too."""


_UNCLOSED: Final = (("“", "”"), ("{{", "}}"), ("{%", "%}"))
"""Marks of passages that another paragraph may close, and of macros of a template."""


class Passages:
    """The quotations and macros of a text, looked up by place; each look costs a binary search."""

    def __init__(self, text: str) -> None:
        found = sorted(quotations(text))
        self._starts = [start for start, _ in found]
        self._reach = list(accumulate((end for _, end in found), max))
        """The furthest end of the passages up to each one."""
        self._marks = [
            (_ends(text, opening), _ends(text, closing)) for opening, closing in _UNCLOSED if opening in text
        ]

    def hold(self, start: int, end: int) -> bool:
        """Whether a part of the text is within quotation marks, or after one that is not closed before it."""
        before = bisect_left(self._starts, start)
        if before and self._reach[before - 1] > end:
            return True
        return any(_last(opened, start) > _last(closed, start) for opened, closed in self._marks)


@lru_cache(maxsize=1)
def passages(text: str) -> Passages:
    """The passages of a text, cached while its names are looked up one after another."""
    return Passages(text)


def _ends(text: str, mark: str) -> list[int]:
    return [found.start() + len(mark) for found in re.finditer(f"(?={re.escape(mark)})", text)]


def _last(ends: Sequence[int], place: int) -> int:
    """The last of some positions that is not after a given one; -1 if there is none."""
    found = bisect_right(ends, place)
    return ends[found - 1] if found else -1


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yields the start and end of each quoted passage, including its marks, inner passages first."""
    open_at: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        kind = _KINDS.get(sign)
        if kind is None:
            continue
        before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        if before.isalnum() and after.isalnum() and kind in ("single", "straight", "double"):
            continue  # an apostrophe
        begun = next((n for n in range(len(open_at) - 1, -1, -1) if open_at[n][0] == kind), None)
        begins, ends = _free(before) and not _free(after), not _free(before) and _free(after)
        if begun is not None and (ends or (not begins and sign not in _OPENING)):
            start = open_at[begun][1]
            del open_at[begun:]
            if kind not in ("single", "straight") or place - start <= _LONGEST:
                yield start, place + 1
        elif begins or (not ends and kind not in ("single", "straight")):
            open_at.append((kind, place))


def _free(sign: str) -> bool:
    """Whether a character is outside a passage next to the mark: nothing, a space, or a sign such as a bracket."""
    return not sign or sign.isspace() or (not sign.isalnum() and sign not in _KINDS and sign not in ",.;:!?…%)]}")
