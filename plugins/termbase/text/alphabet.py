"""The order of an A–Z and the letters in it."""

import unicodedata
from functools import lru_cache
from typing import Final

OTHER: Final = "#"
"""The group of names that begin with a digit or a sign."""


@lru_cache(maxsize=1 << 16)
def sort_key(name: str) -> tuple[str, str]:
    """Alphabetical order without regard to case and accents, as in a printed glossary."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return (" ".join("".join(c if c.isalnum() else " " for c in bare).casefold().split()), name)


def letter(name: str) -> str:
    """The group of a name: its first letter, or "#"."""
    first = sort_key(name)[0][:1].upper()
    return first if first.isalpha() else OTHER
