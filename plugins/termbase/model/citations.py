"""What a term file cites beyond the sources: references for facts, benchmarks, and the origin of an imported text."""

from dataclasses import dataclass
from typing import Any, ClassVar

from termbase.model.scalars import MODEL_CONFIG, Date, Id, Line, Text, Url, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A published work that supports something in this file."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    id: Id | None = None
    """Short name that a benchmark in the same file cites."""
    title: Line
    """Title as published. It is never linked to terms."""
    author: Line | None = None
    """Who wrote it."""
    publisher: Line | None = None
    """Who published it: a company, a journal, a website."""
    date: Date | None = None
    """When it was published or last changed: a year, a month, or a day (ISO 8601)."""
    url: Url | None = None
    """Where it can be read."""
    supports: Text
    """The statement in this file that rests on it, in a few words."""

    @property
    def citation(self) -> str:
        """The work on one line: author, title, publisher, date, address."""
        return ", ".join(part for part in (self.author, self.title, self.publisher, self.date, self.url) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A value that a publication reports as usual or good, with what it was measured on."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    value: Line
    """The value with its unit, such as "102 percent (median)"."""
    segment: Line | None = None
    """Kind of company or customer to which it applies."""
    year: Year | None = None
    """Year of the data."""
    sample: Line | None = None
    """What was measured, such as "300 private SaaS companies"."""
    reference: Id
    """Id of the reference in this file, or of the source in `sources.yml`, that reports it."""

    @property
    def statement(self) -> str:
        """The benchmark on one line: value, segment, year, sample."""
        return "; ".join(part for part in (self.value, self.segment, self.year, self.sample) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an imported text was copied from."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    source: Id
    """Id of the source, as in `sources.yml`."""
    locator: Line
    """Location in the source: the id of the term there or, without one, its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who has reviewed the text, and when."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    by: Line
    """Name of the reviewer."""
    date: Date
    """Day of the review (ISO 8601)."""
