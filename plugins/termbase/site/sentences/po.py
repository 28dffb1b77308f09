"""Reads the catalogues of sentences: the part of gettext's .po format that has keys, texts and plural forms.

The format is that of translators' editors and services. It is read as it is: a compiled .mo file next to it
would be a second copy, and a build needs no Babel for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

_LINE: Final = re.compile(r'(?:(msgid|msgid_plural|msgctxt|msgstr(?:\[[0-9]\])?)[ \t]+)?"((?:[^"\\]|\\.)*)"')
_ESCAPED: Final = re.compile(r"\\(.)")
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r"}


class PoError(ValueError):
    """A file that is not in the format; it names the line."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


@dataclass(slots=True)
class Message:
    """A sentence of a catalogue."""

    key: str
    line: int
    """Where it begins, from 1."""
    forms: list[str] = field(default_factory=list)
    """Its text; for a sentence that counts something, one text for each form."""
    comment: str = ""
    """What translators should know."""
    plural: bool = False
    """Whether it counts something."""


def read_po(text: str) -> Iterator[Message]:
    """The messages of a .po file in order, the header among them with the key "". Obsolete ones are left out.

    Args:
        text: The content of the file.

    Raises:
        PoError: A line is not in the format, or a context is used, for which keys leave no need.
    """
    message: Message | None = None
    comment, slot = "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            comment = f"{comment} {written[2:].strip()}".strip() if written.startswith("#.") else comment
            continue
        found = _LINE.fullmatch(written)
        if found is None:
            raise PoError(number, f"“{written[:60]}” is neither a comment nor a key with a text in quotation marks")
        keyword, quoted = found.groups()
        words = _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), quoted)
        if keyword == "msgctxt":
            raise PoError(number, "a context (msgctxt) is not used: each key is unique")
        if keyword == "msgid":
            if message is not None:
                yield message
            message, comment = Message(key=words, line=number, comment=comment), ""
        elif message is None:
            raise PoError(number, "a text has no key (msgid) before it")
        elif keyword == "msgid_plural":
            message.plural = True
        elif keyword:
            message.forms.append(words)
        elif slot == "msgid":
            message.key += words
        elif message.forms:
            message.forms[-1] += words
        slot = keyword or slot
    if message is not None:
        yield message


def headers(message: Message) -> Mapping[str, str]:
    """The fields of a header, by name in lower case."""
    pairs = (line.partition(":") for line in "".join(message.forms).splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
