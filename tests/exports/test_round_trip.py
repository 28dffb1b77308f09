"""What `termbase import` makes of our own files: every term, with its names, comes back."""

import pytest

from termbase.exports import select
from termbase.imports.formats import read_files
from termbase.site.site import Site


@pytest.mark.parametrize("name", ["csv", "turtle", "jsonld", "tbx", "json", "anki"])
def test_every_term_comes_back(site: Site, name: str) -> None:
    artifact = select(site, name)
    assert artifact is not None
    reading = read_files({artifact.path: artifact.data.decode("utf-8")})
    assert reading.problems == ()
    if name == "anki":  # it has the names that are said most, and one in parentheses stays there
        assert {term.id for term in reading.terms} == set(site.termbase.by_id)
        return
    assert {term.id: term.name for term in reading.terms} == {c.id: c.term for c in site.termbase.concepts}
    names = {
        term.id: {term.name, *term.abbreviations, *term.synonyms, *term.variants, *term.deprecated}
        for term in reading.terms
    }
    assert names == {c.id: {d.text for d in c.designations} for c in site.termbase.concepts}
