"""The record that a glossary keeps of a removed concept."""

from dataclasses import dataclass
from typing import Any, ClassVar

from termbase.model.scalars import MODEL_CONFIG, Date, Id, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A concept that was published once and is gone: its tombstone."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    id: Id
    """The id it had."""
    successor: Ref | None = None
    """The concept that its addresses lead to now, if there is one."""
    reason: Text
    """Why it was removed; readers see it if there is no successor."""
    date: Date | None = None
    """Day on which it was removed, ISO 8601."""
