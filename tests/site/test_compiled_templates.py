"""Templates are compiled once in a process, as long as they would become the same code."""

from collections.abc import Callable

import pytest
from jinja2 import DictLoader, Environment

from termbase.site.compiled_templates import CompiledTemplates

TEXT = "{{ 'a' | shown }}{% include 'part.html' %}"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that have been compiled."""
    names: list[str | None] = []
    real = Environment.compile

    def counted(self: Environment, source: str, name: str | None = None, *given: object, **more: object) -> object:
        names.append(name)
        return real(self, source, name, *given, **more)  # type: ignore[call-overload]  # as it is called

    monkeypatch.setattr(Environment, "compile", counted)
    return names


def shown(text: str) -> str:
    return f"<{text}>"


def louder(text: str) -> str:
    return f"<{text}!>"


def rendered(templates: CompiledTemplates, *, show: Callable[[str], str] = shown, part: str = "b", **more: bool) -> str:
    env = Environment(loader=DictLoader({"page.html": TEXT, "part.html": part}), **more)  # type: ignore[arg-type]  # flags
    env.filters["shown"] = show
    env.bytecode_cache = None  # that of the tests
    templates.serve(env)
    return env.get_template("page.html").render()


def test_a_second_environment_compiles_nothing(compiled: list[str | None]) -> None:
    templates = CompiledTemplates()
    assert [rendered(templates), rendered(templates)] == ["<a>b", "<a>b"]
    assert compiled == ["page.html", "part.html"]


def test_a_changed_template_is_compiled(compiled: list[str | None]) -> None:
    templates = CompiledTemplates()
    assert [rendered(templates), rendered(templates, part="c")] == ["<a>b", "<a>c"]
    assert compiled == ["page.html", "part.html", "part.html"]


def test_another_filter_and_another_setting_are_respected(compiled: list[str | None]) -> None:
    templates = CompiledTemplates()
    assert rendered(templates) == "<a>b"
    assert rendered(templates, show=louder) == "<a!>b"
    assert rendered(templates, show=louder, autoescape=True) == "&lt;a!&gt;b"
    assert compiled == ["page.html", "part.html"] * 3


def test_a_cache_of_another_plugin_stays() -> None:
    env, theirs = Environment(), CompiledTemplates()
    env.bytecode_cache = theirs
    CompiledTemplates().serve(env)
    assert env.bytecode_cache is theirs
