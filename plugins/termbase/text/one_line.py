"""Contributors' words on one line, with nothing in it that a format of export cannot carry."""

import re
from functools import lru_cache
from textwrap import shorten
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (section 2.2): control characters, lone surrogates, two noncharacters."""


def one_line(text: str) -> str:
    """The text without forbidden characters, every run of white space a single space.

    No line break of any kind is left: those of Unicode are white space, too.
    """
    return _FORBIDDEN.sub("", " ".join(text.split()))


# Several exports and every page that links to a term cut the same definition.
@lru_cache(maxsize=1 << 16)
def shortened(text: str, longest: int) -> str:
    """A text on one line, cut after a word where it has more letters than there is room for."""
    return shorten(one_line(text), longest, placeholder=" …")
