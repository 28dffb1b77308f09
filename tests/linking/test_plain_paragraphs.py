"""A text without markup skips most of Python-Markdown, and is rendered as by all of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termbase.identity.names import index_names
from termbase.linking import restricted_markdown
from termbase.linking.index import index_links
from termbase.linking.restricted_markdown import Rendered, RichText
from tests.conftest import concept, load

NEVER = re.compile(r"(?!)")
PIECES = (
    "Churn", "customer churn", "csm", " ", "  ", "\n", "\n\n", "\t", "\r", "    ", "-", "- ", "+ ", "1. ", "1) ", "٣. ",
    "> ", "# ", "| a | b |", ":", ": ", "=", "===", "---", "~~~", "```", "`", "*", "**", "_", "\\", "[", "]", "(x)", "!",
    "[[churn]]", "[@one]", "<b>", "&amp;", "&", "\x02", "\x03", "\x85", "\u2028", "\xa0", "\xad", "’s", "“", "”", "é",
    "https://example.org/", "a@example.org", "{: #id}", "*[csm]: x", "$x^2$", "%", "/", "…", "1", "名", "\ufeff",
)  # fmt: skip


def converter() -> RichText:
    """A converter that knows two terms."""
    base, _ = load(
        {
            "glossary/concepts/churn.yml": concept("Churn"),
            "glossary/concepts/csm.yml": concept("Manager", abbreviations=["CSM"]),
        }
    )
    names = index_names(base.concepts, base.former_ids)
    return RichText(index_links(base.concepts), names, {"churn": "Churn", "csm": "Manager"})


RICH = converter()


@contextmanager
def all_of_markdown() -> Iterator[None]:
    """Counts no text as plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restricted_markdown, "_PLAIN", NEVER)
        yield


def shown(text: Rendered) -> tuple[object, ...]:
    """Everything that a page or a rule takes from a text."""
    html = [text.html(lambda target: target.path, inline=inline) for inline in (False, True)]
    return (*html, text.plain, text.targets, text.unknown, text.sources, text.strange, text.refused)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example("A churn, as “churn rate”: 5% (a/b) of CSMs’ customers!")
@example("1. Churn")
@example("Churn ")
def test_a_plain_text_is_rendered_as_by_all_of_markdown(text: str) -> None:
    quickly = shown(RICH.render(text))
    with all_of_markdown():
        assert shown(RICH.render(text)) == quickly


def test_python_markdown_parses_no_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    plain = RichText._parsed
    monkeypatch.setattr(RichText, "_parsed", lambda self, text: parsed.append(text) or plain(self, text))
    for text in ("Share of customers who leave: churn, in %.", "“Churn” (CSM’s view) costs $5!", "With [[churn]]."):
        RICH.render(text)
    assert parsed == ["With [[churn]]."]
