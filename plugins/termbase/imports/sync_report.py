"""What a sync reports: differences in meaning, what refers to them, and which entries moved."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from termbase.glossary import Glossary
from termbase.imports.sync import Difference, Synced
from termbase.yaml_files.tree import Document, Node, Scalar
from termbase.yaml_files.tree import Mapping as MappingNode

_TITLES = {
    "new": "New",
    "changed": "Changed",
    "removed": "Removed from the source",
    "conflicting": "Changed on both sides",
}


def referring(documents: Iterable[Document], keys: Mapping[str, str]) -> dict[str, list[str]]:
    """Where files refer to terms: places by locator.

    Args:
        documents: The files of the glossary.
        keys: The locator for each way of referring to it: `source:locator`, or an id.
    """
    found: dict[str, list[str]] = {}
    for document in documents:
        todo: list[tuple[str, Node]] = [("", document.root)] if document.root is not None else []
        while todo:
            key, node = todo.pop()
            if isinstance(node, Scalar):
                if node.text in keys and key not in ("id", "locator", "term_id"):
                    found.setdefault(keys[node.text], []).append(str(node.where))
            elif isinstance(node, MappingNode):
                todo += list(node.items.items())
            else:
                todo += [(key, item) for item in node.items]
    return found


def moved(before: Glossary, after: Glossary, source: str) -> list[tuple[str, str, str]]:
    """Entries of a source that belong to another concept than before: key, old id, new id."""
    was, now = (_owners(glossary, source) for glossary in (before, after))
    return [(key, was[key], now[key]) for key in was if key in now and was[key] != now[key]]


def _owners(glossary: Glossary, source: str) -> dict[str, str]:
    return {
        str(a.entry.key): str(c.id) for c in glossary.termbase.concepts for a in c.evidence if a.entry.source == source
    }


def sync_lines(
    outcome: Synced, references: Mapping[str, list[str]], shifted: Iterable[tuple[str, str, str]]
) -> Iterator[str]:  # fmt: skip
    """The report as Markdown, which also serves as the text of a pull request."""
    counts = {kind: sum(1 for d in outcome.differences if d.kind == kind) for kind in _TITLES}
    yield ", ".join(f"{count} {kind}" for kind, count in counts.items()) + f", {outcome.unchanged} unchanged."
    for kind, title in _TITLES.items():
        listed = [d for d in outcome.differences if d.kind == kind]
        if not listed:
            continue
        yield ""
        yield f"## {title}"
        yield ""
        for difference in listed:
            yield from _difference(difference, references.get(difference.locator, []))
    shifted = list(shifted)
    if shifted:
        yield ""
        yield "## Entries that now belong to another term"
        yield ""
        yield from (f"- `{key}`: {old} → {new}" for key, old, new in shifted)


def _difference(difference: Difference, places: list[str]) -> Iterator[str]:
    yield f"- **{difference.name}** (`{difference.locator}`) in `{difference.path}`"
    for key, old, new in difference.details:
        if difference.kind == "conflicting":
            yield f"    - `{key}`: your value stays: {_shown(old)} — the source has: {_shown(new)}"
        else:
            yield f"    - `{key}`: {_shown(old)} → {_shown(new)}"
    if places and difference.kind != "new":
        yield f"    - referred to in {', '.join(f'`{place}`' for place in places)}"


def _shown(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = " ".join(text.split())
    return "nothing" if value in (None, "", [], ()) else f"“{text[:200]}{'…' if len(text) > 200 else ''}”"
