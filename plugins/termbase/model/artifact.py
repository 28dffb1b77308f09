"""An output file: its path and content. Hosts write it."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished file of the site."""

    path: str
    """Path relative to the root of the site."""
    content: str | bytes
    """Text, which is written as UTF-8, or bytes."""

    @property
    def data(self) -> bytes:
        """The bytes of the file, the same on every machine.

        A lone surrogate, which no term file may have but a caller of the API can pass, is written as JSON escapes it.
        """
        return self.content.encode("utf-8", "backslashreplace") if isinstance(self.content, str) else self.content


def json_artifact(path: str, value: Any) -> Artifact:
    """A JSON file: keys in the order given, UTF-8, a newline at its end."""
    return Artifact(path=path, content=f"{_indented(value)}\n")


class Indented(str):
    """A value in the form that `json_artifact` writes, without the line break at its end, to be part of another."""

    __slots__ = ()


def indented(value: Any) -> Indented:
    """Writes a value once for several files."""
    return Indented(_indented(value))


_LITERALS: Final = {None: "null", True: "true", False: "false"}


@lru_cache(maxsize=1 << 12)
def _key(name: str) -> str:
    return f"{encode_basestring(name)}: "


# The library's own encoder is written in C, but not where it indents.
def _indented(value: Any, line: str = "\n") -> str:
    """The same text as `json.dumps` with `ensure_ascii=False, indent=1`.

    Args:
        value: Any value that can be JSON.
        line: A line break with the indentation around the value.
    """
    kind = type(value)
    if value is None or kind is bool:
        return _LITERALS[value]
    if kind is int or (kind is float and math.isfinite(value)):
        return repr(value)
    if kind is Indented:
        return str(value.replace("\n", line))
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{line} "
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        if not value:
            return "{}"
        members = [
            f"{_key(key)}{encode_basestring(it) if type(it) is str else _indented(it, inner)}"
            for key, it in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if kind is list or kind is tuple:
        if not value:
            return "[]"
        members = [encode_basestring(it) if type(it) is str else _indented(it, inner) for it in value]
        return f"[{inner}{f',{inner}'.join(members)}{line}]"
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", line)
