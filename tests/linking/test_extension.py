from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from termbase.glossary import compile_glossary
from termbase.hosts.markdown import makeExtension
from termbase.linking.brackets import Brackets
from termbase.linking.extension import TermLinks
from termbase.linking.linker import LINK_CLASS, LinkedSection, Linker, Repeat, running_form
from termbase.linking.plan import Why
from termbase.linking.written_links import unknown_names
from termbase.model.concept import ConceptId
from termbase.yaml_files.tree import parse
from tests.conftest import concept
from tests.linking.linking_cases import compiled, glossary, shown

Links = list[tuple[str, str]]


def convert(
    text: str,
    *,
    own: str | None = None,
    extensions: Sequence[str] = (),
    unknown: list[tuple[str, tuple[str, ...]]] | None = None,
) -> str:
    """A page of the table's glossary."""
    made = glossary()
    heard = [] if unknown is None else unknown
    linker = Linker(
        index=made.index,
        names=made.names,
        href=shown,
        unknown=lambda name, near: heard.append((name, near)),
        own=None if own is None else ConceptId(own),
        terms={str(c.id): c.term for c in made.termbase.concepts},
    )
    return Markdown(extensions=[TermLinks(current=lambda _: linker), *extensions]).convert(text)


def links(html: str) -> Links:
    soup = BeautifulSoup(html, "html5lib")
    return [(link.get_text(), str(link["href"])) for link in soup.find_all("a", class_=LINK_CLASS)]


@pytest.mark.parametrize(
    ("markup", "words", "target"),
    [
        ("[[NRR]]", "NRR", "net-revenue-retention"),
        ("[[nrr]]", "nrr", "net-revenue-retention"),
        ("[[churn rates]]", "churn rates", "churn-rate"),
        ("[[churn|people who leave]]", "people who leave", "churn"),
        ("[[ churn | people  who leave ]]", "people who leave", "churn"),
        ("[[net revenue\nretention]]", "net revenue retention", "net-revenue-retention"),
        ("[[net-revenue-retention]]", "net revenue retention", "net-revenue-retention"),
        ("[[c-plus-plus]]", "C++", "c-plus-plus"),
        ("[[node-js]]", "Node.js", "node-js"),
        ("[[a-b-test]]", "A/B test", "a-b-test"),
        ("[[C++]]", "C++", "c-plus-plus"),
        ("[[R&D]]", "R&D", "research-and-development"),
        ("[[plan]]", "plan", "plan"),
        ("[[Health score]]", "Health score", "health-score"),
        ("[[CSM]]", "CSM", "go/csm"),
        ("[[CSM|one of them]]", "one of them", "go/csm"),
        ("*[[churn]]*", "churn", "churn"),
        ("[[churn|a|b]]", "a|b", "churn"),
        ("[[churn|<b>&amp;*x*]]", "<b>&*x*", "churn"),
        ('[[churn|"><script>alert(1)</script>]]', '"><script>alert(1)</script>', "churn"),
    ],
)
def test_a_name_in_brackets_is_a_link(markup: str, words: str, target: str) -> None:
    assert links(convert(markup)) == [(words, target)]


def test_an_id_of_former_days_shows_the_term() -> None:
    made = compiled({"term": "Churn rate", "former_ids": ["rate-of-churn"]})
    md = Markdown(extensions=[TermLinks(current=lambda _: made.linker(href=shown))])
    assert links(md.convert("[[rate-of-churn]]")) == [("churn rate", "churn-rate")]


def test_an_ambiguous_link_lists_what_it_may_mean() -> None:
    link = BeautifulSoup(convert("[[CSM]]"), "html5lib").find("a")
    assert link is not None
    assert link.get("data-terms") == "customer-success-management customer-success-manager"
    assert set(link.attrs) == {"class", "href", "data-terms"}


@pytest.mark.parametrize(
    ("markup", "name", "near"),
    [
        ("[[Churnn]]", "Churnn", "Churn"),
        ("[[net revenu retention|ours]]", "net revenu retention", "Net revenue retention"),
        ("[[*zzqq*]]", "*zzqq*", None),
        ("[[<img src=x>]]", "<img src=x>", None),
        ("[[ -d out ]] and *x*", "-d out", None),
    ],
)
def test_an_unknown_name_stays_as_the_host_renders_it_and_is_reported(markup: str, name: str, near: str | None) -> None:
    heard: list[tuple[str, tuple[str, ...]]] = []
    assert convert(markup, unknown=heard) == Markdown().convert(markup)
    ((heard_name, heard_near),) = heard
    assert heard_name == name
    assert heard_near[:1] == ((near,) if near else ())


HOST_LINKS = [
    "[[NRR]](https://example.org)",
    "[[NRR]](<a b> 'title')",
    "[[churn]](page(1).md)[somebody]",
    "[[NRR]][ref]",
    "[[NRR]] [ref]",
    "[[NRR]][]",
    "[[NRR]][elsewhere.defined]",
    "[[^1]]",
    "[x](y[[NRR]]z)",
    "<https://example.org/[[NRR]]>",
    "![[NRR]]",
    "![[churn]](x.png)",
    "[[1, 2], [3, 4]]",
    "<a href='x[[NRR]]'>y</a>",
]


@pytest.mark.parametrize("markup", HOST_LINKS)
def test_brackets_that_markdown_reads_are_left_to_it(markup: str) -> None:
    heard: list[tuple[str, tuple[str, ...]]] = []
    page = f"See {markup}, no term.\n\n[ref]: https://example.org/ref\n[^1]: Note.\n"
    for extensions in ([], ["footnotes"]):
        html = convert(page, unknown=heard, extensions=extensions)
        assert html == Markdown(extensions=extensions).convert(page)
    assert heard == []


def test_brackets_before_an_ordinary_parenthesis_or_each_other_are_links() -> None:
    assert links(convert("[[NRR]] (see [[GRR]])[[KPI]][[churn]]")) == [
        ("NRR", "net-revenue-retention"),
        ("GRR", "gross-revenue-retention"),
        ("KPI", "key-performance-indicator"),
        ("churn", "churn"),
    ]


def test_a_wiki_extension_takes_what_names_no_term() -> None:
    html = convert("[[churn]] and [[Another page]]", extensions=["wikilinks"])
    assert links(html) == [("churn", "churn")]
    assert '<a class="wikilink" href="/Another_page/">Another page</a>' in html


@pytest.mark.parametrize(
    ("signs", "markup", "expected"),
    [
        (("{{", "}}"), "{{NRR}} [[GRR]]", ["NRR"]),
        (("((", "))"), "((churn|they leave)) [[GRR]]", ["they leave"]),
        (("[:", ":]"), "[:NRR:] [[GRR]]", ["NRR"]),
        (None, "[[NRR]] {{GRR}}", []),
    ],
)
def test_the_brackets_can_be_others_or_none(signs: tuple[str, str] | None, markup: str, expected: list[str]) -> None:
    made = glossary()
    linker = replace(made.linker(href=shown), off=Why.OFF_PAGE)
    brackets = Brackets(opening=signs[0], closing=signs[1]) if signs else None
    html = Markdown(extensions=[TermLinks(current=lambda _: linker, brackets=brackets)]).convert(markup)
    assert [words for words, _ in links(html)] == expected
    assert ("[[" in text_of(html)) == ("[[" in markup)


ABBREVIATIONS = "\n\n*[NRR]: Net revenue retention\n*[CS]: Customer success\n*[net]: clear of costs\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our NRR rose.", '<p>Our {NRR}<abbr title="Net revenue retention">NRR</abbr></a> rose.</p>'),
        ("Our [[NRR]] rose.", '<p>Our {NRR}<abbr title="Net revenue retention">NRR</abbr></a> rose.</p>'),
        (
            "*The net revenue retention*",
            '<p><em>The {NRR}<abbr title="clear of costs">net</abbr> revenue retention</a></em></p>',
        ),
        ("CS and [NRR](x).", '<p><abbr title="Customer success">CS</abbr> and '
         '<a href="x"><abbr title="Net revenue retention">NRR</abbr></a>.</p>'),
        ("`NRR`", "<p><code>NRR</code></p>"),
    ],
)  # fmt: skip
def test_a_link_keeps_the_tooltip_of_an_abbreviation(text: str, expected: str) -> None:
    link = '<a class="term-link" data-term="net-revenue-retention" href="net-revenue-retention">'
    assert convert(text + ABBREVIATIONS, extensions=["abbr"]) == expected.replace("{NRR}", link)


def test_a_comment_switches_a_passage_off() -> None:
    page = "churn <!-- termbase: off --> NRR\n\n<!-- termbase: on -->\n\nGRR\n\n<!--termbase:off-->\n\n# H\n\nKPI"
    assert [words for words, _ in links(convert(page))] == ["churn", "GRR"]


@pytest.mark.parametrize(("repeat", "count"), [("section", 4), ("page", 2), ("every", 5)])
def test_a_term_is_linked_once_a_section_once_a_page_or_every_time(repeat: Repeat, count: int) -> None:
    linker = replace(glossary().linker(href=shown), section=LinkedSection(repeat=Repeat(repeat)))
    page = "churn churn [[NRR|x]]\n\n## H\n\nchurn NRR"
    assert len(links(Markdown(extensions=[TermLinks(current=lambda _: linker)]).convert(page))) == count


def test_a_tooltip_takes_the_place_of_a_link() -> None:
    linker = replace(glossary().linker(href=shown), tooltip=lambda target: f"<{target.path}>")
    html = Markdown(extensions=[TermLinks(current=lambda _: linker)]).convert("Our churn")
    assert html == (
        '<p>Our <abbr class="term-link" data-term="churn" tabindex="0" title="&lt;terms/churn&gt;">churn</abbr></p>'
    )


@pytest.mark.parametrize(
    "text", ["[[]]", "[[ ]]", "[[|words]]", "[[a", "[ [churn] ]", "\\[[zz]]", "`[[churn]]`", "    [[churn]]"]
)
def test_what_is_no_markup_is_left_alone(text: str) -> None:
    heard: list[tuple[str, tuple[str, ...]]] = []
    html = convert(text, unknown=heard)
    assert "[" in html
    assert heard == []


def test_a_bar_may_be_escaped_in_a_table() -> None:
    table = "a | b\n--|--\n[[churn\\|leaving]] | [[NRR\\|x]]"
    assert links(convert(table, extensions=["tables"])) == [("leaving", "churn"), ("x", "net-revenue-retention")]


def test_a_link_within_a_link_is_only_its_words() -> None:
    soup = BeautifulSoup(convert("[see [[churn]] and [[CSM]]](https://example.org)"), "html5lib")
    assert [(a.get_text(), a["href"]) for a in soup.find_all("a")] == [("see churn and CSM", "https://example.org")]


def test_a_written_link_counts_as_the_first_in_its_section() -> None:
    assert links(convert("[[churn|Loss]], churn, [[CSM|they]], CSM\n\n## B\n\nchurn")) == [
        ("Loss", "churn"),
        ("they", "go/csm"),
        ("churn", "churn"),
    ]


def test_a_page_does_not_link_its_own_concept() -> None:
    html = convert("Churn, [[churn]], churn rate and CSM", own="churn")
    assert links(html) == [("churn rate", "churn-rate"), ("CSM", "go/csm")]
    assert links(convert("CSM, customer success manager", own="customer-success-manager")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<a href='x'>churn *and* NRR</a>",
        "<code>churn</code> `NRR`",
        "<button>churn</button>",
        "<A HREF=x>churn</A>",
        "<textarea>churn",
        "<svg><text>NRR</text></svg>",
        "<kbd>a <b>churn</b> c</kbd>",
        "![churn](churn.png)",
        "[churn](https://example.org)",
        "<https://example.org/churn>",
        "churn\\_rate and my\\_churn",
        "<!-- churn -->",
    ],
)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert links(convert(text)) == []


def test_an_open_raw_tag_holds_only_to_the_end_of_its_paragraph() -> None:
    assert links(convert("x <a> churn\n\nchurn")) == [("churn", "churn")]
    assert links(convert("<br>churn<br/>NRR <img src=x> GRR")) == [
        ("churn", "churn"),
        ("NRR", "net-revenue-retention"),
        ("GRR", "gross-revenue-retention"),
    ]


def test_elements_with_markdown_inside_are_searched() -> None:
    html = '<div markdown="1">churn</div>\n\n<div markdown="1" class="no-terms">NRR</div>\n\n<div markdown="1" contenteditable="true">GRR</div>'
    assert links(convert(html, extensions=["md_in_html"])) == [("churn", "churn")]


def test_other_extensions_keep_their_hidden_marks() -> None:
    text = 'The "CSM\'s" churn\\* rate -- \\# R&amp;D, C\\# and cross\\-sell of net&nbsp;revenue&#160;retention "KPI"'
    html = convert(text, extensions=["smarty", "footnotes", "attr_list"])
    assert (
        text_of(html) == "The “CSM’s” churn* rate – # R&D, C# and cross-sell of net\u00a0revenue\u00a0retention “KPI”"
    )
    assert [words for words, _ in links(html)] == [
        "CSM’s",
        "churn",
        "R&D",
        "C#",
        "cross-sell",
        "net\u00a0revenue\u00a0retention",
        "KPI",
    ]


def test_a_placeholder_is_never_cut() -> None:
    made = compiled({"term": "& Co"}, {"term": "Élan"}, {"term": "42"})
    linker = made.linker(href=shown)
    md = Markdown(extensions=[TermLinks(current=lambda _: linker)])
    assert text_of(md.convert("a &amp; Co, &eacute;lan, x\\*y")) == "a & Co, élan, x*y"


def test_a_class_from_attribute_lists_keeps_a_paragraph_out() -> None:
    assert links(convert("churn\n{: .no-terms }\n\nNRR", extensions=["attr_list"])) == [
        ("NRR", "net-revenue-retention")
    ]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Net revenue retention", "net revenue retention"),
        ("Churn", "churn"),
        ("Cross-sell", "cross-sell"),
        ("NRR", "NRR"),
        ("SaaS vendor", "SaaS vendor"),
        ("Net Promoter Score", "Net Promoter Score"),
        ("C", "C"),
        ("C# team", "C# team"),
        ("A/B test", "A/B test"),
        (".NET", ".NET"),
        ("Élan", "élan"),
        ("1:many", "1:many"),
    ],
)
def test_a_term_within_a_sentence_loses_its_first_capital(term: str, expected: str) -> None:
    assert running_form(term) == expected


def test_it_works_from_a_list_of_extensions(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "churn.yml").write_text(concept("Churn"), "utf-8")
    md = Markdown(
        extensions=["termbase.hosts.markdown"],
        extension_configs={"termbase.hosts.markdown": {"glossary": str(tmp_path), "term_url": "/g/{path}.html"}},
    )
    assert links(md.convert("Churn")) == [("Churn", "/g/terms/churn.html")]
    assert isinstance(makeExtension(glossary="terms"), TermLinks)


PIECES = [
    "churn", "NRR", "CSM", "C++", "R&D", "net revenue retention", "x", "churn rate", "é", "🙂", "[[", "]]", "|", "[", "](u)",
    "*", "**", "_", "`", "\\", "<b>", "</b>", "<a>", "</a>", "<code>", "&amp;", "&", "<", "\n", "\n\n", "# ", "> ", "- ", " ",
    " ", "-", ".", "/", "'s", "\u00a0", "\u0301", '"', "'", "&nbsp;", "\\_", "\\*", "\\#",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def text_of(html: str) -> str:
    return BeautifulSoup(html, "html5lib").get_text()


@given(PAGES)
def test_linking_never_changes_the_text_of_a_page(page: str) -> None:
    page = page.replace("[[", "[").replace("]]", "]")
    for extensions in ([], ["smarty", "attr_list"]):
        assert text_of(convert(page, extensions=extensions)) == text_of(Markdown(extensions=extensions).convert(page))


@given(PAGES)
def test_no_page_makes_it_raise_or_leaves_a_mark_behind(page: str) -> None:
    html = convert(page, extensions=["tables", "md_in_html", "smarty"])
    assert not set("\0\x02\x03") & set(html)
    assert "data-termbase-key" not in html
    soup = BeautifulSoup(html, "html5lib")
    linked = [link for link in soup.find_all("a", class_=LINK_CLASS) if link.get("href")]
    assert all(glossary().termbase.by_id.get(str(a.get("data-term"))) or a["href"] == "go/csm" for a in linked)


@given(st.text(max_size=60))
def test_linking_never_changes_the_text_of_a_tree(text: str) -> None:
    md = Markdown(extensions=[TermLinks(current=lambda _: glossary().linker(href=shown))])
    root, part, child = Element("div"), Element("p"), Element("em")
    root.append(part)
    part.append(child)
    part.text = child.text = child.tail = part.tail = text + " churn "
    before = "".join(root.itertext())
    md.treeprocessors["termbase-names"].run(root)
    assert "".join(root.itertext()) == before


@given(
    st.text(
        st.characters(exclude_characters="[]|\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029`\\\x02\x03\0"),
        min_size=1,
        max_size=30,
    )
)
def test_hostile_words_stay_words(words: str) -> None:
    html = convert(f"[[churn|{words}]]")
    shown_words = " ".join(words.split())
    if shown_words:
        (link,) = BeautifulSoup(html, "html5lib").find_all("a")
        assert link.find_all() == []
        assert link.get_text() == unescape(shown_words)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[[chrun]]", [("chrun", 1, 1)]),
        ("[[a b]] and [[nps]]\n\n- é [[chrun]] [[c|d]]\n", [("a b", 1, 1), ("chrun", 3, 5), ("c", 3, 15)]),
        ("---\ntitle: '[[zzz]]'\n---\n[[chrun]]\n", [("chrun", 4, 1)]),
        ("\r\n\rx [[chrun]]", [("chrun", 3, 3)]),
        ("`[[chrun]]` [[chrun]]", [("chrun", 1, 13)]),
    ],
)
def test_an_unknown_name_has_the_place_where_its_brackets_open(text: str, places: list[tuple[str, int, int]]) -> None:
    linker = compile_glossary([parse(concept("NPS"), file="concepts/nps.yml")]).linker(href=lambda target: "x.md")
    found = unknown_names(text, file="docs/a.md", linker=linker)
    assert [(item.name, item.where.line, item.where.column) for item in found] == places


def test_a_link_within_a_link_that_the_author_wrote_stays() -> None:
    text = "[<https://a.example/x>][ref] and [about [[NRR]]](https://a.example)\n\n[ref]: https://a.example/y\n"
    html = convert(text)
    assert '<a href="https://a.example/y"><a href="https://a.example/x">' in html
    assert '<a href="https://a.example">about <span>NRR</span></a>' in html
