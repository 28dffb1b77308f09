"""Plain text as restricted Markdown that shows the same words."""

from collections.abc import Collection
from typing import Final

from termbase.text.folding import fold

ESCAPED: Final = frozenset("\\`*_[]#")


def escape(text: str) -> str:
    """Escapes what Markdown would read as markup within a line."""
    return "".join(f"\\{c}" if c in ESCAPED and c != "#" else c for c in text)


def as_markdown(plain: str, known: Collection[str] = ()) -> str:
    """Plain text as restricted Markdown, paragraph by paragraph.

    Characters that Markdown would read as markup are escaped where they could mark up something; a
    star between spaces stays a star.

    Args:
        plain: The text.
        known: Folded names of terms; `[[name]]` stays a link to one of them.
    """
    paragraphs = (" ".join(part.split()) for part in plain.replace("\r\n", "\n").split("\n\n"))
    return "\n\n".join(_paragraph(part, known) for part in paragraphs if part)


def _paragraph(text: str, known: Collection[str]) -> str:
    pieces: list[str] = []
    while (start := text.find("[[")) >= 0 and (end := text.find("]]", start)) >= 0:
        inner = text[start + 2 : end]
        if fold(inner.split("|")[0]) in known and "[" not in inner:
            pieces += [_escaped(text[:start], first=not pieces), f"[[{inner}]]"]
        else:
            pieces.append(_escaped(text[: end + 2], first=not pieces))
        text = text[end + 2 :]
    return "".join([*pieces, _escaped(text, first=not pieces)])


def _escaped(text: str, *, first: bool) -> str:
    written: list[str] = []
    for place, char in enumerate(text):
        begins = place == 0 and first
        if char == "#":
            marks = begins
        elif char in ESCAPED:
            alone = text[place - 1 : place] in ("", " ") and text[place + 1 : place + 2] in ("", " ")
            marks = not alone
        else:
            marks = (char in "-+>|" and begins) or (char == "~" and text[place : place + 3] == "~~~")
        written.append(f"\\{char}" if marks else char)
    return _numbered("".join(written)) if first else "".join(written)


def _numbered(text: str) -> str:
    """Escapes "1. text" at the beginning, so that it does not become a list."""
    digits = len(text) - len(text.lstrip("0123456789"))
    return f"{text[:digits]}\\{text[digits:]}" if digits and text[digits : digits + 2] == ". " else text


def split_list(text: str) -> tuple[str, ...]:
    """Splits a cell with several names: at line breaks or, without any, at semicolons, bars or commas."""
    for sign in ("\n", ";", "|", ","):
        if sign in text:
            return tuple(part.strip() for part in text.split(sign) if part.strip())
    return (text.strip(),) if text.strip() else ()
