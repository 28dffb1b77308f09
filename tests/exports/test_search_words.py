"""`search` in a term file: words that lead to the term in a search, and nowhere else."""

from termbase.exports.content_index import content_index
from termbase.exports.word_blocks import word_blocks
from termbase.site.render import render
from termbase.text.word_places import word_places
from tests.conftest import concept
from tests.exports.sites import made

FILES = {
    "concepts/support.yml": concept("Customer support", search=["help desk", "bug report"]),
    "concepts/other.yml": concept("Other", definition="What a help desk does not answer."),
}


def test_search_words_are_the_last_of_the_names_of_the_index() -> None:
    index = content_index(made(FILES), word_blocks(word_places([])))
    assert index["terms"] == "Other\nCustomer support"
    assert index["ids"] == "\n0support"
    assert index["names"] == "\n\t\t\t\thelp desk\fbug report"


def test_search_words_are_no_names_and_link_nothing() -> None:
    site = made(FILES)
    bodies = {body.page.path: body.html for body in render(site)}
    assert "bug report" not in bodies["terms/support"]
    assert not site.texts.links_to["other"]
