"""A cache of values from one run, for the next run after a small change."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class Kept(Generic[_Value]):
    """Values by the objects that they were made from; those that a run does not use are dropped in the next one.

    A value is found by the very objects that it was made from, not by equal ones, since an equal text may be at
    another place of its file.
    """

    def __init__(self) -> None:
        self._given: object = None
        self._before: dict[tuple[int, ...], tuple[tuple[object, ...], _Value]] = {}
        self._now: dict[tuple[int, ...], tuple[tuple[object, ...], _Value]] = {}
        self.made = 0
        """How many values the last run had to make."""

    def __getstate__(self) -> object:
        """What the last run has made; objects get other numbers when they are read again."""
        return self._given, list(self._now.values()), self.made

    def __setstate__(self, state: Any) -> None:
        """Takes what a run has made."""
        self._given, made, self.made = state
        self._before, self._now = {}, {tuple(map(id, of)): (of, value) for of, value in made}

    def begin(self, given: object = None) -> None:
        """Begins a run.

        Args:
            given: What all values depend on; if it has changed, none is kept.
        """
        self._before = self._now if given == self._given else {}
        self._now, self._given, self.made = {}, given, 0

    def value(
        self, of: tuple[object, ...], make: Callable[[], _Value], *, still: Callable[[_Value], bool] | None = None
    ) -> _Value:
        """The value that is made from some objects.

        Args:
            of: The objects.
            make: Makes the value if the last run has not.
            still: Whether a value of the last run is still right; by default, it is.
        """
        key = tuple(map(id, of))
        # The objects are kept with the value, so that no other one can have the same number.
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            if found is None or (still is not None and not still(found[1])):
                self.made += 1
                found = (of, make())
            self._now[key] = found
        return found[1]
