"""The theme's part of pages: cut at marks, with values written as the theme writes them."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pytest
from jinja2 import Environment

from termbase.hosts.page_shell import NotUniformError, PageShell, PageValues, marks

DIFFICULT = PageValues(
    name="a-1",
    title=escape('<b>T</b> & "x" edit/ 100% {{ y }}'),
    description=escape("<i>D</i> & 'x'"),
    edit="https://example.org/edit/a%20b.yml#L1",
    data='{"name":"\\u003cb\\u003e"}',
    content="<h1>A</h1>",
    toc=(("a", escape("<A> & B")), ("b", "B"), ("c", "C"), ("d", "D")),
)
PLAIN = replace(DIFFICULT, name="x", title="Churn", description="End.", content="<p>x</p>", toc=(("only", "Only"),))
LIST = "<ul>{% for id, text in toc %}<li><a href='#{{ id }}'><span>{{ text }}</span></a></li>{% endfor %}</ul>"


def theme(text: str) -> Callable[[PageValues], str]:
    template = Environment(autoescape=False).from_string(text)
    return lambda v: template.render(**{name: getattr(v, name) for name in v.__slots__})


@pytest.mark.parametrize(
    "text",
    [
        "<title>{{ title }}</title><main>{{ content }}</main>",
        "<title>{{ title | striptags }}</title>",
        "<title>{{ title | striptags | e }}</title><a href='/{{ name }}/?t={{ title | urlencode }}'>",
        "<script>var t = {{ title | tojson }}, u = '{{ name }}';</script>{{ data }}",
        "<a href='{{ edit }}'></a><a href='{{ edit | replace('/edit/', '/raw/') }}'></a>{{ description }}",
        f"{LIST}<p>{{{{ title }}}}</p>{LIST.replace('<li>', '<li id={{ id }}>')}",
        "{% if toc %}{{ toc | length > 0 }}" + LIST + "{% endif %}{{ title }}{{ name }}{{ title }}",
    ],
)
def test_a_shell_makes_the_pages_that_the_theme_makes(text: str) -> None:
    show = theme(text)
    shell = PageShell.cut(show(marks(heading=True)), marks(heading=True))
    shell.learn(show(DIFFICULT), DIFFICULT)
    assert shell.fill(DIFFICULT) == show(DIFFICULT)
    assert shell.fill(PLAIN) == show(PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "{{ title | upper }}",
        "{{ title | truncate(10) }}",
        "{{ 'long' if title | length > 20 }}",
        "{{ toc | length }}",
        "{% for id, text in toc %}{{ loop.index }}<li id={{ id }}>{{ text }}</li>{% endfor %}",
        "{% for id, text in toc %}{{ id }}{{ ', ' if not loop.last }}{{ text }}{% endfor %}",
        "{% for id, text in toc | reverse %}{{ id }}: {{ text }} {% endfor %}",
        "{{ 'special' if name == 'a-1' }}",
    ],
)
def test_a_theme_that_shows_more_is_noticed(text: str) -> None:
    show = theme(text)
    with pytest.raises(NotUniformError):
        PageShell.cut(show(marks(heading=True)), marks(heading=True)).learn(show(DIFFICULT), DIFFICULT)


def test_marks_survive_what_a_theme_does_to_text() -> None:
    values = marks(heading=False)
    texts = [
        values.name,
        values.title,
        values.description,
        values.edit,
        *(part for link in values.toc for part in link),
    ]
    assert all(text.isalnum() for text in texts)
    assert len(set(texts)) == len(texts)
