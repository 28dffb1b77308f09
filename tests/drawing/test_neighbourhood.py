"""The geometry of a concept's neighbourhood: everything has room, and nothing is lost."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.drawing.label_boxes import FONT, Box
from termbase.drawing.neighbourhood import MOST_NEIGHBOURS, Neighbourhood, neighbourhood
from termbase.drawing.text_width import width
from termbase.model.concept import Concept, ConceptId, Designation, Relation
from termbase.model.diagnostics import Location
from termbase.model.vocabulary import DesignationKind, RelationKind, Status
from tests.exports.sites import real

TERM = st.text("abcdefghij mnopqrstuvw-/", min_size=1, max_size=50).filter(lambda text: text.strip(" -/") != "")
COUNTS = st.fixed_dictionaries({kind: st.integers(0, 24) for kind in RelationKind})


def bare(id: str, relations: list[Relation], *, term: str) -> Concept:
    """A concept of which a drawing shows everything: its name and its relations."""
    return Concept(
        id=ConceptId(id),
        designations=(Designation(text=term, kind=DesignationKind.PREFERRED),),
        definition="",
        category=None,
        status=Status.DRAFT,
        own=None,
        accounts=(),
        relations=tuple(relations),
        where=Location(file="x.yml"),
    )


def drawn(counts: dict[RelationKind, int], terms: list[str] | None = None) -> Neighbourhood | None:
    """The drawing of a concept with so many relations of each kind."""
    names = {"here": "The concept in the middle"}
    relations = []
    for kind, count in counts.items():
        for number in range(count):
            id = f"{kind.value}-{number:02}"
            names[id] = terms[len(names) % len(terms)] if terms else f"Some {kind.value} term {number}"
            relations.append(Relation(kind=kind, target=ConceptId(id)))
    return neighbourhood(bare("here", relations, term=names["here"]), names)


def boxes(drawing: Neighbourhood) -> list[Box]:
    return [drawing.centre, *(neighbour.box for neighbour in drawing.neighbours)]


def apart(a: Box, b: Box) -> bool:
    return a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def have_room(found: list[Box], drawing: Neighbourhood) -> None:
    """No box touches another, and all lie within the drawing."""
    for a, b in combinations(found, 2):
        assert apart(a, b), (a, b)
    for box in found:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height


def check(drawing: Neighbourhood) -> None:
    have_room(boxes(drawing), drawing)
    for box in boxes(drawing):
        assert all(width(line, size=FONT) <= box.width or len(line.strip()) == 1 for line in box.lines)
        bases = [base for _, base in box.places]
        assert box.y < bases[0] <= bases[-1] < box.y + box.height


@given(COUNTS, st.lists(TERM, min_size=1, max_size=8))
def test_no_label_touches_another_or_leaves_the_drawing(counts: dict[RelationKind, int], terms: list[str]) -> None:
    drawing = drawn(counts, terms)
    assert (drawing is None) == (sum(counts.values()) == 0)
    if drawing:
        check(drawing)


@given(COUNTS)
def test_every_relation_is_drawn_or_counted(counts: dict[RelationKind, int]) -> None:
    drawing = drawn(counts)
    assert drawing is None or len(drawing.neighbours) <= MOST_NEIGHBOURS
    for kind, count in counts.items():
        found = [neighbour for neighbour in (drawing.neighbours if drawing else ()) if neighbour.kind is kind]
        more = [int(n.box.lines[0].split()[1]) for n in found if n.concept is None]
        assert sum(1 for n in found if n.concept) + sum(more) == count
        assert len(more) <= 1


def test_each_kind_has_its_side() -> None:
    drawing = drawn(
        {RelationKind.BROADER: 1, RelationKind.NARROWER: 3, RelationKind.RELATED: 4, RelationKind.CONTRAST: 2}
    )
    assert drawing
    centre = drawing.centre
    for neighbour in drawing.neighbours:
        box = neighbour.box
        match neighbour.kind:
            case RelationKind.BROADER:
                assert box.y + box.height < centre.y
            case RelationKind.NARROWER:
                assert box.y > centre.y + centre.height
            case RelationKind.RELATED:
                assert box.x > centre.x + centre.width
            case RelationKind.CONTRAST:
                assert box.x + box.width < centre.x


def test_a_side_without_a_kind_of_its_own_takes_half_of_the_other() -> None:
    drawing = drawn({RelationKind.RELATED: 5})
    assert drawing
    on_left = [n for n in drawing.neighbours if n.box.x < drawing.centre.x]
    assert len(on_left) == 2
    assert drawing.kinds == (RelationKind.RELATED,)


@pytest.mark.parametrize("id", ["customer-success-manager", "customer-success-metric", "churn", "c-suite"])
def test_real_terms_fit(id: str) -> None:
    site = real()
    drawing = neighbourhood(site.termbase.by_id[id], site.terms)
    assert drawing
    check(drawing)
    assert drawing == neighbourhood(site.termbase.by_id[id], site.terms)
