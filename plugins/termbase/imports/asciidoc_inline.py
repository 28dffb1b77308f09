"""The markup within a line of AsciiDoc, as HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final
from urllib.parse import quote

_SIGNS: Final = {
    "nbsp": "\u00a0", "zwsp": "\u200b", "wj": "\u2060", "sp": " ", "empty": "", "blank": "", "plus": "+", "amp": "&",
    "lt": "<", "gt": ">", "startsb": "[", "endsb": "]", "vbar": "|", "caret": "^", "asterisk": "*", "tilde": "~",
    "backtick": "`", "backslash": "\\", "two-colons": "::", "two-semicolons": ";;", "apos": "'", "quot": '"',
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "cpp": "C++",
}  # fmt: skip
_ENTITY: Final = r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_PIECE: Final = re.compile(
    "|".join(
        (
            r"\\(?P<escaped>[*_`#+^~<\[{(&\\])",
            rf"(?P<entity>{_ENTITY})",
            r"\+\+\+(?P<raw>.{1,2000}?)\+\+\+",
            r"pass:[a-z,]*\[(?P<passed>[^\]]{0,5000})\]",
            r"\(\(\((?P<index>[^()]*(?:\([^()]*\)[^()]*)*)\)\)\)",
            r"\(\((?P<shown>[^()]+)\)\)",
            r"\[\[(?P<anchor>[^\]\n]*)\]\]|anchor:(?P<named>[^\s\[]{1,200})\[[^\]]*\]|\[#(?P<id>[\w.-]+)\]",
            r"<<(?P<cross>[^<>]+)>>",
            r"xref:(?P<target>[^\s\[]{1,1000})\[(?P<words>(?:\\\]|[^\]]){0,5000})\]",
            r"(?:link:(?P<link>[^\s\[]{1,2000})|(?P<address>(?:https?|mailto|ftp)://?[^\s\[\]<>]*[^\s\[\]<>.,;:!?)])|mailto:(?P<mail>[^\s\[]{1,1000}))"
            r"\[(?P<label>(?:\\\]|[^\]]){0,5000})\]",
            r"(?P<bare>https?://[^\s\[\]<>]*[^\s\[\]<>.,;:!?)'\"])",
            r"image::?(?P<image>[^\s\[]{1,1000})\[(?P<alt>[^\]]{0,5000})\]",
            r"footnote(?:ref)?:[^\[\s]{0,200}\[(?P<footnote>(?:\\\]|[^\]]){0,5000})\]",
            r"(?:kbd|btn|stem|latexmath|asciimath|icon|menu:[^\[\s]{1,200}):?\[(?P<plain>(?:\\\]|[^\]]){0,5000})\]",
            r"``(?P<code2>.{1,2000}?)``|(?<![\w`])`\+(?P<code3>.{1,2000}?)\+`(?!\w)|(?<![\w`])`(?P<code>[^\s`]|[^\s`][^`]{0,2000}?[^\s`])`(?!\w)",
            r"\"`(?P<double>.{1,2000}?)`\"|'`(?P<single>.{1,2000}?)`'",
            r"(?<![\w+])\+(?P<mono>[^\s+]|[^\s+][^+]{0,2000}?[^\s+])\+(?!\w)",
            r"\*\*(?P<strong2>.{1,2000}?)\*\*|(?<![\w*])\*(?P<strong>[^\s*]|[^\s*].{0,2000}?[^\s*])\*(?![\w*])",
            r"__(?P<em2>.{1,2000}?)__|(?<![\w_])_(?P<em>[^\s_]|[^\s_].{0,2000}?[^\s_])_(?![\w_])",
            r"(?:\[[^\]\n]{0,200}\])?(?:##(?P<mark2>.{1,2000}?)##|(?<![\w#&])#(?P<mark>[^\s#]|[^\s#].{0,2000}?[^\s#])#(?![\w#]))",
            r"\^(?P<sup>[^\s^]+)\^|~(?P<sub>[^\s~]+)~",
            r"\{(?P<attribute>[\w-]+)\}",
            r"(?P<break> \+$)",
            r"(?P<dash>(?<= )--(?= )|(?<=\w)--(?=\w))",
        )
    ),
    re.MULTILINE,
)
_TAGS: Final = {
    "strong": "b",
    "strong2": "b",
    "em": "i",
    "em2": "i",
    "mark": "span",
    "mark2": "span",
    "sup": "sup",
    "sub": "sub",
}
_QUOTES: Final = {"double": "“”", "single": "‘’"}
_CODES: Final = ("code", "code2", "code3", "mono")
_LEFT_OUT: Final = {
    "index": "index entries",
    "anchor": "anchors",
    "named": "anchors",
    "id": "anchors",
    "footnote": "footnotes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Turns text of AsciiDoc into HTML."""

    leave_out: Callable[[str, str, int], None]
    """Called with the kind, the words and the offset in the text of everything that has no place in HTML."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Values by the names under which the page refers to them."""
    anchors: Mapping[str, str] = field(default_factory=dict)
    """The headings and terms that links lead to, by their anchors."""

    def html(self, text: str, *, depth: int = 0, start: int = 0) -> str:
        """The HTML of a text of one or several lines.

        Args:
            text: The text.
            depth: How many texts it is within.
            start: Its offset in the outermost of them.
        """
        if depth > 8:
            return escape(text, quote=False)
        parts: list[str] = []
        position = 0
        for found in _PIECE.finditer(text):
            parts.append(escape(text[position : found.start()], quote=False))
            parts.append(self._piece(found, depth + 1, start))
            position = found.end()
        return "".join((*parts, escape(text[position:], quote=False)))

    def _piece(self, found: re.Match[str], depth: int, start: int) -> str:
        kind = found.lastgroup or ""
        inner = found[kind] if kind else ""
        start += found.start(kind) if kind else found.start()
        if kind in _TAGS:
            return f"<{_TAGS[kind]}>{self.html(inner, depth=depth, start=start)}</{_TAGS[kind]}>"
        if kind in _CODES:
            return f"<code>{escape(self._replaced(inner), quote=False)}</code>"
        if kind in _QUOTES:
            return f"{_QUOTES[kind][0]}{self.html(inner, depth=depth, start=start)}{_QUOTES[kind][1]}"
        if kind in _LEFT_OUT:
            self.leave_out(_LEFT_OUT[kind], inner, start)
            return ""
        match kind:
            case "entity":
                return inner
            case "shown":
                return self.html(inner, depth=depth, start=start)
            case "cross":
                target, _, words = inner.partition(",")
                return self._cross(target.strip(), words.strip(), depth, start)
            case "words":
                return self._cross(found["target"], inner, depth, start)
            case "label":
                return self._link(found, depth, start)
            case "bare":
                return f'<a href="{escape(inner)}">{escape(inner)}</a>'
            case "alt":
                self.leave_out("images", inner or found["image"], start)
                return ""
            case "attribute":
                return self._attribute(inner, depth, start)
            case "break":
                return "<br>"
            case "dash":
                return "—"
            case _:
                return escape(inner, quote=False)

    def _attribute(self, name: str, depth: int, start: int) -> str:
        value = self.attributes.get(name)
        if value is not None:
            return self.html(value, depth=depth, start=start)
        return escape(_SIGNS[name], quote=False) if name in _SIGNS else f"{{{name}}}"

    def _replaced(self, text: str) -> str:
        """Code with the values of attributes in it."""
        return re.sub(r"\{([\w-]+)\}", lambda m: self.attributes.get(m[1], _SIGNS.get(m[1], m[0])), text)

    def _cross(self, target: str, words: str, depth: int, start: int) -> str:
        """A link within the book: to a term, where one has the name of its target."""
        name = target.rpartition("#")[2]
        meant = self.anchors.get(name)
        words = words or meant or re.sub(r"[_-]+", " ", name).strip()
        goal = quote(meant or name.lstrip("_"))
        return f'<a href="#{goal}">{self.html(words, depth=depth, start=start)}</a>'

    def _link(self, found: re.Match[str], depth: int, start: int) -> str:
        address = found["link"] or found["address"] or f"mailto:{found['mail']}"
        label, *more = re.split(r",(?=\s*\w+=)", found["label"])
        label = label.rstrip("^").strip().strip('"')
        if more:
            self.leave_out("attributes of links", " ".join(more), start)
        return f'<a href="{escape(address)}">{self.html(label, depth=depth, start=start) if label else escape(address)}</a>'
