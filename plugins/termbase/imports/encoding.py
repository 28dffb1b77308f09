"""Decodes a file: by its mark or declaration, as UTF-8, as requested or, last, by a guess that is reported."""

import codecs
import re
from typing import Final

from termbase.text.line_starts import LineStarts
from termbase.text.untrusted import EncodingError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_DECLARED: Final = re.compile(
    rb"<\?xml[^>]*?encoding=[\"']([\w.:-]+)|<meta[^>]*?charset=[\"']?([\w.:-]+)|@charset \"([\w.:-]+)\"", re.IGNORECASE
)
_NO_CHARSETS: Final = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))
"""Python codecs in which no file is encoded: they read escapes, fail, or take quadratic time."""
_HALVES: Final = re.compile("[\ud800-\udfff]")
_SIGNATURES: Final = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format",
)


def decode_text(data: bytes, *, encoding: str | None = None) -> tuple[str, str | None]:
    """The text, and a note on how it was detected.

    Args:
        data: The file.
        encoding: The encoding that the user named.

    Raises:
        EncodingError: The bytes are not text, or not in the encoding that was named or that their mark names.
        LookupError: There is no such encoding.
    """
    if encoding:
        return _decoded(data, encoding, "Set another one with --encoding.").removeprefix("\ufeff"), None
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = _decoded(data, name, "The file begins with the byte order mark of this encoding. Save it as UTF-8.")
            return text.removeprefix("\ufeff"), None
    if data.startswith(_SIGNATURES):
        raise _no_text()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    return (text, None) if "\0" not in text else _guessed(data)


def _decoded(data: bytes, encoding: str, hint: str) -> str:
    name = _charset(encoding)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(name, "ignore")
        line, column = LineStarts(before).at(len(before))
        message = f"byte 0x{data[error.start]:02X} is not valid {encoding}"
        raise EncodingError(message, hint=hint, line=line, column=column) from None
    if (half := _HALVES.search(text)) is not None:  # UTF-7 can spell it
        line, column = LineStarts(text).at(half.start())
        message = f"U+{ord(half.group()):04X} is half of a surrogate pair"
        raise EncodingError(message, hint=hint, line=line, column=column)
    return text


def _charset(name: str) -> str:
    """An encoding that files have.

    Raises:
        LookupError: There is none of this name.
    """
    found = codecs.lookup(name)
    is_text = getattr(found, "_is_text_encoding", True)  # "hex" makes bytes of bytes
    if not is_text or found.name.replace("_", "-") in _NO_CHARSETS:
        raise LookupError(name)
    return found.name


def _no_text() -> EncodingError:
    return EncodingError("this is not a text file", hint="Save its content as CSV, Markdown or JSON first.")


def _guessed(data: bytes) -> tuple[str, str | None]:
    if found := _DECLARED.search(data[:2000]):
        name = next(part for part in found.groups() if part).decode("ascii")
        try:
            return _decoded(data, name, ""), None
        except (LookupError, EncodingError):
            pass
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    half = max(1, min(len(data), 4000) // 2)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > half * 0.3 and others < half * 0.02 and len(data) % 2 == 0:
            return data.decode(name, "replace"), f"read as {name}, which was guessed"
    if b"\0" in data:
        raise _no_text()
    from charset_normalizer import from_bytes

    foreign = sum(byte > 127 for byte in data)
    guess = from_bytes(data).best() if foreign > 20 else None
    for name in (*([guess.encoding] if guess is not None and _far(str(guess)) else []), "cp1252", "latin-1"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        return text, f"read as {name}, which was guessed; if characters look wrong, set it with --encoding"
    raise EncodingError("the encoding of the file is not known", hint="Set it with --encoding.")


def _far(text: str) -> bool:
    """Whether a guess is of a script other than Latin, in which case it can be trusted."""
    letters = [c for c in text if ord(c) > 127 and c.isalpha()]
    return bool(letters) and sum(ord(c) > 0x250 for c in letters) > len(letters) * 0.8
