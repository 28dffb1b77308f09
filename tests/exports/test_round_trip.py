"""What `termbase import` makes of our own files: every term, with its names, comes back."""

from collections.abc import Callable

import pytest

from termbase.exports import select
from termbase.imports.imported import Reading
from termbase.imports.skos import read_skos
from termbase.imports.table import read_table
from termbase.imports.tbx import read_tbx
from termbase.site.site import Site

READERS = {"csv": read_table, "turtle": read_skos, "jsonld": read_skos, "tbx": read_tbx}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(("name", "read"), READERS.items(), ids=READERS.keys())
def test_every_term_comes_back(site: Site, name: str, read: Callable[..., Reading]) -> None:
    artifact = select(site, name)
    assert artifact is not None
    reading = read(artifact.data.decode("utf-8"), file=artifact.path)
    assert reading.problems == ()
    assert {term.id: term.name for term in reading.terms} == {c.id: c.term for c in site.termbase.concepts}
    names = {
        term.id: {term.name, *term.abbreviations, *term.synonyms, *term.variants, *term.deprecated}
        for term in reading.terms
    }
    assert names == {c.id: {d.text for d in c.designations} for c in site.termbase.concepts}
