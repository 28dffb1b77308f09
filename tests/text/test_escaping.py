"""Contributors' words stay words wherever they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.text.escaping import markdown, visible, workflow_message, workflow_property


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Churn “rate” é 日本", "Churn “rate” é 日本"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("a\rb", "a\\x0db"),
        ("a\nb", "a\nb"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_nothing_steers_the_terminal(text: str, printed: str) -> None:
    assert visible(text) == printed


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, 5 percent.", "plain words, 5 percent."),
        ("<script>", "&lt;script&gt;"),
        ("<!-- termbase-diff -->", "&lt;!-- termbase-diff --&gt;"),
        ("[a](b)", "\\[a\\](b)"),
        ("**b** _c_ `d` ~e~ a|b", "\\*\\*b\\*\\* \\_c\\_ \\`d\\` \\~e\\~ a\\|b"),
        ("@team", "@&#8203;team"),
        ("fixes #12", "fixes \\#&#8203;12"),
        ("GH-12", "GH&#8203;-12"),
        ("see https://x.example", "see https:&#8203;//x.example"),
        ("see www.x.example", "see www&#8203;.x.example"),
        ("&lt;", "&amp;lt;"),
        ("$a$", "&#36;a&#36;"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("1. item", "1\\. item"),
        ("1) item", "1\\) item"),
        ("===", "\\==="),
        ("# head", "\\#&#8203; head"),
        ("> said", "&gt; said"),
        ("a\n\n# b", "a \\#&#8203; b"),
        ("\\", "\\\\"),
    ],
)
def test_nothing_becomes_markup_a_mention_or_a_link(text: str, written: str) -> None:
    assert markdown(text) == written


@given(st.text())
def test_a_comment_gets_one_line_without_tags(text: str) -> None:
    written = markdown(text)
    assert "\n" not in written
    assert "<" not in written
    assert ">" not in written
    assert "@" not in written.replace("@&#8203;", "")


def test_a_workflow_command_stays_one_command() -> None:
    assert workflow_message("100 %\n::error::x") == "100 %25%0A::error::x"
    assert workflow_property("a,b:c%") == "a%2Cb%3Ac%25"


@given(st.text())
def test_a_workflow_command_never_breaks(text: str) -> None:
    assert workflow_message(text).splitlines() in ([], [workflow_message(text)])
    assert not {":", ",", "\n"} & set(workflow_property(text))
