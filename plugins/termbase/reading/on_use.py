"""A mapping that is read when it is first used, so that a command pays only for what it needs."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class ReadOnUse(Mapping[_Key, _Value]):
    """A mapping whose contents are read once, at the first access.

    Args:
        read: Reads the contents.
    """

    def __init__(self, read: Callable[[], Mapping[_Key, _Value]]) -> None:
        self._read = read

    @cached_property
    def _contents(self) -> Mapping[_Key, _Value]:
        return self._read()

    def __eq__(self, other: object) -> bool:
        return self._contents == other

    def __hash__(self) -> int:
        return id(self)

    def __getitem__(self, key: _Key) -> _Value:
        return self._contents[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)
