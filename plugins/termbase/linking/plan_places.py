"""Finds the place of each name of a page's plan in its source.

A converter does not know lines. But its words are those of the source in the same order, with
markup between them, so the two are aligned, signs and blanks included.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from rapidfuzz.distance import LCSseq

from termbase.linking.index import Target
from termbase.linking.plan import Plan, Why
from termbase.text.line_starts import LineStarts

_WORD: Final = re.compile(r"[^\W_]+")
_TOKEN: Final = re.compile(r"[^\W_]+|\s+|[\W_]")
_LARGEST: Final = 10**9
"""Pairs of tokens up to which the exact alignment is affordable: it takes a bit of memory for each."""
_LONG: Final = 4 * 10**9
"""Pairs of characters up to which signs and blanks are aligned, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One name of a page with its place in the page's source, and the decision about it."""

    line: int | None
    """Counted from 1; None for text that is not in the source, such as what another plugin has made."""
    column: int | None
    words: str
    target: Target
    why: Why
    above: int | None = None
    """For a name whose term is linked above: the line of that link."""


class Alignment:
    """The text of a plan next to its source.

    Args:
        plan: The plan.
        source: The page's file, front matter included.
    """

    def __init__(self, plan: Plan, source: str) -> None:
        self.source = source
        self.starts = LineStarts(source)
        text = plan.text
        # Punctuation and spaces decide between equal words; on a very long page, only words are aligned.
        pattern = _TOKEN if len(text) * len(source) <= _LONG else _WORD
        tokens, written = [*pattern.finditer(text)], [*pattern.finditer(source)]
        pairs = _aligned([_folded(token) for token in tokens], [_folded(token) for token in written])
        self._tokens = tuple(token.start() for token in tokens)
        self._written = {token: written[place].start() for token, place in pairs.items()}

    def offset(self, place: int) -> int | None:
        """Where in the source a word of the text begins; None if it is not there."""
        token = bisect_left(self._tokens, place)
        return self._written.get(token) if token < len(self._tokens) else None

    def at(self, place: int) -> tuple[int, int] | None:
        """The line and the column of a word of the text, if it is in the source."""
        offset = self.offset(place)
        return self.starts.at(offset) if offset is not None else None

    @cached_property
    def places(self) -> Mapping[int, int]:
        """The position in the text of each token of the source that occurs there, by its offset in the source."""
        return {offset: self._tokens[token] for token, offset in self._written.items()}


def placed_names(plan: Plan, alignment: Alignment) -> tuple[Placed, ...]:
    """Every name of a page in source order, including those that are not in its text, such as in a URL.

    Args:
        plan: The decisions.
        alignment: The plan next to the source of the page.
    """
    found: list[Placed] = []
    links: dict[tuple[str, ...], int | None] = {}
    for decision in plan.decisions:
        line, column = alignment.at(decision.place) or (None, None)
        key = tuple(decision.target.concepts)
        above = links.get(key) if decision.why is Why.ABOVE else None
        if decision.why.links:
            links[key] = line
        found.append(
            Placed(
                line=line, column=column, words=decision.words, target=decision.target, why=decision.why, above=above
            )
        )
    found += _unread(plan, alignment)
    return tuple(sorted(found, key=lambda item: (item.line is None, item.line or 0, item.column or 0)))


def _unread(plan: Plan, alignment: Alignment) -> Iterator[Placed]:
    """Names in the source that are not in the text of the page."""
    source = alignment.source
    seen = {offset for offset, place in alignment.places.items() if not plan.in_comment(place)}
    for match in plan.index.find(source):
        first = _WORD.search(source, match.start)
        if first is not None and first.start() not in seen:
            line, column = alignment.starts.at(match.start)
            words = " ".join(source[match.start : match.end].split())
            yield Placed(line=line, column=column, words=words, target=match.target, why=Why.NOT_TEXT)


def _folded(token: re.Match[str]) -> str:
    return " " if token.group().isspace() else token.group()


def _aligned(words: Sequence[str], written: Sequence[str]) -> Mapping[int, int]:
    """For each token of a text that is in its source: the token of the source."""
    if len(words) * len(written) <= _LARGEST:
        blocks = [(b.a, b.b, b.size) for b in LCSseq.editops(words, written).as_matching_blocks()]
    else:
        blocks = [(b.a, b.b, b.size) for b in SequenceMatcher(None, words, written).get_matching_blocks()]
    return {a + step: b + step for a, b, size in blocks for step in range(size)}
