import random
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.identity import similarity
from termbase.identity.similarity import alike, content_words, misspelled
from termbase.identity.suggestions import Suggestion, decided, suggest
from termbase.model.concept import Termbase
from tests.conftest import concept, entries, load, sources
from tests.ours import frozen

LOSS = {"definition": "Loss of a paying customer who cancels a subscription."}
LAPSE = {"definition": "Loss of a paying customer who cancels the contract."}
PORTAL = {"definition": "Website with documents."}
HUB = {"definition": "Place where tasks are found."}
GLOSSARY: Mapping[str, Mapping[str, Any]] = {
    "Churn": LOSS,
    "Customer portal": PORTAL,
    "Renewal": {"definition": "Agreement carried on for another term."},
}


def termbase(concepts: Mapping[str, Mapping[str, Any]], **files: str) -> Termbase:
    own = {
        f"concepts/{term.lower().replace(' ', '-').replace('/', '-')}.yml": concept(term, **keys)
        for term, keys in concepts.items()
    }
    return load({**own, **files})[0]


@pytest.mark.parametrize(
    ("term", "keys", "other", "evidence"),
    [
        ("Attrition", LAPSE, "churn", ("their definitions are 58% similar",)),
        ("Attrition", LOSS, "churn", ("their definitions are 100% similar",)),
        ("Attrition", {**HUB, "synonyms": ["Churns"]}, "churn", ("both are called “Churns”",)),
        ("Renawal", HUB, "renewal", ("“Renawal” and “Renewal” are one letter apart",)),
        ("Custoemr portal", HUB, "customer-portal", ("“Custoemr portal” and “Customer portal” are one letter apart",)),
        ("Portal of the customer", HUB, "customer-portal",
         ("“Customer portal” and “Portal of the customer” are the same words",)),
        ("Churning", HUB, "churn", ("“Churn” and “Churning” are forms of one word",)),
        ("Portal", {**HUB, "synonyms": ["client site"]}, None, ()),
        ("Churn rate", HUB, None, ()),
    ],
)  # fmt: skip
def test_what_speaks_for_a_pair_is_told(
    term: str, keys: Mapping[str, Any], other: str | None, evidence: tuple[str, ...]
) -> None:
    found = suggest(termbase({**GLOSSARY, term: keys}))
    own = term.lower().replace(" ", "-")
    expected = [(*sorted((own, other)), evidence)] if other else []
    assert [(item.a, item.b, item.evidence) for item in found] == expected


def test_a_shared_abbreviation_is_a_sign_whatever_the_names() -> None:
    (found,) = suggest(
        termbase(
            {
                "General availability": {**PORTAL, "abbreviations": ["GA"]},
                "Grand area": {**HUB, "abbreviations": ["GA"]},
            }
        )
    )
    assert found == Suggestion(
        a="general-availability", b="grand-area", score=0.5, evidence=("both are abbreviated “GA”",)
    )


def test_signs_add_up_and_the_strongest_comes_first() -> None:
    weak = suggest(termbase({**GLOSSARY, "Attrition": LAPSE}))
    both = suggest(termbase({**GLOSSARY, "Churning": LAPSE}))
    assert weak[0].score < both[0].score < 1
    assert both[0].evidence == ("“Churn” and “Churning” are forms of one word", "their definitions are 58% similar")


def test_the_likeliest_pair_comes_first() -> None:
    found = suggest(termbase({**GLOSSARY, "Renawal": HUB, "Attrition": LAPSE, "Churns up": LOSS}))
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
    assert (found[0].a, found[0].b) == ("churn", "churns-up")


@pytest.mark.parametrize("kind", ["broader", "narrower", "related"])
def test_a_pair_that_is_related_is_decided(kind: str) -> None:
    assert suggest(termbase({**GLOSSARY, "Attrition": {**LOSS, kind: ["churn"]}})) == ()


@pytest.mark.parametrize(
    "decision",
    [{"contrast": [{"term": "churn", "difference": "One."}]}, {"distinct_from": [{"term": "churn", "reason": "Two."}]}],
)
def test_a_pair_that_is_told_apart_is_decided(decision: Mapping[str, Any]) -> None:
    base = termbase({**GLOSSARY, "Attrition": {**LOSS, **decision}})
    assert suggest(base) == ()
    assert decided(base) == {("attrition", "churn")}


def test_concepts_that_only_sources_define_are_compared_too() -> None:
    printed = entries("a", {"locator": "L1", "term": "Attrition", **LOSS})
    base = termbase(GLOSSARY, **{"sources.yml": sources("a"), "entries/a.yml": printed})
    assert [(item.a, item.b) for item in suggest(base)] == [("attrition", "churn")]


def test_numbered_things_are_different_things() -> None:
    numbered = {f"Phase {number}": {"definition": f"Step {number} of many."} for number in (1, 2, 10, 100, 1000)}
    assert not [
        item for item in suggest(termbase(numbered)) if any("letter" in e or "forms" in e for e in item.evidence)
    ]


def test_a_name_of_very_many_concepts_is_no_sign() -> None:
    many = {
        f"Thing called {letter * 9}": {"definition": f"{letter * 8}.", "abbreviations": ["TC"]}
        for letter in "abcdefghij"
    }
    assert suggest(termbase(many)) == ()


def test_a_reviewed_glossary_leaves_nothing_undecided() -> None:
    base = frozen().termbase
    assert [(item.a, item.b, item.evidence) for item in suggest(base)] == []
    assert ("annual-recurring-revenue", "monthly-recurring-revenue") in decided(base)


def test_likeness_is_the_weight_of_shared_words_and_rare_words_weigh_more() -> None:
    texts = {"a": "red apple pie", "b": "red apple tart", "c": "red cherry tart", "d": "red plum jam", "e": "red sky"}
    similarity = dict(alike(texts, threshold=0.01))
    assert similarity["a", "b"] > similarity["a", "c"]
    assert similarity["b", "c"] > similarity["a", "d"]
    assert dict(alike(texts, threshold=0.3)).keys() == {("a", "b"), ("b", "c")}
    assert dict(alike({"a": "The apple of an eye", "b": "eyes and apples"}, threshold=0.9)) == {("a", "b"): 1.0}


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "kappa", "omega"]), max_size=6).map(" ".join)


@given(st.lists(WORDS, max_size=8), st.sampled_from([0.2, 0.4, 0.6, 0.75, 0.95]))
def test_the_index_finds_the_pairs_that_comparing_each_with_each_finds(texts: list[str], threshold: float) -> None:
    keyed = {f"t{number}": text for number, text in enumerate(texts)}
    everything = dict(alike(keyed, threshold=1e-9))
    expected = {pair: similarity for pair, similarity in everything.items() if similarity >= threshold}
    found = dict(alike(keyed, threshold=threshold))
    repeated = {
        pair for pair in found.keys() ^ expected.keys() if len({frozenset(content_words(keyed[k])) for k in pair}) == 1
    }
    assert {pair: found[pair] for pair in found.keys() - repeated} == {
        p: expected[p] for p in expected.keys() - repeated
    }


def mistyped(name: str) -> set[str]:
    """What one slip makes of a name."""
    cuts = [(name[:place], name[place:]) for place in range(len(name) + 1)]
    dropped = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in "abc"}
    added = {a + letter + b for a, b in cuts for letter in "abc"}
    return (dropped | swapped | other | added) - {name}


@given(st.lists(st.text(alphabet="abc", min_size=6, max_size=8), min_size=2, max_size=6, unique=True))
def test_names_one_slip_apart_are_found_without_comparing_each_with_each(names: list[str]) -> None:
    assert set(misspelled(names)) == {(a, b) for a, b in combinations(sorted(names), 2) if b in mistyped(a)}


def test_short_names_are_too_near_each_other_to_be_misprints() -> None:
    assert list(misspelled(["goal", "coal", "upsell", "unsell"])) == [("unsell", "upsell")]


def test_the_order_of_files_changes_nothing() -> None:
    concepts = {**GLOSSARY, "Renawal": HUB, "Attrition": LAPSE, "Churns up": LOSS}
    shuffled = list(concepts.items())
    random.Random(7).shuffle(shuffled)
    assert suggest(termbase(dict(shuffled))) == suggest(termbase(concepts))


def test_scores_have_three_decimals() -> None:
    said = "Share of the customers of a period that leave before the next one begins"
    ends = (".", " and never return.", " and never ever return to it in any later year.")
    files = {
        f"concepts/{name}.yml": concept(name, definition=said + end) for name, end in zip("abc", ends, strict=True)
    }
    scores = [suggestion.score for suggestion in suggest(load(files)[0])]
    assert scores
    assert any(score != round(score, 2) for score in scores)
    assert scores == [round(score, 3) for score in scores]


def test_texts_of_very_different_weight_are_not_compared() -> None:
    common = "A quay where ferries wait for the tide."
    words = {
        "a": common,
        "b": f"{common} {' '.join(f'other{n}' for n in range(40))}",
        "c": "A quay where ferries wait for a pilot.",
    }
    assert [pair for pair, _ in alike(words, threshold=0.3)] == [("a", "c")]


def test_texts_that_share_a_word_or_two_are_told_apart_without_comparing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(1)
    vocabulary = [f"word{number}" for number in range(600)]
    texts = {f"t{number:03}": " ".join(chosen.choices(vocabulary, k=30)) for number in range(600)}
    texts["u"] = texts["t000"] + " more"
    compared: list[tuple[str, str]] = []
    candidates = similarity._candidates
    monkeypatch.setattr(
        similarity, "_candidates", lambda *given: [compared.append(pair) or pair for pair in candidates(*given)]
    )
    assert [pair for pair, _ in alike(texts, threshold=0.3)] == [("t000", "u")]
    # Each text shares a rare word with hundreds of others.
    assert len(compared) < len(texts)
