"""Term files as data: what their authors wrote, without what they left out."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from typing import Any, Final

from termbase.site.site import Site
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.tree import plain

_WHOLE: Final = {
    "glossary": ("termbase", None),
    "sources": ("sources", "sources"),
    "decisions": ("decisions", "decisions"),
}
"""The files that are about the glossary as a whole: the field of the API, the name of the file, the key in it."""


def authored(value: Any) -> Any:
    """A value of a term file as lists, texts and numbers; fields at their defaults are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: authored(inner) for item, inner in _given(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): authored(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [authored(item) for item in value]
    return value


def _given(value: Any) -> Iterator[tuple["Field[Any]", Any]]:
    for item in fields(value):
        inner = getattr(value, item.name)
        default = item.default_factory() if item.default_factory is not MISSING else item.default
        if inner != default:
            yield item, inner


def whole(site: Site) -> dict[str, Any]:
    """The files about the glossary as a whole, and the entries that belong to no concept."""
    found: dict[str, Any] = {"glossary": {}, "sources": [], "decisions": []}
    for document in site.glossary.documents:
        stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        for field, (name, key) in _WHOLE.items():
            if stem == name and isinstance(document.root, MappingNode) and not document.diagnostics:
                data = plain(document.root)
                found[field] = data if key is None else [*found[field], *(data.get(key) or [])]
    return {
        **found,
        "unresolved": [
            {"source": item.entry.source, "locator": item.entry.locator, "file": authored(item.entry.spec)}
            for item in site.termbase.unresolved
        ],
    }
