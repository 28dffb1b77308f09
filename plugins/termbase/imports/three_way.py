"""Merges three states of one term: as last imported, as it is here, and as the source has it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The outcome for one term."""

    data: Mapping[str, Any]
    changed: tuple[tuple[str, Any, Any], ...] = ()
    """Keys that the source changed: the key, the old value, the new one."""
    conflicts: tuple[tuple[str, Any, Any], ...] = ()
    """Keys that both changed: the key, our value, which stays, and the source's."""


def join_three(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Joined:
    """Applies the source's changes and keeps ours; if both changed a key, ours wins.

    Args:
        base: The keys as last imported.
        ours: The keys of our file.
        theirs: The keys as the source has them now.
    """
    data: dict[str, Any] = {}
    changed: list[tuple[str, Any, Any]] = []
    conflicts: list[tuple[str, Any, Any]] = []
    for key in dict.fromkeys((*ours, *theirs, *base)):
        old, here, there = (plain_value(side.get(key)) for side in (base, ours, theirs))
        if here in (old, there):
            value = theirs.get(key)
            if there != old and here != there:
                changed.append((key, base.get(key), theirs.get(key)))
        else:
            value = ours.get(key)
            if there != old:
                conflicts.append((key, ours.get(key), theirs.get(key)))
        if value not in (None, "", [], {}, ()):
            data[key] = value
    return Joined(data=data, changed=tuple(changed), conflicts=tuple(conflicts))


def plain_value(value: Any) -> Any:
    """A value as a term file gives it back: everything is text, and nothing is an empty list."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(inner) for key, inner in value.items()} or None
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value] or None
    if isinstance(value, bool):
        return "true" if value else None
    return None if value in (None, "") else " ".join(str(value).split())
