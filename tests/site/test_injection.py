"""Hostile words in every field reach no page, notice or redirect as markup."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from termbase.cli._terminal import visible
from termbase.hosts.staging import encode
from termbase.hosts.whole_site import render_whole
from termbase.model.concept import ConceptId
from termbase.site.previews import previews
from termbase.site.render import render, render_redirects
from termbase.site.structured_data import script_json, set_data, term_data
from tests import hostile
from tests.conftest import dump
from tests.exports.sites import made

HOSTILE = (
    "<script>evil()</script>", "<img src=x onerror=evil()>", "\"><svg onload=evil()>", "' onmouseover='evil()",
    "</title><script>evil()</script>", "</script><script>evil()</script>", "<!--<script>evil()-->", "{{ evil() }}", "{% evil %}",
    "[x](javascript:evil)", "[x](java&#115;cript:evil)", "[x](JAVASCRIPT://evil/%0aevil)", "[x](data:text/html,evil)",
    "![x](https://evil.example/x.png)", "<https://evil.example>", "[x]: javascript:evil\n\n[x]", "`<b onclick=evil()>`",
    "**<b onclick=evil()>**", "&lt;script&gt;evil()&lt;/script&gt;", "&#60;script&#62;evil()", "$$\\href{javascript:evil}{x}$$",
    '--8<-- "/etc/passwd"', "\u202e<script>evil()", "[[<script>evil()</script>]]", "[[x|<img src=x onerror=evil()>]]",
    "{: onclick=evil() }", "<style>@import 'https://evil.example'</style>", "<base href=https://evil.example>", "<iframe srcdoc=x>",
)  # fmt: skip


def site(text: str) -> dict[str, str]:
    line = " ".join(text.split())
    fields = {
        "term": f"A {line}", "definition": f"Part {text} of it.", "synonyms": [f"s {line}"], "abbreviations": [f"B {line}"],
        "deprecated": [f"d {line}"], "variants": [f"v {line}"], "explanation": text, "example": text, "notes": [text],
        "mistakes": [text], "unit": line, "range": line, "contrast": [{"term": "b", "difference": text}], "category": "c",
        "disagreements": [{"topic": line, "positions": [{"source": "s", "claim": text}], "accepted": text, "ground": text}],
        "distinct_from": [{"term": "b", "reason": text}],
    }  # fmt: skip
    entry = {"locator": line, "term": f"E {line}", "headword": f"H {line}", "definition": text, "attribution": line}
    return {
        "termbase.yml": dump({"title": f"T {line}", "description": text,
                              "categories": [{"id": "c", "title": f"C {line}", "introduction": text}],
                              "removed": [{"id": "gone", "reason": text}]}),
        "sources.yml": dump({"sources": [{"id": "s", "title": f"S {line}", "author": line, "publisher": line, "note": text}]}),
        "concepts/a.yml": dump(fields),
        "concepts/b.yml": dump({"term": "Bee", "definition": "Another.", "category": "c"}),
        "entries/s.yml": dump({"source": "s", "entries": [entry]}),
    }  # fmt: skip


def dangers(html: str) -> list[str]:
    """Elements and attributes that run code or fetch something, and were not put there by a template."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        tag = element.tag if isinstance(element.tag, str) else "!"
        if tag in ("script", "style", "iframe", "base", "object", "embed", "link", "meta", "img"):
            found.append(tag)
        for name, value in element.attrib.items():
            address = "".join(str(value).split()).casefold()
            if str(name).startswith("on") or name in ("srcdoc", "formaction"):
                found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "xlink:href") and address.startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                found.append(f"{tag} {name}={value}")
    return found


def usual() -> dict[str, Counter[str]]:
    """How many of each the pages of each template have without hostile words."""
    most: dict[str, Counter[str]] = {}
    for body in render(made(site("plain words"))):
        most[body.page.view.template] = most.get(body.page.view.template, Counter()) | Counter(dangers(body.html))
    return most


SAFE = usual()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_page_gets_markup_from_a_contributor(text: str) -> None:
    bodies = list(render(made(site(text))))
    assert len(bodies) > 8
    for body in bodies:
        more = Counter(dangers(body.html)) - SAFE[body.page.view.template]
        assert not more, body.page.path
        assert "--8" not in encode(body.html)
        assert "{{" not in encode(body.html)
    for artifact in render_redirects(made(site(text))):
        assert "evil()</script>" not in artifact.data.decode("utf-8")


DATA = re.compile(
    r'(?:window\.\w+|\(window\.\w+\|\|=\{\}\)\["[^"]+"\])=(.*?);?|globalThis\.\w+=\{from:document\.currentScript\.src,data:JSON\.parse\((".*")\)\};?'
)
"""A script that holds nothing but data: one assignment a line."""


def markup(value: Any) -> Iterator[str]:
    """The strings of a JSON value whose key says that they are HTML."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and "html" in key:
                yield inner
            yield from markup(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from markup(inner)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_file_gets_code_from_a_contributor(text: str) -> None:
    files = site(text)
    whole = render_whole(made(files, updated={f"concepts/{name}.yml": "2024-02-29" for name in "ab"}))
    kinds = set()
    for artifact in whole.files:
        kind = artifact.path.rpartition(".")[2]
        data = artifact.data.decode("utf-8", "replace")
        kinds.add(kind)
        match kind:
            case "json" | "jsonld":
                for html in markup(json.loads(data)):
                    assert hostile.dangers(html, words="evil") == [], artifact.path
            case "xml" | "tbx":
                for element in ElementTree.fromstring(data).iter():
                    assert element.tag.rpartition("}")[2] != "script", artifact.path
                    assert not {"onload", "onclick", "onmouseover", "onerror"} & element.attrib.keys(), artifact.path
            case "html":
                assert hostile.dangers(data, words="evil") == [], artifact.path
            case "js" if "evil" in data:
                for line in data.strip().split("\n"):
                    found = DATA.fullmatch(line)
                    assert found, artifact.path
                    assert json.loads(found[1] or found[2]), artifact.path
                assert "<" not in data, artifact.path
            case "csv" | "txt":
                for row in csv.reader(StringIO(data)):
                    assert not any(cell.lstrip().startswith(("=", "+", "@", "\t")) for cell in row), artifact.path
    assert {"json", "jsonld", "tbx", "xml", "html", "js", "csv", "ttl"} <= kinds


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_of_data_ends_early(text: str) -> None:
    built = made(site(text))
    concept = built.termbase.by_id[ConceptId("a")]
    for data in (term_data(built, concept), set_data(built)):
        page = f"<script type=application/ld+json>{script_json(data)}</script><p>after"
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        (script,) = tree.iter("script")
        assert json.loads("".join(script.itertext())) == data
        assert [element.text for element in tree.iter("p")] == ["after"]
    html = previews(built, [concept.id for concept in built.termbase.concepts], url="page/")
    assert html
    assert hostile.dangers(html, words="evil") == []


@pytest.mark.parametrize("text", [*HOSTILE, "\x1b[2J", "\x9b2J", "\u202e", "a\rb", "\x07"])
def test_a_terminal_gets_no_control_or_direction_signs(text: str) -> None:
    diagnostics = made(site(text)).glossary.diagnostics
    assert diagnostics
    for found in diagnostics:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", visible(str(found)))
