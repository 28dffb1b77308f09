"""The custom fields that a glossary declares, filled from columns and keys with their name.

Every reader keeps unknown values under the name that they have in the file. A value with the name of a declared field
becomes one if it fits the field; the rest stays a comment.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from termbase.exports.csv import CUSTOM
from termbase.imports.fields import folded_header
from termbase.imports.imported import Imported, Reading
from termbase.model.glossary_file import CustomField
from termbase.model.vocabulary import FieldType
from termbase.reading.custom_fields import fits

_ITEMS: Final = re.compile(r"[;,\n|]")
_YES: Final = ("true", "yes", "y", "1", "x", "ja", "oui", "si", "sí", "sim", "✓", "✔")
_NO: Final = ("false", "no", "n", "0", "nein", "non", "não", "nao")


def by_name(fields: Sequence[CustomField]) -> dict[str, str]:
    """The id of each field by the names that a column for it may have, folded: its id, its title, `field:<id>`."""
    named = {folded_header(title): item.id for item in fields if (title := item.title)}
    return {**named, **{folded_header(name): item.id for item in fields for name in (item.id, f"{CUSTOM}{item.id}")}}


def with_custom_fields(reading: Reading, fields: Sequence[CustomField]) -> Reading:
    """The terms with what has become a custom field in `fields` and no longer in `rest`."""
    if not fields:
        return reading
    names, known = by_name(fields), {item.id: item for item in fields}
    return replace(reading, terms=tuple(_placed(term, names, known) for term in reading.terms))


def _placed(term: Imported, names: Mapping[str, str], known: Mapping[str, CustomField]) -> Imported:
    found: dict[str, str | tuple[str, ...]] = {}
    rest: dict[str, str] = {}
    # An assignment by the user takes precedence over a matching name.
    for key, text in sorted(term.rest.items(), key=lambda pair: not pair[0].startswith(CUSTOM)):
        item = known.get(names.get(folded_header(key), ""))
        value = fitted(text, item) if item is not None and item.id not in found else None
        if item is None or value is None:
            rest[key] = text
        else:
            found[item.id] = value
    rest = {key: rest[key] for key in term.rest if key in rest}
    return replace(term, rest=rest, fields={id: found[id] for id in known if id in found}) if found else term


def fitted(text: str, item: CustomField) -> str | tuple[str, ...] | None:
    """A text as a value of a field, as its term file has it; None if it does not fit."""
    choices = {choice.casefold(): choice for choice in item.choices}
    if item.type is FieldType.LIST:
        parts = [" ".join(part.split()) for part in _ITEMS.split(text)]
        parts = [choices.get(part.casefold(), part) for part in dict.fromkeys(parts) if part]
        return tuple(parts) if parts and all(fits(item, part) for part in parts) else None
    value = " ".join(text.split())
    if item.type is FieldType.BOOLEAN:
        value = "true" if value.casefold() in _YES else "false" if value.casefold() in _NO else value
    value = choices.get(value.casefold(), value)
    return value if value and fits(item, value) else None
