"""YAML of other systems: several documents, aliases, repeated keys; every value as the text it is."""

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH: Final = 60
_VALUES: Final = 5_000_000


class TooMuchError(Exception):
    """A file is nested too deeply or repeats itself too often to be read."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    value: list[Any] | dict[str, Any]
    anchor: str | None
    key: str | None = None
    size: int = 1


@dataclass(slots=True)
class _Builder:
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    documents: list[Any] = field(default_factory=list)
    total: int = 0

    def add(self, value: Any, anchor: str | None, size: int) -> None:
        """Puts a finished value where it belongs."""
        self.total += size
        if self.total > _VALUES:
            raise TooMuchError(f"it has more than {_VALUES:,} values")
        if anchor:
            self.anchors[anchor] = (value, size)
        if not self.stack:
            self.documents.append(value)
            return
        owner = self.stack[-1]
        owner.size += size
        if isinstance(owner.value, list):
            owner.value.append(value)
        elif owner.key is None:
            owner.key = value if isinstance(value, str) else str(value)
        else:
            put(owner.value, owner.key, value)
            owner.key = None

    def start(self, value: list[Any] | dict[str, Any], anchor: str | None) -> None:
        """Opens a list or mapping."""
        if len(self.stack) >= _DEPTH:
            raise TooMuchError(f"it is nested more than {_DEPTH} levels deep")
        self.stack.append(_Open(value=value, anchor=anchor))

    def end(self) -> None:
        """Closes the innermost list or mapping."""
        done = self.stack.pop()
        self.add(done.value, done.anchor, done.size)


def put(mapping: dict[str, Any], key: str, value: Any) -> None:
    """Adds a key; a repeated one gets a number, so that no value is lost."""
    name, number = key, 2
    while name in mapping:
        name, number = f"{key} ({number})", number + 1
    mapping[name] = value


def read_documents(text: str) -> tuple[list[Any], str | None]:
    """The documents of a file as texts, lists and dictionaries, and what stopped the reading."""
    builder = _Builder()
    try:
        for event in yaml.parse(text.removeprefix("\ufeff"), Loader=_Loader):
            match event:
                case yaml.ScalarEvent():
                    builder.add(_text(event), event.anchor, 1)
                case yaml.AliasEvent():
                    builder.add(*_known(builder, event.anchor))
                case yaml.SequenceStartEvent():
                    builder.start([], event.anchor)
                case yaml.MappingStartEvent():
                    builder.start({}, event.anchor)
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    builder.end()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        return builder.documents, f"{place}{getattr(error, 'problem', None) or 'this is not valid YAML'}"
    except (TooMuchError, ValueError, RecursionError) as error:
        return builder.documents, str(error)
    return builder.documents, None


def _known(builder: _Builder, anchor: str | None) -> tuple[Any, None, int]:
    if anchor is None or anchor not in builder.anchors:
        raise TooMuchError(f"the alias “*{anchor}” refers to nothing, or to what it is part of")
    value, size = builder.anchors[anchor]
    return value, None, size


def _text(event: Any) -> str | None:
    plain = event.style is None or event.style == ""
    return None if plain and event.value in ("", "~", "null", "Null", "NULL") else str(event.value)
