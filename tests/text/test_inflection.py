"""A word meets its plural, and no other word."""

import pytest

from termbase.text.inflection import inflection, singular

PAIRS = """
alias aliases, bus buses, campus campuses, hypothesis hypotheses, thesis theses, analysis analyses, crisis crises,
diagnosis diagnoses, lens lenses, canvas canvases, bias biases, hero heroes, echo echoes, potato potatoes, photo photos,
zero zeros, zero zeroes, shoe shoes, toe toes, canoe canoes, leaf leaves, knife knives, shelf shelves, wolf wolves,
proof proofs, chief chiefs, roof roofs, curve curves, sieve sieves, archive archives, use uses, case cases, base bases,
size sizes, prize prizes, cause causes, phase phases, house houses, cheese cheeses, purpose purposes, box boxes,
tax taxes, lunch lunches, dish dishes, quiz quizzes, boss bosses, process processes, status statuses, movie movies,
cookie cookies, policy policies, key keys, tie ties, index indices, index indexes, matrix matrices, axis axes,
criterion criteria, medium media, person people, salesman salesmen, menu menus, taxi taxis, series series, species species
"""
APART = """
news new, customs custom, goods good, means mean, lens len, bus use, alias alia, physics physic, leaf leave, us use,
people peoples, species specie, gas ga, ethics ethic, analytics analytic
"""


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one, many) for one, many in map(str.split, text.replace("\n", " ").split(","))]


@pytest.mark.parametrize(("one", "many"), pairs(PAIRS))
def test_a_plural_meets_its_singular(one: str, many: str) -> None:
    assert singular(one) == singular(many)


@pytest.mark.parametrize(("word", "other"), pairs(APART))
def test_a_word_that_looks_like_a_plural_meets_no_other(word: str, other: str) -> None:
    assert singular(word) != singular(other)


@pytest.mark.parametrize(("many", "one"), sorted(inflection().irregular.items()))
def test_the_table_of_irregular_plurals_is_used(many: str, one: str) -> None:
    assert singular(many) == singular(one)


@pytest.mark.parametrize("word", sorted(inflection().unchanged))
def test_the_table_of_words_that_are_no_plurals_is_used(word: str) -> None:
    assert singular(word) == word != singular(f"{word}x")
