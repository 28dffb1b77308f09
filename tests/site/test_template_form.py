"""Thousands of small pages, written from one rendering of their template."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, Template

from termbase.site.render import environment
from termbase.site.template_form import writer
from termbase.site.views import RedirectPage

FIELDS = ("title", "description", "name", "term", "glossary", "language", "target", "canonical", "card")
HOSTILE = st.sampled_from(("", "qz1mark", "<b>", "\"'&amp;{{ x }}", "\\1", "a", "\u2028")) | st.text(max_size=20)


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, HOSTILE)))
def test_a_form_is_filled_in_as_its_template_would_be(texts: dict[str, str]) -> None:
    env, view = environment(), RedirectPage(**texts)
    expected = env.get_template(RedirectPage.template).render(view=view)
    assert writer(env, RedirectPage, packaged=True)(view) == expected


def _renderings(monkeypatch: Any, *, packaged: bool) -> int:
    env: Environment = environment()
    write = writer(env, RedirectPage, packaged=packaged)
    rendered: list[int] = []
    render = Template.render

    def counted(self: Template, *given: Any, **more: Any) -> str:
        rendered.append(1)
        return render(self, *given, **more)

    monkeypatch.setattr(Template, "render", counted)
    for number in range(20):
        write(RedirectPage(**{name: f"{name} {number}" for name in FIELDS}))  # type: ignore[arg-type]  (all are texts)
    return len(rendered)


def test_a_packaged_template_is_rendered_once(monkeypatch: Any) -> None:
    assert _renderings(monkeypatch, packaged=True) == 1


def test_a_template_of_the_site_is_rendered_for_every_page(monkeypatch: Any) -> None:
    assert _renderings(monkeypatch, packaged=False) == 20
