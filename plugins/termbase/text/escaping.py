"""Escapes contributors' words for the place where they are printed."""

import json
import re
from typing import Final

_JOINERS: Final = "\u200c\u200d"
_GAP: Final = "&#8203;"
"""A zero-width space: the text on either side of it is no longer one token."""
_MARKDOWN: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "$": "&#36;",
        "@": f"@{_GAP}",
        "#": f"\\#{_GAP}",
        **{mark: f"\\{mark}" for mark in "\\`*_[]|~"},
    }
)
_AUTOLINK: Final = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=GH)(?=-)", re.IGNORECASE)
_BLOCK: Final = re.compile(r"^(\d*)(?=[-+=.)])")


def visible(text: str) -> str:
    r"""The text with control and format characters escaped, so that they cannot control a terminal.

    Line breaks stay. A character that would turn the direction of a line becomes `\u202e`.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\u00a0" or c in _JOINERS else _spelled(c) for c in text)


def _spelled(c: str) -> str:
    code = ord(c)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escaped_json(text: str) -> str:
    r"""JSON with the same characters as escapes; outside of strings it has none of them.

    A character beyond U+FFFF becomes two escapes, as RFC 8259 requires.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" or c in _JOINERS else json.dumps(c)[1:-1] for c in text)


def markdown(text: str) -> str:
    """The text on one line of a comment on GitHub: no markup, HTML, mention, reference or link comes of it."""
    line = visible(" ".join(text.split()))
    parts = (part.translate(_MARKDOWN) for part in _AUTOLINK.split(line))
    return _BLOCK.sub(r"\1\\", _GAP.join(parts))


def css_string(text: str) -> str:
    r"""The text as a string in a stylesheet, in quotation marks; all but letters, digits, and spaces is escaped."""
    return '"' + "".join(c if c == " " or c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def workflow_message(text: str) -> str:
    """The text as the message of a workflow command, in which a line break would begin another command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """The text as a property of a workflow command, where colons and commas part properties."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")
