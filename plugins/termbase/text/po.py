"""Reads the catalogues of sentences: the part of gettext's .po format that has keys, texts and plural forms.

The format is that of translators' editors and services. It is read as it is: a compiled .mo file next to it
would be a second copy, and a build needs no Babel for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from termbase.text.line_starts import lines

_LINE: Final = re.compile(r'(?:(msgid|msgid_plural|msgctxt|msgstr(?:\[[0-9]\])?)[ \t]+)?"((?:[^"\\]|\\.)*)"')
_ESCAPED: Final = re.compile(r"\\(.)")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no page, feed or terminal may get."""
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r"}


class PoError(ValueError):
    """A file that is not in the format.

    Attributes:
        line: Where, from 1.
        column: Where in the line, from 1.
    """

    def __init__(self, words: str, *, line: int, column: int) -> None:
        super().__init__(words)
        self.line, self.column = line, column


@dataclass(slots=True)
class Message:
    """A sentence of a catalogue."""

    key: str
    line: int
    """Where it begins, from 1."""
    column: int = 1
    """Where in the line, from 1."""
    forms: list[str] = field(default_factory=list)
    """Its text; for a sentence that counts something, one text for each form."""
    comment: str = ""
    """What translators should know."""
    plural: bool = False
    """Whether it counts something."""
    more: dict[int, list[str]] = field(default_factory=dict)
    """The further lines of each form while it is read; those of the key are at -1."""

    def whole(self) -> "Message":
        """The message with its further lines joined, all at once: a text may have thousands of lines."""
        self.key = "".join((self.key, *self.more.pop(-1, ())))
        self.forms = ["".join((form, *self.more.pop(place, ()))) for place, form in enumerate(self.forms)]
        return self


def read_po(text: str) -> Iterator[Message]:
    """The messages of a .po file in order, the header among them with the key "". Obsolete ones are left out.

    Args:
        text: The content of the file.

    Raises:
        PoError: A line is not in the format, or a context is used, for which keys leave no need.
    """
    message: Message | None = None
    comment: list[str] = []
    slot = ""
    for number, line in enumerate(lines(text), start=1):
        written = line.strip()
        column = len(line) - len(line.lstrip()) + 1
        if not written or written.startswith("#"):
            comment += [written[2:].strip()] if written.startswith("#.") else []
            continue
        found = _LINE.fullmatch(written)
        if found is None:
            words = f"“{written[:60]}” is neither a comment nor a key with a text in quotation marks"
            raise PoError(words, line=number, column=column)
        keyword, quoted = found.groups()
        if control := _CONTROL.search(line):
            words = f"U+{ord(control.group()):04X} is an invisible character that no page may show"
            raise PoError(words, line=number, column=control.start() + 1)
        words = _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), quoted)
        if keyword == "msgctxt":
            raise PoError("a context (msgctxt) is not used: each key is unique", line=number, column=column)
        if keyword == "msgid":
            if message is not None:
                yield message.whole()
            message = Message(key=words, line=number, column=column, comment=" ".join(comment))
            comment = []
        elif message is None:
            raise PoError("a text has no key (msgid) before it", line=number, column=column)
        elif keyword == "msgid_plural":
            message.plural = True
        elif keyword:
            message.forms.append(words)
        elif slot == "msgid" or message.forms:
            message.more.setdefault(-1 if slot == "msgid" else len(message.forms) - 1, []).append(words)
        slot = keyword or slot
    if message is not None:
        yield message.whole()


def headers(message: Message) -> Mapping[str, str]:
    """The fields of a header, by name in lower case."""
    pairs = (line.partition(":") for line in "".join(message.forms).splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
