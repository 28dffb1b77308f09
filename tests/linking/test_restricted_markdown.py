"""What may come out of a contributor's words, whatever goes in."""

from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termbase.linking.linker import LinkedSection
from termbase.linking.restricted_markdown import Rendered, RichText
from termbase.model.concept import ConceptId
from tests.linking.linking_cases import glossary, shown

PAGE = "https://glossary.example/terms/churn/"
ALLOWED = {
    "a": {"href", "rel", "class", "data-term", "data-terms"},
    "code": {"class"},
    **{tag: {"align"} for tag in ("td", "th")},
    **{tag: set[str]() for tag in ("blockquote", "br", "em", "li", "ol", "p", "span", "strong", "ul")},
    **{tag: set[str]() for tag in ("pre", "table", "tbody", "thead", "tr")},
}


def rich() -> RichText:
    made = glossary()
    return RichText(made.index, made.names, {str(c.id): c.term for c in made.termbase.concepts})


RICH = rich()


def render(text: str, *, own: str | None = None) -> Rendered:
    return RICH.render(text, own=None if own is None else ConceptId(own))


def html(text: str) -> str:
    return render(text).html(lambda target: f"../{shown(target)}/")


def breaches(written: str) -> Iterator[str]:
    """What a browser would find in a text that must not be there."""
    tree = html5lib.parseFragment(written, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        if element.tag not in ALLOWED:
            yield f"<{element.tag}>"
            continue
        yield from (f"{element.tag} {name}" for name in element.attrib if name not in ALLOWED[element.tag])
        if element.tag != "a":
            continue
        # As the URL Standard says, a browser drops tabs and line ends and reads "\" as "/".
        address = element.attrib["href"].strip("".join(map(chr, range(33))))
        address = "".join(c for c in address if c not in "\t\n\r").replace("\\", "/")
        scheme = urlsplit(urljoin(PAGE, address)).scheme
        if scheme not in ("http", "https", "mailto"):
            yield f"{scheme}: in {address!r}"
        if address.startswith("//"):
            yield f"another host in {address!r}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain words.", "<p>Plain words.</p>"),
        ("*a* **b** `c` d  \ne", "<p><em>a</em> <strong>b</strong> <code>c</code> d<br>\ne</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("AT&amp;T &lt;b&gt; &copy;", "<p>AT&amp;T &lt;b&gt; &copy;</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("5 \\* 3 \\_x\\_", "<p>5 * 3 _x_</p>"),
        ("", ""),
    ],
)
def test_a_text_is_rendered(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("http://example.org", "http://example.org"),
        ("https://example.org/a?x=1&lt=2&copy=3", "https://example.org/a?x=1&lt=2&copy=3"),
        ("https://example.org/wiki/Churn_(loss)", "https://example.org/wiki/Churn_(loss)"),
        ("https://example.org/a\\_b", "https://example.org/a_b"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("../arr/#notes", "../arr/#notes"),
        ("/terms/arr/", "/terms/arr/"),
        ("?q=a:b", "?q=a:b"),
        ("a/b:c", "a/b:c"),
        ("<https://example.org/with space>", None),
    ],
)
def test_a_link_goes_where_it_says(address: str, written: str | None) -> None:
    rendered = render(f"[words]({address})")
    tree = html5lib.parseFragment(rendered.html(shown), namespaceHTMLElements=False)
    assert [link.attrib["href"] for link in tree.iter("a")] == ([written] if written else [])
    assert bool(rendered.refused) is (written is None)


ADDRESSES = [
    "javascript:alert(1)",
    "javascript://x.example/%0aalert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "<java\nscript:alert(1)>",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "java\u00adscript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#x3A;alert(1)",
    "javascript&#0000058;alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript&colon;alert(1)",
    "java&Tab;script&colon;alert(1)",
    "java&NewLine;script&colon;alert(1)",
    "java&#10;script:alert(1)",
    "javascript&amp;colon;alert(1)",
    "`javascript:alert(1)`",
    "**javascript**:alert(1)",
    "java\\script:alert(1)",
    "javascript\\:alert(1)",
    "vbscript:msgbox(1)",
    "VBScript\t:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data&colon;text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "about:blank",
    "termbase:terms/churn",
    "x:y",
    "//evil.example",
    "&#47;/evil.example",
    "&sol;&sol;evil.example",
    "/\t/evil.example",
    "\\\\\\\\evil.example",
    "/\\\\evil.example",
    "http:evil.example",
    "https:/evil.example",
    "http:\\\\\\\\evil.example",
    "mailto:",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["[words]({})", "[words](<{}>)", '[words]({} "title")', "[*words*]({})"])
def test_a_link_that_may_not_be_is_only_words(form: str, address: str) -> None:
    rendered = render(form.format(address))
    written = rendered.html(shown)
    assert list(breaches(written)) == []
    assert "words" in rendered.plain
    if "amp;" not in address and "<" not in address:
        assert "<a " not in written


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "<!-- comment --> <!DOCTYPE html> <?php echo 1 ?> <![CDATA[x]]>",
    "</p></div></body><script>alert(1)</script>",
    "`</code><script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "[<img src=x onerror=alert(1)>](https://example.org)",
    '[words](https://example.org "><script>alert(1)</script>")',
    "[words](https://example.org 'onclick=alert(1)')",
    '[words](https://example.org"onclick="alert(1))',
    '[words](https://example.org){: onclick="alert(1)" style="x" }',
    "words {: #id .class onclick=alert(1) }",
    "![image](https://evil.example/x.png)",
    "![image][r]\n\n[r]: https://evil.example/x.png",
    "[words][r] [r] [r][]\n\n[r]: javascript:alert(1) 'title'",
    "<javascript:alert(1)> <https://evil.example> <someone@evil.example>",
    "https://evil.example www.evil.example",
    "[[churn|<script>alert(1)</script>]]",
    "[[<script>alert(1)</script>]]",
    "[[churn|[words](javascript:alert(1))]]",
    "[a [b](javascript:alert(1)) c](https://example.org)",
    "[a [[churn]] c](https://example.org)",
    "[[a](b)](javascript:alert(1))",
    "[words](javascript:alert(1) [x](y))",
    "&lt;script&gt; &#60;script&#62; &amp;lt;script&amp;gt;",
    "\x02amp\x03lt;script> \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 klzzwxh:0000",
    "\0<scr\0ipt>alert(1)</script>",
    "{{ config }} {% raw %} ${x} <%= x %> --8<-- 'file'",
    "# heading\n\nheading\n===\n\n***\n\n| a | b |\n|---|---|\n| c | d |",
    "*[NRR]: title\n\n[^1]: note\n\nterm\n: definition",
    "> " * 60 + "deep",
    "- " * 60 + "deep",
    "*" * 3000 + "a" + "[" * 3000,
    "[" * 500 + "x" + "](u)" * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_out(text: str) -> None:
    rendered = render(text)
    written = rendered.html(shown)
    assert list(breaches(written)) == []
    assert "evil.example" not in "".join(part for part in written.split('"')[1::2])
    assert not set("\0\x02\x03") & set(written + rendered.plain)


def test_headings_images_and_references_stay_text() -> None:
    assert render("# a\n\n![b](c)\n\n[d]: https://example.org").plain == "# a ![b](c) [d]: https://example.org"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*a*  `b<c`\n\n- d\n- e", "a b<c d e"),
        ("a &amp; b &lt;c&gt; &copy &nbsp;d", "a & b <c> &copy d"),
        ("[words](https://example.org) [[churn|loss]]", "words loss"),
        ("a  \nb\n\nc", "a b c"),
        ("> a\n\nb", "a b"),
    ],
)
def test_a_text_without_markup_reads_as_the_page_does(text: str, plain: str) -> None:
    assert render(text).plain == plain


def test_an_external_link_gives_nothing_away() -> None:
    assert html("[a](https://example.org) [b](/x)") == (
        '<p><a href="https://example.org" rel="noopener">a</a> <a href="/x">b</a></p>'
    )


def test_it_tells_what_it_linked_missed_and_refused() -> None:
    rendered = render("Churn, CSM, [[NRR]], [[Churnn]], [x](javascript:alert(1))", own="churn")
    assert [shown(target) for target in rendered.targets] == ["net-revenue-retention", "go/csm"]
    assert [(name, near[0]) for name, near in rendered.unknown] == [("Churnn", "Churn")]
    assert rendered.refused == ("javascript:alert(1)",)


def test_texts_of_one_part_share_what_is_linked() -> None:
    section = LinkedSection()
    assert "<a" in RICH.render("churn", section=section).html(shown)
    assert "<a" not in RICH.render("churn", section=section).html(shown)
    assert "<a" in RICH.render("churn").html(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("one", "one"), ("one\n\ntwo", "<p>one</p>\n<p>two</p>"), ("- one", "<ul>\n<li>one</li>\n</ul>"), ("", "")],
)
def test_one_paragraph_may_stand_in_a_line(text: str, expected: str) -> None:
    assert render(text).html(shown, inline=True) == expected


def test_the_html_may_be_made_for_several_pages() -> None:
    rendered = render("churn")
    assert '"../churn/"' in rendered.html(lambda target: f"../{shown(target)}/")
    assert '"/churn"' in rendered.html(lambda target: f"/{shown(target)}")


PIECES = [
    *ADDRESSES, "[", "](", ")", "<", ">", "[[", "]]", "|", "`", "*", "_", "\\", "&", ";", "#", "(", '"', "'", "\n", "\n\n",
    "    ", "- ", "> ", "churn", "NRR", "<b>", "</b>", "<script>", "onclick=", "&#", "&colon;", "!", ":", "{: ", "}", " ",
]  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example("[x](javascript&#58;alert(1))")
def test_whatever_goes_in_nothing_hostile_comes_out(text: str) -> None:
    rendered = render(text)
    written = rendered.html(lambda target: f"../{shown(target)}/")
    assert list(breaches(written)) == []
    assert not set("\0\x02\x03") & set(written + rendered.plain)


@given(st.lists(st.sampled_from([*"abc ", "churn", "NRR", " ", "é", "🙂", ".", ","]), max_size=30).map("".join))
def test_plain_words_come_out_as_they_went_in(text: str) -> None:
    assert render(text).plain == " ".join(text.split())


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_the_plain_text_is_what_a_browser_shows(text: str) -> None:
    rendered = render(text)
    tree = html5lib.parseFragment(rendered.html(shown), namespaceHTMLElements=False)
    assert "".join(rendered.plain.split()) == "".join("".join(tree.itertext()).split())


@given(st.text(max_size=60))
def test_entities_are_no_way_round_the_check(text: str) -> None:
    hidden = "".join(f"&#{ord(c)};" for c in text)
    for address in (hidden, unescape(hidden), f"javascript{hidden}", f"&#{ord('j')};avascript&colon;{hidden}"):
        assert list(breaches(html(f"[x]({address})"))) == []
