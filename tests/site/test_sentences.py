"""The catalogue of sentences: complete, used, and replaced by those of a site."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

from termbase.site import sentences as catalogue
from termbase.site.project import Project
from termbase.site.render import render
from termbase.site.sentences import SentencesError, english, read_sentences, with_catalogue
from termbase.site.sentences.script import sentences_script
from termbase.site.settings_file import settings_in
from tests import forked
from tests.conftest import dump
from tests.exports.sites import made
from tests.site.test_merge_report import HOMONYMS
from tests.site.test_pages import SHARED

SITE = Path(catalogue.__file__ or "").parents[1]
SAID = re.compile(r"""\b(?:say|text|heading|markup)\(\s*"([a-z]+[.][a-z0-9_-]+)"(?: ~)?""")


def test_each_key_that_is_said_is_in_the_catalogue() -> None:
    sources = [*SITE.parent.glob("templates/*.html"), *SITE.rglob("*.py")]
    said = {key for path in sources for key in SAID.findall(path.read_text("utf-8"))}
    whole = {key for key in said if not key.endswith("-")}
    assert len(whole) > 150
    assert whole <= english().texts.keys()


SCRIPTS = sorted(SITE.parent.glob("theme/assets/termbase/*.js"))
KEY = re.compile(r"[\"'`]((?:script|missing|count|letters)[.][a-z-]+)[\"'`]")
WORDS = re.compile(r"""["`]\s?[“A-Z][\w”]* [^"`]*["`]""")


def test_scripts_say_only_what_their_part_of_the_catalogue_has() -> None:
    texts = json.loads(sentences_script(english()).content.rpartition("})({")[2].rpartition("}, (n) =>")[0].join("{}"))
    said = {key for path in SCRIPTS for key in KEY.findall(path.read_text("utf-8"))}
    assert len(said) > 30
    assert said <= texts.keys()


def test_no_key_for_scripts_and_the_missing_page_is_left_over() -> None:
    sources = [*SCRIPTS, *SITE.parent.glob("theme_parts/**/*.html"), *SITE.parent.glob("site/*.py")]
    said = {key for path in sources for key in KEY.findall(path.read_text("utf-8"))}
    assert {key for key in english().texts if key.startswith(("script.", "missing."))} <= said


def test_no_script_has_a_sentence_of_its_own() -> None:
    comment = re.compile(r"/[*].*?[*]/", re.DOTALL)
    found = [(path.name, text) for path in SCRIPTS for text in WORDS.findall(comment.sub("", path.read_text("utf-8")))]
    assert not found


def test_a_count_chooses_the_form_and_numbers_are_grouped() -> None:
    say = english().text
    assert [say("count.terms", n=n) for n in (0, 1, 2, 1234)] == ["0 terms", "1 term", "2 terms", "1,234 terms"]
    assert english().date("2022-08-01") == "August 1, 2022"
    assert [english().place(place) for place in ("L57", "p. 3", "L")] == ["line 57", "p. 3", "L"]


def test_values_are_escaped_and_html_is_kept() -> None:
    shown = english().markup("home.made", entries="<b>", sources=english().markup("term.mistakes"), terms="&")
    assert shown == "&amp;, with &lt;b&gt; from Common mistakes."


def pseudo() -> str:
    """A second language: every sentence in brackets."""
    lines = ['msgid ""', 'msgstr "Language: xx\\nPlural-Forms: nplurals=1; plural=0;\\n"', ""]
    for key, forms in english().texts.items():
        lines += [f'msgid "{key}"', f'msgstr "⟦{forms[-1]}⟧"', ""]
    return "\n".join(lines)


@pytest.mark.parametrize("files", [SHARED, HOMONYMS], ids=["shared names", "questions"])
def test_no_page_has_an_english_sentence_in_another_language(files: dict[str, str]) -> None:
    other = with_catalogue(english(), pseudo(), file="xx.po")
    assert other.language == "xx"
    pages = render(replace(made(files), sentences=other))
    assert pages
    known = [text for forms in english().texts.values() for text in forms if len(text) > 12 and "{" not in text]
    for body in pages:
        bare = re.sub("⟦[^⟦⟧]*⟧", "", re.sub("⟦[^⟦⟧]*⟧", "", body.html))
        assert not [text for text in known if f">{text}<" in bare], body.page.path
    assert any("⟦All terms, A to Z⟧" in body.html for body in pages)


def test_a_catalogue_replaces_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "ours.po").write_text('msgid "term.mistakes"\nmsgstr "Remarks"\n', "utf-8")
    ours = read_sentences((tmp_path / "ours.po",))
    assert ours.text("term.mistakes") == "Remarks"
    assert ours.text("term.example") == "Example"
    assert ours.own == {"term.mistakes"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'msgid "term.mistake"\nmsgstr "x"',
            "x.po:1:1: error TB122: there is no sentence “term.mistake”. Did you mean “term.mistakes”?",
        ),
        ('msgid "term.printed"\nmsgstr "x"', "must show {name}"),
        ('msgid "term.mistakes"\nmsgstr "{x}"', "has no value {x}"),
        ('msgid "term.printed"\nmsgstr "{name.x}"', "has no value {name.x}"),
        ('msgid "term.printed"\nmsgstr "{name:>9}"', "more than a name within braces"),
        ('msgid "term.printed"\nmsgstr "{name"', "do not match"),
        (" nonsense", "x.po:1:2: error TB122: “nonsense” is neither"),
        ('msgid "a"\nmsgstr "\x1b[2J"', "x.po:2:9: error TB122: U+001B is an invisible character"),
        ('msgid ""\nmsgstr "Plural-Forms: plural=1/n;"', "cannot be used: integer division or modulo by zero"),
        ('msgid ""\nmsgstr "Plural-Forms: plural=0-n;"', "it gives form -1 for 1"),
        ("".join(f'msgid "x{n}"\nmsgstr "x"\n' for n in range(999)), "and more problems after these"),
        ('msgid ""\nmsgstr "Plural-Forms: plural=n +;"', "plural forms"),
        ('msgid ""\nmsgstr "Plural-Forms: plural=n/2;"', "use the remainder (%)"),
    ],
)
def test_a_catalogue_that_is_wrong_is_refused_with_the_line(text: str, told: str) -> None:
    with pytest.raises(SentencesError, match=re.escape(told)):
        with_catalogue(english(), text, file="x.po")


def test_a_catalogue_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SentencesError, match="cannot be read"):
        read_sentences((tmp_path / "no.po",))


CATALOGUES = {
    "fr": 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "acronyms.title"\nmsgstr "Sigles"\n',
    "pt_BR": 'msgid ""\nmsgstr "Language: pt_BR\\n"\n\nmsgid "acronyms.title"\nmsgstr "Siglas"\n',
    "ours": 'msgid "nav.glossary"\nmsgstr "Words"\n',
}


@pytest.fixture
def catalogues(tmp_path: Path) -> tuple[Path, ...]:
    for name, text in CATALOGUES.items():
        (tmp_path / f"{name}.po").write_text(text, "utf-8")
    return tuple(tmp_path / f"{name}.po" for name in CATALOGUES)


@pytest.mark.parametrize(
    ("language", "language_used", "title"),
    [("fr", "fr", "Sigles"), ("fr-CA", "fr", "Sigles"), ("FR", "fr", "Sigles"), ("pt-BR", "pt_BR", "Siglas")],
)
def test_a_site_has_the_catalogue_of_its_language(
    catalogues: tuple[Path, ...], language: str, language_used: str, title: str
) -> None:
    for asked in (False, True):
        chosen = read_sentences(catalogues, language=language, asked=asked)
        assert (chosen.language, chosen.text("acronyms.title")) == (language_used, title)
        assert chosen.text("nav.glossary") == "Words"
        assert chosen.text("term.example") == "Example"


def test_catalogues_of_no_language_of_the_theme_all_count(catalogues: tuple[Path, ...]) -> None:
    assert read_sentences(catalogues, language="de").text("acronyms.title") == "Siglas"


def test_english_is_packaged_and_other_languages_may_be(
    catalogues: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_sentences((), language="en-GB", asked=True) == english()
    monkeypatch.setattr(catalogue, "PACKAGED", catalogues[0].parent)
    assert read_sentences((), language="fr-CA", asked=True).text("acronyms.title") == "Sigles"


def test_a_language_without_a_catalogue_is_named_with_those_that_there_are(catalogues: tuple[Path, ...]) -> None:
    with pytest.raises(SentencesError, match="no sentences in “de”, only in en, fr, pt_BR"):
        read_sentences(catalogues, language="de", asked=True)


@pytest.mark.usefixtures("catalogues")
@pytest.mark.parametrize("wanted", ["option", "theme"])
def test_every_way_to_a_site_has_the_same_language(tmp_path: Path, wanted: str) -> None:
    theme = "theme: {name: mkdocs, locale: fr}" if wanted == "theme" else "theme: mkdocs"
    option = "language: fr, " if wanted == "option" else ""
    files = {
        "mkdocs.yml": f"site_name: X\n{theme}\nplugins: [termbase: {{{option}sentences: [pt_BR.po, fr.po, ours.po]}}]\n",
        "docs/index.md": "# Home\n",
        "glossary/slo.yml": "term: Service level objective\nabbreviations: [SLO]\ndefinition: Goal for a service.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    settings = settings_in(tmp_path)
    assert settings
    assert Project(settings=settings).site().sentences.text("acronyms.title") == "Sigles"
    done = forked.run("mkdocs", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Sigles</h1>" in (tmp_path / "site/acronyms/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\n\xff", "x.po:2:1: error TB122: byte 0xFF is not valid UTF-8"),
        (b"#" * 1_100_000, "x.po:1:1: error TB122: the file is larger than 1,048,576 bytes"),
    ],
)
def test_a_catalogue_is_read_within_the_limits_of_every_file(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "x.po").write_bytes(data)
    with pytest.raises(SentencesError, match=re.escape(told)):
        read_sentences((tmp_path / "x.po",))


GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβγδεζηθικλμνξοπρστυφχψωςϊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ"
)
SHOWN = ("alt", "aria-description", "aria-label", "aria-roledescription", "data-label", "placeholder", "title")
"""Attributes whose values are read to people."""
NAMES = {"BibTeX", "Confluence", "HTML", "Jira", "Markdown", "MediaWiki", "Slack"}
"""Names of products and formats, which are the same in every language."""


def everything() -> dict[str, str]:
    """A glossary in Greek letters with something in every part of a page."""
    a, b, share = (
        "alpha rate".translate(GREEK),
        "beta".translate(GREEK),
        "share of things that change".translate(GREEK),
    )
    word = "some words".translate(GREEK)
    return {
        "termbase.yml": dump({"title": word, "description": word, "categories": [
            {"id": "money", "title": word, "introduction": share}, {"id": "time", "title": b}]}),
        "sources.yml": dump({"sources": [{"id": "one", "title": word, "author": a, "date": "2020-01-02", "note": share},
                                         {"id": "two", "title": b}]}),
        "entries/one.yml": dump({"source": "one", "entries": [
            {"locator": "L1", "term": a, "definition": share}, {"locator": "L2", "term": b, "definition": word},
            {"locator": "L3", "term": word, "inferred": True, "name_from": "text", "definition": share},
            {"locator": "L4", "candidates": [a, b], "definition": word}]}),
        "entries/two.yml": dump({"source": "two", "entries": [
            {"locator": "9", "term": a, "definition": word}, {"locator": "10", "term": b, "definition": share}]}),
        "concepts/alpha.yml": dump({
            "term": a, "abbreviations": ["ΑΡ"], "synonyms": [word], "category": "money", "status": "reviewed",
            "deprecated": [{"term": share, "reason": word}], "reviewed": {"by": b, "date": "2024-02-03"},
            "definition": f"{share} {b}.", "explanation": word, "formula": "α = β", "formula_kind": "definition",
            "unit": word, "direction": "higher", "example": share, "mistakes": [word], "broader": ["gamma"],
            "benchmark": [{"value": "5%", "segment": word, "year": 2020, "sample": 9, "reference": "r"}],
            "references": [{"id": "r", "title": word, "author": a, "url": "https://example.org/", "supports": b}],
            "contrast": [{"term": "beta", "difference": share}], "notes": [word, {"text": share, "sources": ["one"]}],
            "disagreements": [{"topic": word, "accepted": word, "ground": b, "positions": [
                {"source": "one", "claim": word}, {"source": "two", "claim": share}]}], "former_ids": ["first"]}),
        "concepts/beta.yml": dump({"term": b, "abbreviations": ["ΒΤ"], "definition": share, "parts": ["gamma"], "category": "time"}),
        "concepts/gamma.yml": dump({"term": "gamma".translate(GREEK), "definition": word, "related": ["delta"]}),
        "concepts/delta.yml": dump({"term": "delta".translate(GREEK), "abbreviations": ["ΒΤ"], "definition": share, "status": "draft"}),
    }  # fmt: skip


def spoken(html: str) -> Iterator[str]:
    """What a page says: its texts as one, without code, and the attributes that are read to people."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in ("script", "style", "code", "pre", "option", "annotation"):
                tail, child.text = child.tail, ""
                child[:] = []
                child.tail = tail
    yield "".join(tree.itertext())
    yield from (element.get(name, "") for element in tree.iter() for name in SHOWN)


def test_no_page_says_a_word_that_is_in_no_catalogue() -> None:
    """Authors write in Greek letters and sentences are in brackets: what is left over comes from elsewhere."""
    other = with_catalogue(english(), pseudo(), file="xx.po")
    site = replace(made(everything()), sentences=other)
    assert {found.code for found in site.diagnostics if found.severity == "error"} == set()
    left: dict[str, str] = {}
    bodies = render(site)
    assert len(bodies) > 15
    for body in bodies:
        for text in spoken(body.html):
            while (bare := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
                text = bare
            left |= dict.fromkeys(re.findall("[A-Za-z]{2,}", re.sub(r"https?://\S*", "", text)), body.page.path)
    assert {word: path for word, path in left.items() if word not in NAMES} == {}
    for body in bodies:
        for text in (body.page.view.title, body.page.view.description):
            while (bare := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
                text = bare
            assert not re.search("[A-Za-z]{2}", text), body.page.path
