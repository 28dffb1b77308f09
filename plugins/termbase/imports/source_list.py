"""Changes to one source in `sources.yml`, without touching the others."""

from collections.abc import Iterable, Mapping

from termbase.editing.tidy import modeline_for
from termbase.text.line_starts import LineStarts
from termbase.yaml_files.spans import Edit, apply
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.tree import Node, Scalar, Sequence, parse, plain_values
from termbase.yaml_files.write import Value, list_item, scalar, written


def with_source(text: str | None, id: str, title: str, facts: Mapping[str, Value]) -> str:
    """The file with a source and what is known about it.

    Args:
        text: The file, or None if there is none.
        id: Id of the source.
        title: Its title, if it is not listed yet.
        facts: Keys to set, such as its version.
    """
    text = _begun(text)
    items = _items(text)
    lines, indent = text.split("\n"), _indentation(items)
    for place, item in enumerate(items):
        data = plain_values(item)
        if not isinstance(data, dict) or data.get("id") != id:
            continue
        start = item.where.line - 1
        end = items[place + 1].where.line - 1 if place + 1 < len(items) else len(lines) - 1
        while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        if (
            isinstance(item, MappingNode)
            and not item.style
            and all(map(_on_a_line, (item.items.get(k) for k in facts)))
        ):
            return _with_facts(text, item, facts, indent=indent + 2, end=end)
        return "\n".join([*lines[:start], *list_item({**data, **facts}, indent=indent), *lines[end:]])
    return _with_items(text, items, [{"id": id, "title": title, **facts}])


def _on_a_line(value: Node | None) -> bool:
    """Whether a value can be replaced without its neighbors."""
    return value is None or (isinstance(value, Scalar) and value.style not in ("|", ">"))


def _with_facts(text: str, item: MappingNode, facts: Mapping[str, Value], *, indent: int, end: int) -> str:
    """The file with other values for some keys of a source; the lines of its other keys, and comments, stay.

    Args:
        text: The file.
        item: The source.
        facts: The keys with their values.
        indent: Spaces in front of the keys.
        end: The number of lines up to its end.
    """
    starts = LineStarts(text)
    stop = starts.start(end + 1) if end < len(starts) else len(text)
    new = (written(key, value, indent=indent) for key, value in facts.items() if key not in item.items)
    changes = [Edit(start=stop, end=stop, text="".join("\n".join(lines) + "\n" for lines in new))]
    for key, value in facts.items():
        known = item.items.get(key)
        if known is not None and plain_values(known) != value:
            shown = (
                scalar(value)
                if isinstance(value, str)
                else "\n".join(written(key, value, indent=indent)).partition(":")[2].strip()
            )
            changes.append(Edit(start=known.start, end=known.end, text=shown))
    return apply(text, changes)


def with_new_sources(text: str | None, sources: Iterable[Mapping[str, Value]]) -> str:
    """The file with additional sources; existing ones are left unchanged."""
    text = _begun(text)
    items = _items(text)
    listed = {data.get("id") for item in items if isinstance(data := plain_values(item), dict)}
    new = {str(source.get("id")): source for source in reversed(list(sources)) if str(source.get("id")) not in listed}
    return _with_items(text, items, list(reversed(new.values()))) if new else text


def _begun(text: str | None) -> str:
    text = text if text is not None else f"{modeline_for('sources.yml')}\nsources:\n"
    return text if text.endswith("\n") else f"{text}\n"


def _items(text: str) -> tuple[Node, ...]:
    root = parse(text, file="sources.yml").root
    listed = root.items.get("sources") if isinstance(root, MappingNode) else None
    return tuple(listed.items) if isinstance(listed, Sequence) else ()


def _with_items(text: str, items: tuple[Node, ...], added: list[Mapping[str, Value]]) -> str:
    """The file with more sources at its end.

    Args:
        text: The file.
        items: The sources that it lists.
        added: Those that it does not list.
    """
    made = text + "".join("\n".join(list_item(data, indent=_indentation(items))) + "\n" for data in added)
    if "#" not in text and parse(made, file="sources.yml").diagnostics:  # a list in brackets, without comments to lose
        known = [data for item in items if isinstance(data := plain_values(item), dict)]
        return "sources:\n" + "".join("\n".join(list_item(data, indent=2)) + "\n" for data in (*known, *added))
    return made


def _indentation(items: tuple[Node, ...]) -> int:
    """The spaces in front of the dashes of a list; YAML allows none, and all have to be the same."""
    return max(0, items[0].where.column - len("- ") - 1) if items else 2
