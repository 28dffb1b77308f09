from functools import cache

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from termbase.glossary import Glossary
from termbase.linking.index import Indexed, LinkIndex, Target, index_links
from tests.conftest import concept
from tests.exports import sites
from tests.linking.linking_cases import compiled, glossary, shown


def found(index: LinkIndex, text: str) -> list[tuple[str, str]]:
    return [(text[match.start : match.end], shown(match.target)) for match in index.find(text)]


@pytest.mark.parametrize(
    ("concepts", "path", "ambiguous"),
    [(("churn",), "terms/churn", False), (("a", "b"), "go/r-and-d", True)],
)
def test_a_target_knows_its_page(concepts: tuple, path: str, ambiguous: bool) -> None:
    target = Target(concepts=concepts, name="R&D")
    assert (target.path, target.ambiguous) == (path, ambiguous)
    assert target.concept == (None if ambiguous else concepts[0])


def test_a_preferred_term_leads_to_its_concept_alone() -> None:
    made = compiled(
        {"term": "Churn analysis", "synonyms": ["Loss review"]},
        {"term": "Loss review", "distinct_from": [{"term": "churn-analysis", "reason": "Another thing."}]},
    )
    assert made.names.meanings("loss reviews") == ("loss-review",)
    assert found(made.index, "loss reviews") == [("loss reviews", "loss-review")]


def test_a_synonym_of_two_concepts_leads_to_both() -> None:
    other = {"term": "churn-analysis", "reason": "Another thing."}
    made = compiled(
        {"term": "Churn analysis", "synonyms": ["Loss review"]},
        {"term": "Renewal review", "synonyms": ["Loss review"], "distinct_from": [other]},
    )
    (match,) = made.index.find("a loss review")
    assert match.target.concepts == ("churn-analysis", "renewal-review") == made.names.meanings("Loss review")
    assert match.target.path == "go/loss-review"


def test_an_abbreviation_wins_where_its_capitals_are_written() -> None:
    made = compiled({"term": "Average selling price", "abbreviations": ["ASP"]}, {"term": "Asp"})
    assert found(made.index, "ASP asp ASPs Asp") == [
        ("ASP", "average-selling-price"),
        ("asp", "asp"),
        ("ASPs", "average-selling-price"),
        ("Asp", "asp"),
    ]


def test_the_index_tells_what_it_holds() -> None:
    made = compiled({"term": "Win/loss", "abbreviations": ["WL"]})
    target = Target(concepts=(made.termbase.concepts[0].id,), name="Win/loss")
    assert list(made.index.entries()) == [
        Indexed(words=("win", "/", "loss"), exact=None, target=target),
        Indexed(words=("win", "loss"), exact=None, target=target),
        Indexed(words=("wl",), exact="WL", target=Target(concepts=target.concepts, name="WL")),
    ]


def test_other_names_may_be_indexed() -> None:
    concepts = compiled({"term": "Plan"}, {"term": "Churn"}).termbase.concepts
    everything = index_links(concepts, wanted=lambda name, concept: True)
    assert found(everything, "plan, churn") == [("plan", "plan"), ("churn", "churn")]
    assert found(index_links(concepts), "plan, churn") == [("churn", "churn")]


def test_the_order_of_concepts_makes_no_difference() -> None:
    concepts = glossary().termbase.concepts
    assert list(index_links(reversed(concepts)).entries()) == list(index_links(concepts).entries())


def test_a_long_text_is_searched_to_its_end() -> None:
    text = "nothing here, " * 20_000 + "net revenue retention"
    assert found(glossary().index, text) == [("net revenue retention", "net-revenue-retention")]


def test_a_text_of_one_endless_word_is_searched() -> None:
    assert found(glossary().index, "a" * 200_000) == []
    assert found(glossary().index, "a-" * 50_000) == []


@cache
def repetitive() -> Glossary:
    """Names that are made of the same few words, so that many overlap."""
    names = ("a a", "a b", "a b a", "b a b a", "ab", "b-a", "a/b", "aa b", "a b & a", "a.b", "b a's a")
    return compiled(*({"term": f"x {name}", "id": f"x{place}"} for place, name in enumerate(names)))


PIECES = st.lists(
    st.sampled_from(["x", "a", "b", "aa", "ab", "A", "as", "a's", "X", *" -/.&'’\u2011\u00a0_:–\u00ad\u0301é🙂@"]),
    max_size=40,
).map("".join)
ANY = st.one_of(
    PIECES, st.text(max_size=80), st.lists(st.sampled_from([*"NRR churn rate-/.&C+#'s 2"]), max_size=60).map("".join)
)


@given(ANY)
@example("net revenue retention revenue retention")
@example("x a b a b a")
def test_matches_ascend_and_never_overlap(text: str) -> None:
    for made in (glossary(), repetitive()):
        position = 0
        for match in made.index.find(text):
            assert position <= match.start < match.end <= len(text)
            position = match.end


@given(ANY)
def test_what_is_found_is_found_again_by_itself(text: str) -> None:
    for made in (glossary(), repetitive()):
        for match in made.index.find(text):
            words = text[match.start : match.end]
            assert [(m.start, m.end, m.target) for m in made.index.find(words)] == [(0, len(words), match.target)]


@given(ANY, st.sampled_from([" ", ", ", "; ", "\n", " (", " “"]))
def test_what_stands_before_a_text_takes_no_match_away(text: str, between: str) -> None:
    assume(text[:1].isalnum())
    index = glossary().index
    assert found(index, f"zzz{between}{text}") == found(index, text)


def test_a_name_is_linked_with_its_accents_only_and_searched_without_them() -> None:
    """A resume is something else than a résumé; but who looks for one may have no key for é."""
    terms = {
        "concepts/cafe.yml": concept("Café"),
        "concepts/resume.yml": concept("Résumé", variants=["Resumé"]),
        "concepts/rose.yml": concept("Rose"),
        "concepts/wine.yml": concept("Rosé"),
    }
    site = sites.made(terms)
    text = "Cafe, café, Cafe\u0301s; resume, resumé; rose, rosé."
    assert [text[match.start : match.end] for match in site.matches(text)] == [
        "café",
        "Cafe\u0301s",
        "resumé",
        "rose",
        "rosé",
    ]
    assert [match.target.concept for match in site.matches("rose, rosé")] == ["rose", "wine"]
    assert [[found.concept.id for found in site.lookup(query)][:1] for query in ("cafe", "resume")] == [
        ["cafe"],
        ["resume"],
    ]
