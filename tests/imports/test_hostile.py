"""What hostile or careless files do to the readers of imports."""

import json
from typing import Any, get_args

import pytest

from termbase.identity.names import index_names
from termbase.imports.formats import read_files
from termbase.imports.html_tree import html_tree, plain
from termbase.imports.plan import Way, plan
from termbase.yaml_files.tree import parse


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a <![[[b] c> d", "a d"),
        ("a <![CDATA[b]]> c", "a b c"),
        ("a <!doctype html> b", "a b"),
        ("a <?php b ?> c", "a c"),
        ("a </1> b </> c", "a b c"),
        ("a < b & c", "a < b & c"),
        ("a <b c='d", "a <b c='d"),
        ("a <b c=d", "a <b c=d"),
        ("a <!-- b", "a"),
        ("a <!--> b", "a b"),
        ("a <title>b<i>c</title> d", "a b<i>c d"),
        ("a <script>b</scripty></SCRIPT > c", "a c"),
        ("a<br/>b<td colspan=x>c", "a b c"),
    ],
)
def test_html_of_any_quality_is_read(html: str, words: str) -> None:
    assert plain(html_tree(html)) == words


def test_what_is_no_html_is_counted() -> None:
    left = read_files({"a.html": "<dl><dt>A<dd>B <?php echo 1 ?></dl>"}).left_out
    assert [(one.kind, one.text) for one in left] == [("in HTML comments", "php echo 1 ?")]


def test_the_first_of_two_attributes_counts_as_in_a_browser() -> None:
    (element,) = html_tree("<a HREF=x&amp;y href=z title>")
    assert element.attrib == {"href": "x&y", "title": ""}


def test_a_width_that_is_no_number_is_no_error() -> None:
    rows = '<tr><th>Term<th>Definition<tr><td colspan="a">Group<tr><td>Churn<td>Loss.'
    assert [(t.name, t.category) for t in read_files({"a.html": f"<table>{rows}</table>"}).terms] == [
        ("Churn", "Group")
    ]


@pytest.mark.parametrize("formula", ["}", "\\frac{a}{b}", "\\left(", "\\begin{x}", "^^"])
def test_a_wrong_formula_in_restructured_text_stays_as_it_is(formula: str) -> None:
    (term,) = read_files({"a.rst": f".. glossary::\n\n   Churn\n      Loss.\n\n      .. math:: {formula}\n"}).terms
    assert formula.replace("\\", "") in f"{term.definition} {term.explanation}".replace("\\", "")


def test_a_failure_of_docutils_is_a_problem_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise AttributeError

    monkeypatch.setattr("docutils.core.publish_parts", failing)
    (told,) = read_files({"a.rst": ".. glossary::\n\n   Churn\n      Loss.\n"}).problems
    assert told.startswith(
        "a.rst:4:7: error TB120: docutils, which reads reStructuredText, failed with AttributeError."
    )


@pytest.mark.parametrize("way", get_args(Way))
@pytest.mark.parametrize("key", ["glossary", "sources", "unresolved", "decisions"])
@pytest.mark.parametrize("value", ["x", 1, True, ["x"], {"a": "b"}, [[1]], [{"id": []}]])
def test_our_own_file_may_say_anything_about_the_glossary(way: Way, key: str, value: Any) -> None:
    term = {"id": "a", "term": "A", "definition": "B.", "relations": {}, "entries": []}
    reading = read_files({"a.json": json.dumps({"version": "1", "terms": [term], key: value})})
    made = plan(reading, index_names((), {}), source="s", title="S", way=way, existing={})
    for path, text in made.files.items():
        parse(text, file=path)
    assert [term.name for term in reading.terms] == ["A"]


def test_a_cell_of_many_signs_is_not_a_header_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    import termbase.imports.fields as module

    class Never:
        def match(self, text: str) -> None:
            assert len(text) <= 200

    monkeypatch.setattr(module, "_MARKED", Never())
    assert read_files({"a.csv": f"{'( ' * 5_000}\nterm,definition\nChurn,Loss.\n"}).terms


def test_addresses_relative_to_nothing_are_read() -> None:
    text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> a skos:Concept ; skos:prefLabel 'A' ; skos:related <b> .\n<b> a skos:Concept ; skos:prefLabel 'B' .\n"
    reading = read_files({"a.ttl": text})
    assert not reading.problems
    assert [(term.id, term.related, term.where) for term in reading.terms] == [
        ("a", ("b",), "a.ttl:2:1"),
        ("b", (), "a.ttl:3:1"),
    ]


def test_concepts_without_an_address_have_the_same_order_each_time() -> None:
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    texts = {
        f"{n}.ttl": f"{head}[] a skos:Concept ; skos:prefLabel '{n}' .\n[] a skos:Concept ; skos:altLabel 'x {n}'@fr .\n"
        for n in "dacb"
    }
    first, *others = (read_files(texts) for _ in range(4))
    assert [term.name for term in first.terms] == ["a", "b", "c", "d"]
    assert all((other.terms, other.left_out) == (first.terms, first.left_out) for other in others)
