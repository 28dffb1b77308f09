"""Markdown glossaries: front matter, a definition list, a table, or a heading for each term."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element

import yaml

from termbase.imports.imported import Imported, Reading
from termbase.imports.markdown_tree import blocks, inline, parse_markdown, plain
from termbase.imports.record import read_record
from termbase.text.folding import normalize
from termbase.yaml_files.tree import parse
from termbase.yaml_files.tree import plain as plain_yaml

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_FENCE: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<matter>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read_markdown(text: str, *, file: str) -> Reading:
    """Reads one file. A file with a title in front matter and no list, table or row of terms is one term."""
    fence = _FENCE.match(text)
    matter: dict[str, Any] = {}
    problems: tuple[str, ...] = ()
    if fence:
        matter, problems = _front_matter(fence["matter"], file)
        text = text[fence.end() :]
    root = parse_markdown(text)
    listed = [*_definition_lists(root), *_tables(root)]
    if not listed and not matter:
        listed = list(_headed(root)) or list(_bold_items(root))
    if listed:
        return Reading(terms=tuple(listed), problems=problems)
    term = _page(matter, root, file) if matter else None
    if term is not None:
        return Reading(terms=(term,), problems=problems)
    return Reading(terms=(), problems=(*problems, f"{file}: no term was found"))


def _front_matter(text: str, file: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Reads front matter strictly and, where real files are untidy, loosely, saying so."""
    document = parse(text, file=file)
    if document.root is not None:
        value = plain_yaml(document.root)
        if isinstance(value, dict):
            return value, tuple(f"{d.where}: {d.message}" for d in document.diagnostics)
    matter: dict[str, Any] = {}
    for line in text.splitlines():
        key, colon, value = line.strip().partition(":")
        if colon and re.fullmatch(r"\w[\w -]*", key):
            try:
                matter[key] = yaml.load(value.strip() or "''", Loader=yaml.BaseLoader)
            except yaml.YAMLError:
                matter[key] = value.strip()
    return matter, (f"{file}: the front matter is not valid YAML; it was read line by line",)


def _page(matter: dict[str, Any], root: Element, file: str) -> Imported | None:
    """A page that is one term: its first paragraph defines, the rest explains."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    children = list(root)
    if children and children[0].tag == "h1":
        matter.setdefault("title", plain(children.pop(0)))
    term = read_record(matter, locator=file, write=lambda text: " ".join(text.split()))
    if term is None:
        return None
    definition, explanation = term.definition, term.explanation
    if not definition and children:
        first = next((c for c in children if c.tag == "p"), children[0])
        definition = blocks([first])
        children = [c for c in children if c is not first]
    body = blocks(children)
    explanation = "\n\n".join(part for part in (explanation, body) if part) or None
    return replace(term, id=term.id or stem, definition=definition, explanation=explanation)


def _named(name: str, definition: str, locator: str, explanation: str = "") -> Imported | None:
    term = read_record({"term": name}, locator=locator)
    return replace(term, definition=definition, explanation=explanation or None) if term else None


def _definition_lists(root: Element) -> Iterator[Imported]:
    for listing in root.iter("dl"):
        names: list[str] = []
        meanings: list[str] = []
        for item in [*listing, Element("dt")]:
            if item.tag == "dt" and meanings:
                term = _named(names[0], meanings[0], names[0], "\n\n".join(meanings[1:]))
                if term is not None:
                    yield replace(term, synonyms=tuple(dict.fromkeys((*term.synonyms, *names[1:]))))
                names, meanings = [], []
            if item.tag == "dt" and plain(item):
                names.append(normalize(plain(item)))
            elif item.tag == "dd" and names:
                inner = list(item)
                meanings.append(blocks(inner) if inner and inner[0].tag in ("p", "ul", "ol") else inline(item))


def _tables(root: Element) -> Iterator[Imported]:
    for table in root.iter("table"):
        rows = list(table.iter("tr"))
        header = [plain(cell) for cell in rows[0]] if rows else []
        for number, row in enumerate(rows[1:], 1):
            record: dict[str, object] = dict(zip(header, (inline(cell) for cell in row), strict=False))
            term = read_record(record, locator=f"row {number}", write=lambda text: text)
            if term is not None:
                yield term


def _headed(root: Element) -> Iterator[Imported]:
    """A heading, and under it the text up to the next one; a heading with nothing under it groups others."""
    name, body, group = "", [], ""
    for element in [*root, Element("h1")]:
        if element.tag not in _HEADINGS:
            body.append(element)
            continue
        if name and body:
            first, *others = body
            term = _named(name, blocks([first]), name, blocks(others))
            if term is not None:
                yield replace(term, category=group if len(group) > 1 else None)
        elif name:
            group = name
        name, body = normalize(plain(element)), []


def _bold_items(root: Element) -> Iterator[Imported]:
    """Paragraphs or list items that begin with a strong name: "**Term**: what it is"."""
    for element in root.iter():
        if element.tag not in ("p", "li") or not len(element) or (element.text or "").strip():
            continue
        first = element[0]
        if first.tag not in ("strong", "b") or not (first.tail or "").strip():
            continue
        rest = Element("p")
        rest.text = (first.tail or "").lstrip().lstrip(":–—-").lstrip()
        rest.extend(list(element)[1:])
        term = _named(plain(first).rstrip(":").strip(), inline(rest), plain(first))
        if term is not None:
            yield term
