"""The places of an entry's keys and words, taken from the tree of its file."""

from collections.abc import Iterator

from termbase.model.places import NOWHERE, Places, Written
from termbase.text.line_starts import LineStarts
from termbase.yaml_files.tree import Document, Mapping, Node, Scalar, Sequence


def places(node: Node, document: Document, lines: LineStarts | None = None) -> Places:
    """The places of one entry.

    Args:
        node: The keys of the entry.
        document: The file.
        lines: Where the lines of the file start, if that is known already.
    """
    if not isinstance(node, Mapping):
        return NOWHERE
    text = document.text.removeprefix("\ufeff")
    shift = len(document.text) - len(text)
    return Places(
        keys={name: key.where for name, key in node.keys.items()},
        written={name: tuple(_written(value, shift)) for name, value in node.items.items()},
        file=document.file,
        text=text,
        lines=LineStarts(text) if lines is None else lines,
    )


def _written(node: Node, shift: int) -> Iterator[Written]:
    match node:
        case Scalar():
            yield Written(value=node.text, start=node.start - shift, end=node.end - shift)
        case Sequence():
            for item in node.items:
                yield from _written(item, shift)
        case Mapping():
            for item in node.items.values():
                yield from _written(item, shift)
