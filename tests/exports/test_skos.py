"""SKOS, read by rdflib; the integrity conditions of the SKOS Reference as queries."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from termbase.exports import select
from termbase.site.addresses import Addresses
from termbase.site.page_options import PageOptions, Part
from termbase.site.site import Site
from tests.conftest import concept as term_file
from tests.exports.sites import URL, made, small

# rdflib's own reader of JSON-LD uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

CHURN = URIRef(f"{URL}terms/churn-rate/")
RATE = URIRef(f"{URL}terms/rate/")
RETENTION = URIRef(f"{URL}terms/retention-rate/")
SCHEME = URIRef(f"{URL}terms/")

VIOLATIONS: Mapping[str, str] = {
    "S9: a concept is no scheme": "SELECT ?x { ?x a skos:Concept, skos:ConceptScheme }",
    "S13: no text under two kinds of label": """SELECT ?x {
        { ?x skos:prefLabel ?l; skos:altLabel ?l } UNION { ?x skos:prefLabel ?l; skos:hiddenLabel ?l }
        UNION { ?x skos:altLabel ?l; skos:hiddenLabel ?l } }""",
    "S14: one preferred label a language": """SELECT ?x {
        ?x skos:prefLabel ?a, ?b FILTER (lang(?a) = lang(?b) && str(?a) < str(?b)) }""",
    "S27: nothing related is above or below": "SELECT ?x { ?x skos:related ?y . { ?x skos:broader+ ?y } UNION { ?y skos:broader+ ?x } }",
    "S27 with narrower": "SELECT ?x { ?x skos:related ?y ; (skos:broader|^skos:narrower)+ ?y }",
    "S37: a collection is neither": """SELECT ?x { ?x a skos:Collection .
        { ?x a skos:Concept } UNION { ?x a skos:ConceptScheme } }""",
    "S46: an exact match is no other match": """SELECT ?x { ?x skos:exactMatch ?y .
        { ?x skos:broadMatch ?y } UNION { ?x skos:relatedMatch ?y } }""",
    "a concept without a preferred label": "SELECT ?x { ?x a skos:Concept FILTER NOT EXISTS { ?x skos:prefLabel ?l } }",
    "a concept outside the scheme": "SELECT ?x { ?x a skos:Concept FILTER NOT EXISTS { ?x skos:inScheme ?s } }",
    "a relation to nothing": """SELECT ?x { ?x skos:broader|skos:narrower|skos:related|^skos:member ?y
        FILTER NOT EXISTS { ?y a ?kind } }""",
    "a broader without its narrower": "SELECT ?x { ?x skos:broader ?y FILTER NOT EXISTS { ?y skos:narrower ?x } }",
    "a related told once": "SELECT ?x { ?x skos:related ?y FILTER NOT EXISTS { ?y skos:related ?x } }",
    "a notation used twice": "SELECT ?x { ?x skos:notation ?n . ?y skos:notation ?n FILTER (?x != ?y) }",
    "a top concept that has a broader one": "SELECT ?x { ?x skos:topConceptOf ?s ; skos:broader ?y }",
}


def graph(site: Site, name: str = "turtle") -> Graph:
    made = select(site, name)
    assert made is not None
    return Graph().parse(data=made.data, format="turtle" if name == "turtle" else "json-ld")


@pytest.fixture(scope="module")
def found(site: Site) -> Graph:
    return graph(site)


@pytest.mark.parametrize("query", VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_integrity(found: Graph, query: str) -> None:
    assert list(found.query(query, initNs={"skos": SKOS})) == []


def test_turtle_and_json_ld_are_one_graph(site: Site, found: Graph) -> None:
    assert isomorphic(found, graph(site, "jsonld"))


def test_every_concept_is_there_with_every_name(site: Site, found: Graph) -> None:
    assert len(set(found.subjects(RDF.type, SKOS.Concept))) == len(site.termbase.concepts)
    for concept in site.termbase.concepts:
        page = URIRef(f"{URL}terms/{concept.id}/")
        labels = {
            str(label)
            for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
            for label in found.objects(page, kind)
        }
        assert labels == {d.text for d in concept.designations}
        assert found.value(page, SKOS.prefLabel) == Literal(concept.term, lang=site.termbase.language)
        assert str(found.value(page, SKOS.definition)) == site.texts.concepts[concept.id].definition.plain


def test_the_small_one_in_full() -> None:
    found = graph(small())
    assert found.value(CHURN, SKOS.notation) == Literal("churn-rate")
    assert set(found.objects(CHURN, SKOS.altLabel)) == {Literal(t, lang="en-US") for t in ("CR", "attrition rate")}
    assert set(found.objects(CHURN, SKOS.hiddenLabel)) == {Literal(t, lang="en-US") for t in ("churnrate", "loss rate")}
    assert set(found.objects(CHURN, SKOS.broader)) == {RATE}
    assert set(found.objects(RATE, SKOS.narrower)) == {CHURN}
    assert set(found.objects(CHURN, SKOS.related)) == {RETENTION}, "rate is above it and so not related"
    assert set(found.objects(CHURN, OWL.differentFrom)) == {RETENTION}
    assert set(found.objects(CHURN, DCTERMS.source)) == {URIRef(f"{URL}sources/book/")}
    assert str(found.value(CHURN, DCTERMS.modified)) == "2024-02-29"
    assert str(found.value(RATE, SKOS.changeNote)) == "Its URL was once https://termbase.example/terms/ratio/"
    assert str(found.value(URIRef(f"{URL}sources/book/"), DCTERMS.title)) == "The book"
    assert set(found.objects(URIRef(f"{URL}categories/metrics/"), SKOS.member)) == {CHURN, RATE}
    assert set(found.objects(SCHEME, SKOS.hasTopConcept)) == set(found.subjects(SKOS.topConceptOf, SCHEME))


def test_a_retired_concept_is_deprecated() -> None:
    found = graph(made({"concepts/old.yml": term_file("Old", status="retired"), "concepts/new.yml": term_file("New")}))
    assert set(found.subjects(OWL.deprecated, Literal(True))) == {URIRef(f"{URL}terms/old/")}


def test_related_is_dropped_at_any_distance_even_in_a_circle() -> None:
    files = {
        "concepts/a.yml": term_file("Aa", id="a", broader=["b"], related=["c", "d"]),
        "concepts/b.yml": term_file("Bb", id="b", broader=["c"]),
        "concepts/c.yml": term_file("Cc", id="c", broader=["b"]),
        "concepts/d.yml": term_file("Dd", id="d"),
    }
    found = graph(made(files))
    a, d = URIRef(f"{URL}terms/a/"), URIRef(f"{URL}terms/d/")
    assert set(found.subject_objects(SKOS.related)) == {(a, d), (d, a)}


@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_without_an_address_there_is_nothing_to_name_a_concept_with(name: str) -> None:
    assert select(made({"concepts/a.yml": term_file("Aa")}, addresses=Addresses()), name) is None


def test_a_hostile_name_is_a_label_and_nothing_more(attack: tuple[Site, str]) -> None:
    site, name = attack
    found = graph(site)
    assert isomorphic(found, graph(site, "jsonld"))
    assert found.value(CHURN, SKOS.prefLabel) == Literal(name, lang="en-US")
    assert Literal(name, lang="en-US") not in set(found.objects(CHURN, SKOS.altLabel))
    assert len(set(found.subjects(RDF.type, SKOS.Concept))) == 4
    for query in VIOLATIONS.values():
        assert list(found.query(query, initNs={"skos": SKOS})) == []


def test_a_category_or_a_source_without_a_page_has_an_address_that_is_none() -> None:
    site = replace(small(), pages=PageOptions(omit=(Part.CATEGORIES, Part.SOURCES)))
    subjects = {str(subject) for subject in graph(site).subjects()}
    assert f"{URL}terms/#categories-metrics" in subjects
    assert f"{URL}terms/#sources-book" in subjects
    assert not [subject for subject in subjects if subject.startswith((f"{URL}categories/", f"{URL}sources/"))]
