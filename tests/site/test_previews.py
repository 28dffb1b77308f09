"""The data in a page that shows definitions of linked terms."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from termbase.model.concept import ConceptId
from termbase.site.pages import pages
from termbase.site.previews import BLOCK, MOST_IN_BLOCK, previews
from termbase.site.render import renderer
from termbase.site.sentences import english, with_catalogue
from tests.conftest import concept
from tests.exports.sites import hostile, made, real, small


def told(html: str) -> dict[str, list[str]]:
    """What a page's block tells."""
    block = BeautifulSoup(html, "html.parser").find(attrs={BLOCK: True})
    assert block
    found: dict[str, list[str]] = json.loads(str(block[BLOCK]))
    return found


def test_a_block_has_each_linked_concept_once_with_its_abbreviation() -> None:
    html = previews(small(), [ConceptId("churn-rate"), ConceptId("rate"), ConceptId("rate")], url="terms/upsell/")
    assert told(html) == {
        "churn-rate": ["Churn rate (CR)", "What Churn rate means."],
        "rate": ["Rate", "What Rate means."],
    }


def test_a_page_without_links_to_terms_has_no_block() -> None:
    assert previews(small(), [], url="") == ""


def test_a_page_of_very_many_links_loads_the_index_instead() -> None:
    site = made({f"concepts/t{i}.yml": concept(f"Term {i}") for i in range(MOST_IN_BLOCK + 1)})
    html = previews(site, [c.id for c in site.termbase.concepts], url="graph/")
    assert html == (
        '<script src="../assets/termbase/terms.js" defer '
        'data-termbase-several="“{name}” has several meanings:"></script>\n'
    )


def test_the_sentence_for_several_meanings_is_that_of_the_catalogue_and_escaped() -> None:
    site = made({"concepts/a.yml": concept("Term")})
    ours = with_catalogue(english(), 'msgid "script.several"\nmsgstr "{name} <b>\\"two\\"</b>:"', file="x.po")
    html = previews(replace(site, sentences=ours), [ConceptId("term"), *(c.id for c in site.termbase.concepts)], url="")
    assert 'data-termbase-several="{name} &lt;b&gt;&#34;two&#34;&lt;/b&gt;:"' in html


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!-- a", "a\u2028b", "a & b"])
def test_no_name_can_end_the_block(name: str) -> None:
    site = hostile(name)
    html = previews(site, [c.id for c in site.termbase.concepts], url="")
    assert html.count("<") == 2
    assert told(html)


def test_every_link_of_every_page_is_told() -> None:
    site = real()
    render = renderer(site)
    shown = list(pages(site))
    assert shown
    for page in shown:
        if page.path.startswith("print"):
            continue
        soup = BeautifulSoup(render(page).html, "html.parser")
        linked = {
            id for a in soup.select("a.term-link") for id in str(a.get("data-term") or a.get("data-terms")).split()
        }
        block = soup.find(attrs={BLOCK: True})
        known = set(json.loads(str(block[BLOCK]))) if block else set()
        assert linked <= known, page.path


def test_a_site_may_ask_for_a_sheet_on_a_tap() -> None:
    linked = [ConceptId("rate")]
    assert "data-termbase-touch" not in previews(small(), linked, url="")
    block = BeautifulSoup(previews(replace(small(), touch=True), linked, url=""), "html.parser").find(
        attrs={BLOCK: True}
    )
    assert block
    assert block["data-termbase-touch"] == "Go to the page|Close"
