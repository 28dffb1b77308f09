"""A rendered text is written once and shown on many pages."""

import pytest
from markdown import serializers

from termbase.glossary import compile_glossary
from termbase.identity.names import index_names
from termbase.linking import restricted_markdown
from termbase.linking.index import index_links
from termbase.linking.restricted_markdown import RichText
from termbase.model.concept import ConceptId
from termbase.yaml_files.tree import parse
from tests.conftest import concept, entries, load, sources

TEXT = 'A [[Churn]] & a *Churn*: [here](https://example.org/?a=1&b=2), `href="termbase:terms/churn"`.\n\n- [[Churn]]'


def rendered(text: str) -> restricted_markdown.Rendered:
    base, _ = load({"glossary/concepts/churn.yml": concept("Churn")})
    names = index_names(base.concepts, base.former_ids)
    return RichText(index_links(base.concepts), names, {"churn": "Churn"}).render(text)


def test_a_text_is_serialized_once_however_many_pages_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(
        restricted_markdown, "to_html_string", lambda tree: calls.append(tree) or serializers.to_html_string(tree)
    )
    text = rendered(TEXT)
    shown = {text.html(lambda target, n=n: f"{'../' * n}{target.path}/") for n in range(20)}
    assert len(shown) == 20
    assert len(calls) == 1


@pytest.mark.parametrize("address", ["../churn/", "https://x.org/?a=1&b=2", 'a"b<c>', "&amp;", "a\nb"])
def test_an_address_is_written_as_an_attribute(address: str) -> None:
    html = rendered("See [[Churn]].").html(lambda _: address)
    link = restricted_markdown.Element("a", {"href": address})
    assert serializers.to_html_string(link).removesuffix("></a>").removeprefix("<a ") in html


def test_what_looks_like_a_link_to_a_term_in_a_text_is_text() -> None:
    html = rendered('Write href="termbase:terms/x" or `termbase-address`.').html(lambda target: "X")
    assert 'href="termbase:terms/x"' in html
    assert "X" not in html


def test_one_paragraph_may_go_without_its_element() -> None:
    text = rendered("One [[Churn]].")
    assert text.html(lambda target: "X").startswith("<p>")
    assert not text.html(lambda target: "X", inline=True).startswith("<p>")
    assert text.html(lambda target: "X").startswith("<p>")


def test_the_words_of_a_source_are_rendered_once_where_they_are_the_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    render = RichText.render
    monkeypatch.setattr(RichText, "render", lambda self, text, **more: calls.append(text) or render(self, text, **more))
    glossary = compile_glossary(
        parse(text, file=path)
        for path, text in {
            "sources.yml": sources("a", "b"),
            "entries/a.yml": entries(
                "a",
                {"term": "Churn", "locator": "1", "definition": "Loss of customers."},
                {"term": "Upsell", "locator": "2", "definition": "Sale of more, see [[nothing]]."},
            ),
            "entries/b.yml": entries("b", {"term": "Churn", "locator": "1", "definition": "Customers who leave."}),
        }.items()
    )
    assert sorted(calls) == ["Customers who leave.", "Loss of customers.", "Sale of more, see [[nothing]]."]
    texts = glossary.texts.concepts[ConceptId("churn")]
    assert [text.plain for text in texts.accounts.values()] == ["Loss of customers.", "Customers who leave."]
    assert [d.code for d in glossary.diagnostics if "nothing" in d.message] == ["TB501"]
