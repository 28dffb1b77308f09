from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from termbase.text.folding import (
    fold,
    fold_action,
    fold_word,
    is_abbreviation,
    normalize,
    singular,
    singular_abbreviation,
    split_headword,
    words,
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Cross-sell", "cross sell", "Cross Sells", "CrossSell", "CROSS-SELL", "cross\u2011sell", "cross–sell"),
        ("R&D", "R & D", "R and D", "r&d"),
        ("Migration & Upgrades program", "migration and upgrades programs"),
        ("Win/Loss", "win / loss", "Win-Loss", "Winloss"),
        ("Key Performance Indicators", "Key performance indicator"),
        ("Customer's journey", "Customer journey", "Customers’ journeys", "customer’s journey"),
        ("Ｃｈｕｒｎ", "churn", "  Churn ", "churn\u00a0"),
        ("Case studies", "case study", "Case Study's"),
        ("Analyses", "analysis"),
        ("Criteria", "criterion"),
        ("Touchpoints", "touch points", "touch-point"),
        ("Success KPIs", "success KPI", "Success KPI's"),
        ("Straße", "STRASSE", "strasse"),
        ("café", "cafe\u0301", "CAFÉS"),
        ("Acme™", "acme", "ACME ℠", "Acme®"),
        ("カスタマー・サクセス", "カスタマーサクセス", "ｶｽﾀﾏｰ･ｻｸｾｽ"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_name_fold_to_one_key(spellings: Sequence[str]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1
    assert fold(spellings[0])


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#", "C+"),
        (".NET", "net"),
        ("R&D", "RD"),
        ("Annual recurring revenue", "Monthly recurring revenue"),
        ("EBR", "QBR"),
        ("Cross-sell", "Upsell", "Down-sell"),
        ("Business", "busines"),
        ("Churn", "Churn rate"),
        ("resume", "résumé"),
        ("iOS 1.1", "iOS 11"),
        ("दिन", "दान"),
        ("Adoption", "Adopting"),
        ("status", "statu"),
        ("Analysis", "Analyst"),
        ("Use case", "US case"),
        ("CSE", "CS"),
        ("ASE", "AS", "AE"),
        ("dose", "DOS"),
    ],
    ids=lambda names: names[0],
)
def test_different_names_fold_to_different_keys(names: Sequence[str]) -> None:
    pairs = list(combinations(names, 2))
    assert pairs
    for one, other in pairs:
        assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["", " ", "!!!", "…", "-", "/", "&", "+", "#", ".", "( )", "€", "★ ★"])
def test_a_name_without_letter_or_digit_folds_to_nothing(name: str) -> None:
    assert fold(name) == ""


@pytest.mark.parametrize(
    ("plural", "key"),
    [
        ("renewals", "renewal"),
        ("strategies", "strategy"),
        ("ties", "tie"),
        ("losses", "loss"),
        ("branches", "branch"),
        ("taxes", "tax"),
        ("analyses", "analysis"),
        ("focuses", "focus"),
        ("people", "person"),
        ("indices", "index"),
        ("customer's", "customer"),
        ("customers'", "customer"),
    ],
)
def test_plurals_and_possessives_are_taken_off(plural: str, key: str) -> None:
    assert singular(plural) == key


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("case", "cases"),
        ("base", "bases"),
        ("size", "sizes"),
        ("niche", "niches"),
        ("cache", "caches"),
        ("clause", "clauses"),
        ("warehouse", "warehouses"),
        ("cause", "causes"),
        ("purchase", "purchases"),
        ("status", "statuses"),
        ("bonus", "bonuses"),
        ("box", "boxes"),
        ("quiz", "quizzes"),
        ("process", "processes"),
        ("batch", "batches"),
        ("dish", "dishes"),
        ("fee", "fees"),
        ("tie", "ties"),
        ("policy", "policies"),
        ("survey", "surveys"),
        ("API", "APIs"),
        ("POI", "POIs"),
    ],
)
def test_one_and_many_fold_to_one_key(one: str, many: str) -> None:
    assert fold(f"Customer {one}") == fold(f"customer {many}")


@pytest.mark.parametrize("word", ["success", "status", "analysis", "gas", "is", "s", "bus", "churn", ""])
def test_words_that_only_look_plural_are_kept(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(
    ("word", "key"), [("&", "and"), ("Renewals", "renewal"), ("customer’s", "customer"), ("QBRs", "qbr")]
)
def test_a_word_of_running_text_folds_like_a_name(word: str, key: str) -> None:
    assert fold_word(word) == key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Migration & Upgrades", ("migration", "and", "upgrade")),
        ("Win/Loss", ("win", "loss")),
        ("C++ and .NET", ("c++", "and", ".net")),
        ("end. Start", ("end", "start")),
        ("a.b", ("a", "b")),
        ("Customer's C#-team", ("customer", "c#", "team")),
        ("snake_word", ("snake", "word")),
        ("!", ()),
    ],
)
def test_a_name_falls_into_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    ("raw", "expected"), [("  a \n b\t", "a b"), ("ﬁt", "fit"), ("it’s", "it's"), ("ＡＢ", "AB"), ("a\u00a0b", "a b")]
)
def test_normalizing_keeps_one_form_of_each_character(raw: str, expected: str) -> None:
    assert normalize(raw) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("Upsell", "Upselling", "upselled", "Up-sells"),
        ("Plan", "Planning", "planned"),
        ("Price", "Pricing", "priced"),
        ("Journey map", "Journey mapping"),
        ("Market", "Marketing"),
    ],
    ids=lambda forms: forms[0],
)
def test_forms_of_an_action_share_the_looser_key(forms: Sequence[str]) -> None:
    assert len({fold_action(form) for form in forms}) == 1
    assert len({fold(form) for form in forms}) > 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Onboarding plan", "Onboard plan"),
        ("Ring", "R"),
        ("String", "Str"),
        ("Renewal", "Renew"),
        ("Upsell", "Cross-sell"),
        ("Need", "Ne"),
        ("Adoption", "Adopt"),
    ],
)
def test_only_an_ing_or_ed_of_the_last_word_is_loosened(one: str, other: str) -> None:
    assert fold_action(one) != fold_action(other)


def test_the_looser_key_of_nothing_is_nothing() -> None:
    assert fold_action("!") == ""


@pytest.mark.parametrize(
    "text",
    ["NPS", "KPIs", "KPI's", "SaaS", "B2B", "VoC", "YoY", "RevOps", "R&D", "CSAT", "C2", "EBR", "CSQLs", "SaaSPaaS"],
)
def test_an_abbreviation_is_recognised(text: str) -> None:
    assert is_abbreviation(text)


@pytest.mark.parametrize(
    "text",
    ["Churn", "A", "I", "C++", "Ent", "upsell", "NPS score", "CustomerSuccess", "DevSecOps", "", "42", "C-suite"],
)
def test_a_word_is_not_taken_for_an_abbreviation(text: str) -> None:
    assert not is_abbreviation(text)


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("KPIs", "KPI"),
        ("KPI's", "KPI"),
        ("KPI’s", "KPI"),
        ("SaaS", "SaaS"),
        ("OS", "OS"),
        ("CSS", "CSS"),
        ("As", "As"),
        ("CSMs", "CSM"),
    ],
)
def test_an_abbreviation_loses_its_plural(plural: str, expected: str) -> None:
    assert singular_abbreviation(plural) == expected


@pytest.mark.parametrize(
    ("headword", "expected"),
    [
        ("Customer Satisfaction (CSAT)", ("Customer Satisfaction", "CSAT")),
        ("ARR (Annual Recurring Revenue)", ("Annual Recurring Revenue", "ARR")),
        ("Key Performance Indicators (KPIs)", ("Key Performance Indicators", "KPI")),
        ("Enterprise (Ent)", ("Enterprise", "Ent")),
        ("Business to Business (B2B)", ("Business to Business", "B2B")),
        ("End of Year Wrapped (EOY Wrapped)", ("End of Year Wrapped", "EOY Wrapped")),
        ("Mid-market(MM)", ("Mid-market", "MM")),
        ("  Year over  Year ( YoY ) ", ("Year over Year", "YoY")),
        ("Software as a service (SaaS)", ("Software as a service", "SaaS")),
        ("Revenue operations (RevOps)", ("Revenue operations", "RevOps")),
    ],
)
def test_a_headword_with_its_abbreviation_is_split(headword: str, expected: tuple[str, str]) -> None:
    assert split_headword(headword) == expected


@pytest.mark.parametrize(
    "headword",
    [
        "Churn",
        "NPS",
        "Customer POC (Proof of Concept)",
        "Lead (sales)",
        "Churn (gross) rate",
        "Churn ()",
        "(NPS)",
        "Plan (a) (b)",
        "Term (A (B))",
        "CSM (role)",
        "NPS (2020)",
        "Lead (CRM)",
    ],
)
def test_any_other_headword_comes_back_whole(headword: str) -> None:
    assert split_headword(headword) == (headword, None)


LETTERS = "abcdefghijklmnopqrstuvwxyzäéñøßαβγσωбвгдя"
WORDS = st.text(LETTERS, min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=5)


@given(NAMES)
def test_case_makes_no_difference(name: list[str]) -> None:
    text = " ".join(name)
    assert fold(text) == fold(text.upper()) == fold(text.title()) == fold(text.casefold())


@given(NAMES, st.sampled_from(["-", "  ", "/", " / ", "\u2010", "–", "\n", "\u00a0"]))
def test_what_stands_between_words_makes_no_difference(name: list[str], between: str) -> None:
    assert fold(between.join(name)) == fold(" ".join(name))


@given(NAMES)
def test_and_is_written_in_two_ways(name: list[str]) -> None:
    assert fold(" & ".join(name)) == fold(" and ".join(name))


@given(WORDS)
def test_folding_one_word_again_changes_nothing(word: str) -> None:
    assume(not fold(word).endswith("s"))
    assert fold(fold(word)) == fold(word)


@given(st.from_regex(r"[a-z]{2,9}[bcdfgklmnprtvw]", fullmatch=True))
def test_a_regular_plural_is_the_same_name(word: str) -> None:
    assume(fold(word) == word)
    assert fold(f"{word}s") == fold(f"{word}'s") == fold(f"{word}s'") == word


@given(NAMES, WORDS)
def test_another_word_makes_another_name(name: list[str], word: str) -> None:
    text = " ".join(name)
    assert fold(f"{text} {word}") != fold(text)


@given(st.text())
def test_folding_forgets_how_a_text_is_composed(text: str) -> None:
    assert fold(text) == fold(normalize(text))


@given(st.text())
def test_no_headword_makes_splitting_raise_or_lose_letters(text: str) -> None:
    full, short = split_headword(text)
    if short is None:
        assert full == normalize(text)
    else:
        assert fold(full) in fold(text)
        assert len(short) < len(full)


def test_the_sign_of_a_trademark_stays_one() -> None:
    assert normalize("Acme™  Ｄｅｓｋ℠") == "Acme™ Desk℠"
