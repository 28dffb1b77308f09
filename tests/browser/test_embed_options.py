"""How the script for wikis is set up, what editors find of it, and what it says when it does nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from termbase.exports import embed
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.browser.origins import origin
from tests.linking.linking_cases import compiled, glossary

TEXT = """<header>churn</header><nav class="breadcrumbs">churn</nav>
<main><nav>NRR</nav><h1>A page</h1><p id="p">We watch churn rate and NRR.</p><p id="q">GRR too.</p>
<div class="search-results">GRR</div><footer>churn</footer></main><footer>NRR</footer>"""
LINKS = "() => [...document.querySelectorAll('a.termbase-link')].map((link) => link.textContent)"
SCRIPT = '<script src="{glossary}/embed/termbase.js" {attributes}></script>'


class Visit:
    """A page with the script, and everything it said on the console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))

    def links(self) -> list[str]:
        return list(self.page.evaluate(f"() => termbase.idle().then({LINKS})"))


Visiting = Callable[..., AbstractContextManager[Visit]]


def published(site: Site) -> dict[str, str]:
    return {f"/{artifact.path}": artifact.content for artifact in embed.export(site)}


@pytest.fixture(scope="module")
def origins() -> Iterator[tuple[str, str]]:
    """Two glossaries: that of the table of cases, and a small one with a name in common."""
    other = compiled({"term": "Net revenue retention", "abbreviations": ["NRR"]}, {"term": "Sprocket"})
    everyone = {"Access-Control-Allow-Origin": "*"}
    with (
        origin(published(Site(glossary=glossary(), addresses=Addresses())), everyone) as first,
        origin(published(Site(glossary=other, addresses=Addresses())), everyone) as second,
    ):
        yield first, second


@pytest.fixture
def visiting(browser: Browser, origins: tuple[str, str]) -> Visiting:
    """Opens a page: `with visiting(attributes, html=…, before=…) as visit`."""

    @contextmanager
    def visit(
        attributes: str = "", *, html: str = TEXT, before: str = "", script: str = SCRIPT, **context: Any
    ) -> Iterator[Visit]:
        first, second = origins
        whole = script.replace("{attributes}", attributes)
        page = f'<!doctype html><html lang="en"><title>Wiki</title>{html}{before}{whole}</html>'
        page = page.replace("{glossary}", first).replace("{other}", second)
        with (
            origin({"/page.html": page, "/none.json": "[", "/sign-in.json": "<html>Sign in"}) as wiki,
            browser.new_context(**context) as made,
        ):
            visit = Visit(made.new_page())
            visit.page.goto(f"{wiki}/page.html", wait_until="load")
            yield visit

    return visit


# Options


@pytest.mark.parametrize(
    ("attributes", "before", "expected"),
    [
        ("", "", ["churn rate", "NRR", "GRR"]),
        ('data-scope="body"', "", ["churn", "NRR", "churn rate", "NRR", "GRR"]),
        ('data-skip="#p"', "", ["GRR"]),
        ("", "<script>termbaseEmbed = { skip: '#p' }</script>", ["GRR"]),
        ('data-skip="#q"', "<script>termbaseEmbed = { skip: '#p' }</script>", ["churn rate", "NRR"]),
    ],
)
def test_options_come_from_attributes_or_an_object(
    visiting: Visiting, attributes: str, before: str, expected: list[str]
) -> None:
    with visiting(attributes, before=before) as visit:
        links = visit.links()
        assert links[: len(expected)] == expected


@pytest.mark.parametrize(
    "script",
    [
        '<script src="{glossary}/embed/termbase.js?skip=%23p"></script>',
        '<script type="module">import("{glossary}/embed/termbase.js?skip=%23p")</script>',
        '<script type="module" src="{glossary}/embed/termbase.js" data-skip="#p"></script>',
        "<script>document.head.append(Object.assign(document.createElement('script'),"
        "{ src: '{glossary}/embed/termbase.js?skip=%23p' }))</script>",
    ],
    ids=["query", "import", "module", "loader"],
)
def test_loaders_of_all_kinds_work(visiting: Visiting, script: str) -> None:
    with visiting(script=script) as visit:
        visit.page.wait_for_function("() => window.termbase")
        assert visit.links() == ["GRR"]


def test_the_query_and_an_evaluated_script(visiting: Visiting) -> None:
    script = "<script>fetch('{glossary}/embed/termbase.js').then((got) => got.text()).then(eval)</script>"
    with visiting(script=script) as visit:
        visit.page.wait_for_function("() => window.termbase")
        assert visit.links() == []
        assert any("which glossary" in said for said in visit.said)
    named = "<script>termbaseEmbed = { terms: '{glossary}/embed/names.json' }</script>"
    with visiting(before=named, script=script) as visit:
        visit.page.wait_for_function("() => window.termbase")
        assert visit.links() == ["churn rate", "NRR", "GRR"]


@pytest.mark.parametrize("both", ["attribute", "scripts"])
def test_several_glossaries_share_a_page(visiting: Visiting, both: str) -> None:
    html = "<main><p>NRR of a sprocket</p></main>"
    attribute = 'data-terms="{glossary}/embed/names.json {other}/embed/names.json"'
    two = SCRIPT + '<script src="{other}/embed/termbase.js"></script>'
    options = {"attributes": attribute} if both == "attribute" else {"script": two}
    with visiting(html=html, **options) as visit:
        assert visit.links() == ["NRR", "sprocket"]
        first, second = visit.page.evaluate(
            "() => [...document.querySelectorAll('.termbase-link')].map((link) => new URL(link.href).port)"
        )
        assert first != second


# Messages


@pytest.mark.parametrize(
    ("attributes", "script", "words"),
    [
        ("", SCRIPT * 2, "second copy does nothing"),
        ('data-terms="/sign-in.json"', SCRIPT, "a web page, perhaps to sign in"),
        ('data-terms="/none.json"', SCRIPT, "is not JSON"),
        ('data-terms="/missing.json"', SCRIPT, "answered 404"),
        ('data-terms="http://127.0.0.1:1/embed/names.json"', SCRIPT, "cannot be read"),
        ('data-once="always"', SCRIPT, "is not a value of once"),
        ('data-scope="#nowhere"', SCRIPT, "nothing on this page matches #nowhere"),
    ],
)
def test_the_console_says_why_nothing_happens(visiting: Visiting, attributes: str, script: str, words: str) -> None:
    with visiting(attributes, script=script) as visit:
        visit.links()
        assert [words in said for said in visit.said if said.startswith("termbase:")] == [True]


def test_a_page_without_any_name_is_mentioned(visiting: Visiting) -> None:
    with visiting(html="<main><p>Nothing</p></main>") as visit:
        assert visit.links() == []
        said = [said for said in visit.said if said.startswith("termbase")]
        assert said == ["termbase: nothing is linked: the text of this page has none of the names"]


# Editors

READS = "() => [...document.querySelector('#p').childNodes].map((n) => n.data ?? `<${n.localName}>`).join('')"
PLAIN = "We watch churn rate and NRR."


@pytest.mark.parametrize(
    "change",
    [
        "p.contentEditable = 'true'",
        "document.body.contentEditable = 'true'",
        "p.setAttribute('contenteditable', 'plaintext-only')",
        "{ const box = document.createElement('div'); box.contentEditable = 'true'; p.before(box); box.append(p) }",
        "termbase.pause()",
    ],
)
def test_what_is_edited_has_no_link(visiting: Visiting, change: str) -> None:
    with visiting() as visit:
        visit.links()
        visit.page.evaluate(f"() => {{ const p = document.querySelector('#p'); {change} }}")
        assert visit.page.evaluate(READS) == PLAIN


@pytest.mark.parametrize(
    "control",
    [
        '<button id="c">Edit</button>',
        '<button id="c" class="btn-save">…</button>',
        '<a id="c" href="#">編集</a>',
        '<div class="ProseMirror"></div><button id="c">Open</button>',
    ],
)
def test_an_editor_that_reads_in_a_click_finds_no_link(visiting: Visiting, control: str) -> None:
    reads = "<script>c.addEventListener('click', () => { window.read = p.querySelector('a') ? 'a link' : p.textContent })</script>"
    with visiting(html=TEXT + control + reads) as visit:
        assert "NRR" in visit.links()
        visit.page.click("#c")
        assert visit.page.evaluate("() => read") == PLAIN
        visit.page.evaluate("() => { c.click() }")
        assert visit.page.evaluate("() => read") == PLAIN
        assert "NRR" in visit.links()


def test_html_that_a_program_reads_has_no_link(visiting: Visiting) -> None:
    with visiting() as visit:
        assert "NRR" in visit.links()
        assert visit.page.evaluate("() => p.innerHTML") == PLAIN
        assert visit.page.evaluate("() => p.outerHTML") == f'<p id="p">{PLAIN}</p>'
        assert "termbase-link" not in visit.page.evaluate("() => document.body.innerHTML")
        assert visit.page.evaluate("() => p.querySelector('a').outerHTML").startswith("<a ")
        visit.page.evaluate("() => { p.innerHTML += ' <b>GRR</b>' }")
        assert visit.page.evaluate("() => p.textContent") == f"{PLAIN} GRR"
        assert "GRR" in visit.links()


def test_copied_html_has_no_link(visiting: Visiting) -> None:
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.links()
        visit.page.evaluate("() => getSelection().selectAllChildren(document.querySelector('#p'))")
        visit.page.keyboard.press("Control+C")
        html = visit.page.evaluate(
            "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
        )
        assert "churn rate" in html
        assert "termbase" not in html
        assert visit.page.evaluate("() => String(getSelection())") == PLAIN


# Previews


def shown(page: Page) -> Any:
    return page.locator("#termbase-preview")


def test_a_link_that_was_written_by_hand_has_a_preview(visiting: Visiting) -> None:
    html = '<main><p><a href="{glossary}/go/nrr/">ours</a></p></main>'
    with visiting(html=html) as visit:
        visit.links()
        visit.page.get_by_role("link", name="ours").hover()
        expect(shown(visit.page)).to_contain_text("What Net revenue retention means.")
    with visiting('data-previews="ours"', html=html) as visit:
        visit.links()
        visit.page.get_by_role("link", name="ours").hover()
        visit.page.wait_for_timeout(400)
        expect(shown(visit.page)).to_have_count(0)


def test_definitions_are_loaded_when_one_is_wanted(visiting: Visiting) -> None:
    with visiting() as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url.rpartition("/embed/")[2]))
        visit.links()
        assert asked == []
        visit.page.get_by_role("link", name="GRR").hover()
        expect(shown(visit.page)).to_contain_text("What Gross revenue retention means.")
        assert asked == ["definitions/0.json"]


def test_the_first_tap_may_show_the_preview(visiting: Visiting) -> None:
    with visiting('data-touch="preview"', has_touch=True) as visit:
        visit.links()
        address = visit.page.url
        visit.page.get_by_role("link", name="GRR").tap()
        expect(shown(visit.page)).to_contain_text("Tap again to open")
        assert visit.page.url == address
        with visit.page.expect_request("**/terms/gross-revenue-retention/"):
            visit.page.get_by_role("link", name="GRR").tap()


def test_links_may_be_left_out_of_the_tab_order(visiting: Visiting) -> None:
    with visiting('data-tab="no"', html="<main>NRR <button>B</button></main>") as visit:
        visit.links()
        visit.page.keyboard.press("Tab")
        expect(visit.page.get_by_role("button")).to_be_focused()


def test_a_preview_keeps_its_direction_on_a_page_from_right_to_left(visiting: Visiting) -> None:
    with visiting(html="<main dir=rtl lang=he><p>NRR</p></main>") as visit:
        visit.links()
        visit.page.get_by_role("link", name="NRR").hover()
        expect(shown(visit.page)).to_have_css("direction", "ltr")
        expect(shown(visit.page)).to_have_attribute("lang", "en")


def test_the_look_survives_a_rule_for_all_links(visiting: Visiting) -> None:
    style = "<style>.vp-doc a { color: red; text-decoration: none } .vp-doc a::after { content: '↗' }</style>"
    with visiting(html=f'{style}<main class="vp-doc" style="color: blue"><p>NRR</p></main>') as visit:
        visit.links()
        link = visit.page.get_by_role("link", name="NRR")
        expect(link).to_have_css("text-decoration-style", "dotted")
        expect(link).to_have_css("color", "rgb(0, 0, 255)")
        assert link.evaluate("(link) => getComputedStyle(link, '::after').content") in ("none", "normal")
