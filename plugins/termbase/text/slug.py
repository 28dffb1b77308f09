"""Turns names into ids and file names that differ if the names differ, on every machine."""

import re
from functools import lru_cache
from typing import Final

from slugify import slugify

MAX_SLUG_LENGTH: Final = 80
ID_PATTERN: Final = r"^[a-z0-9][a-z0-9-]{0,79}$"

_REPLACEMENTS = (
    ("™", ""),
    ("℠", ""),
    ("++", " plus plus "),
    ("#", " sharp "),
    ("&", " and "),
    ("%", " percent "),
    ("@", " at "),
)
_LEADING_DOT = re.compile(r"(^|\s)\.(?=\w)")
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})
RESERVED: Final = frozenset({"index", "readme", "404"}) | _DEVICES
"""Ids with a special meaning to web servers or operating systems."""


_PLAIN: Final = re.compile(r"[a-z0-9]+(?:[ -]+[a-z0-9]+)*")
_BETWEEN: Final = re.compile(r"[ -]+")


@lru_cache(maxsize=1 << 16)
def slug(name: str) -> str:
    """The id of a name: "C", "C++", "C#", ".NET" and "R&D" stay distinct.

    A reserved or empty result is made usable: "CON" becomes "con-term".
    """
    plain = name.lower() if name.isascii() and len(name) <= MAX_SLUG_LENGTH else ""
    if _PLAIN.fullmatch(plain):
        made = _BETWEEN.sub("-", plain)  # most names, at a small part of the cost
        return f"{made}-term" if made in RESERVED else made
    spelled = _LEADING_DOT.sub(r"\1dot ", name)
    made = slugify(spelled, replacements=_REPLACEMENTS, max_length=MAX_SLUG_LENGTH, word_boundary=True)
    if not made:
        return "u-" + "-".join(f"{ord(c):x}" for c in name.strip())[: MAX_SLUG_LENGTH - 2].strip("-")
    return f"{made}-term" if made in RESERVED else made


def is_id(text: str) -> bool:
    """Whether a text may serve as an id."""
    return re.fullmatch(ID_PATTERN, text) is not None and not text.endswith("\n") and text not in RESERVED
