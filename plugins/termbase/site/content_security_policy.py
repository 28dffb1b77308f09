"""The Content-Security-Policy of a finished page, derived from the content of the page.

Inline scripts that are in the page when it is built are allowed by their hashes; anything that
gets in later is not. Other origins are allowed only where the page's own markup loads something
from them, each for that one purpose.
"""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from string import ascii_letters, digits
from typing import Final
from urllib.parse import urlsplit

_LOADS: Final = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("source", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("video", "src"): "media-src",
    ("iframe", "src"): "frame-src",
}
"""Attributes that load something, with the directive that controls it."""
_LINKS: Final = {"stylesheet": "style-src", "icon": "img-src", "manifest": "manifest-src"}
"""Relations of a link element that load something."""
_JAVASCRIPT: Final = frozenset(("", "module", "text/javascript", "application/javascript"))
"""Types of script elements that are run; others hold data."""
_ORIGIN: Final = re.compile(r"\bhttps?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NAMES: Final = frozenset(("http://www.w3.org", "https://www.w3.org", "http://schema.org", "https://schema.org"))
"""Origins in scripts that name something and load nothing."""
_EMBEDDED: Final = {"object": "data", "embed": "src"}
"""Elements that run other programs, with the attribute that names their source."""
_HOST: Final = frozenset(f"{ascii_letters}{digits}.-:")
"""Letters of an origin; any other could end a directive and begin the next."""
_BASE: Final = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    # Themes set a few style attributes, which no hash can allow.
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'", "data:"),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}


@cache
def _plain() -> re.Pattern[str]:
    """Matches a stretch of HTML that no policy depends on: texts, and tags of the usual form without effect."""
    names = "a|abbr|article|aside|b|br|button|code|dd|del|details|div|dl|dt|em|footer|g|h[1-6]|header|hr|i|input|kbd|label|li"
    more = "main|mark|nav|ol|p|path|pre|s|section|small|span|strong|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul"
    value = """=(?:"[^"]*+"|'[^']*+')"""
    attributes = (
        # Neither an address that runs a script, however it is written, nor a class that is looked for.
        r'href="(?![\sjJ&\x00-\x1f])[^"]*+"',
        r'class="(?![^"]*(?:mermaid|&))[^"]*+"',
        rf"(?!(?i:on|href\b|class\b))[a-zA-Z][a-zA-Z0-9_:.-]*+(?:{value})?+",
    )
    tags = rf"</?(?:{names}|{more})(?:\s++(?:{'|'.join(attributes)}))*+\s*+/?>"
    about = rf"<meta(?:\s++(?:content|name|property){value})*+\s*+/?>"
    return re.compile(rf"(?:[^<]++|{tags}|{about})*+")


class _Reader(HTMLParser):
    """Gathers a page's inline scripts, the origins it loads from, and the place for a meta element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.origins: dict[str, set[str]] = defaultdict(set)
        self.refused: set[str] = set()
        self.place: tuple[int, int] | None = None
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "head" or (tag == "meta" and "charset" in given):
            line, column = self.getpos()
            text = self.get_starttag_text() or ""
            breaks = text.count("\n")
            self.place = (line + breaks, len(text) - text.rfind("\n") - 1 if breaks else column + len(text))
        if tag == "script" and "src" not in given and given.get("type", "").strip().lower() in _JAVASCRIPT:
            self._script = []
        for (element, attribute), directive in _LOADS.items():
            if tag == element and attribute in given:
                self._load(directive, given[attribute])
        if tag == "link":
            for relation in given.get("rel", "").lower().split():
                if relation in _LINKS:
                    self._load(_LINKS[relation], given.get("href", ""))
        self.refused.update(_refused(tag, given))

    def _load(self, directive: str, address: str) -> None:
        parts = urlsplit(address)
        if parts.netloc and _HOST.issuperset(parts.netloc):
            self.origins[directive].add(f"{parts.scheme or 'https'}://{parts.netloc}")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None


def _refused(tag: str, given: dict[str, str]) -> Iterator[str]:
    """What the policy blocks of an element, in words."""
    yield from (f"scripts in attributes, such as {name}" for name in given if name.startswith("on") and len(name) > 2)
    if given.get("href", "").strip().lower().startswith("javascript:"):
        yield "links that run a script"
    if _EMBEDDED.get(tag, "") in given:
        yield f"<{tag}> elements"
    if tag == "base":
        yield "the <base> element"
    if tag == "form" and (parts := urlsplit(given.get("action", ""))).netloc:
        yield f"forms that are sent to {parts.netloc}"
    if "mermaid" in given.get("class", "").split():
        yield "Mermaid diagrams, if their script is loaded from another site"


@dataclass(slots=True, kw_only=True)
class _Page:
    """What a page, or a stretch of one, holds that a policy is made from."""

    scripts: list[str] = field(default_factory=list)
    origins: set[tuple[str, str]] = field(default_factory=set)
    """What may be loaded from where: a directive and an origin."""
    refused: set[str] = field(default_factory=set)
    """What is in the page and refused, in words."""
    place: int | None = None
    """Characters before the place for a meta element."""

    def add(self, reader: _Reader, html: str, *, start: int) -> None:
        """Adds what was read from a stretch of the page that begins after so many characters."""
        self.scripts += reader.scripts
        self.refused |= reader.refused
        self.origins |= {(directive, origin) for directive, found in reader.origins.items() for origin in found}
        if reader.place is not None:
            line, column = reader.place
            self.place = start + sum(len(text) + 1 for text in html.split("\n", line - 1)[: line - 1]) + column


@lru_cache(maxsize=1 << 14)
def _read_line(line: str) -> _Reader | None:
    """What a line holds that nothing began before; None if something in it goes on in the next."""
    reader = _Reader()
    reader.feed(line)
    return None if _goes_on(reader) else reader


def _goes_on(reader: _Reader) -> bool:
    """Whether a tag, a comment or the text of a script has not ended yet."""
    return bool(reader.rawdata) or reader.cdata_elem is not None


def _read(html: str) -> _Page:
    # Most of a page is skipped. The pages of a site share most of the other lines, so each is parsed once.
    page = _Page()
    html = html if html.endswith("\n") else f"{html}\n"
    start = 0
    while (start := _plain_until(html, start)) < len(html):
        end = html.index("\n", start) + 1
        reader = _read_line(html[start:end])
        if reader is None:
            reader = _Reader()
            reader.feed(html[start:end])
            more = 1
            # More at every step, because the parser goes through what is pending at each of them.
            while _goes_on(reader) and end < len(html):
                before = end
                for _ in range(more):
                    end = html.find("\n", end) + 1 or len(html)
                reader.feed(html[before:end])
                more *= 2
            reader.close()
        page.add(reader, html[start:end], start=start)
        start = end
    return page


def _plain_until(html: str, start: int) -> int:
    """The place where something begins that a policy may depend on."""
    found = _plain().match(html, start)
    return found.end() if found else start


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(html: str) -> str:
    """The Content-Security-Policy that fits a page."""
    return _policy(_read(_normal(html)))


def _policy(page: _Page) -> str:
    allowed = {name: list(sources) for name, sources in _BASE.items()}
    allowed["script-src"] += sorted({_hash(script) for script in page.scripts})
    for directive, origin in sorted(page.origins):
        allowed.setdefault(directive, ["'self'"]).append(origin)
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def _normal(html: str) -> str:
    """The page as a browser reads it, with one kind of line break: hashes are taken of that."""
    return html.replace("\r\n", "\n").replace("\r", "\n")


def _loaded(page: _Page) -> Iterator[str]:
    """What the inline scripts of a page would load from origins that it does not allow, in words."""
    allowed = {origin for _, origin in page.origins} | _NAMES
    for script in page.scripts:
        for origin in _ORIGIN.findall(script):
            if origin not in allowed:
                yield f"what a script in the page loads from {origin}"


def with_policy(html: str, *, unread: str = "", refused: Callable[[str], object] = lambda what: None) -> str:
    """The page with its policy as a meta element, ahead of everything that the policy rules.

    Args:
        html: The page; without a head it is returned as it is.
        unread: A part of the page's body from which nothing shall be allowed, such as the text that
            contributors wrote. It also need not be read.
        refused: Called with each thing in the page that the policy refuses, in words.
    """
    html = _normal(html)
    page = _read(html.replace(_normal(unread), "", 1) if unread else html)
    if page.place is None:
        return html
    for what in sorted({*page.refused, *_loaded(page)}):
        refused(what)
    start = page.place
    element = f'<meta http-equiv="Content-Security-Policy" content="{_policy(page)}">'
    return f"{html[:start]}{element}{html[start:]}"
