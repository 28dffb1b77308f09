"""Changes a term in its file where it differs, and leaves every other character as it is.

Users may have added comments, quotes, and line breaks to a file that an import wrote; a sync that changes one value
must keep them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from termbase.imports.three_way import plain_value
from termbase.yaml_files.spans import Chunk, Edit, apply, chunks, line_start, newline
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.tree import Node, Scalar, parse, plain_values
from termbase.yaml_files.write import Value, written


def edits(text: str, node: MappingNode, data: Mapping[str, Value]) -> Iterator[Edit]:
    """Yields the edits that give one mapping other data. Its comments stay, also those of a value that goes.

    Args:
        text: The file.
        node: The mapping: the whole file, or an item of a list.
        data: What it should hold; keys that are not in it are removed.
    """
    now = plain_values(node)
    indent = node.start - line_start(text, node.start)
    parts = {chunk.key: chunk for chunk in chunks(text, node)}
    if not parts:
        yield _whole(text, node, data, indent)
        return
    for key, chunk in parts.items():
        if plain_value(now[key]) != plain_value(data.get(key)):
            yield _one(text, node, chunk, data, indent)
    more = [line for key in data if key not in parts for line in written(key, data[key], indent=indent)]
    if more:
        end = max(chunk.end for chunk in parts.values())
        start = "" if text[:end].endswith("\n") else newline(text)
        yield Edit(start=end, end=end, text=start + _lines(text, more))


def _one(text: str, node: MappingNode, chunk: Chunk, data: Mapping[str, Value], indent: int) -> Edit:
    """The edit of one key: its new lines, below the comments that were within the old ones."""
    value = node.items[chunk.key]
    made = written(chunk.key, data[chunk.key], indent=indent) if chunk.key in data else []
    kept = [f"{' ' * indent}{words}" for words in _comments(text, value, chunk.end)]
    old = text[chunk.key_start : chunk.end]
    blank = "".join(old[len(old.rstrip()) :].splitlines(keepends=True)[1:])
    first = line_start(text, chunk.key_start) != chunk.key_start - indent  # it follows the dash of its item
    if not first:
        start = line_start(text, chunk.key_start)
        return Edit(start=start, end=chunk.end, text=_lines(text, [*kept, *made]) + blank)
    body = _lines(text, [*made, *kept])
    return Edit(start=chunk.key_start, end=chunk.end, text=body.removeprefix(" " * indent) + blank)


def _whole(text: str, node: MappingNode, data: Mapping[str, Value], indent: int) -> Edit:
    """The edit of a mapping in braces, or with several keys on a line."""
    made = [line for key, value in data.items() for line in written(key, value, indent=indent)]
    kept = [f"{' ' * indent}{words}" for words in _comments(text, node, node.end)]
    body = _lines(text, [*made, *kept]).removeprefix(" " * indent)
    end = node.end
    return Edit(start=node.start, end=end, text=body.rstrip("\r\n"))


def _lines(text: str, lines: Iterable[str]) -> str:
    end = newline(text)
    return "".join(f"{line}{end}" for whole in lines for line in whole.split("\n"))


def _comments(text: str, node: Node, end: int) -> Iterator[str]:
    """The comments within and after a value, up to an offset."""
    position = node.start
    gaps = []
    for scalar in _scalars(node):
        gaps.append(text[position : scalar.start])
        position = max(position, scalar.end)
    gaps.append(text[position:end])
    for gap in gaps:
        for line in gap.splitlines():
            before, sign, words = line.partition("#")
            if sign and (not before or before[-1] in " \t"):
                yield f"#{words.rstrip()}"


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case MappingNode():
            for name, item in node.items.items():
                yield node.keys[name]
                yield from _scalars(item)
        case _:
            for item in node.items:
                yield from _scalars(item)


def comment_edits(text: str, node: MappingNode, *, gone: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """Yields the edits of the comments above a mapping.

    Args:
        text: The file.
        node: The mapping.
        gone: Comments to remove.
        new: Comments to add directly above it.
    """
    here = line_start(text, node.start)
    indent = " " * (len(text[here : node.start]) - len(text[here : node.start].lstrip(" ")))
    start = here
    while start > 0:
        above = line_start(text, start - 1)
        line = text[above:start].strip()
        if above == start or not line.startswith("#"):
            break
        if line in gone:
            yield Edit(start=above, end=start, text="")
        start = above
    if new:
        yield Edit(start=here, end=here, text=_lines(text, (f"{indent}{line}" for line in new)))


def changed(text: str, node: MappingNode, data: Mapping[str, Value], *, gone: Sequence[str], new: Sequence[str]) -> str:
    """A file of one term with other data and comments."""
    return apply(text, (*comment_edits(text, node, gone=gone, new=new), *edits(text, node, data)))


def says_expected(text: str, expected: Iterable[Mapping[str, Any]], *, key: str = "") -> bool:
    """Whether a file says what it should: as a whole, or in the list under a key."""
    document = parse(text, file="")
    if not isinstance(document.root, MappingNode) or document.diagnostics:
        return False
    data = plain_values(document.root)
    items = data.get(key, []) if key else [data]
    return isinstance(items, list) and [plain_value(item) for item in items] == [plain_value(e) for e in expected]
