"""Pages of AsciiDoc whose parts are tagged with the language that they are in."""

import re
from typing import Final

from termbase.imports.imported import ImportOptions
from termbase.imports.places import Place
from termbase.text.line_starts import LineStarts

_TAGGED: Final = re.compile(
    r"^// *tag::(?P<code>[A-Za-z]{2})\[\] *\n(?P<words>.*?)^// *end::(?P=code)\[\] *$", re.MULTILINE | re.DOTALL
)
"""A part of a page in one language."""


def in_language(text: str, options: ImportOptions) -> tuple[list[tuple[str, int]], list[tuple[str, str, Place]]]:
    """The lines of a page without what is tagged as another language, each with its number; those other parts.

    Args:
        text: The page, with one kind of line break.
        options: The language that is taken.
    """
    numbered = list(enumerate(text.split("\n"), 1))
    found = list(_TAGGED.finditer(text))
    codes = {part["code"].casefold() for part in found}
    if len(codes) < 2:
        return [(line, number) for number, line in numbered], []
    language = (options.language or options.glossary_language).partition("-")[0].casefold()
    wanted = language if language in codes else min(codes)
    starts = LineStarts(text)
    foreign: list[tuple[str, str, Place]] = []
    gone: set[int] = set()
    ended: set[int] = set()
    for part in found:
        if (code := part["code"].casefold()) != wanted:
            first, last = starts.at(part.start())[0], starts.at(part.end())[0]
            foreign.append((code, part["words"], Place(first + 1)))
            gone |= set(range(first, last))
            ended.add(last)
    return [("" if number in ended else line, number) for number, line in numbered if number not in gone], foreign
