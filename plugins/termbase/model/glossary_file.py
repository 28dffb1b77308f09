"""The shape of `termbase.yml`: what a glossary says about itself."""

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final

from pydantic import StringConstraints

from termbase.model.removed import Removed
from termbase.model.scalars import FIELD_PATTERN, LANGUAGE_PATTERN, MODEL_CONFIG, Id, Line, Text
from termbase.model.vocabulary import FieldType


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField:
    """A field of your own that term files may have under `fields:`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    id: Annotated[str, StringConstraints(pattern=FIELD_PATTERN)]
    """Its key in term files, exports, and templates."""
    title: Line | None = None
    """Its name on term pages; without it, the id."""
    type: FieldType = FieldType.TEXT
    """Kind of value."""
    choices: tuple[Line, ...] = ()
    """The only values allowed, for a text or a list."""
    required: bool = False
    """Whether every term should have it; `check` reports those that do not."""
    due: bool = False
    """For a date: whether `check` reports a term once the day has passed, as for the next review."""
    shown: bool = True
    """Whether pages show it. Exports always contain it."""

    @property
    def label(self) -> str:
        """Its name for readers."""
        return self.title or self.id.replace("_", " ").replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A group of concepts with a page of its own."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    id: Id
    """Id, used in links and in term files."""
    title: Line
    """Its name in a reader's words."""
    introduction: Text | None = None
    """What belongs here, and where to start."""


UNTITLED: Final = "Glossary"
"""The title of a glossary that has no `termbase.yml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFile:
    """The glossary as a whole: `termbase.yml`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    title: Line
    """Name of the glossary."""
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)] = "en"
    """Language of the definitions (BCP 47)."""
    description: Text | None = None
    """One sentence on what it is."""
    categories: tuple[Category, ...] = ()
    """Categories in the order in which readers should see them."""
    elsewhere: dict[Line, Line] = field(default_factory=dict)
    """What acronyms of this glossary usually mean in other fields, as in `CLM: contract lifecycle management`."""
    fields: tuple[CustomField, ...] = ()
    """Custom fields that the term files of this glossary may have."""
    removed: tuple[Removed, ...] = ()
    """Concepts that were published once and are gone."""
