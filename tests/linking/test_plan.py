"""The plan of a page: what the converter decided about each name, and where in the source the name is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from termbase.linking.extension import TermLinks
from termbase.linking.index import index_links
from termbase.linking.linker import LinkedSection
from termbase.linking.plan import Plan, Why
from termbase.linking.plan_places import Alignment, Placed, placed_names
from tests.linking.linking_cases import compiled, shown

GLOSSARY = compiled(
    {"term": "Churn"},
    {"term": "Churn rate"},
    {"term": "Beta"},
    {"term": "Business review"},
    {"term": "Account manager", "abbreviations": ["AM"], "linking": {"explicit": ["AM"]}},
)
EXTENSIONS = ["abbr", "attr_list", "fenced_code", "md_in_html", "tables"]


def plan_of(text: str, off: Why | None = None) -> tuple[Placed, ...]:
    plan = Plan(index_links(GLOSSARY.termbase.concepts, wanted=lambda name, concept: True), automatic=GLOSSARY.index)
    linker = replace(GLOSSARY.linker(href=shown), off=off, plan=plan, section=LinkedSection())
    Markdown(extensions=[TermLinks(lambda _: linker), *EXTENSIONS]).convert(text)
    return placed_names(plan, Alignment(plan, text))


def told(names: tuple[Placed, ...]) -> list[str]:
    return [f"{name.line}:{name.column} {name.words} {name.why}" for name in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Churn and the churn rate.", ["1:1 Churn linked", "1:15 churn rate linked"]),
        ("# Churn\n\nchurn", ["1:3 Churn heading", "3:1 churn linked"]),
        ("churn\n\nchurn\n\n## X\n\nchurn", ["1:1 churn linked", "3:1 churn above", "7:1 churn linked"]),
        ("A *beta* at 9 AM.", ["1:4 beta everyday", "1:15 AM everyday"]),
        ("`churn`, then churn", ["1:2 churn code", "1:15 churn linked"]),
        ("```\nchurn\n```\n\nchurn", ["2:1 churn code", "5:1 churn linked"]),
        ("    churn\n\nchurn", ["1:5 churn code", "3:1 churn linked"]),
        ("[churn](churn.md) churn", ["1:2 churn inside-link", "1:19 churn linked"]),
        ("[the churn](churn.md) rate", ["1:6 churn inside-link"]),
        ("the [churn](churn-a-b.md), x", ["1:6 churn inside-link", "1:13 churn not-text"]),
        ("[[churn|they go]] churn", ["1:3 churn not-text", "1:9 they go written", "1:19 churn above"]),
        ("[[churn]] [[unknown beta]]", ["1:3 churn written", "1:13 unknown beta unknown", "1:21 beta brackets"]),
        ("the Harvard Business Review", ["1:13 Business Review longer-name"]),
        ("*The Churn Book*", ["1:6 Churn work"]),
        ("<!-- termbase: off -->\nchurn\n<!-- termbase: on -->\n", ["2:1 churn off-passage"]),
        ("a <!-- termbase: off --> churn <!-- termbase: on --> churn", ["1:26 churn off-passage", "1:54 churn linked"]),
        ("churn\n{ .no-terms }", ["1:1 churn no-terms"]),
        ("press <kbd>churn</kbd>, churn", ["1:12 churn raw", "1:25 churn linked"]),
        ("> the churn\n> rate\n", ["1:7 churn rate linked"]),
        ("| churn |\n| --- |\n| `churn` churn |", ["1:3 churn linked", "3:4 churn code", "3:11 churn above"]),
        ("<div>churn</div>\n\nchurn", ["1:6 churn foreign", "3:1 churn linked"]),
        ("<!-- churn -->\n\nchurn", ["1:6 churn not-text", "3:1 churn linked"]),
        ("churn\\_x churn\\*", ["1:10 churn linked"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_every_name_has_its_reason_and_its_place(text: str, expected: list[str]) -> None:
    assert told(plan_of(text)) == expected


def test_a_page_that_is_off_says_so_of_every_name() -> None:
    assert told(plan_of("churn `churn` [[churn]] beta", Why.OFF_PAGE)) == [
        "1:1 churn off-page",
        "1:8 churn code",
        "1:17 churn written",
        "1:25 beta off-page",
    ]


def test_a_name_that_is_linked_above_says_where() -> None:
    assert [name.above for name in plan_of("x\n\nchurn\n\nchurn")] == [None, 3]


def test_text_that_is_not_in_the_source_has_no_place() -> None:
    plan = Plan(GLOSSARY.index, automatic=GLOSSARY.index)
    plan.passage("Another plugin wrote: churn", Why.FOREIGN)
    assert [(name.line, name.why) for name in placed_names(plan, Alignment(plan, "An account manager"))] == [
        (1, Why.NOT_TEXT),
        (None, Why.FOREIGN),
    ]


@given(st.text(alphabet="churn rate*_`[]()<>!-\n#>|&;\\", max_size=80))
def test_a_plan_changes_no_page(text: str) -> None:
    linker = GLOSSARY.linker(href=shown)
    plan = Plan(GLOSSARY.index, automatic=GLOSSARY.index)
    pages = [
        Markdown(extensions=[TermLinks(lambda _, one=one: replace(one, section=LinkedSection())), *EXTENSIONS]).convert(
            text
        )
        for one in (linker, replace(linker, plan=plan))
    ]
    assert pages[0] == pages[1]
    placed_names(plan, Alignment(plan, text))
