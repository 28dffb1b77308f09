"""Checks whether a reader has accounted for every word of its files; readers from other packages may forget some."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from termbase.imports.imported import LeftOut, Reading, texts

_WORD: Final = re.compile(r"\w+")


def unaccounted(files: Mapping[str, str], reading: Reading) -> Iterator[LeftOut]:
    """Yields for each file the words that are in no term, comment, report, or problem, in order."""
    out = (
        text
        for term in reading.terms
        for item in fields(term)
        if item.name != "where" and (item.name != "locator" or term.locator != term.name)
        for text in _texts(getattr(term, item.name))
    )
    told = (one.text for one in reading.left_out)
    known = Counter(word for text in (*out, *told, *reading.problems) for word in _words(text))
    for file, text in files.items():
        lost = []
        for word in _WORD.findall(text):
            if known[word.casefold()]:
                known[word.casefold()] -= 1
            else:
                lost.append(word)
        if lost:
            yield LeftOut(kind="words and markup that the reader does not account for", text=" ".join(lost), where=file)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(text for item in value for text in _texts(item))
    if hasattr(value, "__dataclass_fields__"):
        return tuple(text for item in fields(value) for text in _texts(getattr(value, item.name)))
    return texts(value)
