"""The running head of the edition for paper."""

from dataclasses import replace

import pytest

from termbase.exports import export
from termbase.site.page_options import PageOptions, Part
from termbase.site.pages import pages
from termbase.site.render import render
from termbase.text.escaping import css_string
from tests.exports.sites import made

CONCEPT = {"concepts/churn.yml": "term: Churn\ndefinition: Loss of customers.\n"}


def head(title: str, **options: object) -> str | None:
    site = replace(made({**CONCEPT, "termbase.yml": f"title: '{title}'\n"}), pages=PageOptions(**options))
    found = {artifact.path: artifact for artifact in export(site)}
    written = found.get("assets/termbase/print-head.css")
    return written.data.decode("utf-8") if written else None


def test_it_is_the_title_of_the_glossary() -> None:
    every, first = (head("Our terms 2") or "").split("@page :first")
    assert 'content: "Our terms 2";' in every
    assert "content: none;" in first, "the title is on that page itself"
    (printed,) = (body for body in render(made(CONCEPT)) if body.page.path == "print/index")
    assert 'href="../assets/termbase/print-head.css"' in printed.html
    assert head("x", omit=(Part.PRINT,)) is None


@pytest.mark.parametrize("hostile", ['"; } body { display: none', "a\\", "</style><script>", "a\nb", "\u202e"])
def test_no_title_leaves_its_string(hostile: str) -> None:
    written = css_string(hostile)
    assert written[0] == written[-1] == '"'
    assert not set(written[1:-1]) & set('"<>{};\n\u202e')
    assert written.count("\\") == sum(not (c == " " or c.isalnum()) for c in hostile)


def test_every_page_for_print_has_a_head() -> None:
    assert [page.view.head for page in pages(made(CONCEPT)) if page.path == "print/index"] == [
        "../assets/termbase/print-head.css"
    ]
