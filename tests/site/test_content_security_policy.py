"""The Content-Security-Policy of finished pages."""

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.site import content_security_policy
from termbase.site.content_security_policy import policy, with_policy


def digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def directive(html: str, name: str) -> list[str]:
    return next((part.split()[1:] for part in policy(html).split("; ") if part.split()[0] == name), [])


@pytest.mark.parametrize(
    ("html", "hashed"),
    [
        ("<script>a()</script>", ["a()"]),
        ("<script>a()</script><script>b()</script>", ["a()", "b()"]),
        ("<script>a()</script><script>a()</script>", ["a()"]),
        ("<script type=module>a()</script>", ["a()"]),
        ('<script type="text/javascript">a()</script>', ["a()"]),
        ("<script>if (1 < 2 && 3) a('&amp;')</script>", ["if (1 < 2 && 3) a('&amp;')"]),
        ("<SCRIPT>a()</SCRIPT>", ["a()"]),
        ("<script>one\r\ntwo</script>", ["one\ntwo"]),
        ("<script>é</script>", ["é"]),
        ("<script></script>", [""]),
    ],
)
def test_scripts_that_are_run_are_allowed_by_their_hashes(html: str, hashed: list[str]) -> None:
    assert directive(html, "script-src") == ["'self'", *sorted(map(digest, hashed))]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="page.js"></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        "<!-- <script>a()</script> -->",
        '<p title="<script>a()</script>">text</p>',
        "<textarea>&lt;script&gt;a()&lt;/script&gt;</textarea>",
        '<p onclick="a()">text</p>',
        '<a href="javascript:a()">text</a>',
        "no markup",
    ],
)
def test_nothing_else_is_allowed(html: str) -> None:
    assert directive(html, "script-src") == ["'self'"]


@pytest.mark.parametrize(
    ("html", "name", "origin"),
    [
        ('<script src="https://cdn.invalid/x.js"></script>', "script-src", "https://cdn.invalid"),
        ('<script src="//cdn.invalid:8080/x.js"></script>', "script-src", "https://cdn.invalid:8080"),
        ('<link rel="stylesheet" href="https://cdn.invalid/x.css">', "style-src", "https://cdn.invalid"),
        ('<link rel="shortcut icon" href="https://cdn.invalid/x.png">', "img-src", "https://cdn.invalid"),
        ('<img src="https://img.invalid/x.png">', "img-src", "https://img.invalid"),
        ('<iframe src="https://frame.invalid/"></iframe>', "frame-src", "https://frame.invalid"),
        ('<video src="https://film.invalid/x"></video>', "media-src", "https://film.invalid"),
    ],
)
def test_what_the_page_loads_from_elsewhere_is_allowed_for_that_purpose_only(html: str, name: str, origin: str) -> None:
    assert directive(html, name)[-1] == origin
    assert policy(html).count(origin) == 1


@pytest.mark.parametrize(
    "address",
    ["page.js", "/page.js", "https://a.invalid; script-src *", "https://'unsafe-inline'/", "https:///x", "data:,x"],
)
def test_an_address_adds_no_origin_where_it_names_none_or_would_end_the_directive(address: str) -> None:
    html = f'<script src="{address}"></script>'
    assert directive(html, "script-src") == ["'self'"]
    assert "*" not in policy(html)


def test_links_that_load_nothing_allow_nothing() -> None:
    assert "elsewhere" not in policy(
        '<link rel="canonical" href="https://elsewhere.invalid/"><a href="//elsewhere.invalid">x</a>'
    )


def test_scripts_are_never_allowed_wholesale() -> None:
    assert "'unsafe-inline'" not in directive("<script>a()</script>", "script-src")
    assert "'unsafe-eval'" not in policy("<script>a()</script>")
    assert directive("", "object-src") == directive("", "base-uri") == ["'none'"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<head>", "<title>t</title></head>"),
        ('<head><meta charset="utf-8">', "<title>t</title></head>"),
        ('<!doctype html>\n<html>\n<head>\n  <meta charset="utf-8">', "\n<title>t</title></head>"),
        ('<html><head\n  lang="en">', "<body></body>"),
        ('<head>\r\n<meta\r\n charset="utf-8">', "</head>"),
    ],
)
def test_the_element_comes_ahead_of_everything_it_rules(before: str, after: str) -> None:
    made = with_policy(f"{before}{after}")
    kept = before.replace("\r\n", "\n")
    assert made.startswith(f'{kept}<meta http-equiv="Content-Security-Policy" content="')
    assert made.endswith(f'">{after}')


def test_nothing_is_allowed_from_a_part_that_shall_not_be_read() -> None:
    body = '<p><script>bad()</script><img src="https://bad.invalid/x"></p>'
    made = with_policy(f"<head></head><body><script>good()</script>{body}</body>", unread=body)
    assert digest("good()") in made
    assert digest("bad()") not in made
    assert made.count("https://bad.invalid") == 1
    assert made.endswith(f"{body}</body>")


def test_a_page_without_a_head_stays_as_it_is() -> None:
    assert with_policy("<p>text</p>") == "<p>text</p>"


def test_the_policy_does_not_depend_on_the_order_of_scripts() -> None:
    assert policy("<script>a()</script><script>b()</script>") == policy("<script>b()</script><script>a()</script>")


@pytest.mark.parametrize(
    ("html", "refused"),
    [
        ('<a onclick="go()">', ["scripts in attributes, such as onclick"]),
        ('<a href=" JavaScript:go()">', ["links that run a script"]),
        ('<object data="x.svg"></object>', ["<object> elements"]),
        ('<base href="/a/">', ["the <base> element"]),
        ('<form action="https://forms.invalid/x">', ["forms that are sent to forms.invalid"]),
        ('<pre class="mermaid">', ["Mermaid diagrams, if their script is loaded from another site"]),
        ("<script>load('https://stats.invalid/x.js')</script>", ["what a script in the page loads from https://stats.invalid"]),
        ("<script src=https://cdn.invalid/a.js></script><script>f('https://cdn.invalid/b.js')</script>", []),
        ("<script>svg('http://www.w3.org/2000/svg')</script>", []),
        ('<script type="application/ld+json">{"@id": "https://a.invalid"}</script>', []),
        ('<a href="https://a.invalid" on="x"><form action="/search">', []),
    ],
)  # fmt: skip
def test_what_it_refuses_is_named(html: str, refused: list[str]) -> None:
    heard: list[str] = []
    with_policy(f"<head></head>\n<body>{html}</body>", refused=heard.append)
    assert heard == refused


PIECES = st.sampled_from(
    (
        "<head>", "</head>", "<meta charset=utf-8>", "<script>", "</script>", "a()", "\n", "\r\n", " ", "<", ">", "&", "&amp",
        "<!-- ", " -->", "<p ", 'title="', '"', "<script src=https://cdn.invalid/x.js>", "<script type=application/json>",
        "<img src=//images.invalid/x>", "<textarea>", "</textarea>", "</", "<!", "<?", "'", "/>", "é",
        "<a ", "</a>", "<span ", '">', " hidden", ' id="x"', ' class="', 'mermaid', ' href="', "javascript:a()", "java&#115;cript:",
        "&#106;avascript:", "x.html", ' onclick="a()"', " onclick", "=", ' data-on="x"', "<base ", "<h1>", "<H1>", "<meta name=", " charset=", "'x'", " viewBox=", " ONclick=", "<p/>", "<style>",
    )
)  # fmt: skip


def whole(html: str) -> content_security_policy._Page:
    """What a page holds, read at one go instead of line by line."""
    reader = content_security_policy._Reader()
    reader.feed(html)
    reader.close()
    page = content_security_policy._Page()
    page.add(reader, html, start=0)
    return page


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_page_read_line_by_line_has_the_policy_of_the_whole(html: str) -> None:
    html = html.replace("\r\n", "\n") + "\n"
    assert content_security_policy._read(html) == whole(html)


def test_lines_that_pages_share_are_parsed_once() -> None:
    shell = "".join(f"<a href=page-{number}>unlike any line of other tests</a>\n" for number in range(200))
    pages = [f"<head>\n{shell}<title>Page {number} of these tests</title>\n" for number in range(10)]
    before = content_security_policy._read_line.cache_info().misses
    for page in pages:
        with_policy(page)
    parsed = content_security_policy._read_line.cache_info().misses - before
    assert parsed <= len(shell.splitlines()) + len(pages) + 2
