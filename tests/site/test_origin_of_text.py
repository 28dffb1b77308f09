"""What pages say about where the text of a term comes from: our own, compiled from a source, or imported."""

from collections.abc import Mapping

import pytest

from termbase.exports import select
from termbase.exports.api import term_json
from termbase.site.render import render
from tests.conftest import concept, entries, load, sources
from tests.exports.sites import made

OWN = "No source has an entry for this term; the definition is our own."
COMPILED = "No definition of our own yet; this text comes from the first of the sources below."
IMPORTED = "it may have been edited since."
FROM_WIKI = {"source": "wiki", "locator": "r-1"}
NO_ENTRIES = entries("other", {"locator": "L9", "term": "Van", "definition": "Large car."})
WIKI_ENTRY = entries("wiki", {"locator": "L2", "term": "Car", "definition": "Vehicle with four wheels."})


def page(files: Mapping[str, str], path: str) -> str:
    given = {"sources.yml": sources("wiki", "other"), "entries/other.yml": NO_ENTRIES, **files}
    return next(body.html for body in render(made(given)) if body.page.path == path)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"concepts/car.yml": concept("Car")}, {OWN}),
        ({"concepts/car.yml": concept("Car", imported_from=FROM_WIKI)}, {IMPORTED}),
        ({"entries/wiki.yml": WIKI_ENTRY}, {COMPILED}),
        ({"entries/wiki.yml": WIKI_ENTRY, "concepts/car.yml": concept("Car")}, set()),
        ({"entries/wiki.yml": WIKI_ENTRY, "concepts/car.yml": concept("Car", imported_from=FROM_WIKI)}, {IMPORTED}),
    ],
)
def test_a_page_says_only_what_is_true_of_its_text(files: Mapping[str, str], said: set[str]) -> None:
    html = page(files, "terms/car")
    assert {sentence for sentence in (OWN, COMPILED, IMPORTED) if sentence in html} == said


def test_an_imported_text_cites_its_source_and_the_source_lists_it() -> None:
    files = {"concepts/car.yml": concept("Car", imported_from=FROM_WIKI)}
    assert 'Imported from <cite><a href="../../sources/wiki/">Title of wiki</a></cite>, r-1;' in page(
        files, "terms/car"
    )
    html = page(files, "sources/wiki")
    assert "1 imported term" in html
    assert 'href="../../terms/car/"' in html
    assert "<table" not in html
    assert "1 imported term" in page(files, "sources/index")


def test_the_api_has_the_origin_of_a_text() -> None:
    site = made({"sources.yml": sources("wiki"), "concepts/car.yml": concept("Car", imported_from=FROM_WIKI)})
    assert term_json(site, site.termbase.by_id["car"])["imported_from"] == FROM_WIKI


def test_the_edition_for_print_and_the_exports_name_the_source_of_an_imported_text() -> None:
    files = {"sources.yml": sources("wiki"), "concepts/car.yml": concept("Car", imported_from=FROM_WIKI)}
    assert "Sources: Title of wiki." in page(files, "print/index")
    site = made(files)
    tbx, turtle = (select(site, name) for name in ("tbx", "turtle"))
    assert tbx is not None
    assert turtle is not None
    assert b'<admin type="source">Title of wiki</admin>' in tbx.data
    assert b"dct:source <https://termbase.example/sources/wiki/>" in turtle.data


def test_the_source_of_an_imported_text_must_be_listed() -> None:
    _, problems = load(
        {
            "sources.yml": sources("wiki"),
            "concepts/car.yml": concept("Car", imported_from=FROM_WIKI | {"source": "wik"}),
        }
    )
    assert [(problem.code, problem.hint) for problem in problems] == [("TB406", "Did you mean `wiki`?")]


def test_terms_that_only_mention_a_term_have_a_heading_of_their_own() -> None:
    html = page(
        {
            "concepts/car.yml": concept("Car"),
            "concepts/garage.yml": concept("Garage", definition="Building for a [[car]]."),
        },
        "terms/car",
    )
    assert "Related terms" not in html
    assert '<h2 id="mentions" data-search-exclude>Mentioned in 2 terms</h2>' in html
