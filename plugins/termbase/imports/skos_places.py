"""Where the subjects of an RDF file are, of which rdflib says nothing."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin
from xml.parsers import expat

from termbase.imports.places import Place
from termbase.text.line_starts import LineStarts
from termbase.text.untrusted import parse_whole

BASE: Final = "http://base.invalid/"
"""What relative IRIs are resolved against."""
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TURTLE: Final = re.compile(
    r'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    r'|"(?:[^"\\\n]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\'|<(?P<iri>[^<>"{}|^`\\\s]*)>|(?P<sign>[.\[\]()])'
    r"|(?P<word>[^\s.;,<>\"'\[\]()#]+(?:\.+[^\s.;,<>\"'\[\]()#]+)*)",
    re.DOTALL,
)
_ID: Final = re.compile(r'"@id"\s*:\s*(?P<iri>"[^"\\]*+(?:\\.[^"\\]*+)*+")')


def subjects_of(text: str, form: str) -> dict[str, Place]:
    """The first place at which each subject is described, by its IRI; relative IRIs as they are written.

    Args:
        text: A file that has been read.
        form: `turtle`, `xml`, or `json-ld`.
    """
    lines = LineStarts(text)
    found: dict[str, Place] = {}
    if form == "xml":
        for iri, place in _in_xml(text):
            found.setdefault(iri, place)
        return found
    pairs = (
        _in_turtle(text) if form == "turtle" else ((json.loads(m["iri"]), m.start("iri")) for m in _ID.finditer(text))
    )
    for iri, offset in pairs:
        found.setdefault(iri, Place(*lines.at(offset)))
    return found


def _in_turtle(text: str) -> Iterator[tuple[str, int]]:
    prefixes: dict[str, str] = {}
    base = ""
    depth = 0
    words: list[str] = []
    """The first three words of the current statement, which are all that matters."""
    for token in _TURTLE.finditer(text):
        if sign := token["sign"]:
            depth += (sign in "[(") - (sign in "])")
            if sign == "." and depth <= 0:
                words, depth = [], 0
            elif not words:
                words = [""]  # a node without a name
            continue
        word = token["iri"] if token["iri"] is not None else token["word"]
        if word is None or depth or len(words) > 2:
            continue
        directive = words[0].lstrip("@").casefold() if words else ""
        if not words and token["word"] is not None and word.lstrip("@").casefold() in ("prefix", "base"):
            words = [word]
        elif directive == "prefix":
            words.append(word)
            if len(words) == 3:
                prefixes[words[1]] = urljoin(base, word)
                words = [] if not words[0].startswith("@") else words
        elif directive == "base":
            base = urljoin(base, word)
            words = [] if not words[0].startswith("@") else [*words, word, word]
        elif not words:
            name, colon, rest = word.partition(":")
            iri = (
                urljoin(base, word)
                if token["iri"] is not None
                else prefixes.get(f"{name}:", "") + rest
                if colon
                else ""
            )
            words = [""]
            yield iri, token.start()


def _in_xml(text: str) -> Iterator[tuple[str, Place]]:
    found: list[tuple[str, Place]] = []
    bases: list[str] = []
    parser = expat.ParserCreate("utf-8", " ")

    def opened(_: str, attributes: dict[str, Any]) -> None:
        base = str(attributes.get("http://www.w3.org/XML/1998/namespace base") or (bases[-1] if bases else ""))
        bases.append(base)
        about, named = attributes.get(f"{_RDF} about"), attributes.get(f"{_RDF} ID")
        if about is not None or named is not None:
            iri = urljoin(base, about if about is not None else f"#{named}")
            found.append((iri, Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)))

    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda _: bases.pop()
    parse_whole(parser, text)
    return iter(found)
