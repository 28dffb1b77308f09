"""The tokens of HTML of any quality, in one pass over the text.

Python's own parser takes quadratic time for unclosed tags, fails on some declarations, and changes from version to
version. What a token is follows the HTML standard, with one difference: a tag that never ends is text, so that no word
is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from html import unescape
from typing import Final

_NAME: Final = re.compile(r"[a-zA-Z][^\s/>\x00]*+")
_SPACE: Final = re.compile(r"[\s/]*+")
_KEY: Final = re.compile(r"[^\s/>][^\s/>=]*+")
_EQUALS: Final = re.compile(r"\s*+=\s*+")
_BARE: Final = re.compile(r"[^\s>]*+")
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "title", "textarea")
}
"""Elements whose content is text up to their end tag, each with that end."""
_WITH_ENTITIES: Final = ("title", "textarea")
_CDATA: Final = "<![CDATA["


class TokenKind(Enum):
    """What a token is."""

    TEXT = auto()
    START = auto()
    EMPTY = auto()
    """A tag that ends with a slash."""
    END = auto()
    COMMENT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, a comment, or the text between two of them."""

    kind: TokenKind
    text: str
    """The name of a tag in lowercase, or the words."""
    start: int
    """The offset in the text, from 0."""
    end: int
    attributes: dict[str, str] = field(default_factory=dict)


def html_tokens(text: str) -> Iterator[Token]:
    """Yields the tokens of a text; it never fails."""
    place, size = 0, len(text)
    while place < size:
        start = text.find("<", place)
        if start < 0:
            start = size
        if start > place:
            yield Token(TokenKind.TEXT, unescape(text[place:start]), place, start)
        if start == size:
            return
        token = _marked(text, start)
        yield token
        place = token.end
        if token.kind is TokenKind.START and (ends := _RAW.get(token.text)) is not None:
            found = ends.search(text, place)
            end = found.start() if found else size
            words = text[place:end]
            if words:
                yield Token(TokenKind.TEXT, unescape(words) if token.text in _WITH_ENTITIES else words, place, end)
            place = end


def _marked(text: str, start: int) -> Token:
    """The token that a “<” begins."""
    sign = text[start + 1 : start + 2]
    if sign.isascii() and sign.isalpha():
        return _start_tag(text, start)
    if sign == "/" and text[start + 2 : start + 3].isascii() and text[start + 2 : start + 3].isalpha():
        name = _NAME.match(text, start + 2)
        end = text.find(">", start)
        if name is None or end < 0:
            return _rest(text, start)
        return Token(TokenKind.END, name.group().lower(), start, end + 1)
    if text.startswith("<!--", start):
        return _until(text, start, start + 4, "-->")
    if text.startswith(_CDATA, start):
        found = _until(text, start, start + len(_CDATA), "]]>")
        return Token(TokenKind.TEXT, found.text, start, found.end)
    if sign in ("!", "?", "/") and sign:
        found = _until(text, start, start + 2, ">")
        doctype = sign == "!" and found.text[:7].lower() == "doctype"
        return Token(TokenKind.COMMENT, "" if doctype else found.text, start, found.end)
    return Token(TokenKind.TEXT, "<", start, start + 1)


def _until(text: str, start: int, inner: int, sign: str) -> Token:
    """A comment; without its end, all that follows belongs to it."""
    # A browser takes "<!-->" for a whole comment.
    if sign == "-->" and text.startswith((">", "->"), inner):
        return Token(TokenKind.COMMENT, "", start, text.find(">", inner) + 1)
    end = text.find(sign, inner)
    if end < 0:
        return Token(TokenKind.COMMENT, text[inner:], start, len(text))
    return Token(TokenKind.COMMENT, text[inner:end], start, end + len(sign))


def _rest(text: str, start: int) -> Token:
    """A tag that never ends: everything that follows, as text."""
    return Token(TokenKind.TEXT, unescape(text[start:]), start, len(text))


def _start_tag(text: str, start: int) -> Token:
    name = _NAME.match(text, start + 1)
    if name is None:
        raise AssertionError("a tag begins with a letter")
    attributes: dict[str, str] = {}
    place = name.end()
    while True:
        spaces = _SPACE.match(text, place)
        place = spaces.end() if spaces else place
        if text.startswith(">", place):
            kind = (
                TokenKind.EMPTY
                if text[place - 1] == "/" and spaces is not None and spaces.group().endswith("/")
                else TokenKind.START
            )
            return Token(kind, name.group().lower(), start, place + 1, attributes)
        key = _KEY.match(text, place)
        if key is None:
            return _rest(text, start)
        place, value = key.end(), ""
        if (equals := _EQUALS.match(text, place)) is not None:
            place = equals.end()
            quote = text[place : place + 1]
            if quote in ('"', "'") and quote:
                end = text.find(quote, place + 1)
                if end < 0:
                    return _rest(text, start)
                value, place = text[place + 1 : end], end + 1
            elif (bare := _BARE.match(text, place)) is not None:
                value, place = bare.group(), bare.end()
        attributes.setdefault(key.group().lower(), unescape(value))
