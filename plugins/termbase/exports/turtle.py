"""Turtle, the W3C's notation for RDF, written from nodes of JSON-LD (RDF 1.1 Turtle, sections 2.4 to 2.6).

It writes what the SKOS export needs and no more: nodes with an IRI, whose values are IRIs, dates,
or text with or without a language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_NO_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
"""What an IRI in Turtle cannot contain (section 6.5, IRIREF)."""


def prefix_lines(prefixes: Iterable[str], *, context: Mapping[str, Any]) -> Iterator[str]:
    """Yields the beginning of a text.

    Args:
        prefixes: The names in the context that are prefixes.
        context: What they stand for.
    """
    for prefix in prefixes:
        yield f"@prefix {prefix}: <{_iri(context[prefix])}> .\n"


def statements(node: Mapping[str, Any], *, context: Mapping[str, Any], language: str) -> str:
    """The Turtle statements about a node, preceded by an empty line.

    Args:
        node: A node of JSON-LD, without empty values.
        context: What its keys mean: a prefixed name, or a mapping with `@id` and perhaps `@type`.
        language: Language of text that has no other rule.
    """
    found = [f"a {_name(context[node['@type']])}"]
    for key, value in node.items():
        if not key.startswith("@"):
            values = value if isinstance(value, list) else [value]
            objects = ",\n        ".join(_object(context[key], item, language) for item in values)
            found.append(f"{_name(context[key])} {objects}")
    body = " ;\n    ".join(found)
    return f"\n<{_iri(node['@id'])}> {body} .\n"


def _name(meaning: str | Mapping[str, Any]) -> str:
    return meaning if isinstance(meaning, str) else str(meaning["@id"])


def _object(meaning: str | Mapping[str, Any], value: Any, language: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(meaning, str):
        return f'"{value.translate(_ESCAPES)}"@{language}'
    match meaning.get("@type"):
        case "@id":
            return f"<{_iri(value)}>"
        case None:
            return f'"{value.translate(_ESCAPES)}"'
        case kind:
            return f'"{value.translate(_ESCAPES)}"^^{kind}'


def _iri(text: str) -> str:
    return _NO_IRI.sub(lambda sign: f"%{ord(sign.group()):02X}", text)
