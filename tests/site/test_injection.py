"""Hostile words in every field reach no page, notice or redirect as markup."""

from collections import Counter

import html5lib
import pytest

from termbase.hosts.staging import encode
from termbase.site.render import render, render_redirects
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
