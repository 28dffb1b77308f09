"""References, benchmarks, short definitions, and wholes and parts: on the page, in every export, and back."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from termbase.exports import select
from termbase.exports.api import term_json
from termbase.exports.api_schema import SCHEMA
from termbase.identity.names import index_names
from termbase.imports.citations import cited
from termbase.imports.formats import read_files
from termbase.imports.imported import Imported, Reading
from termbase.imports.plan import plan
from termbase.site.render import render
from termbase.site.site import Site
from termbase.site.summaries import summary
from tests.conftest import concept, dump, entries, load, sources
from tests.exports.sites import made

REFERENCE = {
    "id": "survey",
    "title": "Motors | a survey, 2nd edition",
    "author": "A. Uthor",
    "publisher": "Institute",
    "date": "2024-02",
    "url": "https://example.org/motors?a=1&b=2",
    "supports": "The median, and how an engine is measured.",
}
BENCHMARK = {
    "value": "91 (median)",
    "segment": "small cars",
    "year": "2023",
    "sample": "12 makers",
    "reference": "survey",
}
CITED = {"references": [REFERENCE, {"title": "Untitled", "supports": "The name."}], "benchmark": [BENCHMARK]}
FILES = {
    "concepts/engine.yml": concept("Engine", part_of=["car"], short="What drives.", **CITED),
    "concepts/car.yml": concept("Car", parts=["wheel"]),
    "concepts/wheel.yml": concept("Wheel"),
}
READERS = ("csv", "json")


@pytest.fixture
def site() -> Site:
    return made(FILES)


def page(files: Mapping[str, str], path: str) -> str:
    return next(body.html for body in render(made(files)) if body.page.path == path)


def test_the_page_shows_what_is_cited_and_where() -> None:
    html = page(FILES, "terms/engine")
    assert '<li id="reference-survey">A. Uthor: <a href="https://example.org/motors?a=1&amp;b=2"><cite>Motors |' in html
    assert ", Institute, February 2024. Supports: The median, and how an engine is measured." in html
    assert "<strong>91 (median)</strong>, small cars, 2023, 12 makers. Reported by " in html
    assert '<a href="#reference-survey"><cite>Motors |' in html
    assert "<cite>Untitled</cite>. Supports: The name." in html
    assert 'id="references"' not in page(FILES, "terms/car")


def test_a_preview_shows_the_short_definition(site: Site) -> None:
    told = {id: summary(site, concept) for id, concept in site.termbase.by_id.items()}
    assert told == {"engine": "What drives.", "car": "What Car means.", "wheel": "What Wheel means."}


def test_the_page_says_which_terms_no_source_has() -> None:
    own = "No source has an entry for this term; the definition is our own."
    with_source = {
        **FILES, "sources.yml": sources("book"), "entries/book.yml": entries("book", {"locator": "L3", "term": "Car"}),
    }  # fmt: skip
    assert own in page(with_source, "terms/wheel")
    assert own not in page(with_source, "terms/car")
    assert own not in page(FILES, "terms/wheel")


def test_the_page_names_the_reviewer() -> None:
    reviewed = {"concepts/car.yml": concept("Car", reviewed={"by": "Jane Doe", "date": "2025-03-01"})}
    assert 'Reviewed by Jane Doe on <time datetime="2025-03-01">March 1, 2025</time>.' in page(reviewed, "terms/car")
    assert "Reviewed by" not in page(FILES, "terms/car")


def test_the_api_has_all_of_it_and_fits_its_schema(site: Site) -> None:
    found = term_json(site, site.termbase.by_id["engine"])
    Draft202012Validator({**SCHEMA["$defs"]["term"], "$defs": SCHEMA["$defs"]}).validate(found)
    assert found["short"] == "What drives."
    assert found["benchmark"] == [BENCHMARK]
    assert found["references"][0] == REFERENCE
    assert found["relations"]["part_of"] == ["car"]
    car = term_json(site, site.termbase.by_id["car"])
    assert (car["relations"]["parts"], car["relations"]["narrower"]) == (["engine", "wheel"], [])
    assert car["short"] is car["reviewed"] is None


def test_a_cell_has_a_json_object_a_line(site: Site) -> None:
    table = select(site, "csv")
    assert table is not None
    rows = csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")))
    row = next(row for row in rows if row["id"] == "engine")
    assert [json.loads(line) for line in row["references"].splitlines()] == CITED["references"]


def again(terms: tuple[Imported, ...]) -> Mapping[str, str]:
    """The files that an empty glossary gets from imported terms."""
    names = index_names((), {})
    return plan(Reading(terms=terms), names, source="old", title="Old", way="concepts", existing={}).files


@pytest.mark.parametrize("name", READERS)
def test_an_import_brings_it_back(site: Site, name: str) -> None:
    artifact = select(site, name)
    assert artifact is not None
    reading = read_files({artifact.path: artifact.data.decode("utf-8-sig")})
    base, problems = load(
        {path: text for path, text in again(reading.terms).items() if path.startswith(("concepts/", "sources.yml"))}
    )
    assert problems == ()
    engine, old = base.by_id["engine"].own, site.termbase.by_id["engine"].own
    assert engine is not None
    assert old is not None
    assert (engine.references, engine.benchmark, engine.short) == (old.references, old.benchmark, old.short)
    assert base.by_id["engine"].relations == site.termbase.by_id["engine"].relations


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_skos_keeps_parts_apart_from_kinds(name: str) -> None:
    files = {**FILES, "concepts/van.yml": concept("Van", broader=["car"])}
    artifact = select(made(files), name)
    assert artifact is not None
    terms = {term.id: term for term in read_files({artifact.path: artifact.data.decode("utf-8")}).terms}
    assert (terms["car"].parts, terms["car"].narrower) == (("engine", "wheel"), ("van",))
    assert (terms["wheel"].part_of, terms["wheel"].broader) == (("car",), ())
    assert (terms["van"].part_of, terms["van"].broader) == ((), ("car",))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"title": "A", "supports": "b", "url": None}], ({"title": "A", "supports": "b"},)),
        ('{"title": "A", "supports": "b"}', ({"title": "A", "supports": "b"},)),
        ("", ()),
        ("See the handbook.", None),
        ([{"title": "A"}], None),
        ([{"title": "A", "supports": "b", "url": "javascript:alert(1)"}], None),
        ([{"title": "A", "supports": "b", "pages": "3"}], None),
        ([1], None),
        (1, None),
    ],
)
def test_what_has_no_place_is_not_taken(value: Any, expected: Any) -> None:
    assert cited("references", value) == expected


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"benchmark": [{**BENCHMARK, "reference": "survy"}], "references": [REFERENCE]}, "cites “survy”"),
        ({"benchmark": [BENCHMARK]}, "cites “survey”"),
        ({"references": [REFERENCE, REFERENCE]}, "2 references have the id “survey”"),
    ],
)
def test_a_benchmark_that_cites_nothing_is_an_error(keys: dict[str, Any], message: str) -> None:
    _, problems = load({"concepts/engine.yml": concept("Engine", **keys)})
    assert [problem.code for problem in problems] == ["TB408"]
    assert message in problems[0].message


def test_a_benchmark_may_cite_a_source() -> None:
    files = {
        "sources.yml": dump({"sources": [{"id": "survey", "title": "Survey"}]}),
        "concepts/engine.yml": concept("Engine", benchmark=[BENCHMARK]),
    }
    assert load(files)[1] == ()


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, "draft"),
        ({"reviewed": {"by": "Jane Doe", "date": "2025-03-01"}}, "reviewed"),
        ({"status": "reviewed"}, "reviewed"),
        ({"status": "retired", "reviewed": {"by": "Jane Doe", "date": "2025-03-01"}}, "retired"),
    ],
)
def test_a_text_is_reviewed_if_a_review_is_recorded_or_its_status_says_so(keys: dict[str, Any], status: str) -> None:
    site = made({"concepts/car.yml": concept("Car", **keys)})
    assert term_json(site, site.termbase.by_id["car"])["status"] == status


def test_only_a_text_that_calls_itself_a_draft_is_shown_as_one() -> None:
    words = "A draft: this text has not been reviewed yet."
    assert words in page({"concepts/car.yml": concept("Car", status="draft")}, "terms/car")
    assert words not in page({"concepts/car.yml": concept("Car")}, "terms/car")
