"""Names in brackets, `[[name]]` and `[[name|words]]`, as the words that a reader sees."""

import re
from typing import Final

BRACKETED: Final = r"\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]"
"""A regular expression; its only group is the words."""
_BRACKETED: Final = re.compile(BRACKETED)


def without_brackets(text: str) -> str:
    """The same text with the words of names in brackets in their place."""
    return _BRACKETED.sub(r"\1", text) if "[[" in text else text
