"""Neighbours one under the other: everything has room, every kind a rail, and nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.drawing.hubs import Hubs
from termbase.drawing.label_boxes import Box
from termbase.drawing.neighbourhood import MOST_NEIGHBOURS as NEAR
from termbase.drawing.neighbourhood import Neighbour, Neighbourhood
from termbase.drawing.neighbourhood_narrow import MOST_BOXES, NARROW_WIDTH, narrow, two_steps
from termbase.model.concept import Concept, ConceptId, Relation
from termbase.model.vocabulary import RelationKind
from tests.drawing.test_neighbourhood import COUNTS, TERM, bare, have_room
from tests.exports.sites import real

FAR = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.sampled_from(RelationKind)), max_size=60)
"""Which neighbour, by its number, is related to which concept two steps away."""


def made(id: str, relations: list[Relation]) -> Concept:
    return bare(id, relations, term=id[0])


def glossary(
    counts: dict[RelationKind, int], far: list[tuple[int, int, RelationKind]]
) -> tuple[Concept, dict[str, Concept]]:
    """A concept with so many neighbours of each kind, and every concept within two steps of it, by id."""
    near = [(kind, f"{kind.value}-{number:02}") for kind, count in counts.items() for number in range(count)]
    further: dict[str, dict[str, RelationKind]] = {id: {} for _, id in near}
    for by, number, kind in far:
        if near:
            further[near[by % len(near)][1]].setdefault(f"far-{number:02}", kind)
    here = made("here", [Relation(kind=kind, target=ConceptId(id)) for kind, id in near])
    concepts = {"here": here}
    for id, found in further.items():
        # Neighbours lead back, and to one another.
        back = [Relation(kind=RelationKind.RELATED, target=other) for other in (here.id, ConceptId(near[0][1]))]
        concepts[id] = made(id, [*back, *(Relation(kind=k, target=ConceptId(t)) for t, k in found.items())])
        concepts |= {target: made(target, []) for target in found}
    return here, concepts


@given(COUNTS, FAR, st.integers(1, 12))
def test_what_lies_beyond_a_hub_is_drawn_like_what_lies_beyond_any_neighbor(
    counts: dict[RelationKind, int], far: list[tuple[int, int, RelationKind]], many: int
) -> None:
    here, concepts = glossary(counts, far)
    terms = {id: id for id in concepts}
    plain, ranked = Hubs(concepts, terms, many=1_000), Hubs(concepts, terms, many=many)
    assert two_steps(here, terms, ranked) == two_steps(here, terms, plain)


def test_the_work_for_a_hub_grows_with_its_relations_and_not_with_their_square() -> None:
    def sort_keys(size: int) -> int:
        leaves = [ConceptId(f"leaf-{number:05}") for number in range(size)]
        lead_back = [Relation(kind=RelationKind.RELATED, target=ConceptId("hub"))]
        hub = made("hub", [Relation(kind=RelationKind.RELATED, target=leaf) for leaf in leaves])
        concepts = {leaf: made(leaf, lead_back) for leaf in leaves} | {"hub": hub}
        terms = CountedTerms({id: id for id in concepts})
        hubs = Hubs(concepts, terms)
        assert all(two_steps(concept, terms, hubs) for concept in list(concepts.values())[:size])
        return terms.asked

    assert sort_keys(400) < 3 * sort_keys(200)


class CountedTerms(dict[str, str]):
    """Preferred terms that count how often they are asked for."""

    asked = 0

    def __getitem__(self, id: str) -> str:
        self.asked += 1
        return super().__getitem__(id)


def steps(drawing: Neighbourhood) -> list[Neighbour]:
    return [step for near in drawing.neighbours for step in (near, *near.beyond)]


def check(drawing: Neighbourhood) -> None:
    found: list[Box] = [drawing.centre, *(step.box for step in steps(drawing))]
    if drawing.rest:
        found.append(drawing.rest)
    have_room(found, drawing)
    assert drawing.width == NARROW_WIDTH


@given(COUNTS, FAR, st.lists(TERM, min_size=1, max_size=8))
def test_no_label_touches_another_or_leaves_the_drawing(
    counts: dict[RelationKind, int], far: list[tuple[int, int, RelationKind]], names: list[str]
) -> None:
    here, concepts = glossary(counts, far)
    terms = {id: names[number % len(names)] for number, id in enumerate(concepts)}
    drawing = narrow(here, terms)
    assert (drawing is None) == (not here.relations)
    for made in (drawing, two_steps(here, terms, Hubs(concepts, terms))):
        if made:
            check(made)


@given(COUNTS, FAR)
def test_within_two_steps_everything_is_drawn_once_or_counted(
    counts: dict[RelationKind, int], far: list[tuple[int, int, RelationKind]]
) -> None:
    here, concepts = glossary(counts, far)
    terms = {id: id for id in concepts}
    drawing = two_steps(here, terms, Hubs(concepts, terms))
    second = {id for id in concepts if id.startswith("far")}
    assert (drawing is None) == (not second)
    if drawing is None:
        return
    drawn = steps(drawing)
    assert len(drawn) + (drawing.rest is not None) <= MOST_BOXES
    shown = [step.concept for near in drawing.neighbours for step in near.beyond]
    assert len(shown) == len(set(shown))
    assert set(shown) <= second
    left_out = int("".join(drawing.rest.lines).split()[1]) if drawing.rest else 0
    assert len(shown) + left_out == len(second)
    for near in drawing.neighbours:
        for step in near.beyond:
            assert (
                Relation(kind=step.kind, target=ConceptId(step.concept or "")) in concepts[near.concept or ""].relations
            )


@given(COUNTS)
def test_a_narrow_drawing_shows_what_the_wide_one_does(counts: dict[RelationKind, int]) -> None:
    here, concepts = glossary(counts, [])
    drawing = narrow(here, {id: id for id in concepts})
    for kind, count in counts.items():
        found = [near for near in (drawing.neighbours if drawing else ()) if near.kind is kind]
        more = [int("".join(near.box.lines).split()[1]) for near in found if near.concept is None]
        assert len(found) - len(more) + sum(more) == count
    assert drawing is None or len(drawing.neighbours) <= NEAR


def test_each_kind_below_has_a_rail_of_its_own_and_what_contains_it_is_above() -> None:
    here, concepts = glossary(dict.fromkeys(RelationKind, 2), [])
    drawing = narrow(here, {id: id for id in concepts})
    assert drawing
    rails = {(near.kind, near.path.partition(" ")[0]) for near in drawing.neighbours}
    assert len(rails) == len(RelationKind)
    below = [kind for kind in RelationKind if not kind.above]
    assert len({rail for kind, rail in rails if kind in below}) == len(below)
    for near in drawing.neighbours:
        assert (near.box.y < drawing.centre.y) == near.kind.above
        assert float(near.path.partition(" ")[0][1:]) < drawing.centre.x + drawing.centre.width


def test_what_most_neighbours_lead_to_comes_first() -> None:
    once = [(0, number, RelationKind.RELATED) for number in range(30)]
    here, concepts = glossary({RelationKind.RELATED: 2}, [*once, (1, 29, RelationKind.RELATED)])
    terms = {id: id for id in concepts}
    drawing = two_steps(here, terms, Hubs(concepts, terms))
    assert drawing
    assert len(steps(drawing)) + 1 == MOST_BOXES
    shown = [step.concept for near in drawing.neighbours for step in near.beyond]
    assert "far-29" in shown
    assert "far-28" not in shown


def test_what_several_lead_to_stands_beside_the_one_with_most_room() -> None:
    both = [(by, number, RelationKind.RELATED) for by in (0, 1) for number in range(6)]
    here, concepts = glossary({RelationKind.RELATED: 2}, both)
    terms = {id: id for id in concepts}
    drawing = two_steps(here, terms, Hubs(concepts, terms))
    assert drawing
    assert [len(near.beyond) for near in drawing.neighbours] == [3, 3]


@given(COUNTS, FAR)
def test_the_order_of_relations_changes_nothing(
    counts: dict[RelationKind, int], far: list[tuple[int, int, RelationKind]]
) -> None:
    here, concepts = glossary(counts, far)
    terms = {id: id for id in concepts}
    turned = {id: replace(one, relations=one.relations[::-1]) for id, one in concepts.items()}
    assert narrow(turned["here"], terms) == narrow(here, terms)
    assert two_steps(turned["here"], terms, Hubs(turned, terms)) == two_steps(here, terms, Hubs(concepts, terms))


@pytest.mark.parametrize("id", ["customer-success-manager", "customer-success-metric", "churn", "c-suite"])
def test_real_terms_fit(id: str) -> None:
    site = real()
    concept = site.termbase.by_id[id]
    for drawing in (narrow(concept, site.terms), two_steps(concept, site.terms, site.hubs)):
        assert drawing
        check(drawing)
