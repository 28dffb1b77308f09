"""Finds comments for termbase on a hand-written page that match no term or cannot be parsed.

Such a comment is invisible on the page, so a typo in it would be, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from termbase.linking.conversion import read_through
from termbase.linking.insertion import parse_insertion
from termbase.linking.linker import Linker
from termbase.linking.written_links import USUAL_EXTENSIONS, front_matter_end, numbered
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.reading.validate import nearest
from termbase.text.line_starts import LineStarts, line_breaks

_OPENING: Final = re.compile(r"<!--\s*termbase:")
_NUMBERED: Final = re.compile("^ {0,3}<!--\\s*termbase:\ue000(?P<number>\\d+)\ue001(?P<asked>.*?)-->\\s*$")
_ASKED: Final = re.compile(r"\s*(?P<what>[\w-]*)(?P<rest>.*)")
_SWITCHES: Final = ("off", "on")
_KINDS: Final = ("list", "definition", *_SWITCHES)
_EXAMPLES: Final = (
    "Such as `<!-- termbase: list category=metrics -->` or `<!-- termbase: definition churn -->`, with values of "
    "several words in quotation marks."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UselessComment:
    """A comment that cannot be fulfilled."""

    asked: str
    """The request for a list or a definition, as the build names it; "" for other comments."""
    diagnostic: Diagnostic


class _Collect(Extension, Preprocessor):
    """Collects the comments of a page after code has been set aside."""

    def __init__(self, found: dict[int, str]) -> None:
        Extension.__init__(self)
        self._found = found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Adds this as a step between code (25) and HTML (20)."""
        md.preprocessors.register(self, "termbase-comments", 22)

    def run(self, lines: list[str]) -> list[str]:
        """Returns the lines as they are."""
        for line in lines:
            if match := _NUMBERED.match(line):
                self._found[int(match["number"])] = match["asked"].strip()
        return lines


def useless_comments(
    text: str, *, file: str, linker: Linker, extensions: Sequence[Any] = USUAL_EXTENSIONS
) -> Iterator[UselessComment]:
    """Yields each comment of a page that cannot be fulfilled, in order.

    Args:
        text: The page's Markdown, front matter included.
        file: The page's path, for diagnostics.
        linker: Knows the names, and what a list would hold.
        extensions: Markdown extensions of the page's site.

    Raises:
        LimitError: The page is nested too deeply, or has too many brackets.
    """
    start = front_matter_end(text)
    places = list(_OPENING.finditer(text, start))
    if not places:
        return
    found: dict[int, str] = {}
    read_through(
        Markdown(extensions=[_Collect(found), *extensions]),
        numbered(text, [m.end() for m in places], start=start),
        above=line_breaks(text[:start]),
    )
    starts = LineStarts(text)
    for number, comment in sorted(found.items()):
        line, column = starts.at(places[number].start())
        wrong = _wrong(comment, linker)
        if wrong is not None:
            asked, message, hint = wrong
            yield UselessComment(
                asked=asked,
                diagnostic=Diagnostic(
                    code=Code.USELESS_COMMENT,
                    severity=Severity.WARNING,
                    where=Location(file=file, line=line, column=column),
                    message=message,
                    hint=hint,
                ),
            )


def _wrong(comment: str, linker: Linker) -> tuple[str, str, str] | None:
    """The problem with a comment: its request, the message, and the hint."""
    match = _ASKED.fullmatch(comment)
    what, rest = (match["what"], match["rest"].strip()) if match else ("", "")
    shown = f"“<!-- termbase: {comment} -->”"
    if what in _SWITCHES and not rest:
        return None
    if what not in ("list", "definition"):
        guess = nearest(what, _KINDS)
        did = f"Did you mean `{guess}`? " if guess else ""
        return "", f"{shown} asks for something that does not exist", f"{did}Allowed: {', '.join(_KINDS)}."
    insertion = parse_insertion(f"<!-- termbase: {comment} -->")
    if insertion is None:
        return "", f"{shown} cannot be read", _EXAMPLES
    if linker.insert is None or linker.insert(insertion):
        return None
    if insertion.name:
        near = linker.names.nearest(insertion.name)
        close = f"Close matches: {', '.join(near)}." if near else "Use the name or the id of a term."
        return insertion.name, f"{shown} does not name a term, so nothing is shown", close
    asked = " ".join(f"{key}={value}" for key, value in insertion.only.items())
    hint = "Conditions are category, status, letter, search, and the custom fields of the glossary."
    return asked, f"{shown} matches no term, so nothing is shown", hint
