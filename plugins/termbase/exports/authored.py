"""Term files as data: what their authors wrote, without what they left out."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from termbase.site.site import Site
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.tree import plain_values

_WHOLE: Final = {
    "glossary": ("termbase", None),
    "sources": ("sources", "sources"),
    "decisions": ("decisions", "decisions"),
}
"""The files that are about the glossary as a whole: the field of the API, the name of the file, the key in it."""


def authored(value: Any) -> Any:
    """A value of a term file as lists, texts, and numbers; fields with default values are omitted."""
    if type(value) is str:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: authored(inner) for name, inner in _given(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): authored(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [authored(item) for item in value]
    return value


def _given(value: Any) -> Iterator[tuple[str, Any]]:
    kind: Any = type(value)
    for name, default in _defaults(kind):
        inner = getattr(value, name)
        if inner is not default and inner != default:
            yield name, inner


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their defaults; one that must be given equals nothing."""
    return tuple(
        (item.name, item.default_factory() if item.default_factory is not MISSING else item.default)
        for item in fields(kind)
    )


def whole(site: Site) -> dict[str, Any]:
    """The files about the glossary as a whole, and the entries that belong to no concept."""
    found: dict[str, Any] = {"glossary": {}, "sources": [], "decisions": []}
    for document in site.glossary.documents:
        stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        for field, (name, key) in _WHOLE.items():
            if stem == name and isinstance(document.root, MappingNode) and not document.diagnostics:
                data = plain_values(document.root)
                found[field] = data if key is None else [*found[field], *(data.get(key) or [])]
    return {
        **found,
        "unresolved": [
            {"source": item.entry.source, "locator": item.entry.locator, "file": authored(item.entry.spec)}
            for item in site.termbase.unresolved
        ],
    }
