"""Entities of RDF/XML: those that shorten addresses are fine, those that grow or read another file are not."""

import re
from typing import Final

_ENTITY: Final = re.compile(
    r"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[\w.:-]+)\s+(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<other>\S+))"
)
_LIMIT: Final = 10_000_000
"""Characters that all uses of entities may add."""


def entity_fault(text: str) -> str | None:
    """Why a file's entities make it unsafe to read; None for those that merely shorten addresses."""
    if "<!ENTITY" not in text:
        return None
    added = 0
    for found in _ENTITY.finditer(text):
        value = found["a"] if found["a"] is not None else found["b"]
        if found["parameter"] or value is None or "&" in value or "%" in value:
            return f"its entity “{found['name']}” refers to other entities or files; such files are not read"
        added += len(value) * text.count(f"&{found['name']};")
    if added > _LIMIT or text.count("<!ENTITY") != sum(1 for _ in _ENTITY.finditer(text)):
        return "its entities are too large or not well formed; such files are not read"
    return None
