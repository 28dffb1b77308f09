"""Nearly equal texts after changes of a few are those that comparing all of them finds."""

import random

import pytest

from termbase.identity.kept_pairs import KeptPairs
from termbase.identity.similarity import COMMON, alike
from termbase.model.concept import ConceptId

THRESHOLD = 0.6


def text_of(chosen: random.Random, vocabulary: int) -> str:
    """A text of ten words."""
    return " ".join(f"word{chosen.randrange(vocabulary)}" for _ in range(10))


# In the smaller vocabulary, words are as common as those that bring no two texts together.
@pytest.mark.parametrize("vocabulary", [60, 600])
def test_after_changes_the_pairs_are_those_of_a_new_comparison(vocabulary: int) -> None:
    chosen = random.Random(vocabulary)
    texts = {ConceptId(f"t{number:03}"): text_of(chosen, vocabulary) for number in range(300)}
    for number in range(0, 60, 2):
        one, other = ConceptId(f"t{number:03}"), ConceptId(f"t{number + 1:03}")
        texts[other] = " ".join((*texts[one].split()[number % 4 :], f"word{number}"))
    kept, pairs = KeptPairs(THRESHOLD), []
    for step in range(30):
        found = list(kept.alike(texts))
        assert found == list(alike(texts, threshold=THRESHOLD))
        pairs.append(len(found))
        id = ConceptId(f"t{chosen.randrange(70):03}")
        match step % 3:
            case 0:
                texts[id] = text_of(chosen, vocabulary)
            case 1:
                texts[id] = texts[ConceptId("t004")] + " more"
            case _:
                texts.pop(id, None)
    assert min(pairs) > 10
    assert kept.compared_all < 10


def test_one_change_among_many_texts_does_not_compare_all_of_them() -> None:
    chosen = random.Random(3)
    texts = {ConceptId(f"t{number:04}"): text_of(chosen, 2000) for number in range(1500)}
    kept = KeptPairs(0.75)
    list(kept.alike(texts))
    texts[ConceptId("t0003")] = texts[ConceptId("t0900")]
    assert dict(kept.alike(texts)) == {(ConceptId("t0003"), ConceptId("t0900")): 1.0}
    assert kept.compared_all == 1


def test_a_change_that_alters_what_words_weigh_finds_pairs_of_unchanged_texts() -> None:
    """In a small glossary, a few texts decide how rare a word is."""
    for seed in range(200):
        chosen = random.Random(seed)
        texts = {ConceptId(f"t{number:02}"): text_of(chosen, 14) for number in range(10)}
        kept = KeptPairs(THRESHOLD)
        list(kept.alike(texts))
        for number in chosen.sample(range(10), 6):
            texts[ConceptId(f"t{number:02}")] = text_of(chosen, 4)
        assert list(kept.alike(texts)) == list(alike(texts, threshold=THRESHOLD))


def test_a_pair_that_shares_only_words_of_many_texts_is_none() -> None:
    """Kept pairs may share words that are a little more common than those that bring texts together."""
    shared = " ".join(f"shared{number}" for number in range(16))
    texts = {ConceptId(f"t{number:03}"): f"{shared} own{number}" for number in range(COMMON + 3)}
    texts |= {ConceptId(f"u{number:04}"): f"other{number} thing{number}" for number in range(2_000)}
    kept = KeptPairs(THRESHOLD)
    assert list(kept.alike(texts)) == list(alike(texts, threshold=THRESHOLD)) == []
    for number in range(3):  # now the words are rare enough
        del texts[ConceptId(f"t{number:03}")]
    found = list(kept.alike(texts))
    assert found == list(alike(texts, threshold=THRESHOLD))
    assert len(found) == COMMON * (COMMON - 1) // 2
    assert kept.compared_all == 1
