"""Which names are allowed in the square brackets of a Markdown definition."""

import re
from typing import Final

from termbase.text.escaping import visible

_BREAKING: Final = re.compile(r"[\[\]\\`<>{}|]|^[!^]|^[xX]$")
"""Ends the brackets, begins markup, or is a sign of its own there: a footnote, an alert, a ticked box."""


def is_safe_label(name: str) -> bool:
    """Whether Markdown reads "[name]" as that name and as nothing else.

    The rest is left out, since Markdown has no spelling for it on which its readers agree.
    """
    return not _BREAKING.search(name) and visible(name) == name
