"""Whatever a page does to its own text: with the script it says what it would say without."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from termbase.exports import embed
from tests.browser.origins import origin
from tests.linking.linking_cases import site

TWINS = Path(__file__).parent / "pages" / "twins.js"
PAGE = """<!doctype html><html lang="en"><title>Twins</title>
<main id="mine"></main><div id="plain" class="no-terms"></div>
<script src="/embed/termbase.js"></script><script src="/twins.js"></script></html>"""

OPERATIONS = [
    "write",
    "add",
    "remove",
    "removeElement",
    "before",
    "after",
    "append",
    "move",
    "moveElement",
    "reverse",
    "normalize",
    "say",
    "replace",
    "editable",
    "notEditable",
    "clone",
    "copyHtml",
    "detach",
    "writeAway",
    "attach",
]
WORDS = st.sampled_from(
    ["", "churn", "NRR", "a churn b", "churn rate and NRR", " and ", "GRR ", "no name here", "NRR, GRR", "x"]
)
SMALL = st.integers(0, 7)
ALONE = {"add", "normalize", "clone", "copyHtml"}
"""These build on what the page says, where changes of the same moment have not been noticed yet."""


def _step(names: list[str], size: int) -> Any:
    return st.lists(st.tuples(st.sampled_from(names), SMALL, SMALL, WORDS), min_size=1, max_size=size)


STEP = _step([name for name in OPERATIONS if name not in ALONE], 4) | _step(sorted(ALONE), 1)


@pytest.fixture(scope="module")
def twins(browser: Browser) -> Iterator[Page]:
    """A page with two copies of its text, of which the script reads one."""
    files = {f"/{artifact.path}": artifact.content for artifact in embed.export(site())}
    with origin({**files, "/page.html": PAGE, "/twins.js": TWINS.read_text("utf-8")}) as address:
        page = browser.new_page()
        page.goto(f"{address}/page.html")
        yield page
        page.close()


def play(page: Page, paragraphs: list[list[str]], steps: list[Any]) -> Any:
    return page.evaluate("([paragraphs, steps]) => twins.play(paragraphs, steps)", [paragraphs, steps])


def test_the_list_of_operations_is_complete(twins: Page) -> None:
    assert twins.evaluate("() => twins.names") == OPERATIONS


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=st.lists(st.lists(WORDS, max_size=3), min_size=1, max_size=3), steps=st.lists(STEP, max_size=6))
def test_a_page_says_what_it_says_without_the_script(twins: Page, paragraphs: list[list[str]], steps: Any) -> None:
    assert play(twins, paragraphs, steps) is None


def test_the_twin_is_linked_at_all(twins: Page) -> None:
    assert play(twins, [["a churn b"], ["NRR"]], [[["write", 0, 0, "GRR"]]]) is None
    assert twins.locator("#mine a.termbase-link").count() > 0
    assert twins.locator("#plain a").count() == 0
