"""Pickles frozen dataclasses with slots, of which a large glossary has hundreds of thousands, at low cost.

Python looks up the fields of a class again for each value that it pickles or unpickles. Here they are looked up once.
"""

import copyreg
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import IO, Any


class Packer(pickle.Pickler):
    """Pickles as usual, except for frozen dataclasses with slots; `pickle.loads` reads all of it.

    Such a value may not contain itself.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Packs into a file, piece by piece."""
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.dispatch_table = _Ways()


class _Ways(dict[type, Callable[[Any], Any]]):
    """How values of a class are packed, found when the first one is met."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if kind in copyreg.dispatch_table:
            return copyreg.dispatch_table[kind]
        if not _packed_by_dataclasses(kind):
            raise KeyError(kind)  # the pickler goes on as usual
        maker, names = _Maker(kind), [field.name for field in fields(kind)]
        read: Callable[[Any], Any] = attrgetter(*names)
        if len(names) == 1:  # `read` then gives the value alone
            self[kind] = lambda value: (maker, (read(value),))
        else:
            self[kind] = lambda value: (maker, read(value))
        return self[kind]


def _packed_by_dataclasses(kind: type) -> bool:
    """Whether values are packed by the method that `dataclasses` gives a class which is frozen and has slots."""
    method = getattr(kind, "__getstate__", None)
    return is_dataclass(kind) and bool(fields(kind)) and getattr(method, "__module__", "") == "dataclasses"


class _Maker:
    """Stands for the function that makes values of a class; it is packed once."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def __call__(self, *values: object) -> object:
        """Makes a value."""
        return maker_of(self._kind)(*values)

    def __reduce__(self) -> tuple[Callable[[type], Callable[..., object]], tuple[type]]:
        return maker_of, (self._kind,)


def maker_of(kind: type) -> Callable[..., object]:
    """A function that makes values of a frozen dataclass with slots from those of its fields, in their order.

    As when Python unpacks them, nothing is checked.
    """
    # The slots themselves are not frozen.
    puts = [getattr(kind, field.name).__set__ for field in fields(kind)]
    new = object.__new__

    def make(*values: object) -> object:
        made: object = new(kind)
        for put, value in zip(puts, values, strict=True):
            put(made, value)
        return made

    return make
