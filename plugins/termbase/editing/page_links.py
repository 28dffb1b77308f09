"""Rewrites links to a renamed term on hand-written pages, or lists those that are not safe to rewrite."""

import posixpath
import re
from dataclasses import dataclass
from typing import Final

from termbase.text.line_starts import LineStarts

_FENCE: Final = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_CODE: Final = re.compile(r"(?P<ticks>`+)(?:(?!`).|`(?!(?P=ticks)))*?(?P=ticks)(?!`)")
_DESTINATION: Final = re.compile(
    r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<address>[^\s()<>]+)", re.MULTILINE
)
_WIKI: Final = re.compile(r"\[\[(?P<lead>\s*)(?P<name>[^\[\]|\n]+?)(?P<tail>\s*)(?P<bar>\|[^\[\]\n]*)?\]\]")
_OTHER: Final = re.compile(r"(?:href|src)\s*=\s*[\"'](?P<address>[^\"']+)")
_ENDINGS: Final = ("/index.html", ".html", ".md", "/")
"""How a link to a page may end, the longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEdit:
    """What a rename does to one page."""

    text: str
    """The page after it."""
    places: tuple[str, ...]
    """What was rewritten: “line:column old → new”."""
    left: tuple[str, ...]
    """What has to be changed by hand: “line:column address”."""


def with_new_id(text: str, *, page: str, old: str, new: str, shown: str, folder: str = "terms") -> PageEdit:
    """A page in which links to a renamed term lead to its new address.

    Args:
        text: The page's Markdown.
        page: Its path within the folder of pages, such as `guide/start.md`.
        old: The id before.
        new: The id after.
        shown: What a bare `[[old]]` shows, which stays the same.
        folder: Folder of the terms' pages.
    """
    edits: list[tuple[int, int, str]] = []
    left: list[tuple[int, str]] = []
    prose = _without_code(text)
    for found in _DESTINATION.finditer(prose):
        address = found["address"]
        if (after := _moved(address, page, old, new, folder)) is not None:
            edits.append((found.start("address"), found.end("address"), after))
    for found in _WIKI.finditer(prose):
        if found["name"] == old:
            bar = found["bar"] or ("" if shown == old and shown == new else f"|{shown}")
            edits.append((found.start(), found.end(), f"[[{found['lead']}{new}{found['tail']}{bar}]]"))
    left += [
        (found.start("address"), found["address"])
        for found in _OTHER.finditer(prose)
        if re.search(rf"(?:^|/){re.escape(folder)}/{re.escape(old)}(?:[/.#?]|$)", found["address"])
    ]
    edits.sort()
    starts = LineStarts(text)

    def place(offset: int) -> str:
        return "{}:{}".format(*starts.at(offset))

    made: list[str] = []
    places: list[str] = []
    end = 0
    for start, stop, after in edits:
        made += [text[end:start], after]
        places.append(f"{place(start)} {text[start:stop]} → {after}")
        end = stop
    return PageEdit(
        text="".join([*made, text[end:]]),
        places=tuple(places),
        left=tuple(f"{place(at)} {what}" for at, what in left),
    )


def _moved(address: str, page: str, old: str, new: str, folder: str) -> str | None:
    """An address with the new id; None if it does not lead to the term."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address):
        return None
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    suffix = next((ending for ending in _ENDINGS if path.endswith(ending)), "")
    stem = path.removesuffix(suffix)
    if posixpath.basename(stem) != old:
        return None
    here = posixpath.dirname(page)
    # A link is written relative to the source file or, as HTML would have it, to the page's own folder.
    own = page.removesuffix(".md").removesuffix("index")
    bases = ("",) if path.startswith("/") else (here, own)
    targets = {posixpath.normpath(posixpath.join(base, stem.lstrip("/"))) for base in bases}
    if f"{folder}/{old}" not in targets:
        return None
    return f"{stem[: len(stem) - len(old)]}{new}{suffix}{address[len(path) :]}"


def _without_code(text: str) -> str:
    """A page with spaces in place of code, so that every offset stays as it is."""
    fence = ""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if fence:
            if found and found["mark"].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            lines.append(" " * (len(line) - 1) + line[-1:])
        elif found:
            fence = found["mark"]
            lines.append(" " * (len(line) - 1) + line[-1:])
        else:
            lines.append(line)
    return _CODE.sub(lambda code: " " * len(code.group()), "".join(lines))
