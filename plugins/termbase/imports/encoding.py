"""The text in the bytes of a file: by its mark or declaration, as UTF-8, as asked for or, last, by a guess that is reported."""

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_DECLARED: Final = re.compile(
    rb"<\?xml[^>]*?encoding=[\"']([\w.:-]+)|<meta[^>]*?charset=[\"']?([\w.:-]+)|@charset \"([\w.:-]+)\"", re.IGNORECASE
)
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


def decode_text(data: bytes, *, encoding: str | None = None) -> tuple[str | None, str | None]:
    """The text, and a note on how it was detected; no text, but a reason, if the bytes are not text.

    Args:
        data: The file.
        encoding: The encoding that the user named.
    """
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), None
        except UnicodeDecodeError as error:
            return None, f"byte {error.start + 1} is not {encoding}"
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), None
            except UnicodeDecodeError as error:
                return None, f"byte {error.start + 1} is not {name}, although the file begins with its mark"
    if data.startswith(_SIGNATURES):
        return None, "this is not a text file. Save its content as CSV, Markdown or JSON first"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text:
        return text, None
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str | None, str | None]:
    if found := _DECLARED.search(data[:2000]):
        name = next(part for part in found.groups() if part).decode("ascii")
        try:
            return data.decode(name), None
        except (LookupError, UnicodeDecodeError):
            pass
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    half = max(1, min(len(data), 4000) // 2)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > half * 0.3 and others < half * 0.02 and len(data) % 2 == 0:
            return data.decode(name, "replace"), f"read as {name}, which was guessed"
    if b"\0" in data:
        return None, "this is not a text file. Save its content as CSV, Markdown or JSON first"
    from charset_normalizer import from_bytes

    foreign = sum(byte > 127 for byte in data)
    guess = from_bytes(data).best() if foreign > 20 else None
    for name in (*([guess.encoding] if guess is not None and _far(str(guess)) else []), "cp1252", "latin-1"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        return text, f"read as {name}, which was guessed; if letters look wrong, name it with --encoding"
    return None, "its encoding was not found; name it with --encoding"


def _far(text: str) -> bool:
    """Whether a guess is of another script than Latin, where it can be trusted."""
    letters = [c for c in text if ord(c) > 127 and c.isalpha()]
    return bool(letters) and sum(ord(c) > 0x250 for c in letters) > len(letters) * 0.8
