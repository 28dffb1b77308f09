"""Packed values are the same as those that `pickle` alone packs, and what they share stays shared."""

import pickle
import re
from dataclasses import FrozenInstanceError, dataclass, field, fields
from io import BytesIO
from typing import Any

import pytest

from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.site import packed_values
from termbase.site.packed_values import Packer
from termbase.yaml_files.tree import parse


@dataclass(frozen=True, slots=True)
class Base:
    """A value with one field."""

    first: object


@dataclass(frozen=True, slots=True)
class Derived(Base):
    """A value with a field of another class, and one that is not given."""

    second: list[int] = field(default_factory=list)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.second))


@dataclass(frozen=True, slots=True)
class Own:
    """A value that packs itself."""

    number: int

    def __getstate__(self) -> object:
        return self.number

    def __setstate__(self, state: Any) -> None:
        object.__setattr__(self, "number", state + 1)


@dataclass(frozen=True, slots=True)
class Empty:
    """A value without fields."""


@dataclass(slots=True)
class Open:
    """A value that can change, and contain itself."""

    inner: object = None


def packed(value: object) -> bytes:
    """A value, packed."""
    file = BytesIO()
    Packer(file).dump(value)
    return file.getvalue()


def again(value: object) -> Any:
    """A value, packed and unpacked."""
    return pickle.loads(packed(value))


@pytest.mark.parametrize(
    "value",
    [
        Base((1, 2)),
        Base(Base(None)),
        Derived("x", [1, 2]),
        Empty(),
        Open(Base(3)),
        Severity.ERROR,
        Severity,
        re.compile("a+"),
        Diagnostic(code="TB1", severity=Severity.NOTE, message="m", where=Location(file="f", line=2), hint="h"),
        parse("term: Zeta\nsynonyms: [a, 'b']\noops: &x [\n", file="f.yml"),
        parse("term: Zeta\nsynonyms: [a, 'b']\n", file="f.yml"),
        {"a": (Base(1), Derived(2)), "b": frozenset({Base(3)})},
    ],
)
def test_a_value_is_the_same_as_before(value: object) -> None:
    found = again(value)
    assert found == value
    assert repr(found) == repr(pickle.loads(pickle.dumps(value)))
    assert type(found) is type(value)


def test_a_field_that_is_not_given_and_one_of_a_base_come_back() -> None:
    found = again(Derived("x", [1, 2]))
    assert (found.first, found.second, found.length) == ("x", [1, 2], 2)
    with pytest.raises(FrozenInstanceError):
        found.first = 1


def test_what_is_shared_stays_shared() -> None:
    shared = Base([1])
    one, other, inside = again((shared, shared, Derived(shared)))
    assert one is other is inside.first


def test_a_class_that_packs_itself_is_asked() -> None:
    assert again(Own(1)) == Own(2)


def test_a_value_that_can_change_may_contain_itself() -> None:
    value = Open()
    value.inner = value
    found = again(value)
    assert found.inner is found


def test_the_fields_of_a_class_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[type] = []

    def counted(kind: Any) -> Any:
        asked.append(kind)
        return fields(kind)

    many = [Base(number) for number in range(100)]
    monkeypatch.setattr(packed_values, "fields", counted)
    data = packed(many)
    assert 0 < len(asked) < 5
    asked.clear()
    assert pickle.loads(data) == many
    assert 0 < len(asked) < 5
