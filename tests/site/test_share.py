"""Links and citations to copy."""

import html.parser
import re

import markdown
import pytest

from termbase.site.sentences import english
from termbase.site.share import citations, links

URL = "https://glossary.invalid/terms/x/?a=1&b=2"
AWKWARD = "R&D [cost] <b>_per_ 50% | $1 {x}"


def texts(term: str) -> dict[str, str]:
    return {snippet.name: snippet.text for snippet in links(term, url=URL, sentences=english())}


def test_a_plain_name_in_every_notation() -> None:
    assert texts("Churn rate") == {
        "Address": URL,
        "Markdown": f"[Churn rate]({URL})",
        "HTML": '<a href="https://glossary.invalid/terms/x/?a=1&amp;b=2">Churn rate</a>',
        "Confluence, Jira": f"[Churn rate|{URL}]",
        "MediaWiki": f"[{URL} Churn rate]",
        "Slack": f"<{URL}|Churn rate>",
    }


class Words(html.parser.HTMLParser):
    """The words of the links in a text, and whether there is any other markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags = "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_signs_of_the_notation_in_a_name_stay_signs() -> None:
    made = texts(AWKWARD)
    assert Words(made["HTML"]).words == AWKWARD
    rendered = Words(markdown.markdown(made["Markdown"]))
    assert rendered.words == AWKWARD
    assert rendered.tags == ["p", "a"]
    assert "]" not in made["MediaWiki"][:-1]
    assert made["Slack"].count("|") == 1
    assert made["Slack"].count(">") == 1
    assert len(re.findall(r"(?<!\\)[|\[\]]", made["Confluence, Jira"])) == 3


def test_a_citation_names_the_day_of_the_change_and_never_today() -> None:
    plain, bibtex = citations(
        "Churn rate", id="churn-rate", glossary="The Glossary", url=URL, changed="2026-11-22", sentences=english()
    )
    assert plain.text == f"“Churn rate.” The Glossary. Last changed 2026-11-22. {URL}"
    assert bibtex.text == (
        "@misc{churn-rate,\n"
        "  title = {{Churn rate}},\n"
        "  howpublished = {The Glossary},\n"
        "  year = {2026},\n"
        "  note = {Last changed 2026-11-22},\n"
        f"  url = {{{URL}}}\n"
        "}"
    )


def test_without_a_known_day_a_citation_has_none() -> None:
    plain, bibtex = citations("Churn rate", id="churn-rate", glossary="The Glossary", url=URL, sentences=english())
    assert "changed" not in plain.text
    assert "year" not in bibtex.text


@pytest.mark.parametrize(
    ("title", "tex"),
    [
        ("R&D", r"R\&D"),
        ("50%", r"50\%"),
        ("C#", r"C\#"),
        ("a_b", r"a\_b"),
        ("{x}", r"\{x\}"),
        ("a\\b", r"a\textbackslash{}b"),
    ],
)
def test_signs_of_tex_in_a_title_are_escaped(title: str, tex: str) -> None:
    _, bibtex = citations(title, id="x", glossary="G", url=URL, sentences=english())
    assert f"  title = {{{{{tex}}}}},\n" in bibtex.text
