"""Where the keys and words of an entry are in the text of its file.

Most problems are found long after a value was read from its file. Its entry carries these places along,
so that a message can point at the misspelled word itself, which may be ten lines below its key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from termbase.model.diagnostics import Location
from termbase.text.line_starts import LineStarts


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text of an entry as it is in the file. Offsets count characters from 0."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of one entry."""

    keys: Mapping[str, Location]
    """Where each key is."""
    written: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)
    """The texts under each key, in order."""
    file: str = ""
    text: str = field(default="", repr=False)
    """The text of the file, without a byte order mark."""
    lines: LineStarts | None = field(default=None, repr=False)

    def of(self, key: str, words: str = "") -> Location | None:
        """Where a key is or, with some words of its value, where those are.

        A value that consists of the words comes before one that contains them. Words that the file
        spells with escapes are not found; then the key must do.
        """
        offset = self._offset(key, words) if words else None
        if offset is None or self.lines is None:
            return self.keys.get(key)
        line, column = self.lines.at(offset)
        return Location(file=self.file, line=line, column=column)

    def _offset(self, key: str, words: str) -> int | None:
        written = self.written.get(key, ())
        for text in written:
            if text.value.strip() == words:
                return text.start
        parts = words.split()
        if not parts:
            return None
        pattern = r"\s+".join(map(re.escape, parts))
        whole = (r"(?<!\w)" if parts[0][0].isalnum() else "") + pattern + (r"(?!\w)" if parts[-1][-1].isalnum() else "")
        for form in (whole, pattern):
            for text in written:
                found = re.compile(form).search(self.text, text.start, text.end)
                if found is not None:
                    return found.start()
        return None


NOWHERE = Places(keys={})
"""The places of an entry that was not read from a file."""
