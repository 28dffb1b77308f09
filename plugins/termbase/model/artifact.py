"""What comes out: a file's place and content. Hosts do the writing."""

import json
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished file of the site."""

    path: str
    """Place relative to the root of the site."""
    content: str | bytes
    """Text, which is written as UTF-8, or bytes."""

    @property
    def data(self) -> bytes:
        """The bytes of the file, the same on every machine."""
        return self.content.encode("utf-8") if isinstance(self.content, str) else self.content


def json_artifact(path: str, value: Any) -> Artifact:
    """A JSON file: keys in the order given, UTF-8, a newline at its end."""
    return Artifact(path=path, content=f"{_indented(value)}\n")


class Indented(str):
    """A value in the form that `json_artifact` writes, without the line break at its end, to be part of another."""

    __slots__ = ()


def indented(value: Any) -> Indented:
    """Writes a value once for several files."""
    return Indented(_indented(value))


# The library's own encoder is written in C, but not where it indents.
def _indented(value: Any, line: str = "\n") -> str:
    """What `json.dumps` writes with `ensure_ascii=False, indent=1`.

    Args:
        value: Any value that can be JSON.
        line: A line break with the indentation around the value.
    """
    if isinstance(value, Indented):
        return value.replace("\n", line)
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{line} "
    if isinstance(value, dict) and value and all(isinstance(key, str) for key in value):
        members = (f"{encode_basestring(key)}: {_indented(member, inner)}" for key, member in value.items())
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_indented(member, inner) for member in value])}{line}]"
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", line)
