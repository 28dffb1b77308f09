"""Contributors' words on one line, without anything that an export format cannot represent."""

import re
from functools import lru_cache
from textwrap import TextWrapper, shorten
from typing import Final

_MORE: Final = " …"
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (section 2.2): control characters, lone surrogates, two noncharacters."""


def one_line(text: str) -> str:
    """The text without forbidden characters, every run of white space a single space.

    No line break of any kind is left: those of Unicode are white space, too.
    """
    # Nearly every text is like that already. The only white space that is printable is the space.
    if text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text
    # Between two blanks there may have been nothing but a forbidden character.
    return " ".join(_FORBIDDEN.sub("", " ".join(text.split())).split())


# Pages near each other link to the same terms; a cache of all definitions would take more memory than time.
@lru_cache(maxsize=1 << 12)
def shortened(text: str, longest: int) -> str:
    """A text on one line, cut after a word where it has more letters than there is room for."""
    text = one_line(text)
    return (
        text if len(text) <= longest else _cut(text, longest - len(_MORE)) or shorten(text, longest, placeholder=_MORE)
    )


def _cut(text: str, room: int) -> str:
    """What `textwrap.shorten` makes of a text that is too long, without a look at all of it.

    Only the word at the end of the room matters, which may have places to break at. "" if the first word or
    a very long one is cut, which is left to the library.
    """
    start = text.rfind(" ", 0, room + 1) + 1
    end = text.find(" ", start)
    word = text[start : end if end >= 0 else len(text)]
    if start == 0 or len(word) > room:
        return ""
    for part in TextWrapper.wordsep_re.split(word):
        if start + len(part) > room:
            break
        start += len(part)
    return f"{text[:start].rstrip()}{_MORE}"
