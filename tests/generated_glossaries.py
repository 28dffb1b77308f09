"""Whole glossaries made at random: every key of every kind of file, with the words that have broken things before.

Values follow the types of the author files, so that a key added there is tried from then on without a change here.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from termbase.model import scalars
from termbase.model.author_files import SHAPES
from tests.conftest import dump

WORDS: Final = (
    "a", "b", "A", "Churn", "churn rate", "NRR", "é", "日本語", "ß", "İ", "ı", "🚀", "\u202e", "\u200f", "\u200b", "\u00ad",
    "\u0301", "ﬁ", "½", "Ⅷ", " ", " ", " ", "-", "–", "_", "/", ".", "..", ",", ";", ":", "'", '"', "“", "(", ")", "[", "]",
    "[[", "]]", "[[a|b]]", "|", "{", "}", "{{", "}}", "{%", "{{ evil() }}", "<", "<b>", "<script>evil()</script>", "</title>",
    "<!--", "]]>", "&", "&amp;", "&#0;", "&#106;avascript:evil", "*", "**", "`", "~", "^", "#", "# ", "+", "=", "@", "!", "%",
    "$", "$$", "$a$", "\\", "\\frac{", "\\href{javascript:evil}{x}", "0", "12", "1.5", "1e9", "-1", "٣", "javascript:evil()",
    "https://a.example/", "](", "[a](b)", "![x](https://evil.example/x.png)", "---", "--8<--", "\n", "\n- ", "\n1. ",
    "\n\n    ", "\n> ", "\n| a | b |\n|---|---|\n", "\n```\n", "\t", "\x85", "\u2028", "\ufffd", "a" * 50, "con", "nul", "id",
    "index", "terms", "go", "api", "page", "__proto__", "constructor", "NULL", "true", "NaN", "of", "the", "in", "=1+1",
    "'\" onmouseover=evil() ", "\u202e<img src=x onerror=evil()>",
)  # fmt: skip
IDS: Final = ("a", "b", "churn", "churn-rate", "nrr", "0", "00", "1-2", "a-", "x" * 80, "constructor", "1e5")
SOURCES: Final = ("s", "t")
URLS: Final = ("a.example", "xn--a", "[::1]", "a.example:99", "日本.example", "a@b.example")
PATHS: Final = ("", "/", "/a?b=c&d", "/'\"<>", "/%ff", "/#x")
NUMBERS: Final = ("0", "1", "-1", "1e300", "-1e-300", "0.1", "100", "1e17", "123456789012")


def _words(source: random.Random, counts: tuple[int, ...], *, line: bool) -> str:
    text = "".join(source.choice(WORDS) for _ in range(source.choice(counts)))
    return ((" ".join(text.splitlines())[:190] if line else text).strip()) or "x"


SCALARS: Final[Mapping[Any, Callable[[random.Random], str]]] = {
    scalars.Line: lambda source: _words(source, (1, 1, 2, 3, 5, 8), line=True),
    scalars.Text: lambda source: _words(source, (1, 3, 8, 20), line=False),
    scalars.Ref: lambda source: source.choice((*IDS, "s:1", "s:2", "t:1", "Churn", _words(source, (1, 2), line=True))),
    scalars.Id: lambda source: source.choice((*IDS, *SOURCES)),
    scalars.Url: lambda source: f"https://{source.choice(URLS)}{source.choice(PATHS)}",
    scalars.Date: lambda source: source.choice(("0001", "9999-12-31", "2024", "2024-02-29", "2024-12", "2024-13")),
    scalars.Year: lambda source: source.choice(("0000", "2024", "9999")),
    scalars.CodeOfRule: lambda source: source.choice(("TB601", "TB605", "TB699", "X1")),
}
"""What a scalar type may hold; one that is not in the table holds a language tag."""


def value(source: random.Random, kind: Any, *, depth: int = 0) -> Any:
    """A value of a type of the author files."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        made = next((make for known, make in SCALARS.items() if known == kind), None)
        return made(source) if made else source.choice(("en", "de-AT", "zh-Hans", "tr", "ar", "he", "xx"))
    if origin in (Union, UnionType):
        chosen = source.choice([kind for kind in arguments if kind is not type(None)])
        return value(source, chosen, depth=depth)
    if origin is tuple and arguments[-1] is Ellipsis:
        return [value(source, arguments[0], depth=depth + 1) for _ in range(source.choice((0, 1, 1, 2, 3)))]
    if origin is tuple:
        return [value(source, argument, depth=depth + 1) for argument in arguments]
    if origin is dict:
        return {
            value(source, arguments[0], depth=depth + 1): value(source, arguments[1], depth=depth + 1)
            for _ in range(source.choice((0, 1, 2)))
        }
    if origin is Literal:
        return source.choice(arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return source.choice(list(kind)).value
    if is_dataclass(kind):
        return _filled(source, kind, depth=depth)
    return {float: source.choice(NUMBERS), bool: source.choice(("true", "false"))}.get(
        kind, _words(source, (1, 2, 3), line=True)
    )


def _filled(source: random.Random, kind: Any, *, depth: int) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    likely = 0.25 if depth == 0 else 0.5
    return {
        item.name: value(source, hints[item.name], depth=depth + 1)
        for item in fields(kind)
        if (item.default is MISSING and item.default_factory is MISSING) or source.random() < likely
    }


def glossary(source: random.Random) -> dict[str, str]:
    """The files of a glossary, by path."""
    files: dict[str, Any] = {
        f"concepts/{source.choice(IDS)}.yml": value(source, SHAPES["concept"])
        for _ in range(source.choice((1, 2, 3, 4)))
    }
    for name in SOURCES:
        if source.random() < 0.7:
            files[f"entries/{name}.yml"] = value(source, SHAPES["entries"]) | {"source": name}
    if source.random() < 0.3:
        files["concepts/several.yml"] = value(source, SHAPES["terms"])
    if source.random() < 0.8:
        shape = get_args(get_type_hints(SHAPES["sources"], include_extras=True)["sources"])[0]
        files["sources.yml"] = {"sources": [value(source, shape) | {"id": name} for name in SOURCES]}
    if source.random() < 0.8:
        files["termbase.yml"] = value(source, SHAPES["termbase"])
    if source.random() < 0.6:
        files["decisions.yml"] = value(source, SHAPES["decisions"])
    return {path: dump(tree) for path, tree in files.items()}
