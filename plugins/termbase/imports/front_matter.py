"""Front matter of pages: read strictly and, where real files are untidy, line by line."""

import re
from typing import Any, Final

from termbase.imports.foreign_yaml import read_documents
from termbase.imports.places import Place, PlacedText, place_of
from termbase.text.line_starts import LineStarts, lines
from termbase.text.untrusted import LimitError, check_depth
from termbase.yaml_files.tree import Mapping, parse, plain_values

_FENCE: Final = re.compile(
    r"\A\ufeff?(?:---|\+\+\+)[ \t]*\r?\n(?P<matter>.*?)\r?\n?(?:---|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)

_TOML_KEY: Final = re.compile(r"\s*\[*(?P<key>[\w-]+|\"[^\"]*\"|'[^']*')")


def split_front_matter(text: str, *, file: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """The front matter, the page below it, and notes on how it was read."""
    fence = _FENCE.match(text)
    if fence is None:
        return {}, text, ()
    body = text[fence.end() :]
    above = LineStarts(text).at(fence.start("matter"))[0] - 1
    if text.lstrip("\ufeff").startswith("+++"):
        matter, body = _toml(fence["matter"], body)
        return _placed(matter, _toml_lines(fence["matter"]), above), body, ()
    document = parse(fence["matter"], file=file)
    value = plain_values(document.root) if document.root is not None else {}
    if isinstance(value, dict) and isinstance(document.root, Mapping) and not document.diagnostics:
        found = {name: Place(key.where.line, key.where.column) for name, key in document.root.keys.items()}
        return _placed(value, found, above), body, ()
    if not fence["matter"].strip():
        return {}, body, ()
    matter = _by_line(fence["matter"])
    return _placed(matter, {}, above), body, ("front matter that is not valid YAML was read line by line",)


def _placed(matter: dict[str, Any], places: dict[str, Place], above: int) -> dict[str, Any]:
    """The front matter with keys that carry their place in the page.

    Args:
        matter: The values.
        places: The places of keys that do not know them, within the front matter.
        above: Lines of the page above it.
    """
    placed: dict[str, Any] = {}
    for key, value in matter.items():
        line, column = place_of(key) or places.get(key) or Place()
        placed[PlacedText(key, Place(above + line, column))] = value
    return placed


def _toml_lines(matter: str) -> dict[str, Place]:
    """The places of keys in TOML, which its parser does not report."""
    found: dict[str, Place] = {}
    for number, line in enumerate(lines(matter), 1):
        if key := _TOML_KEY.match(line):
            found.setdefault(key["key"].strip("\"'"), Place(number, key.start("key") + 1))
    return found


def _toml(matter: str, body: str) -> tuple[dict[str, Any], str]:
    from tomllib import TOMLDecodeError, loads

    try:
        value = loads(matter)
        check_depth(value)
    except (TOMLDecodeError, RecursionError, LimitError):
        return _by_line(matter.replace(" = ", ": ")), body
    return value, body


def _by_line(text: str) -> dict[str, Any]:
    matter: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(lines(text), 1):
        name, colon, value = line.strip().partition(":")
        if colon and re.fullmatch(r"\w[\w -]*", name):
            key = PlacedText(name if name not in matter else f"{name} (2)", Place(number))
            matter[key] = [value.strip()]
        elif key and line.strip():
            matter[key].append(line.strip())
    return {key: _value(lines[0]) if len(lines) == 1 else " ".join(lines).strip() for key, lines in matter.items()}


def _value(text: str) -> Any:
    documents, wrong = read_documents(text)
    value = documents[0] if len(documents) == 1 and wrong is None else text
    return value if isinstance(value, str | list) else text
