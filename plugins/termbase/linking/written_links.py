"""Finds each `[[name]]` on a hand-written page that no term has.

A converter does not know lines. So a page in which something is wrong is converted once more, with
a number in front of each name: code keeps its number unseen, and every number that is reported has a place.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from markdown import Markdown

from termbase.linking.conversion import read_through
from termbase.linking.extension import TermLinks
from termbase.linking.linker import Linker
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.text.line_starts import LineStarts, line_breaks

USUAL_EXTENSIONS: Final = ("admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables")
"""Extensions that say what is code or text, for a page whose host is not running."""
_WIKIS: Final = ("roamlink", "ezlink", "obsidian", "wikilink", "wiki_link", "wiki-link")
"""Parts of the names of plugins and extensions for which `[[name]]` is a link to a page."""
_OPENING: Final = re.compile(r"\[\[")
_NUMBER: Final = re.compile("^\ue000(\\d+)\ue001")
_FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*(?:\r\n?|\n).*?[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL)


def front_matter_end(text: str) -> int:
    """Where the text of a page begins, after its front matter."""
    front = _FRONT.match(text)
    return front.end() if front else 0


def wiki_links(names: Iterable[str]) -> str | None:
    """The plugin or extension that uses the notation `[[name]]` for links of its own, if there is one."""
    return next((name for name in names if any(wiki in name.lower() for wiki in _WIKIS)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A `[[name]]` of a hand-written page that no term has."""

    name: str
    near: tuple[str, ...]
    """The names most like it."""
    where: Location

    @property
    def diagnostic(self) -> Diagnostic:
        """How it is reported: a name that resembles none is only a note, since it may be meant for something else."""
        severity = Severity.WARNING if self.near else Severity.NOTE
        return unknown_name(self.name, self.near, self.where, severity=severity)


def numbered(text: str, places: Iterable[int], *, start: int) -> str:
    """A page with a number at each place, between signs that no page has: 0 at the first one.

    Args:
        text: The page.
        places: Where the numbers go, in order, as offsets in characters.
        start: Where the page begins; what is before is left out.
    """
    parts: list[str] = []
    for number, place in enumerate(places):
        parts += text[start:place], f"\ue000{number}\ue001"
        start = place
    return "".join((*parts, text[start:]))


def unknown_names(
    text: str, *, file: str, linker: Linker, extensions: Sequence[Any] = USUAL_EXTENSIONS
) -> Iterator[UnknownName]:
    """Yields each `[[name]]` of a page that no term has, in order.

    Args:
        text: The page's Markdown, front matter included.
        file: The page's path, for diagnostics.
        linker: Knows the names.
        extensions: Markdown extensions of the page's site.

    Raises:
        LimitError: The page is nested too deeply, or has too many brackets.
    """
    if "[[" not in text:
        return
    start = front_matter_end(text)
    places = [match.end() for match in _OPENING.finditer(text, start)]
    heard: dict[int, tuple[str, tuple[str, ...]]] = {}

    def known(name: str) -> str:
        return _NUMBER.sub("", name)

    def unknown(name: str, near: tuple[str, ...]) -> None:
        if found := _NUMBER.match(name):
            heard[int(found[1])] = (known(name), near)

    listening = replace(linker, unknown=unknown, read=known)
    markdown = Markdown(extensions=[TermLinks(current=lambda _: listening, insertions=True), *extensions])
    read_through(markdown, numbered(text, places, start=start), above=line_breaks(text[:start]))
    starts = LineStarts(text)
    for number, (name, near) in sorted(heard.items()):
        line, column = starts.at(places[number] - len("[["))
        yield UnknownName(name=name, near=near, where=Location(file=file, line=line, column=column))


def unknown_name(
    name: str, near: tuple[str, ...], where: Location, *, severity: Severity = Severity.WARNING
) -> Diagnostic:
    """The diagnostic for a `[[name]]` that no term has."""
    hint = (
        f"Close matches: {', '.join(near)}." if near else "No term has a similar name; add it or remove the brackets."
    )
    message = f"“[[{name}]]” names no term"
    return Diagnostic(code=Code.UNKNOWN_TERM, severity=severity, where=where, message=message, hint=hint)
