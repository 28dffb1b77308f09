"""Lists that are written as text have the same HTML as templates would, whatever authors write."""

from jinja2 import Environment
from markupsafe import Markup

from termbase.model.concept import ConceptId
from termbase.site.share import Snippet
from termbase.site.views.parts import TermLink
from termbase.site.written_lists import copy_items, link_items, written_link

HOSTILE = "<b onclick='x'>\"&amp;{{ 7 * 7 }}"
LINKS = (
    TermLink(id=ConceptId("churn"), term="Churn", href="../churn/"),
    TermLink(id=ConceptId(HOSTILE), term=HOSTILE, href=HOSTILE),
    TermLink(id=ConceptId("a:b"), term=HOSTILE, href=HOSTILE, glossary=HOSTILE),
    TermLink(id=ConceptId("a:c"), term="C", href="../c/", glossary="Sales", near=True),
    TermLink(id=ConceptId("m"), term=Markup("<i>m</i>"), href="m"),
    TermLink(id=ConceptId("n"), term="<i>m</i>", href="n"),
)
SNIPPETS = (Snippet(name=HOSTILE, text=HOSTILE), Snippet(name="Slack", text="<https://example.org/|Churn>"))

LINK = """\
{% if link.glossary %}<a class="term-link" {% if link.near %}data-term="{{ link.id }}" href="{{ link.href }}"\
{% else %}href="{{ link.href }}" rel="external noopener"{% endif %}>{{ link.term }}</a> \
<span class="tb-small">({{ link.glossary }})</span>\
{% else %}<a class="term-link" data-term="{{ link.id }}" href="{{ link.href }}">{{ link.term }}</a>{% endif %}"""
ITEM = '<div><dt>{{ item.name }}</dt><dd><code data-tb-copy="{{ item.name }}">{{ item.text }}</code></dd></div>'


def test_links_are_written_as_a_template_would() -> None:
    template = Environment(autoescape=True).from_string(LINK)
    expected = [template.render(link=link) for link in LINKS]
    assert [str(written_link(link)) for link in LINKS] == expected
    assert str(link_items(LINKS)) == "".join(f"<li>{one}</li>\n" for one in expected)
    assert link_items(()) == ""


def test_a_link_that_is_no_stop_differs_in_nothing_else() -> None:
    for link in LINKS:
        without = str(written_link(link, stop=False))
        assert without.count(' tabindex="-1">') == 1
        assert without.replace(' tabindex="-1">', ">") == str(written_link(link))


def test_texts_to_copy_are_written_as_a_template_would() -> None:
    template = Environment(autoescape=True).from_string(ITEM)
    assert str(copy_items(SNIPPETS)) == "".join(f"{template.render(item=item)}\n" for item in SNIPPETS)


def test_templates_do_not_escape_them_again() -> None:
    assert all(isinstance(made, Markup) for made in (written_link(LINKS[0]), link_items(LINKS), copy_items(SNIPPETS)))
