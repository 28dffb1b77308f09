"""What comes out: a file's place and content. Hosts do the writing."""

import json
from dataclasses import dataclass
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
    return Artifact(path=path, content=json.dumps(value, ensure_ascii=False, indent=1) + "\n")
