"""The script for pages of other sites, on pages of another origin with a strict policy."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from playwright.sync_api import Browser, Page, Request, expect

from termbase.exports import embed
from termbase.text.words import text_words
from tests.browser.accessibility import problems
from tests.browser.origins import Files, origin, policy
from tests.linking.linking_cases import once, pages, site, texts

PAGES = Path(__file__).parent / "pages"
Links = list[tuple[str, str]]

LINKS = """() => [...document.querySelectorAll("a.termbase-link")].map((link) => [
  link.textContent, new URL(link.href).pathname.replace(/^\\/(terms\\/)?/, "").replace(/\\/$/, "")])"""
LATE = """
const place = document.querySelector("#late, #wiki");
setTimeout(() => {
  const made = new Range().createContextualFragment(trust.createHTML(CONTENT));
  place.replaceChildren(made);
  document.documentElement.dataset.late = "done";
}, 300);
"""
TRUST = "const trust = trustedTypes.createPolicy('wiki', { createHTML: (text) => text });\n"
LATE_CONFLUENCE = "<p>Late came <b>churn</b> and NRR, <a href='/x'>GRR</a>.</p><h3>GRR</h3><p>churn</p>"
BLANK = '<!doctype html><html lang="en"><title>Blank</title><main><p id="p"></p></main>{script}</html>'


@dataclass(slots=True, kw_only=True)
class Visit:
    """A page of the wiki, and what it said."""

    page: Page
    said: list[str] = field(default_factory=list)
    """Warnings and errors on the console, uncaught errors and violations of the policy."""
    asked: list[str] = field(default_factory=list)
    """Addresses that the page asked for."""
    cookies: list[str] = field(default_factory=list)
    """Addresses that were asked for with a cookie."""

    def links(self) -> Links:
        """The links that the script has made, when it has come to rest."""
        self.page.evaluate("() => termbase.idle()")
        return [(words, target) for words, target in self.page.evaluate(LINKS)]

    def text(self) -> str:
        """The text of the page."""
        return str(self.page.evaluate("() => document.body.textContent"))


Visiting = Callable[..., AbstractContextManager[Visit]]


def published(**more: str) -> Files:
    """What the glossary's site serves for the script."""
    files = {f"/{artifact.path}": artifact.content for artifact in embed.export(site())}
    return {**files, **more}


@pytest.fixture(scope="module")
def glossary() -> Iterator[str]:
    """The glossary of the table, on an origin that lets others fetch."""
    with origin(published(), {"Access-Control-Allow-Origin": "*"}) as address:
        yield address


@pytest.fixture(scope="module")
def visiting(browser: Browser, glossary: str) -> Visiting:
    """Opens a page of the wiki: `with visiting(html) as visit`."""

    @contextmanager
    def visit(html: str, *, address: str = glossary, late: str = "", fetches: bool = True) -> Iterator[Visit]:
        wiki = {
            "/page": html.replace("{glossary}", address),
            "/page.css": "body { font-family: sans-serif }",
            "/late.js": TRUST + LATE.replace("CONTENT", json.dumps(late)),
        }
        headers = {"Content-Security-Policy": policy(address, fetches=fetches), "Content-Type": "text/html"}
        with ExitStack() as stack:
            host = stack.enter_context(origin({**wiki, "/page.html": wiki["/page"]}, headers))
            context = stack.enter_context(browser.new_context(viewport={"width": 1000, "height": 700}))
            page = context.new_page()
            made = Visit(page=page)
            page.on("console", lambda said: made.said.append(said.text) if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: made.said.append(str(error)))
            page.on("request", lambda request: made.asked.append(request.url.replace(host, "")))
            page.on("requestfinished", lambda request: made.cookies.extend(_with_cookie(request)))
            page.goto(f"{host}/page.html", wait_until="load")
            yield made
            assert context.cookies() == []

    return visit


def _with_cookie(request: Request) -> list[str]:
    return [request.url] if "cookie" in request.all_headers() else []


def blank(attributes: str = "", script: str = "termbase.js") -> str:
    return BLANK.replace("{script}", f'<script src="{{glossary}}/embed/{script}" {attributes} defer></script>')


@pytest.fixture(scope="module")
def empty(visiting: Visiting) -> Iterator[Visit]:
    """A page without text, in which one case after the other is tried."""
    with visiting(blank()) as visit:
        yield visit


def put(visit: Visit, html: str) -> None:
    """Gives the page another text, as a wiki does that renders in the browser."""
    visit.page.evaluate("(html) => document.body.replaceChildren(trusted(html))", html)


@pytest.fixture(scope="module", autouse=True)
def trusted(empty: Visit) -> None:
    empty.page.evaluate(
        """() => {
          const trust = trustedTypes.createPolicy("test", { createHTML: (text) => text });
          window.trusted = (html) => new Range().createContextualFragment(trust.createHTML(html));
        }"""
    )


# The table of cases


@pytest.mark.parametrize(("text", "expected"), texts())
def test_names_are_found_in_a_text(empty: Visit, text: str, expected: Links) -> None:
    found = empty.page.evaluate("(text) => termbase.ready.then(() => termbase.find(text))", text)
    units = text.encode("utf-16-le")  # the positions of JavaScript
    words = [units[2 * match["start"] : 2 * match["end"]].decode("utf-16-le") for match in found]
    targets = [match["url"].split("/", 3)[3].removeprefix("terms/").removesuffix("/") for match in found]
    assert list(zip(words, targets, strict=True)) == expected


@pytest.mark.parametrize(("text", "expected"), texts())
def test_names_are_linked_in_a_paragraph(empty: Visit, text: str, expected: Links) -> None:
    put(empty, "<p></p>")
    empty.page.evaluate("(text) => { document.querySelector('p').textContent = text; }", text)
    assert empty.links() == once(expected)
    assert empty.text() == text


@pytest.mark.parametrize(("page", "expected"), pages())
def test_names_are_linked_in_a_page(empty: Visit, page: str, expected: Links) -> None:
    html = Markdown().convert(page)
    put(empty, html)
    before = empty.text()
    assert empty.links() == expected
    assert empty.text() == before
    assert empty.said == []


# Pages as wikis make them

WIKIS: dict[str, tuple[str, Links]] = {
    "plain": (
        "",
        [
            ("churn rate", "churn-rate"),
            ("NRR", "net-revenue-retention"),
            ("cross sell", "cross-sell"),
            ("CSMs", "go/csm"),
            ("NRR", "net-revenue-retention"),
            ("KPI", "key-performance-indicator"),
            ("gross revenue retention", "gross-revenue-retention"),
            ("success plan", "plan"),
            ("C++", "c-plus-plus"),
        ],
    ),
    "confluence": (
        LATE_CONFLUENCE,
        [
            ("CSM", "go/csm"),
            ("AE", "account-executive"),
            ("churn\u00a0rate", "churn-rate"),
            ("NRR", "net-revenue-retention"),
            ("KPIs", "key-performance-indicator"),
            ("onboarding", "onboarding"),
            ("case study", "case-study"),
            ("cross\u2011sell", "cross-sell"),
            ("Time to value", "time-to-value"),
            ("churn", "churn"),
            ("NRR", "net-revenue-retention"),
            ("churn", "churn"),
        ],
    ),
    "mediawiki": (
        "",
        [
            ("Churn", "churn"),
            ("churn rate", "churn-rate"),
            ("onboarding", "onboarding"),
            ("time to value", "time-to-value"),
            ("Revenue retention", "revenue-retention"),
            ("MAU", "monthly-active-users"),
            ("Win/loss", "win-loss"),
            ("C++", "c-plus-plus"),
            ("A/B tests", "a-b-test"),
        ],
    ),
    "gitlab": (
        (PAGES / "gitlab-content.html").read_text("utf-8"),
        [
            ("AE", "account-executive"),
            ("GRR", "gross-revenue-retention"),
            ("Churn rate", "churn-rate"),
            ("churn", "churn"),
            ("R&D", "research-and-development"),
            ("e-mail campaign", "email-campaign"),
            (".NET", "dot-net"),
            ("C#", "c-sharp"),
            ("case study", "case-study"),
        ],
    ),
}


@pytest.mark.parametrize("wiki", WIKIS)
def test_a_wiki_page_is_linked_and_otherwise_untouched(visiting: Visiting, wiki: str) -> None:
    late, expected = WIKIS[wiki]
    html = (PAGES / f"{wiki}.html").read_text("utf-8")
    with visiting(html.replace("/termbase.js", "/none.js"), late=late) as plain:
        if late:
            plain.page.wait_for_selector("[data-late]", state="attached")
        text = plain.text()
    with visiting(html, late=late) as visit:
        if late:
            visit.page.wait_for_selector("[data-late]", state="attached")
        assert visit.links() == expected
        assert visit.said == []
        assert visit.text() == (text.replace("and\n,", "and\nC++,") if wiki == "plain" else text)
        outside = [address for address in visit.asked if address.startswith("http")]
        assert [address.split("/", 3)[3] for address in outside] == ["embed/termbase.js", "embed/names.json"]
        assert visit.page.evaluate("() => localStorage.length + sessionStorage.length") == 0
        assert visit.page.locator("[style]").count() == 0


def test_a_term_element_follows_its_name(visiting: Visiting) -> None:
    with visiting(blank()) as visit:
        visit.links()
        visit.page.evaluate(
            """() => {
              const element = document.createElement("termbase-term");
              element.setAttribute("name", "plan");
              element.textContent = "words";
              document.body.append(element);
            }"""
        )
        link = visit.page.locator("termbase-term a")
        expect(link).to_have_attribute("href", re.compile("/terms/plan/$"))
        change = "(name) => document.querySelector('termbase-term').setAttribute('name', name)"
        visit.page.evaluate(change, "NRR")
        expect(link).to_have_attribute("href", re.compile("/terms/net-revenue-retention/$"))
        visit.page.evaluate(change, "unknown")
        expect(link).to_have_count(0)
        expect(visit.page.locator("termbase-term")).to_have_text("words")


# What a page may do to its own text afterwards


@pytest.mark.parametrize(
    ("change", "text", "linked"),
    [
        ("first.data = 'now churn rate'", "now churn rate", ["churn rate"]),
        ("first.data = 'nothing'", "nothing", []),
        ("first.remove()", "", []),
        ("first.remove(); p.append(first)", "a churn b NRR c", ["churn", "NRR"]),
        ("p.append(...p.childNodes)", "a churn b NRR c", ["churn", "NRR"]),
        ("p.normalize()", "a churn b NRR c", ["churn", "NRR"]),
        ("p.textContent = 'GRR'", "GRR", ["GRR"]),
        ("p.append(' and GRR')", "a churn b NRR c and GRR", ["churn", "NRR", "GRR"]),
        ("p.prepend('KPI ')", "KPI a churn b NRR c", ["KPI", "churn", "NRR"]),
        ("p.replaceWith('GRR')", "GRR", ["GRR"]),
        ("p.insertBefore(new Text('GRR '), first)", "GRR a churn b NRR c", ["GRR", "churn", "NRR"]),
    ],
)
def test_a_page_may_change_its_text(empty: Visit, change: str, text: str, linked: list[str]) -> None:
    put(empty, "<p>a churn b NRR c</p>")
    assert len(empty.links()) == 2
    empty.page.evaluate(f"() => {{ const p = document.querySelector('p'), first = p.firstChild; {change}; }}")
    assert [words for words, _ in empty.links()] == linked
    assert empty.text() == text
    assert empty.said == []


def test_tidying_text_nodes_loses_no_word(empty: Visit) -> None:
    put(empty, "<p>NRR</p>")
    empty.links()
    empty.page.evaluate("() => document.body.normalize()")
    assert [words for words, _ in empty.links()] == ["NRR"]
    assert empty.text() == "NRR"


def test_a_text_in_several_nodes_is_not_cut_within_a_word(empty: Visit) -> None:
    put(empty, "<p></p>")
    empty.page.evaluate("() => document.querySelector('p').append('un', 'churn', ' GRR', 'ed', ' NRR')")
    assert [words for words, _ in empty.links()] == ["NRR"]


def test_a_term_may_be_linked_again_when_its_link_is_gone(empty: Visit) -> None:
    put(empty, "<p>churn</p><p>churn</p>")
    assert len(empty.links()) == 1
    empty.page.evaluate("() => { document.querySelector('p').remove(); document.querySelector('p').append(' churn'); }")
    assert len(empty.links()) == 1


def test_a_page_that_removes_the_links_is_left_in_peace(visiting: Visiting) -> None:
    with visiting(blank()) as visit:
        visit.links()
        visit.page.evaluate(
            """() => {
              const p = document.querySelector("p");
              window.times = 0;
              new MutationObserver(() => {
                if (!p.querySelector("a")) return;
                window.times += 1;
                p.textContent = "a churn b";
              }).observe(p, { childList: true, subtree: true });
              p.textContent = "a churn b";
            }"""
        )
        times = visit.page.evaluate(
            """async () => {
              let before = -1;
              while (times !== before && times < 1000) {
                before = times;
                await new Promise((go) => setTimeout(go, 400));
              }
              return times;
            }"""
        )
        assert 1 < times < 1000
        assert visit.links() == []
        assert visit.text().strip() == "a churn b"


# How it is loaded


def test_the_terms_may_come_as_a_script(visiting: Visiting) -> None:
    html = blank().replace("<script", '<script src="{glossary}/embed/terms.js" defer></script><script')
    with origin(published()) as shy, visiting(html.replace("<p id", "NRR<p id"), address=shy, fetches=False) as visit:
        assert visit.links() == [("NRR", "net-revenue-retention")]
        assert visit.said == []
        assert not [address for address in visit.asked if address.endswith(".json")]


def test_a_pinned_script_runs_and_a_changed_one_does_not(visiting: Visiting) -> None:
    pinned = Path(embed.VERSIONED).name
    html = blank(f'integrity="{embed.integrity(embed.embed_script())}" crossorigin', pinned).replace(
        "<p id", "NRR<p id"
    )
    with visiting(html) as visit:
        assert len(visit.links()) == 1
    changed = published(**{f"/{embed.VERSIONED}": embed.embed_script() + " "})
    with origin(changed, {"Access-Control-Allow-Origin": "*"}) as other, visiting(html, address=other) as visit:
        assert visit.page.evaluate("() => typeof termbase") == "undefined"


@pytest.mark.parametrize(
    ("attributes", "files"),
    [
        ('data-terms="/embed/none.json"', {}),
        ("", {"/embed/names.json": "<html>"}),
        ("", {"/embed/names.json": '{"format": 2}'}),
        ("", {"/embed/names.json": '{"format": 1, "terms": [], "names": [["nrr", 7]], "explicit": []}'}),
    ],
    ids=["missing", "no data", "another format", "broken"],
)
def test_a_page_does_not_suffer_when_the_terms_fail(visiting: Visiting, attributes: str, files: Files) -> None:
    broken = origin({**published(), **files}, {"Access-Control-Allow-Origin": "*"})
    with broken as address, visiting(blank(attributes).replace("<p id", "nrr<p id"), address=address) as visit:
        errors: list[str] = []
        visit.page.on("pageerror", lambda error: errors.append(str(error)))
        assert visit.links() == []
        assert errors == []
        assert visit.text().strip() == "nrr"


def test_a_page_without_permission_to_fetch_only_gets_a_warning(visiting: Visiting) -> None:
    with visiting(blank(), fetches=False) as visit:
        assert visit.links() == []
        assert any(said.startswith("termbase: no terms") for said in visit.said)


def test_a_selector_that_is_none_is_left_out(visiting: Visiting) -> None:
    with visiting(blank('data-scope="[" data-skip="p"').replace("<p id", "NRR<p>GRR</p><p id")) as visit:
        assert visit.links() == [("NRR", "net-revenue-retention")]
        assert len(visit.said) == 1


def test_a_copy_of_the_terms_leads_to_the_glossary(visiting: Visiting) -> None:
    data = {**embed.terms(site()), "site": "https://glossary.example/base/"}
    files = published(**{"/copy.json": json.dumps(data)})
    html = blank('data-terms="{glossary}/copy.json"').replace("<p id", "NRR<p id")
    with origin(files, {"Access-Control-Allow-Origin": "*"}) as address, visiting(html, address=address) as visit:
        visit.links()
        link = visit.page.locator("a.termbase-link")
        expect(link).to_have_attribute("href", "https://glossary.example/base/terms/net-revenue-retention/")


def test_no_cookie_goes_to_the_glossary(visiting: Visiting) -> None:
    with visiting(blank("crossorigin")) as visit:
        visit.page.context.add_cookies([{"name": "secret", "value": "1", "domain": "127.0.0.1", "path": "/"}])
        visit.page.reload()
        visit.links()
        assert [address.rpartition("/")[2] for address in visit.cookies] == ["page.html"]
        visit.page.context.clear_cookies()


def test_loading_it_twice_does_nothing_more(visiting: Visiting) -> None:
    html = blank().replace("<p id", "NRR NRR<p id")
    with visiting(html + blank()) as visit:
        assert len(visit.links()) == 1
        assert visit.said == []


# The preview


@pytest.fixture
def read(visiting: Visiting) -> Iterator[Page]:
    html = blank().replace("<main>", "<main><h1>Page</h1>").replace("<p id", "<p>The CSM and NRR.</p><p id")
    with visiting(html) as visit:
        visit.links()
        yield visit.page
        assert visit.said == []


def preview(page: Page) -> Any:
    return page.locator("#termbase-preview")


def test_the_pointer_opens_enters_and_leaves_the_preview(read: Page) -> None:
    read.get_by_role("link", name="NRR").hover()
    expect(preview(read)).to_be_visible()
    expect(preview(read)).to_contain_text("Net revenue retention")
    expect(preview(read)).to_contain_text("What Net revenue retention means.")
    preview(read).hover()
    read.wait_for_timeout(500)
    expect(preview(read)).to_be_visible()
    read.mouse.move(900, 600)
    expect(preview(read)).to_be_hidden()


def test_the_keyboard_opens_and_closes_the_preview(read: Page) -> None:
    read.keyboard.press("Tab")
    link = read.get_by_role("link", name="CSM")
    expect(link).to_be_focused()
    expect(preview(read)).to_contain_text("Several meanings: Customer success management; Customer success manager")
    expect(link).to_have_accessible_description(
        "CSM Several meanings: Customer success management; Customer success manager From Glossary"
    )
    read.keyboard.press("Escape")
    expect(preview(read)).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", "termbase-preview")
    read.keyboard.press("Tab")
    expect(preview(read)).to_contain_text("Net revenue retention")
    read.keyboard.press("Tab")
    expect(preview(read)).to_be_hidden()


def test_escape_closes_the_preview_under_the_pointer(read: Page) -> None:
    read.get_by_role("link", name="NRR").hover()
    expect(preview(read)).to_be_visible()
    read.keyboard.press("Escape")
    expect(preview(read)).to_be_hidden()


def test_the_preview_is_styled_although_the_policy_allows_no_inline_style(read: Page) -> None:
    read.get_by_role("link", name="NRR").hover()
    expect(preview(read)).to_have_css("position", "fixed")
    expect(read.get_by_role("link", name="NRR")).to_have_css("text-decoration-style", "dotted")
    link, box = read.get_by_role("link", name="NRR").bounding_box(), preview(read).bounding_box()
    assert link is not None
    assert box is not None
    assert link["y"] + link["height"] <= box["y"] <= link["y"] + link["height"] + 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_preview_has_no_barriers(read: Page, scheme: Any) -> None:
    read.emulate_media(color_scheme=scheme)
    read.get_by_role("link", name="NRR").hover()
    expect(preview(read)).to_be_visible()
    assert problems(read) == ""


def test_a_preview_shows_within_an_open_dialog(read: Page) -> None:
    read.evaluate(
        """() => {
          const dialog = document.createElement("dialog");
          dialog.append("A GRR in a dialog");
          document.querySelector('main').append(dialog);
          dialog.showModal();
          return termbase.idle();
        }"""
    )
    read.get_by_role("link", name="GRR").hover()
    preview(read).hover()
    read.wait_for_timeout(500)
    expect(preview(read)).to_be_visible()
    read.keyboard.press("Escape")
    expect(preview(read)).to_be_hidden()
    expect(read.locator("dialog")).to_be_visible()


# Folding

WORDS = """
address analyses bases boxes buses businesses buzzes cache caches case cases churches criteria customer's customers'
databases ethics focuses gas goals heroes house indices keys lenses losses matrices media movies news people phenomena
pies potatoes prices process processes quizzes releases rushes sales series shoes sizes status studies taxes ties uses
vertices women AEs CSSs GPUs IDs KPIs KPI's KPI’s SaaS OS As VoCs Élan ÉLAN café cafés straße STRASSE ẞ ſ ΣΊΣΥΦΟΣ σίσυφος
İstanbul ısı ıs ﬁt ＮＲＲ ǅ ŉ µ Ω ὈΔΥΣΣΕΎΣ ᾳ дела ДЕЛА हिन्दी 顧客 C++ C# .NET x+y
"""


def test_words_fold_in_the_script_as_they_do_in_the_build(visiting: Visiting) -> None:
    authored = " ".join(
        path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "glossary").rglob("*.yml"))
    )
    words = sorted({word.written for word in text_words(f"{WORDS} {authored}") if word.written != "&"})
    folded = [text_words(word)[0].folded for word in words]
    keys = sorted(set(folded))
    data = {
        "format": 1,
        "title": "Words",
        "language": "en",
        "site": "",
        "suffix": "/",
        "terms": [[f"terms/{place}", key, ""] for place, key in enumerate(keys)],
        "names": [[key, place] for place, key in enumerate(keys)],
        "explicit": [],
    }
    files = published(**{"/embed/names.json": json.dumps(data)})
    with origin(files, {"Access-Control-Allow-Origin": "*"}) as address, visiting(blank(), address=address) as visit:
        visit.links()
        found = visit.page.evaluate("(all) => all.map((one) => (termbase.find(one)[0] || {}).term)", words)
    assert dict(zip(words, found, strict=True)) == dict(zip(words, folded, strict=True))


# Ten thousand terms


def test_ten_thousand_terms_are_linked_in_slices(visiting: Visiting) -> None:
    names = [f"invented{letter}{number} term" for letter in "abcdefghij" for number in range(1000)]
    data = {
        "format": 1,
        "title": "Invented",
        "language": "en",
        "site": "",
        "suffix": "/",
        "terms": [[f"terms/{name.replace(' ', '-')}", name, "An invented thing, " * 8] for name in names],
        "names": [[name, place] for place, name in enumerate(names)],
        "explicit": [],
    }
    text = "".join(f"<p>In paragraph {n} we speak of {name}s at length.</p>" for n, name in enumerate(names[::5]))
    files = published(**{"/embed/names.json": json.dumps(data)})
    with (
        origin(files, {"Access-Control-Allow-Origin": "*"}) as address,
        visiting(blank().replace("<p id", f"{text}<p id"), address=address) as v,
    ):
        v.page.evaluate(
            """() => {
              window.turns = 0;
              const turn = () => { window.turns += 1; setTimeout(turn); };
              turn();
            }"""
        )
        links = v.links()
        assert [words for words, _ in links] == [f"{name}s" for name in names[::5]]
        assert v.page.evaluate("() => turns") > 5
        assert v.said == []
