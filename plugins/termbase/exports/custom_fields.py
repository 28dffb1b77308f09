"""Values of custom fields as an export writes them."""

from collections.abc import Iterable

from termbase.model.concept import Concept
from termbase.model.glossary_file import CustomField
from termbase.model.vocabulary import FieldType

Typed = str | float | bool | list[str]
"""A value in JSON: numbers and Booleans are not texts."""


def custom_values(fields: Iterable[CustomField], concept: Concept) -> dict[str, Typed]:
    """The values that a concept has, by the id of the field, in the order of declaration."""
    given = concept.own.fields if concept.own else {}
    return {item.id: _typed(item, given[item.id]) for item in fields if item.id in given}


def custom_texts(item: CustomField, concept: Concept) -> tuple[str, ...]:
    """The values of one field as texts; none if the concept has no value."""
    value = concept.own.fields.get(item.id, ()) if concept.own else ()
    return (value,) if isinstance(value, str) else value


def _typed(item: CustomField, value: str | tuple[str, ...]) -> Typed:
    if not isinstance(value, str):
        return list(value)
    if item.type is FieldType.NUMBER:
        return float(value) if "." in value else int(value)
    return value == "true" if item.type is FieldType.BOOLEAN else value
