"""Characters that an author has escaped, which Python-Markdown's tree keeps as placeholders until the end."""

import re
from typing import Final

from markdown.util import ETX, STX

SIGN_PLACEHOLDER: Final = re.compile(f"{STX}(\\d+){ETX}")
"""The placeholder of a sign; its only group is the sign's code point."""


def with_signs(text: str) -> str:
    """The same text with the signs in place of their placeholders."""
    return SIGN_PLACEHOLDER.sub(lambda escaped: chr(int(escaped[1])), text)
