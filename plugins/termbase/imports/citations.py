"""References and benchmarks in imported records, which are used if a term file can hold them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from pydantic import TypeAdapter, ValidationError

from termbase.model.author_files import AvoidedName
from termbase.model.citations import Benchmark, Reference
from termbase.text.untrusted import UntrustedError, read_json

_SHAPES: Final[Mapping[str, TypeAdapter[Reference] | TypeAdapter[Benchmark] | TypeAdapter[AvoidedName]]] = {
    "references": TypeAdapter(Reference),
    "benchmark": TypeAdapter(Benchmark),
    "avoid": TypeAdapter(AvoidedName),
}
CITATIONS: Final = ("references", "benchmark")
"""The keys of term files that cite."""


def cited(key: str, value: object) -> tuple[Mapping[str, str], ...] | None:
    """The items of a list of references, benchmarks, or names to avoid, or None if one of them has no place in a term file.

    Args:
        key: One of `CITATIONS`, or "avoid".
        value: A list of objects, or a cell of our own table with one JSON object a line.
    """
    items = []
    for item in _items(value):
        try:
            # JSON keeps empty fields as null; a term file leaves them out.
            given = (
                {name: text for name, text in item.items() if text is not None} if isinstance(item, Mapping) else item
            )
            shape: Reference | Benchmark | AvoidedName = _SHAPES[key].validate_python(given)
        except ValidationError:
            return None
        items.append({name: str(text) for name, text in asdict(shape).items() if text is not None})
    return tuple(items)


def _items(value: object) -> Iterator[object]:
    if isinstance(value, str):
        for line in value.splitlines():
            try:
                yield read_json(line)
            except UntrustedError:
                yield line
    elif isinstance(value, Sequence):
        yield from value
    else:
        yield value
