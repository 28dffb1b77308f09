"""The script on pages of React and Vue: it never changes what they say, and waits for them to take over."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from termbase.exports import embed
from tests.browser import frameworks
from tests.browser.origins import origin
from tests.linking.linking_cases import site

PLAYER = Path(__file__).parent / "pages" / "frameworks.js"
PAGE = """<!doctype html><html lang="en"><title>App</title><main></main>
<script src="/react.js"></script><script src="/vue.js"></script><script src="/player.js"></script>
<script src="/embed/termbase.js"></script></html>"""
SERVER = "<div>Our <!-- -->churn rate<!-- --> and <em>NRR</em><p>GRR</p></div>"
HYDRATED = f"""<!doctype html><html lang="en"><title>App</title><main><div id="root">{SERVER}</div></main>
<script src="/embed/termbase.js"></script><script src="/react.js"></script><script src="/hydrate.js"></script></html>"""
HYDRATE = """
const { createElement: h } = React;
window.errors = [];
const app = (words) => h("div", null, "Our ", words, " and ", h("em", null, "NRR"), h("p", null, "GRR"));
setTimeout(() => {
  const onRecoverableError = (error) => errors.push(String(error));
  const root = ReactDOM.hydrateRoot(document.querySelector("#root"), app("churn rate"), { onRecoverableError });
  setTimeout(() => root.render(app("churn")), 2000);
}, DELAY);
"""

WORDS = st.sampled_from(["", "churn", "NRR", "a churn b", "churn rate and NRR", " and ", "GRR ", "none"])
PARAGRAPH = st.tuples(st.integers(0, 5), st.lists(st.tuples(st.booleans(), WORDS), max_size=3))
STATE = st.lists(PARAGRAPH, max_size=4, unique_by=lambda paragraph: paragraph[0])


@pytest.fixture(scope="module")
def app(browser: Browser) -> Iterator[Page]:
    files = {f"/{artifact.path}": artifact.content for artifact in embed.export(site())}
    more = {"/react.js": frameworks.react(), "/vue.js": frameworks.vue(), "/player.js": PLAYER.read_text("utf-8")}
    with origin({**files, **more, "/page.html": PAGE}) as address:
        page = browser.new_page()
        page.goto(f"{address}/page.html")
        yield page
        page.close()


@pytest.mark.parametrize("kind", ["react", "vue"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(STATE, min_size=1, max_size=5))
def test_an_app_says_what_it_says_without_the_script(app: Page, kind: str, states: Any) -> None:
    assert app.evaluate("([kind, states]) => frameworks.play(kind, states)", [kind, states]) is None


@pytest.mark.parametrize("kind", ["react", "vue"])
def test_an_app_is_linked_at_all(app: Page, kind: str) -> None:
    states = [[[1, [[False, "churn"]]]], [[1, [[False, "GRR "]]], [2, [[True, "NRR"]]]]]
    assert app.evaluate("([kind, states]) => frameworks.play(kind, states)", [kind, states]) is None
    assert app.locator("main a.termbase-link").all_inner_texts() == ["churn", "GRR", "NRR"]


def test_links_come_after_hydration(browser: Browser) -> None:
    files = {f"/{artifact.path}": artifact.content for artifact in embed.export(site())}
    more = {"/react.js": frameworks.react(), "/hydrate.js": HYDRATE.replace("DELAY", "0")}
    with origin({**files, **more, "/page.html": HYDRATED}) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/page.html")
        page.evaluate("() => termbase.idle()")
        assert page.locator("#root a").all_inner_texts() == ["churn rate", "NRR", "GRR"]
        page.wait_for_timeout(2300)
        page.evaluate("() => termbase.idle()")
        assert page.locator("#root").inner_text().split() == ["Our", "churn", "and", "NRR", "GRR"]
        assert page.evaluate("() => errors") == []
