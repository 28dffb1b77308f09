"""Validates one tree against the schema of its file: reports every error and keeps every valid value."""

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, error_at
from termbase.model.scalars import (
    CODE_PATTERN,
    DATE_PATTERN,
    FIELD_PATTERN,
    LANGUAGE_PATTERN,
    URL_PATTERN,
    YEAR_PATTERN,
)
from termbase.text.slug import ID_PATTERN, slug
from termbase.yaml_files.tree import Mapping, Node, Pointer, Scalar, Sequence, descend, locate, plain_values


@cache
def _adapter(shape: type[Any]) -> TypeAdapter[Any]:
    """The validator of a file shape, built when the first such file is read."""
    return TypeAdapter(shape)


_OF_THE_KEY: Final = frozenset(
    ("missing", "unexpected_keyword_argument", "tuple_type", "string_type", "dataclass_type", "dict_type",
     "string_too_short", "string_too_long")
)  # fmt: skip
"""Errors about a key or about all of its value; others are marked where the value starts."""

_MISMATCHES: Final = {
    CODE_PATTERN: (Code.UNKNOWN_KEY, "there is no rule {}",
                   "Allow a finding by its rule code: TB6 and two digits, as printed by `check`."),
    DATE_PATTERN: (Code.WRONG_FORM, "{} is not a date", "Write 2026, 2026-11, or 2026-11-22."),
    FIELD_PATTERN: (Code.NOT_AN_ID, "{} cannot be the id of a field",
                    "These ids begin with a lowercase letter, and have up to 40 lowercase letters, digits, hyphens, and underscores."),
    ID_PATTERN: (Code.NOT_AN_ID, "{} cannot be an id", "Ids are up to 80 lowercase letters, digits, and hyphens."),
    LANGUAGE_PATTERN: (Code.WRONG_FORM, "{} is not a language", "Write a BCP 47 code such as en or pt-BR."),
    URL_PATTERN: (Code.WRONG_FORM, "{} is not a web address", "Begin it with http:// or https://."),
    YEAR_PATTERN: (Code.WRONG_FORM, "{} is not a year", "Write four digits: 2026."),
}  # fmt: skip
"""The code, message, and hint for a value that does not match a pattern, by the pattern."""


def allowed_keys(shape: type[Any]) -> tuple[str, ...]:
    """The keys of a file schema, in the order in which authors should write them."""
    return tuple(field.name for field in fields(shape))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most similar to a misspelled word, if any is similar enough."""
    found = process.extractOne(word, list(choices), score_cutoff=65)
    return None if found is None else str(found[0])


def _pointer(node: Node, location: Pointer) -> Pointer:
    """Removes the parts of a location that pydantic adds to distinguish the members of a union."""
    steps: list[int | str] = []
    for step in location:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            node = node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _shape_name(kind: str) -> str:
    return {
        "tuple_type": "a list",
        "string_type": "text",
        "dataclass_type": "keys with values",
        "dict_type": "keys with values",
    }[kind]


def _what(value: Any) -> str:
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "keys with values"


def _name(pointer: Pointer) -> str:
    """The name of a value in messages: “contrast.1.term”, or “this file” for the whole file."""
    if not pointer:
        return "this file"
    return "“" + ".".join(str(step + 1) if isinstance(step, int) else step for step in pointer) + "”"


def _explain(error: Any, node: Node, shape: type[Any]) -> Diagnostic:
    """Turns one validation error into a diagnostic."""
    location: Pointer = error["loc"]
    pointer = _pointer(node, location)
    where = locate(node, pointer)
    kind: str = error["type"]
    key = str(location[-1]) if location else ""
    if kind == "missing":
        owner = f" in {_name(pointer)}" if pointer else ""
        hint = f"Add `{key}:`; without it, this entry is omitted."
        return error_at(where, Code.MISSING_KEY, f"the key “{key}”{owner} is missing", hint)
    if kind == "unexpected_keyword_argument":
        # An error about a key is at the key; its pointer may end with it, or with what it is a key of.
        inner = _inner_shape(shape, pointer[:-1] if pointer and pointer[-1] == key else pointer)
        keys = allowed_keys(inner) if inner else ()
        hint = f"{_guess(key, keys)}Allowed here: {', '.join(keys)}."
        return error_at(locate(node, (*pointer, key)), Code.UNKNOWN_KEY, f"there is no key “{key}”", hint)
    if kind not in _OF_THE_KEY and isinstance(found := descend(node, pointer), Scalar):
        where = found.where
    return error_at(where, *_wrong_value(error, pointer, key))


def _wrong_value(error: Any, pointer: Pointer, key: str) -> tuple[str, str, str]:
    """What is wrong with a value: the code, the message, and the hint."""
    value, name = error["input"], _name(pointer)
    match error["type"]:
        case "tuple_type" | "string_type" | "dataclass_type" | "dict_type" as kind:
            wanted = _shape_name(kind)
            how = {
                "a list": f"Write `{key}: [{value if isinstance(value, str) else '…'}]`, or one item per line, each after “- ”.",
                "text": "Write plain text after the key.",
            }.get(wanted, "Write `key: value` lines, indented.")
            return Code.WRONG_TYPE, f"{name} must be {wanted}, not {_what(value)}", how
        case "enum" | "literal_error":
            expected = error["ctx"]["expected"].replace("'", "")
            guess = _guess(str(value), expected.replace(" or ", ", ").split(", "))
            return Code.VALUE_NOT_ALLOWED, f"{_quoted(value)} is not a value of {name}", f"{guess}Allowed: {expected}."
        case "string_too_short":
            return Code.MISSING_KEY, f"{name} is empty", "Add a value after the key, or remove the key."
        case "string_too_long":
            return Code.TOO_LONG, f"{name} is longer than {error['ctx']['max_length']:,} characters", "Shorten it."
        case "float_parsing" | "float_type" | "finite_number":
            hint = "Write plain digits, with a decimal point and without a unit: `120000` or `0.8`."
            return Code.WRONG_TYPE, f"{name} must be a number, not {_quoted(value)}", hint
        case "bool_parsing" | "bool_type":
            return Code.VALUE_NOT_ALLOWED, f"{_quoted(value)} is not a value of {name}", "Allowed: true, false."
        case "string_pattern_mismatch" if error["ctx"]["pattern"] in _MISMATCHES:
            code, message, hint = _MISMATCHES[error["ctx"]["pattern"]]
            usable = slug(str(value)) if code == Code.NOT_AN_ID else ""
            return code, message.format(_quoted(value)), hint + (f" For example: `{usable}`." if usable else "")
        case "string_pattern_mismatch":
            return Code.TOO_LONG, f"{name} must be a single line", "Remove the line break."
    return Code.WRONG_TYPE, f"{name}: {error['msg']}", "See “Term files” in the manual."


def _guess(word: str, known: Iterable[str]) -> str:
    """The beginning of a hint that suggests a known word; "" if none is near."""
    near = nearest(word, known)
    return f"Did you mean `{near}`? " if near else ""


def _inner_shape(shape: type[Any], pointer: Pointer) -> type[Any] | None:
    """The schema class at a pointer, found through the annotations of the fields."""
    current: type[Any] | None = shape
    for step in pointer:
        if current is None:
            return None
        if isinstance(step, int):
            continue
        found = current.__dataclass_fields__.get(step) if hasattr(current, "__dataclass_fields__") else None
        if found is None:
            return None
        todo = [found.type]
        current = None
        while todo:
            kind = todo.pop()
            if hasattr(kind, "__dataclass_fields__"):
                current = kind
                break
            todo.extend(get_args(kind))
    return current


def _meant(error: Any, node: Node) -> bool:
    """Whether an error belongs to the member of a union that the author meant, judged by the value.

    If a field accepts text or a mapping, pydantic reports the value's errors as both.
    """
    for step in error["loc"]:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            node = node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif step == "constrained-str":
            return not isinstance(node, Mapping)
        elif isinstance(step, str) and step[:1].isupper() and not isinstance(node, Mapping):
            return False
    return True


def _is_spoiled(error: Any, node: Node) -> bool:
    """Whether a value was rejected while reading, so that its problem has already been reported."""
    if node.spoiled:
        return True
    for step in error["loc"]:
        inner = descend(node, (step,))
        if inner is not None:
            node = inner
            if node.spoiled:
                return True
    return False


def _culprit(error: Any, node: Node) -> Pointer:
    """The value whose removal resolves an error: the owner of a missing key, or the unknown key."""
    location: Pointer = error["loc"]
    if error["type"] == "missing":
        return _pointer(node, location[:-1])
    return _pointer(node, location)


def _without(node: Node, pointers: Collection[Pointer]) -> Node:
    """A copy of the tree without the values at the given pointers."""
    gone = {pointer[0] for pointer in pointers if len(pointer) == 1}
    deeper: dict[int | str, list[Pointer]] = {}
    for pointer in pointers:
        if len(pointer) > 1:
            deeper.setdefault(pointer[0], []).append(pointer[1:])

    def inner(step: int | str, child: Node) -> Node:
        return _without(child, deeper[step]) if step in deeper else child

    match node:
        case Mapping():
            kept = {key: inner(key, child) for key, child in node.items.items() if key not in gone}
            return replace(node, items=kept)
        case Sequence():
            items = tuple(inner(place, child) for place, child in enumerate(node.items) if place not in gone)
            return replace(node, items=items)
        case Scalar():
            return node


def validate(node: Node, shape: type[Any]) -> tuple[Any | None, tuple[Diagnostic, ...]]:
    """Validates one tree against a schema class.

    Returns the value without its invalid parts, or None if a required part is invalid, and a
    diagnostic for each problem.
    """
    adapter: TypeAdapter[Any] = _adapter(shape)  # type: ignore[arg-type]  # a class is hashable
    found: list[Diagnostic] | None = None
    # Removing a wrong part can make a part that depends on it wrong, so this repeats until the rest is valid.
    # Only the first round is reported: later findings are consequences. Each round removes something, so it ends.
    while True:
        try:
            return adapter.validate_python(plain_values(node)), tuple(found or ())
        except ValidationError as error:
            errors = [item for item in error.errors(include_url=False) if _meant(item, node)]
        if found is None:
            found = list(dict.fromkeys(_explain(item, node, shape) for item in errors if not _is_spoiled(item, node)))
        wrong = {_culprit(item, node) for item in errors}
        if () in wrong or not wrong:
            return None, tuple(found)
        node = _without(node, wrong)
