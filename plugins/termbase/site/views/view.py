"""The base of every view: a title, a description, sections, a template, and a digest of its content."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page, with a heading of its own."""

    id: str
    """Id of the heading."""
    title: str
    """Its text."""
    level: int = 2
    """Rank of the heading: 2, or 3 within the section before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What every page shows."""

    template: ClassVar[str]
    """Name of the template that shows it."""
    styles: ClassVar[tuple[str, ...]] = ()
    """The styles that only pages of its kind need, by the names of their files."""

    title: str
    """Title of the page."""
    description: str
    """What the page holds, in a sentence."""
    sections: tuple[Section, ...] = ()
    """The headings of the page, in order."""

    @property
    def headings(self) -> Mapping[str, str]:
        """The texts of the headings by their ids; a part of the page that is missing has no heading."""
        return {section.id: section.title for section in self.sections}

    @property
    def ranks(self) -> Mapping[str, int]:
        """The ranks of the headings by their ids."""
        return {section.id: section.level for section in self.sections}


@cache
def _values(kind: type[Any]) -> Callable[[object], object]:
    """A function that reads all fields of a dataclass in one step, since a page has dozens of dataclasses."""
    if not is_dataclass(kind):
        raise TypeError(f"a view may hold text, numbers, tuples and dataclasses, not {kind.__name__}")
    return attrgetter(*(field.name for field in fields(kind)))


def _content(value: object) -> Any:
    """A dataclass as the name of its class and the values of its fields."""
    kind: Any = type(value)
    return kind.__name__, _values(kind)(value)


def digest(*values: object) -> str:
    """A hash of the content of views: equal for equal content, on every machine and in every run.

    Args:
        values: Views, or the text, numbers, tuples and dataclasses that views are made of.

    Raises:
        TypeError: A value holds anything else, such as a set, whose order differs from run to run.
    """
    written = json.dumps(values, default=_content, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
