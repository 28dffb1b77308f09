"""Makes bad input of good input: pieces joined at random, texts damaged here and there, values of a wrong kind."""

import json
import random
from collections.abc import Callable
from typing import Any, Final

PIECES: Final = (
    "term: Churn\n", "definition: End of a contract.\n", "notes:\n  - one\n", "related: [churn]\n", "entries:\n",
    "  - locator: L1\n", "    term: Churn\n", "sources:\n", "  - id: a\n", "    date: 2024-02-29\n", "title: T\n",
    "example: {given: {a: 1}, result: 1, text: 1}\n", "formula: '\\frac{a}{b}'\n", "contrast: [{term: a}]\n",
    "{", "}", "[", "]", ":", ": ", "- ", "? ", "|\n", ">-\n", "'", '"', "\\", "#", " #", "&a ", "*a ", "!!t ", "<<: ", "%",
    "---\n", "...\n", "\t", " ", "\n", "\r", "\r\n", "\ufeff", "\x00", "\x1b[2J", "\x85", "\u2028", "\u202e", "\ud800",
    "\U0010ffff", "\\U00110000", "\\ud800", "[[", "]]", "[[a|b]]", "](", "javascript:", "`", "$$", "<script>", "&#106;",
    "9" * 50, "1e999", "NaN", "é", "日本語", "\u0301", "{{ x }}", "{% x %}", "<!ENTITY a 'b'>", "<?xml version='1.0'?>",
    "<tbx><text><body><conceptEntry><langSec xml:lang='en'><termSec><term>", "</term>", "@prefix skos: <x#> .", "<a> ",
    '{"terms": [', '{"term": "a", "definition": ', '"version": 1', '"@context": "http://x.example/"', "term,definition\n",
    "a,b\n", "# A\n", "**a**: b\n", "a\n: b\n", "| a | b |\n|---|---|\n", "<dl><dt>a<dd>b", "sep=;\n", "\xff",
    "plugins: [termbase: {", "glossary: ", "link: {repeat: ", "INHERIT: mkdocs.yml\n", "[project]\n", "a.b = 1\n", "2024-13-01",
    'msgid "term.notes"\n', 'msgstr "{x}"\n', 'msgid ""\n', 'msgstr "Plural-Forms: plural=n%', "--- \n",
    "***", "__", "_a_", "~~", "<!--", "-->", "<a href='", "<b", "</", "<![CDATA[", "<?", "&", "&amp", "&#x0;", "![", "[a]: b\n",
    "[^a]", "> ", "* ", "1. ", "    ", "```\n", "~~~ {#", "!!! note\n", "::: a\n", ".. note::\n", "|===\n", "====\n", "a::\n",
    "### Term\n\n", "_No response_\n", "- [x] a\n", "<!-- termbase: ignore TB631: a -->", "{: #a .b }", "/go/a b\n", "\u200b",
    "\u061c", "\ufdd0", "a" * 300, "0x1F", "١٢", "- {same_as: [a, b], reason: c}\n", "\x1b]8;;http://x\x1b\\", "\x08", "\x9b31m",
)  # fmt: skip
"""Pieces of good files, of syntax, and signs that are known to be dangerous."""
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1.5, 1e308, 2**63, "", " ", "a", "Churn", "churn", "\u202e\u200b", "\x00", "\x1b[2J", "\ud800",
    "[[", "[[x|y]]", "<script>", "`" * 40, "(" * 200, "9" * 50, "9999-99-99", "0000", "../../etc", "/", "C:\\con", "a\nb", "é" * 300,
    "javascript:a", "http://[", "https://a.example/\u202e", [], {}, [[]], [None], [1, "a", {}], {"": ""}, {"term": {}}, {"a": {"b": []}},
    "\u2028", "null", "~", "=1+1", "-", "- a", ": ", "# a", "a" * 5_000, ["a"] * 200, {"x" * 90: 1}, "\U0010ffff", "term:", "id",
)  # fmt: skip
"""Values that do not belong where they are put."""
_ODD: Final = (
    "NaN",
    "-Infinity",
    "1e999",
    "9" * 5_000,
    '"\\ud800"',
    "[" * 120,
    "{" * 3,
    '"',
    "",
    "01",
    "1.",
    "'a'",
    "[" * 99 + "]" * 99,
)
"""What is put into JSON in place of a value: it is no JSON, or more of it than a reader may take."""
_MARK: Final = "\uf8ff"


def joined(source: random.Random) -> str:
    """Pieces in any order."""
    return "".join(source.choice(PIECES) * (source.choice((1, 1, 1, 3, 40))) for _ in range(source.randint(0, 24)))


def as_bytes(text: str, source: random.Random) -> bytes:
    """A text as the bytes of a file, some of which may be wrong or missing, or of another encoding."""
    if source.random() < 0.03:
        return text.encode(source.choice(("utf-16", "utf-32", "utf-16-le", "latin-1", "cp1252")), "replace")
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if source.random() < 0.03:
        data[:0] = b"\xef\xbb\xbf"
    for _ in range(source.choice((0, 0, 0, 0, 1, 3))):
        if data:
            data[source.randrange(len(data))] = source.randrange(256)
    return bytes(data[: source.choice((len(data), len(data), len(data), source.randint(0, len(data))))])


def damaged(text: str, source: random.Random) -> str:
    """A text with a few changes, each of some kind."""
    for _ in range(source.choice((1, 1, 2, 3, 8))):
        text = source.choice(_CHANGES)(text, source)
        if len(text) > 60_000:
            return text[:60_000]
    return text


def _span(text: str, source: random.Random) -> tuple[int, int]:
    start = source.randint(0, len(text))
    return start, min(len(text), start + source.choice((1, 2, 5, 20, 100)))


def _piece(text: str, source: random.Random) -> str:
    at = source.randint(0, len(text))
    return text[:at] + source.choice(PIECES) * source.choice((1, 1, 2, 40, 400)) + text[at:]


def _without(text: str, source: random.Random) -> str:
    start, end = _span(text, source)
    return text[:start] + text[end:]


def _again(text: str, source: random.Random) -> str:
    start, end = _span(text, source)
    return text[:end] + text[start:end] * source.choice((1, 2, 50)) + text[end:]


def _replaced(text: str, source: random.Random) -> str:
    start, end = _span(text, source)
    return text[:start] + source.choice(PIECES) + text[end:]


def _line_ends(text: str, source: random.Random) -> str:
    return text.replace("\n", source.choice(("\r", "\r\n", "\n\n", "\u2028", "\x85", "\v", " ", "\n\t")))


def _line(text: str, source: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at, other = source.randrange(len(lines)), source.randrange(len(lines))
    match source.randrange(4):
        case 0:
            lines[at] = source.choice((" ", "  ", "\t", "    ", "> ", "- ")) * source.choice((1, 1, 4, 60)) + lines[at]
        case 1:
            lines[at] = lines[at].lstrip()
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at:at] = lines[other : other + source.choice((1, 2, 5))] * source.choice((1, 1, 10))
    return "".join(lines)


def _cut(text: str, source: random.Random) -> str:
    return text[: source.randint(0, len(text))]


_CHANGES: Final[tuple[Callable[[str, random.Random], str], ...]] = (
    _piece, _piece, _without, _again, _replaced, _replaced, _line_ends, _line, _line, _cut,
)  # fmt: skip


def twisted(tree: Any, source: random.Random) -> Any:
    """A tree of values in which a few are of another kind, missing, or there twice."""
    for _ in range(source.choice((1, 1, 2, 4))):
        tree = _twisted(tree, source)
    return tree


def _twisted(tree: Any, source: random.Random) -> Any:
    if not isinstance(tree, dict | list) or not tree or source.random() < 0.15:
        return source.choice(VALUES)
    if isinstance(tree, dict):
        key = source.choice(list(tree))
        match source.randrange(10):
            case 0:
                return {other: value for other, value in tree.items() if other != key}
            case 1:
                return {**tree, str(source.choice(PIECES)): tree[key]}
            case 2:
                return {(f"{key}\u200b" if other == key else other): value for other, value in tree.items()}
            case _:
                return {**tree, key: _twisted(tree[key], source)}
    at = source.randrange(len(tree))
    match source.randrange(8):
        case 0:
            return tree[:at] + tree[at + 1 :]
        case 1:
            return [*tree, *[tree[at]] * source.choice((1, 30))]
        case _:
            return [*tree[:at], _twisted(tree[at], source), *tree[at + 1 :]]


def as_json(tree: Any, source: random.Random) -> str:
    """A tree as JSON, which YAML is too; sometimes with one value that JSON cannot hold."""
    odd = source.random() < 0.15
    if odd:
        tree = _marked(tree, source)
    text = json.dumps(tree, ensure_ascii=source.random() < 0.5, indent=source.choice((None, 1)))
    return (
        text.replace(json.dumps(_MARK), source.choice(_ODD)).replace(f'"{_MARK}"', source.choice(_ODD)) if odd else text
    )


def _marked(tree: Any, source: random.Random) -> Any:
    if isinstance(tree, dict) and tree:
        key = source.choice(list(tree))
        return {**tree, key: _marked(tree[key], source)}
    if isinstance(tree, list) and tree:
        at = source.randrange(len(tree))
        return [*tree[:at], _marked(tree[at], source), *tree[at + 1 :]]
    return _MARK
