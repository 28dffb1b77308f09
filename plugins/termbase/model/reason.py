"""Reasons for and against a merge: sentences that a site can show in its own language."""

from collections.abc import Callable, Mapping
from typing import Final, Self

from termbase.text.english import english_texts

ReasonValue = str | int | tuple[str, ...]
"""A value for a placeholder in braces: a name, another reason, a count, or words within quotation marks."""
PLACE: Final = "place"
"""The value that is a location in a source, such as L12."""
_COUNT: Final = "n"


class Reason(str):
    """A reason in English that keeps its key and its values, so that it can be said in another language.

    Commands, reports, and the API use it as the English text that it is.

    Attributes:
        key: The key of its sentence in the catalogue.
        values: What replaces the words in braces.
    """

    __slots__ = ("key", "values")
    key: str
    values: Mapping[str, ReasonValue]

    @classmethod
    def of(cls, key: str, /, **values: ReasonValue) -> Self:
        """The reason with a key.

        Args:
            key: The key of its sentence in the catalogue.
            values: What replaces the words in braces.
        """
        texts = english_texts()
        forms = texts[key]

        def written(value: ReasonValue) -> str | int:
            if isinstance(value, tuple):
                return texts["list.quoted"][0].join(value)
            return value

        text = forms[0] if values.get(_COUNT) == 1 else forms[-1]
        made = cls(text.format_map({name: written(value) for name, value in values.items()}))
        made.key, made.values = key, values
        return made

    def __reduce__(self) -> tuple[Callable[..., "Reason"], tuple[str, Mapping[str, ReasonValue]]]:
        """How it is copied to another process."""
        return _again, (self.key, self.values)


def _again(key: str, values: Mapping[str, ReasonValue]) -> Reason:
    return Reason.of(key, **values)
