"""Keeps a text of a few thousand characters from taking seconds or causing a recursion error.

Python-Markdown looks for the partner of every opening bracket up to the end of the paragraph, and descends one level
for every list or quotation mark at the start of a line. Text that exceeds these budgets is not prose; its markup is
shown as written.
"""

import re
from typing import Any, Final

from markdown import Markdown
from markdown.inlinepatterns import LinkInlineProcessor

MOST_STEPS: Final = 500_000
"""Characters that may be looked at for the partners of all brackets of one text."""
MOST_TICKS: Final = 600
"""Backticks of one text that can mark code."""
DEEPEST: Final = 12
"""List and quotation marks at the start of a line that count; the rest is text."""
_MARK: Final = re.compile(r"[ ]*(?:(?P<sign>[-*+>])[ ]?|\d{1,9}(?P<dot>\.)[ ]+)")


class Purse:
    """What the brackets of one text may still cost."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def fill(self) -> None:
        """Begins another text."""
        self.left = MOST_STEPS


def be_thrifty(md: Markdown) -> Purse:
    """Makes all link patterns of a converter share one budget; returns it, to be refilled for each text."""
    purse = Purse()
    for processor in md.inlinePatterns:
        if isinstance(processor, LinkInlineProcessor):
            _limit(processor, purse)
    return purse


def _limit(processor: Any, purse: Purse) -> None:
    find = processor.handleMatch

    def handle(match: re.Match[str], data: str) -> Any:
        if purse.left <= 0:
            return None, None, None
        found = find(match, data)
        end = found[2] if found[2] is not None else len(data)
        purse.left -= end - match.start(0)
        return found

    processor.handleMatch = handle


def without_many_ticks(text: str) -> str:
    """A text in which at most `MOST_TICKS` backticks can mark code; further ones are escaped."""
    parts = text.split("`", MOST_TICKS)
    return text if len(parts) <= MOST_TICKS else "`".join((*parts[:-1], parts[-1].replace("`", "\\`")))


def flattened(line: str) -> str:
    """A line with at most `DEEPEST` list and quotation marks at its start; the next one is escaped."""
    place = 0
    for _ in range(DEEPEST):
        mark = _MARK.match(line, place)
        if mark is None:
            return line
        place = mark.end()
    mark = _MARK.match(line, place)
    if mark is None:
        return line
    sign = mark.start("sign") if mark["sign"] else mark.start("dot")
    return f"{line[:sign]}\\{line[sign:]}"
