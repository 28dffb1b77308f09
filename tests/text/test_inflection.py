"""A word meets its plural, and no other word."""

import pytest

from termbase.text.inflection import inflection, plural, singular

PAIRS = """
alias aliases, bus buses, campus campuses, hypothesis hypotheses, thesis theses, analysis analyses, crisis crises,
diagnosis diagnoses, lens lenses, canvas canvases, bias biases, hero heroes, echo echoes, potato potatoes, photo photos,
zero zeros, zero zeroes, shoe shoes, toe toes, canoe canoes, leaf leaves, knife knives, shelf shelves, wolf wolves,
proof proofs, chief chiefs, roof roofs, curve curves, sieve sieves, archive archives, use uses, case cases, base bases,
size sizes, prize prizes, cause causes, phase phases, house houses, cheese cheeses, purpose purposes, box boxes,
tax taxes, lunch lunches, dish dishes, quiz quizzes, boss bosses, process processes, status statuses, movie movies,
cookie cookies, policy policies, key keys, tie ties, index indices, index indexes, matrix matrices, axis axes,
criterion criteria, medium media, person people, salesman salesmen, menu menus, taxi taxis, series series, species species,
wiki wikis, emoji emojis, safari safaris, rabbi rabbis, pelvis pelvises, mantis mantises, iris irises, metropolis metropolises,
haiku haikus, hindu hindus, bayou bayous, sku skus, census censuses, warehouse warehouses, spouse spouses, plus pluses,
plateau plateaus, plateau plateaux, bureau bureaux, milieu milieux, psychosis psychoses, stasis stases, metastasis metastases,
synapse synapses, diocese dioceses, midwife midwives, werewolf werewolves, penknife penknives, yourself yourselves,
dwarf dwarfs, dwarf dwarves, fisherman fishermen, businesswoman businesswomen, specimen specimens, omen omens,
grandchild grandchildren, salesperson salespeople, octopus octopi, terminus termini, thesaurus thesauri, stadium stadia,
aquarium aquaria, emporium emporia, maximum maxima, forum fora, lemma lemmata, carcinoma carcinomata, polyhedron polyhedra,
nebula nebulae, persona personae, cortex cortices, directrix directrices, forefoot forefeet, eyetooth eyeteeth
"""
APART = """
news new, customs custom, goods good, means mean, lens len, bus use, alias alia, physics physic, leaf leave, us use,
people peoples, species specie, gas ga, ethics ethic, analytics analytic, odds odd, proceeds proceed, thanks thank,
mars mar, semantics semantic, this thi, denis denise, purpose purposis, lumen luman, thoria thorium, olives olife,
reggae reg, mata ma, status statu, iris iri, paris pari
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


MADE = """
analysis analyses, Thesis Theses, oasis oases, metropolis metropolises, midwife midwives, Housewife Housewives, yourself yourselves,
salesperson salespeople, grandchild grandchildren, matrix matrices, hero heroes, quiz quizzes, menus menus, leaves leaves, status statuses,
policy policies, journey journeys, wiki wikis, news news, box boxes
"""


@pytest.mark.parametrize(("one", "many"), pairs(MADE))
def test_a_plural_is_made(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many.casefold()) == singular(one.casefold())
