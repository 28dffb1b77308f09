"""Custom fields in exports and on the page of a term."""

import json

from jsonschema import validate

from termbase.exports import select
from termbase.exports.api_schema import SCHEMA
from termbase.site.pages.term import term
from termbase.site.render import renderer
from termbase.site.site import Site
from tests.conftest import dump
from tests.exports.sites import made
from tests.exports.test_tables import rows

FIELDS = [
    {"id": "owner"}, {"id": "tags", "type": "list"}, {"id": "rank", "type": "number"}, {"id": "wiki", "type": "url"},
    {"id": "public", "type": "boolean"}, {"id": "next_review", "type": "date"}, {"id": "cost", "shown": "false"},
]  # fmt: skip
VALUES = {
    "owner": "=1+1 <b>Ann</b>", "tags": ["a", "b"], "rank": "1.5", "wiki": "https://a.example/?b=1&c=%22",
    "public": "false", "next_review": "2027-03", "cost": "77",
}  # fmt: skip


def site() -> Site:
    term = {"term": "Bill", "definition": "Request for payment.", "fields": VALUES}
    return made({"termbase.yml": dump({"title": "T", "fields": FIELDS}), "concepts/bill.yml": dump(term)})


def test_the_api_has_typed_values() -> None:
    artifact = select(site(), "json")
    assert artifact is not None
    data = json.loads(artifact.data)
    validate(data, SCHEMA)
    assert data["terms"][0]["fields"] == {
        **VALUES, "rank": 1.5, "public": False,
    }  # fmt: skip


def test_the_table_has_a_column_for_each_in_which_nothing_is_computed() -> None:
    (row,) = rows(site())
    assert (row["field:owner"], row["field:tags"], row["field:cost"]) == ("'=1+1 <b>Ann</b>", "a\nb", "77")


def test_the_page_shows_them_as_text_links_and_dates_except_those_that_are_not_shown() -> None:
    made = site()
    html = renderer(made)(term(made, made.termbase.concepts[0])).html
    facts = html[html.index("tb-fields") :].partition("</dl>")[0]
    assert "<dt>Owner</dt><dd>=1+1 &lt;b&gt;Ann&lt;/b&gt;</dd>" in facts
    assert "<dt>Tags</dt><dd>a, b</dd>" in facts
    assert '<a href="https://a.example/?b=1&amp;c=%22">' in facts
    assert '<time datetime="2027-03">March 2027</time>' in facts
    assert "<dt>Public</dt><dd>no</dd>" in facts
    assert "77" not in facts


def test_the_text_for_assistants_has_the_shown_ones() -> None:
    artifact = select(site(), "llms-full")
    assert artifact is not None
    text = artifact.data.decode("utf-8")
    assert "- Next review: 2027" in text
    assert "77" not in text
