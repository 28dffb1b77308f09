"""How many calls a page of a term takes, so that nothing slow or quadratic comes back unseen."""

import sys
from collections import Counter
from pathlib import Path

from scripts.bench.corpus import invent

from termbase.glossary import load
from termbase.site.addresses import Addresses
from termbase.site.pages import pages
from termbase.site.render import renderer
from termbase.site.site import Site

_MOST = 3_000
"""Calls that a page may take: 2,780 on Python 3.11, views, drawings, and previews included."""


def calls_per_page(folder: Path, terms: int) -> float:
    """The calls of Python and of C that a page of a term takes, in a glossary of so many."""
    invent(folder, terms)
    site = Site(glossary=load(folder), addresses=Addresses(site_url="https://example.org/"))
    render, made = renderer(site), [page for page in pages(site) if page.concept]
    render(made[0])  # which compiles the templates, and places the terms on the map
    events = Counter[str]()
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, value: events.update((event,)))
    try:
        for page in made[1:]:
            render(page)
    finally:
        sys.setprofile(before)
    return (events["call"] + events["c_call"]) / (terms - 1)


def test_a_page_of_a_term_takes_few_calls_and_no_more_in_a_larger_glossary(tmp_path: Path) -> None:
    small, large = (calls_per_page(tmp_path / str(terms), terms) for terms in (40, 160))
    assert large < _MOST
    assert large < small * 1.1
