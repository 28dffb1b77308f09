"""A mapping that is read when it is first used, so that a command pays only for what it needs."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class ReadOnUse(Mapping[Key, Value]):
    """A mapping whose contents are read once, at the first question about them.

    Args:
        read: Reads the contents.
    """

    def __init__(self, read: Callable[[], Mapping[Key, Value]]) -> None:
        self._read = read

    @cached_property
    def _contents(self) -> Mapping[Key, Value]:
        return self._read()

    def __eq__(self, other: object) -> bool:
        return self._contents == other

    def __hash__(self) -> int:
        return id(self)

    def __getitem__(self, key: Key) -> Value:
        return self._contents[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)
