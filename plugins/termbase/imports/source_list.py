"""Changes to one source in `sources.yml`, without touching the others."""

from collections.abc import Mapping

from termbase.editing.tidy import modeline_for
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.tree import Sequence, parse, plain
from termbase.yaml_files.write import written


def with_source(text: str | None, id: str, title: str, facts: Mapping[str, str]) -> str:
    """The file with a source and what is known about it.

    Args:
        text: The file, or None where there is none.
        id: Id of the source.
        title: Its title, if it is not listed yet.
        facts: Keys to set, such as its version.
    """
    text = text if text is not None else f"{modeline_for('sources.yml')}\nsources:\n"
    text = text if text.endswith("\n") else f"{text}\n"
    root = parse(text, file="sources.yml").root
    listed = root.items.get("sources") if isinstance(root, MappingNode) else None
    items = list(listed.items) if isinstance(listed, Sequence) else []
    lines = text.split("\n")
    for place, item in enumerate(items):
        data = plain(item)
        if not isinstance(data, dict) or data.get("id") != id:
            continue
        start = item.where.line - 1
        end = items[place + 1].where.line - 1 if place + 1 < len(items) else len(lines) - 1
        while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        return "\n".join([*lines[:start], *_lines({**data, **facts}), *lines[end:]])
    added = {"id": id, "title": title, **facts}
    made = text + "\n".join(_lines(added)) + "\n"
    if "#" not in text and parse(made, file="sources.yml").diagnostics:  # a list in brackets, without comments to lose
        known = [data for item in items if isinstance(data := plain(item), dict)]
        return "sources:\n" + "".join("\n".join(_lines(data)) + "\n" for data in (*known, added))
    return made


def _lines(data: Mapping[str, str]) -> list[str]:
    made = [line for key, value in data.items() for line in written(key, value, indent=4)]
    return [f"  - {made[0].lstrip()}", *made[1:]]
