"""YAML of other systems: several documents, aliases, repeated keys; every value as the text it is."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from termbase.imports.imported import texts
from termbase.imports.places import Place, PlacedList, PlacedObject, PlacedText
from termbase.text.untrusted import UntrustedError
from termbase.text.untrusted_yaml import yaml_events


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    value: list[Any] | dict[str, Any]
    anchor: str | None
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Any] = field(default_factory=dict)
    documents: list[Any] = field(default_factory=list)

    def add(self, value: Any, anchor: str | None) -> None:
        """Puts a finished value where it belongs."""
        if anchor:
            self.anchors[anchor] = value
        if not self.stack:
            self.documents.append(value)
            return
        owner = self.stack[-1]
        if isinstance(owner.value, list):
            owner.value.append(value)
        elif owner.key is None:
            owner.key = value if isinstance(value, str) else "; ".join(texts(value))
        else:
            put(owner.value, owner.key, value)
            owner.key = None

    def start(self, value: list[Any] | dict[str, Any], anchor: str | None) -> None:
        """Opens a list or mapping."""
        self.stack.append(_Open(value=value, anchor=anchor))

    def end(self) -> None:
        """Closes the innermost list or mapping."""
        done = self.stack.pop()
        self.add(done.value, done.anchor)


def put(mapping: dict[str, Any], key: str, value: Any) -> None:
    """Adds a key; a repeated one gets a number, so that no value is lost."""
    name, number = key, 2
    while name in mapping:
        name, number = f"{key} ({number})", number + 1
    mapping[PlacedText(name, key.place) if isinstance(key, PlacedText) else name] = value


def read_documents(text: str) -> tuple[list[Any], UntrustedError | None]:
    """The documents of a file as texts, lists and dictionaries, and what stopped the reading."""
    builder = _Builder()
    try:
        for event in yaml_events(text):
            match event:
                case yaml.ScalarEvent():
                    builder.add(_text(event, _place(event)), event.anchor)
                case yaml.AliasEvent():
                    builder.add(builder.anchors[str(event.anchor)], None)
                case yaml.SequenceStartEvent():
                    builder.start(PlacedList(_place(event)), event.anchor)
                case yaml.MappingStartEvent():
                    builder.start(PlacedObject(_place(event)), event.anchor)
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    builder.end()
    except UntrustedError as error:
        return builder.documents, error
    return builder.documents, None


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _text(event: Any, place: Place) -> str | None:
    plain = event.style is None or event.style == ""
    return None if plain and event.value in ("", "~", "null", "Null", "NULL") else PlacedText(event.value, place)
