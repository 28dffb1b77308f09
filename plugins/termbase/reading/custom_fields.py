"""Custom fields: checks their declarations in `termbase.yml` and their values in term files."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, error_at
from termbase.model.glossary_file import CustomField
from termbase.model.scalars import Date, Url
from termbase.model.vocabulary import FieldType
from termbase.reading.validate import nearest
from termbase.yaml_files.tree import Document, Node, descend, locate

Values = Mapping[str, str | tuple[str, ...]]
"""Values of custom fields by the field's id; several for a list."""

LONGEST_VALUE: Final = 200
"""Characters that a value has at most."""
GLOSSARY: Final = "glossary"
"""The condition of a list that chooses another glossary of the site."""
RESERVED_CONDITIONS: Final = ("category", "letter", "search", GLOSSARY)
"""Conditions of a list of terms on a page. A custom field is one too, so none may have these ids."""
_DATE: Final = TypeAdapter[Any](Date)
_URL: Final = TypeAdapter[Any](Url)
_WANTED: Final[Mapping[FieldType, str]] = {
    FieldType.NUMBER: "a number; write plain digits, with a decimal point and without a unit",
    FieldType.DATE: "a date; write 2026, 2026-11, or 2026-11-22",
    FieldType.URL: "a web address; begin it with http:// or https://",
    FieldType.BOOLEAN: "`true` or `false`",
}


def declared(fields: Sequence[CustomField], document: Document) -> tuple[tuple[CustomField, ...], list[Diagnostic]]:
    """The custom fields that can be used, and what is wrong with the others.

    Args:
        fields: The fields as declared.
        document: The file that declares them.
    """
    usable: dict[str, CustomField] = {}
    found: list[Diagnostic] = []
    for index, item in enumerate(fields):
        why = _unusable(item, usable)
        if why:
            where = locate(document.root, ("fields", index, "id")) if document.root else Location(file=document.file)
            hint = "Term files cannot use the field until this is corrected. See “Custom fields” in the manual."
            found.append(error_at(where, Code.UNUSABLE_FIELD, f"the custom field “{item.id}” {why}", hint))
        else:
            usable[item.id] = item
    return tuple(usable.values()), found


def _unusable(item: CustomField, known: Mapping[str, CustomField]) -> str:
    if item.id in known:
        return "is declared twice"
    if item.id in RESERVED_CONDITIONS:
        return "cannot have this id: it is a condition of lists of terms"
    if item.choices and item.type not in (FieldType.TEXT, FieldType.LIST):
        return f"is a {item.type.value}, so it cannot have `choices`; only a text or a list can"
    if item.due and item.type is not FieldType.DATE:
        return f"is a {item.type.value}, so it cannot have `due`; only a date can"
    return ""


def fitting(values: Values, fields: Sequence[CustomField], *, root: Node) -> tuple[Values, tuple[Diagnostic, ...]]:
    """The values that fit their fields, in the order of declaration, and what is wrong with the others.

    Args:
        values: The values in a term file.
        fields: The fields that the glossary declares.
        root: The keys of the term, for the places of problems.
    """
    known = {item.id: item for item in fields}
    found: list[Diagnostic] = []
    kept: dict[str, str | tuple[str, ...]] = {}
    for id, value in values.items():
        item = known.get(id)
        if item is None:
            found.append(_undeclared(id, known, locate(root, ("fields", id))))
            continue
        texts = (value,) if isinstance(value, str) else value
        wrong = _misfit(item, value, texts)
        if wrong:
            node = descend(root, ("fields", id))
            where = node.where if node is not None else root.where
            hint = "It is omitted from pages and exports. The types of fields are declared in termbase.yml."
            found.append(error_at(where, Code.WRONG_FIELD_VALUE, wrong, hint))
        elif texts:
            kept[id] = texts if item.type is FieldType.LIST else texts[0]
    return {item.id: kept[item.id] for item in fields if item.id in kept}, tuple(found)


def fits(item: CustomField, text: str) -> bool:
    """Whether a text can be a value of a field, or one of its values."""
    return 0 < len(text) <= LONGEST_VALUE and (text in item.choices if item.choices else _fits(item.type, text))


def _undeclared(id: str, known: Mapping[str, CustomField], where: Location) -> Diagnostic:
    guess = nearest(id, known)
    did = f"Did you mean `{guess}`? " if guess else ""
    have = f"Declared: {', '.join(known)}." if known else "None is declared."
    hint = f"{did}{have} Declare it in termbase.yml under `fields:`, as in `- {{id: {id}, type: text}}`."
    return error_at(where, Code.UNKNOWN_FIELD, f"there is no custom field “{id}”", hint)


def _misfit(item: CustomField, value: str | tuple[str, ...], texts: tuple[str, ...]) -> str:
    if not isinstance(value, str) and item.type is not FieldType.LIST:
        return f"the custom field “{item.id}” must be one value, not a list"
    for text in texts:
        if item.choices and text not in item.choices:
            guess = nearest(text, item.choices)
            did = f"; did you mean “{guess}”?" if guess else ""
            return f"“{text}” is not a value of the custom field “{item.id}”: {', '.join(item.choices)}{did}"
        if not _fits(item.type, text):
            return f"“{text}” is not a value of the custom field “{item.id}”, which is {_WANTED[item.type]}"
    return ""


def _fits(kind: FieldType, text: str) -> bool:
    if kind is FieldType.BOOLEAN:
        return text in ("true", "false")
    try:
        match kind:
            case FieldType.NUMBER:
                float(text)
                return text.lstrip("-").replace(".", "", 1).isdecimal() and text.isascii()
            case FieldType.DATE:
                _DATE.validate_python(text)
            case FieldType.URL:
                _URL.validate_python(text)
            case FieldType.TEXT | FieldType.LIST:
                pass
    except ValueError:  # a ValidationError is one
        return False
    return True
