"""Escapes texts as HTML for output that is written without a template; most texts appear on many pages."""

from functools import lru_cache
from typing import Final

from markupsafe import escape

_TEXTS: Final = 1 << 15


@lru_cache(maxsize=_TEXTS, typed=True)  # an equal text that is HTML already stays as it is
def escaped_text(text: str) -> str:
    """A text with the signs of HTML escaped, unless it is HTML."""
    return str(escape(text))
