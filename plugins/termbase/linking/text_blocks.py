"""Code blocks, tables and nested lists for the restricted Markdown of term texts."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableExtension
from markdown.util import AtomicString, code_escape

_OPEN: Final = re.compile(r"(?:^|\n)(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)[^\n`]*(?=\n|$)")
_ITEM: Final = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> +)\S")
_UNREAD: Final = {
    "a heading": re.compile(r" {0,3}#{1,6} +\S"),
    "an image": re.compile(r"!\[[^\]]*\]\([^)]+\)"),
    "a footnote": re.compile(r" {0,3}\[\^[^\]]+\]:"),
}
_DEEPEST: Final = 8
"""Maximum number of nested list levels; deeper items join the last one."""


class CodeBlocks(BlockProcessor):
    """Fenced code, kept character by character."""

    def test(self, parent: Element, block: str) -> bool:
        """Says whether a fence opens in a block."""
        return _OPEN.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Takes the blocks up to the closing fence; without one, up to the end of the text."""
        found = _OPEN.search(blocks[0])
        if found is None:
            return False
        whole = "\n\n".join(blocks)
        before, rest = blocks[0][: found.start()], whole[found.end() :].removeprefix("\n")
        close = re.search(rf"^{found['fence'][0]}{{{len(found['fence'])},}}[ \t]*$", rest, re.MULTILINE)
        code = rest[: close.start()] if close else rest
        after = rest[close.end() :].lstrip("\n") if close else ""
        blocks[:] = after.split("\n\n") if after else []
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        pre = SubElement(parent, "pre")
        inner = SubElement(pre, "code")
        if found["language"]:
            inner.set("class", f"language-{found['language']}")
        inner.text = AtomicString(code_escape(code.rstrip("\n")) + "\n")
        return None


def unread(text: str) -> Iterator[tuple[str, str]]:
    """Yields the Markdown in a text that is shown as it is written: of each kind the first, with its words."""
    found: dict[str, str] = {}
    fence, above, listed = "", "", False
    for line in text.split("\n"):
        stripped = line.strip()
        if fence or stripped.startswith(("```", "~~~")):
            fence = "" if fence and stripped[:3] == fence else fence or stripped[:3]
        elif stripped:
            listed = _ITEM.match(line) is not None or (listed and line.startswith(" "))
            for kind, shape in _UNREAD.items():
                if match := shape.match(line) if kind != "an image" else shape.search(line):
                    found.setdefault(kind, stripped if match.start() == 0 else match[0])
            if line.startswith("    ") and not above and not listed:
                found.setdefault("an indented code block", stripped)
        above = stripped
    yield from found.items()


def add_text_blocks(md: Markdown) -> None:
    """Lets a converter read fenced code and tables."""
    md.parser.blockprocessors.register(CodeBlocks(md.parser), "termbase-code", 95)
    TableExtension(use_align_attribute=True).extendMarkdown(md)


def deepened(lines: list[str]) -> list[str]:
    """The lines with nested list items indented by four spaces per level, as Python-Markdown requires.

    Authors indent an item to the text of the one above it, by two or three spaces.
    """
    made: list[str] = []
    open_items: list[tuple[int, int]] = []
    fence = ""
    blank = False
    for line in lines:
        stripped = line.lstrip(" ")
        indent = len(line) - len(stripped)
        if fence or stripped.startswith(("```", "~~~")):
            mark = stripped[:3]
            fence = "" if fence and mark == fence else fence or mark
            made.append(
                line
                if not open_items or indent < open_items[-1][1]
                else "    " * len(open_items) + line[open_items[-1][1] :]
            )
            if not fence and open_items:
                made.append("")  # otherwise the next item would be read as a part of this one
            continue
        item = _ITEM.match(line)
        if item is not None:
            # Each open item is (where its mark is, where its text begins). A mark left of the text closes the item;
            # one that is between the two, and more than one space away from the text, is its sibling.
            while open_items and indent < open_items[-1][1] and indent <= open_items[-1][0]:
                open_items.pop()
            if open_items and indent > open_items[-1][0] and indent < open_items[-1][1] - 1:
                open_items.pop()
            if not open_items and indent > 3:
                made.append(line)
                continue
            del open_items[_DEEPEST:]
            made.append("    " * len(open_items) + stripped)
            open_items.append((indent, indent + len(item["mark"]) + len(item["gap"])))
        elif stripped and open_items:
            # After a blank line, text that is not indented to an item ends it. Without one, it is a lazy continuation.
            while blank and open_items and indent < open_items[-1][1]:
                open_items.pop()
            depth = len(open_items)
            made.append("    " * depth + line[min(indent, open_items[-1][1] if open_items else 0) :] if depth else line)
        else:
            made.append(line)
        blank = not stripped
    return made
