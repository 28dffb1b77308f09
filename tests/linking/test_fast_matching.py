"""The fast search finds exactly what the plain rules find, and does not work harder where there is more."""

from collections.abc import Iterator
from functools import cache
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termbase.linking import index as matching
from termbase.linking.index import LinkIndex, index_links
from termbase.text import words as cutting
from termbase.text.words import text_words
from tests.linking import plain_matcher
from tests.linking.linking_cases import TABLE, compiled, glossary

NAMES = (
    # A hub, long beginnings in common, and names within names.
    *("Net", "Net revenue", "Net revenue retention", "Net revenue retention rate", "Net retention", "Revenue"),
    *("Net promoter score", "Customer", "Customer success", "Customer success manager", "Customer success plan"),
    # One letter, signs, digits, hyphens, and dots.
    *("A", "B", "C", "C++", "C#", ".NET", "A/B test", "1:many", "401(k)", "R&D", "SOC 2", "On-boarding", "Up-sell"),
    *("Follow-up call", "Well-being", "Do's and don'ts", "Customers' voice", "ROI", "KPI", "foo@example.org plan"),
    # Other scripts, composed and decomposed.
    *(
        "顧客",
        "顧客成功",
        "顧客成功管理",
        "カスタマー",
        "カスタマーサクセス",
        "고객",
        "고객 성공",
        "Über",
        "Cafe\u0301 owner",
    ),
    *("ลูกค้า", "समय", "समय सीमा", "naïve plan"),
)
PIECES = st.sampled_from(
    (
        *NAMES,
        *(name.casefold() for name in NAMES),
        *(word for name in NAMES for word in name.split()),
        *(f"{name}s" for name in NAMES[:12]),
        *(
            "on boarding",
            "onboarding",
            "upsells",
            "ROIs",
            "roi",
            "x",
            "2",
            "the",
            "は",
            "의",
            "e\u0301",
            "é",
            "_",
            "’s",
            "'s",
        ),
        *("https://example.org/net", "net@example.org", "www.net.org", "\0", "\x02", "Net.", "net,", "“net”", "(net)"),
    )
)
JOINTS = st.sampled_from(
    (
        *(
            "   ",
            " ",
            " ",
            "",
            "-",
            "\u2010",
            "\u2011",
            "/",
            " / ",
            ", ",
            ". ",
            ".",
            "_",
            "\n",
            "\n\n",
            " & ",
            ":",
            "–",
        ),
        *("'", "’ ", "\u00ad", "\u200b", "\u0301", "(", ")", "[", "] ", "\t", "\x1c", "+", "#"),
    )
)
TEXTS = st.lists(st.tuples(PIECES, JOINTS), max_size=12).map(
    lambda made: "".join(part for pair in made for part in pair)
)


@cache
def searched() -> tuple[LinkIndex, ...]:
    """Indexes of all names of two glossaries, and of those that link automatically."""
    own = compiled(*({"term": name, "id": f"n{number}"} for number, name in enumerate(NAMES))).termbase.concepts
    several = (own, glossary().termbase.concepts)
    return (*map(index_links, several), *(index_links(it, wanted=lambda name, concept: True) for it in several))


@given(TEXTS)
@example("Net revenue retention rate of net revenue retention, net-revenue; on-boarding")
@example("on-\u00adboarding un-on-boarding on-boarding-on-boarding up-sell-")
@example("net foo@example.org plan")
def test_the_same_names_are_found(text: str) -> None:
    for index in searched():
        assert list(index.find(text)) == list(plain_matcher.find(index.entries(), text))


@pytest.mark.parametrize("text", [case["text"] for case in TABLE["texts"]])
def test_the_same_names_are_found_in_the_texts_of_the_table(text: str) -> None:
    indexes = list(searched())
    assert indexes
    for index in indexes:
        assert list(index.find(text)) == list(plain_matcher.find(index.entries(), text))


@given(st.one_of(TEXTS, st.text(max_size=40)))
@example("a\u0301 \u0301a x\u00ad-y")
@example(".NET x.NET (.NET «.net ..net .1 .é é.é")
def test_the_same_words_are_cut(text: str) -> None:
    assert text_words(text) == plain_matcher.words_of(text)


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Collects a number for each step of a search into the names."""
    taken: list[int] = []
    step, number = matching._step, count()
    monkeypatch.setattr(matching, "_step", lambda *given: taken.append(next(number)) or step(*given))
    return taken


def test_words_that_begin_no_name_are_not_followed(walks: list[int]) -> None:
    index = searched()[0]
    assert not list(index.find("nothing of it is here, " * 500))
    assert not walks


def test_a_hub_is_followed_only_as_far_as_the_text_goes_on_like_a_name(walks: list[int]) -> None:
    hub = compiled(*({"term": f"Success plan {number}x"} for number in range(300)))
    walks.clear()
    assert not list(hub.index.find("a success story, and success, too. " * 100))
    assert not walks
    assert [match.target.concepts for match in hub.index.find("success plan 7x or success plan y")] == [
        ("success-plan-7x",)
    ]
    assert len(walks) <= 7


def test_a_text_is_cut_into_words_once_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    cut = cutting.word_columns
    monkeypatch.setattr(matching, "word_columns", lambda text: calls.append(text) or cut(text))
    list(searched()[0].find("net revenue " * 100))
    assert len(calls) == 1
