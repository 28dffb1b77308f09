"""The graph of relations and its labels."""

from itertools import combinations

import pytest
from bs4 import BeautifulSoup

from termbase.drawing.relation_graph import Graph, graph
from termbase.model.concept import Termbase
from termbase.model.vocabulary import RelationKind
from termbase.site.pages import pages
from termbase.site.render import renderer
from tests.conftest import concept, dump, load
from tests.exports.sites import real, small

CATEGORIES = dump({"title": "T", "language": "en-US", "categories": [{"id": c, "title": c.title()} for c in "ab"]})


def termbase(**files: str) -> Termbase:
    found, problems = load({"termbase.yml": CATEGORIES, **{f"concepts/{id}.yml": text for id, text in files.items()}})
    assert not problems
    return found


def touching(drawing: Graph, scale: float) -> list[tuple[str, str]]:
    """Pairs of nodes whose labels touch at a scale at which both are shown."""
    shown = [(node, drawing.labels[node.id]) for node in drawing.nodes if drawing.labels[node.id].room_from <= scale]
    return [
        (a.id, b.id)
        for (a, one), (b, other) in combinations(shown, 2)
        if abs(a.x - b.x) * scale < (one.size[0] + other.size[0]) / 2
        and abs(a.y - b.y) * scale < (one.size[1] + other.size[1]) / 2
    ]


def test_each_relation_is_one_edge() -> None:
    base = termbase(
        rate=concept("Rate", category="a"),
        churn=concept("Churn", category="a", broader=["rate"], related=["loss"]),
        loss=concept("Loss", category="b", contrast=[{"term": "churn", "difference": "Other."}]),
    )
    found = [(edge.source, edge.target, edge.kind) for edge in graph(base).edges]
    assert found == [
        ("churn", "loss", RelationKind.CONTRAST),
        ("churn", "loss", RelationKind.RELATED),
        ("churn", "rate", RelationKind.BROADER),
    ]
    assert {node.id: node.degree for node in graph(base).nodes} == {"rate": 1, "churn": 3, "loss": 2}
    assert graph(base).bridges == (("a", "b", 2),)


def test_labels_that_have_room_do_not_touch_at_any_scale() -> None:
    drawing = graph(real().termbase)
    for scale in (0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.3, 1.7, 2.5, 4.0):
        assert not touching(drawing, scale), scale


def test_every_label_has_room_before_the_map_is_as_large_as_it_gets() -> None:
    assert max(label.room_from for label in graph(real().termbase).labels.values()) <= 4


def test_the_best_linked_concepts_have_their_labels_first() -> None:
    drawing = graph(real().termbase)
    nodes = sorted(drawing.nodes, key=lambda node: -node.degree)
    quarter = len(nodes) // 4
    first = sorted(drawing.labels[node.id].room_from for node in nodes[:quarter])
    last = sorted(drawing.labels[node.id].room_from for node in nodes[-quarter:])
    assert first[quarter // 2] < last[quarter // 2]


def test_the_map_is_the_same_every_time() -> None:
    assert graph(real().termbase) == graph(real().termbase)


def test_a_new_concept_moves_nothing_in_other_categories() -> None:
    files = {
        f"t{i}": concept(f"Term {i}", category="ab"[i % 2], related=[f"t{(i + 3) % 20}"] if i % 3 else [])
        for i in range(20)
    }
    before = {node.id: (node.x, node.y) for node in graph(termbase(**files)).nodes if node.category == "b"}
    files["new"] = concept("New", category="a", related=["t1", "t3", "t4"])
    after = {node.id: (node.x, node.y) for node in graph(termbase(**files)).nodes if node.category == "b"}
    assert before == after


def test_concepts_without_a_category_have_an_island_of_their_own() -> None:
    drawing = graph(termbase(lone=concept("Lone"), churn=concept("Churn", category="a")))
    assert [(region.category, region.title) for region in drawing.regions] == [("a", "A"), ("", "Others")]


def test_an_empty_glossary_has_an_empty_map() -> None:
    drawing = graph(termbase())
    assert drawing.nodes == ()
    assert drawing.bounds == (0.0, 0.0, 1.0, 1.0)


def test_a_map_of_far_too_many_concepts_shows_their_categories_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termbase.drawing.relation_graph.DRAWN", 3)
    site = small()
    assert not site.graph.detailed
    page = next(page for page in pages(site) if page.view.template == "graph.html")
    soup = BeautifulSoup(renderer(site)(page).html, "html.parser")
    assert not soup.select(".tb-map__node, .tb-map__edges")
    assert [a["xlink:href"] for a in soup.select(".tb-map__island")] == ["../categories/metrics/", "list/"]
    listed = next(page for page in pages(site) if page.view.template == "graph_list.html")
    assert len(BeautifulSoup(renderer(site)(listed).html, "html.parser").select(".tb-index > li")) == 4


def test_the_title_of_a_category_breaks_between_words_only() -> None:
    category = {"id": "a", "title": "Programming fundamentals and infrastructure"}
    base, problems = load(
        {"termbase.yml": dump({"title": "T", "categories": [category]}), "concepts/x.yml": concept("X", category="a")}
    )
    assert not problems
    assert graph(base).regions[0].lines == ("Programming ", "fundamentals ", "and ", "infrastructure")
