"""Front matter of pages: read strictly and, where real files are untidy, line by line."""

import re
from typing import Any, Final

from termbase.imports.foreign_yaml import read_documents
from termbase.text.untrusted import LimitError, check_depth
from termbase.yaml_files.tree import parse, plain

_FENCE: Final = re.compile(
    r"\A\ufeff?(?:---|\+\+\+)[ \t]*\r?\n(?P<matter>.*?)\r?\n?(?:---|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)


def split_front_matter(text: str, *, file: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """The front matter, the page below it, and notes on how it was read."""
    fence = _FENCE.match(text)
    if fence is None:
        return {}, text, ()
    body = text[fence.end() :]
    if text.lstrip("\ufeff").startswith("+++"):
        return *_toml(fence["matter"], body), ()
    document = parse(fence["matter"], file=file)
    value = plain(document.root) if document.root is not None else {}
    if isinstance(value, dict) and not document.diagnostics:
        return value, body, ()
    if not fence["matter"].strip():
        return {}, body, ()
    return _by_line(fence["matter"]), body, ("front matter that is not valid YAML was read line by line",)


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
    for line in text.splitlines():
        name, colon, value = line.strip().partition(":")
        if colon and re.fullmatch(r"\w[\w -]*", name):
            key = name if name not in matter else f"{name} (2)"
            matter[key] = [value.strip()]
        elif key and line.strip():
            matter[key].append(line.strip())
    return {key: _value(lines[0]) if len(lines) == 1 else " ".join(lines).strip() for key, lines in matter.items()}


def _value(text: str) -> Any:
    documents, wrong = read_documents(text)
    value = documents[0] if len(documents) == 1 and wrong is None else text
    return value if isinstance(value, str | list) else text
