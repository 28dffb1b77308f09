import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.linking.name_forms import Surface, links_by_itself, surfaces
from termbase.model.concept import Designation
from termbase.model.vocabulary import DesignationKind
from termbase.text.everyday import everyday_words
from termbase.text.words import joined_spelling, joint, text_words
from tests.linking.linking_cases import compiled

NAMED, SHORT = DesignationKind.PREFERRED, DesignationKind.ABBREVIATION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Churn rate", ["Churn", "rate"]),
        ("customer's, customers’ l'équipe", ["customer's", "customers", "l'équipe"]),
        ("C++ C# .NET x.y R&D", ["C++", "C#", ".NET", "x", "y", "R", "&", "D"]),
        ("snake_case (a/b) [c-d]", ["snake", "case", "a", "b", "c", "d"]),
        ("see https://a.example/b, www.a.example or a@b.example now", ["see", "or", "now"]),
        ("on\u00adboarding \u200bchurn\u200b", ["onboarding", "churn"]),
        ("cafe\u0301 ﬁt ＮＲＲ", ["café", "fit", "NRR"]),
        ("🙂a👩\u200d💻b❤️c", ["a", "b", "c"]),
        ("… . .. & ' -", ["&"]),
        ("", []),
    ],
)
def test_a_text_falls_into_words(text: str, expected: list[str]) -> None:
    assert [word.written for word in text_words(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", ""),
        ("a-b", ""),
        ("a\u2011b", ""),
        ("a\u00a0b", ""),
        ("R&", ""),
        ("a/b", "/"),
        ("a / b", "/"),
        ("a:b", "/"),
        ("a–b", "/"),
        ("a: b", ":"),
        ("a - b", "-"),
        ("a.b", "."),
        ("a. b", ". "),
        ("a, b", ","),
        ("customers' b", ""),
        ("'a' b", "'"),
    ],
)
def test_two_words_are_joined_by_what_stands_between_them(text: str, expected: str) -> None:
    before, after = text_words(text)
    assert joint(text, before, after) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("KPI's", "KPI"), ("R & D", "R and D"), ("A-B", "A B"), ("CSMs", "CSMs"), ("KPI’s", "KPI")]
)
def test_a_spelling_keeps_capitals_and_forgets_joints(text: str, expected: str) -> None:
    assert joined_spelling(text_words(text)) == expected


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Churn rates", NAMED, [("churn", "rate")]),
        ("Cross-sell", NAMED, [("cross", "sell"), ("crosssell",)]),
        ("Win/loss", NAMED, [("win", "/", "loss"), ("win", "loss")]),
        (
            "E-mail/chat",
            NAMED,
            [("e", "mail", "/", "chat"), ("e", "mail", "chat"), ("email", "/", "chat"), ("email", "chat")],
        ),
        ("Save, then sell", NAMED, [("save", ",", "then", "sell")]),
        ("Node.js", NAMED, [("node", ".", "js")]),
        ("KPIs", SHORT, [("kpi",)]),
        ("C-SAT", SHORT, [("c", "sat")]),
        ("/", NAMED, []),
        ("&", NAMED, []),
        ("—", SHORT, []),
    ],
)
def test_a_name_has_surfaces(name: str, kind: DesignationKind, expected: list[tuple[str, ...]]) -> None:
    assert [surface.words for surface in surfaces(Designation(text=name, kind=kind))] == expected


@pytest.mark.parametrize(("name", "exact"), [("KPIs", "KPI"), ("R&D", "R and D"), ("SaaS", "SaaS"), ("C-SAT", "C SAT")])
def test_an_abbreviation_is_held_to_its_spelling(name: str, exact: str) -> None:
    assert {surface.exact for surface in surfaces(Designation(text=name, kind=SHORT))} == {exact}


def test_one_letter_is_held_to_its_spelling_too() -> None:
    assert list(surfaces(Designation(text="C", kind=NAMED))) == [Surface(words=("c",), exact="C")]


@pytest.mark.parametrize(
    ("term", "linking", "expected"),
    [
        ("Churn", {}, True),
        ("Plan", {}, False),
        ("plans", {}, False),
        ("Plan", {"always": ["plan"]}, True),
        ("Churn", {"explicit": ["churns"]}, False),
        ("Plan", {"always": ["Plan"], "explicit": ["Plan"]}, False),
        ("C", {}, False),
        ("C", {"always": ["C"]}, True),
        ("24/7", {}, False),
        ("Success plan", {}, True),
    ],
)
def test_an_everyday_word_links_only_when_its_author_says_so(
    term: str, linking: dict[str, list[str]], expected: bool
) -> None:
    (concept,) = compiled({"term": term, "linking": linking} if linking else {"term": term}).termbase.concepts
    assert links_by_itself(concept.designations[0], concept) is expected


def test_an_abbreviation_links_although_it_is_a_word() -> None:
    (concept,) = compiled({"term": "Mutual action plan", "abbreviations": ["MAP"]}).termbase.concepts
    assert "map" in everyday_words()
    assert links_by_itself(concept.designations[1], concept)


TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("abs'’-./:@&+#_ \u00ad\u0301\u200b\ufe0f\x02\x03")),
    max_size=60,
)


@given(TEXTS)
def test_words_stand_in_order_and_never_overlap(text: str) -> None:
    position = 0
    for word in text_words(text):
        assert position <= word.start < word.end <= len(text)
        position = word.end


@given(TEXTS)
def test_a_word_folds_the_same_wherever_it_stands(text: str) -> None:
    for word in text_words(text):
        alone = text_words(text[word.start : word.end])
        if not word.written.startswith("."):
            assert [word.folded for word in alone] == [word.folded]
