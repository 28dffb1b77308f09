"""What the finder of the pages and the command find for the queries of our collections is the same.

How well both do is in `tests/site/test_found_first.py`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from termbase.exports.content_index import export
from termbase.identity.finder import look_up
from termbase.site.site import Site
from tests.ours import ours
from tests.site.test_found_first import COLLECTIONS, queries
from tests.thorough import THOROUGH

ROOT: Final = Path(__file__).parents[2]
ASSETS: Final = ROOT / "plugins/termbase/theme/assets/termbase"


@pytest.fixture(scope="module")
def site() -> Site:
    """Our glossary as it is today."""
    return Site(glossary=ours())


@pytest.fixture(scope="module")
def finder(browser: Browser, site: Site) -> Iterator[Page]:
    """A blank page with the finder and the index of our glossary."""
    with browser.new_context() as context:
        page = context.new_page()
        for name in ("word-forms.js", "finder.js"):
            page.add_script_tag(content=(ASSETS / name).read_text("utf-8"))
        for artifact in export(site):
            page.add_script_tag(content=str(artifact.content))
        page.evaluate(
            """async () => {
                const block = async (path) => termbaseBlocks[path];
                window.data = await termbaseFinder.prepare(termbaseTerms, (path) => path, block);
                window.found = async (queries) => {
                    const all = [];
                    for (const query of queries) all.push((await termbaseFinder.find(data, query)).map(({ row, via }) => [row.id, via.text]));
                    return all;
                };
            }"""
        )
        yield page


def test_the_command_finds_what_pages_find(finder: Page, site: Site) -> None:
    asked = [row[-2] for name in COLLECTIONS for row in queries(name)][:: 1 if THOROUGH else 6]
    on_pages = finder.evaluate("(queries) => found(queries)", asked)
    terms = site.searched.terms
    assert asked
    for query, found in zip(asked, on_pages, strict=True):
        here = [[terms[hit.name.term].id, hit.name.text] for hit in look_up(site.searched, query)]
        assert here == found, query
