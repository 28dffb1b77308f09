"""Where concepts lie on the map: apart from each other, and where they were before."""

import math
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.drawing.map_layout import Island, KeptIsland, islands

SIZES = st.lists(st.integers(0, 24), min_size=1, max_size=8)
FEW = settings(max_examples=25)


def members(sizes: list[int]) -> dict[str, list[str]]:
    return {f"c{number}": [f"c{number}-{i}" for i in range(size)] for number, size in enumerate(sizes)}


def linked(groups: dict[str, list[str]], draw: int) -> list[tuple[str, str]]:
    """Some links within and between groups, different for each number."""
    ids = [id for group in groups.values() for id in group]
    return [
        (a, b) for i, a in enumerate(ids) for j, b in enumerate(ids) if i < j and (i * 31 + j * 17 + draw) % 11 == 0
    ]


def touch(a: Island, b: Island) -> bool:
    """Says whether two ellipses share a point: whether any point of one's shore lies in the other."""
    for inner, outer in ((a, b), (b, a)):
        for step in range(60):
            angle = step * math.tau / 60
            x, y = inner.x + inner.rx * math.cos(angle), inner.y + inner.ry * math.sin(angle)
            if ((x - outer.x) / outer.rx) ** 2 + ((y - outer.y) / outer.ry) ** 2 < 1:
                return True
    return False


@FEW
@given(SIZES, st.integers(0, 10))
def test_islands_are_apart_and_hold_their_own(sizes: list[int], draw: int) -> None:
    groups = members(sizes)
    made = islands(groups, linked(groups, draw))
    assert [island.category for island in made] == [name for name, ids in groups.items() if ids]
    for island in made:
        assert set(island.places) == set(groups[island.category])
        assert len(set(island.places.values())) == len(island.places)
        for x, y in island.places.values():
            assert ((x - island.x) / island.rx) ** 2 + ((y - island.y) / island.ry) ** 2 < 1
    for a, b in combinations(made, 2):
        assert not touch(a, b), (a.category, b.category)


@FEW
@given(SIZES, st.integers(0, 10), st.data())
def test_a_new_concept_moves_nothing_on_other_islands(sizes: list[int], draw: int, data: st.DataObject) -> None:
    groups = members(sizes)
    links = linked(groups, draw)
    before = {island.category: island for island in islands(groups, links)}
    chosen = data.draw(st.sampled_from(sorted(groups)))
    everyone = [id for ids in groups.values() for id in ids]
    friends = data.draw(st.lists(st.sampled_from(everyone), max_size=5)) if everyone else []
    groups[chosen] = [*groups[chosen], "new"]
    after = islands(groups, [*links, *(("new", friend) for friend in friends)])
    for island in after:
        if island.category != chosen:
            assert island == before[island.category]


@FEW
@given(SIZES, st.integers(0, 10), st.data())
def test_what_is_kept_stays_where_it_was(sizes: list[int], draw: int, data: st.DataObject) -> None:
    groups = members(sizes)
    links = linked(groups, draw)
    before = {i.category: KeptIsland(centre=(i.x, i.y), places=i.places) for i in islands(groups, links)}
    chosen = data.draw(st.sampled_from(sorted(groups)))
    groups[chosen] = [*groups[chosen], *(f"new-{i}" for i in range(data.draw(st.integers(1, 6))))]
    after = islands(groups, links, kept=before)
    for island in after:
        for id, place in before[island.category].places.items() if island.category in before else ():
            assert island.places[id] == place
        assert len(set(island.places.values())) == len(island.places)


def test_the_order_of_what_is_given_does_not_matter() -> None:
    groups = members([9, 20, 3])
    links = linked(groups, 3)
    turned = {name: ids[::-1] for name, ids in groups.items()}
    assert islands(groups, links) == islands(turned, [(b, a) for a, b in reversed(links)])


def test_a_concept_that_changed_its_category_moves_there() -> None:
    groups = members([3, 3])
    kept = {i.category: KeptIsland(centre=(i.x, i.y), places=i.places) for i in islands(groups, [])}
    groups["c1"].append(groups["c0"].pop())
    first, second = islands(groups, [], kept=kept)
    assert set(second.places) == {"c1-0", "c1-1", "c1-2", "c0-2"}
    assert "c0-2" not in first.places


def test_a_new_category_takes_a_free_place() -> None:
    kept = {i.category: KeptIsland(centre=(i.x, i.y), places=i.places) for i in islands(members([4, 4, 4]), [])}
    made = islands({"new": ["a", "b"], **members([4, 4, 4])}, [], kept=kept)
    assert not any(touch(a, b) for a, b in combinations(made, 2))


def test_linked_concepts_lie_closer_than_others() -> None:
    chain = [f"c0-{i}" for i in range(12)]
    pairs = list(pairwise(chain))
    (island,) = islands({"c0": chain}, pairs)
    at = island.places
    near = sum(math.dist(at[a], at[b]) for a, b in pairs) / len(pairs)
    everything = [math.dist(at[a], at[b]) for a, b in combinations(chain, 2)]
    assert near < 0.75 * sum(everything) / len(everything)


def test_the_largest_islands_stay_on_their_own_places() -> None:
    made = islands(members([3, 200, 14, 15, 60, 300, 1, 30]), [])
    pairs = list(combinations(made, 2))
    assert pairs
    for a, b in pairs:
        assert not touch(a, b), (a.category, b.category)
