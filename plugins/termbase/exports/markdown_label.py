"""Which names are allowed in the square brackets of a Markdown definition."""

import re
from typing import Final

from termbase.text.escaping import visible

_BREAKING: Final = re.compile(r"[\[\]\\`<>{}|]|^[!^]|^[xX]$")
"""Ends the brackets, begins markup, or has a special meaning there: a footnote, an alert, a checked box."""


def is_safe_label(name: str) -> bool:
    """Whether Markdown reads "[name]" as that name and as nothing else.

    All other names are left out, since no spelling of them works in every Markdown parser.
    """
    return not _BREAKING.search(name) and visible(name) == name
