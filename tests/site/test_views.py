"""Views: frozen values that hold all that a page shows, and templates that read nothing else."""

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from jinja2 import Environment, meta, nodes
from markupsafe import Markup

from termbase.drawing.label_boxes import Box
from termbase.site import drawn, views
from termbase.site.links_from import shell
from termbase.site.page import Page
from termbase.site.pages import pages
from termbase.site.render import environment, renderer
from termbase.site.share import Snippet
from termbase.site.site import Site
from termbase.site.views import PageView, Shell, digest, formula_tree, lists, names, parts, reports, term, term_map
from tests.exports.sites import made, real
from tests.site.test_merge_report import HOMONYMS
from tests.site.test_pages import SHARED

PACKAGED = Path(sys.modules["termbase"].__file__ or "").parent / "templates"
KINDS = [kind for name in views.__all__ if inspect.isclass(kind := getattr(views, name)) and hasattr(kind, "template")]
VALUES = [
    value
    for module in (views.view, parts, term, lists, reports, term_map, formula_tree, names)
    for value in vars(module).values()
    if inspect.isclass(value) and is_dataclass(value) and value.__module__ == module.__name__
]
READ_TOO = {
    "ranks",
    "format",
    "anchor",
    "baseline",
    "endswith",
    "headings",
    "first",
    "last",
    "index0",
    "revindex",
    "get",
    *(field.name for kind in (Box, Snippet) for field in fields(kind)),
}
"""What templates read of text, of loops, and of values that views hold but do not define."""


def included(env: Environment, name: str) -> Iterator[tuple[str, nodes.Template]]:
    """A template and those that it includes."""
    tree = env.parse((PACKAGED / name).read_text("utf-8"))
    yield name, tree
    for include in tree.find_all(nodes.Include):
        assert isinstance(include.template, nodes.Const)
        yield from included(env, include.template.value)


def test_there_is_a_view_for_every_page_and_a_template_for_every_view() -> None:
    assert len(KINDS) > 10
    shown = {kind.template for kind in KINDS}
    parts_of_others = {"macros.html", "merges_table.html", "neighbourhood.html"}
    assert shown | parts_of_others == {path.name for path in PACKAGED.glob("*.html")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_template_reads_only_the_fields_of_its_view_and_what_all_pages_share(kind: type[PageView]) -> None:
    env = environment()
    declared = {
        "view": {field.name for field in fields(kind)} | {"headings", "ranks"},
        "shell": {field.name for field in fields(Shell)},
    }
    read = 0
    local: set[str] = set()
    for name, tree in included(env, kind.template):
        # What a template imports, sets or defines is known in its blocks, and in what it includes.
        local |= {node.target for node in tree.find_all(nodes.Import)}
        local |= {node.name for node in tree.find_all((nodes.Macro, nodes.Name)) if getattr(node, "ctx", "") != "load"}
        assert meta.find_undeclared_variables(tree) - local <= set(declared), name
        for node in tree.find_all(nodes.Getattr):
            if isinstance(node.node, nodes.Name) and node.node.name in declared:
                assert node.attr in declared[node.node.name], f"{name} reads {node.node.name}.{node.attr}"
                read += 1
    assert read


def test_no_template_reads_a_field_that_no_view_declares() -> None:
    env = environment()
    known = {field.name for value in VALUES for field in fields(value)} | READ_TOO
    macros = {macro.name for macro in env.parse((PACKAGED / "macros.html").read_text("utf-8")).find_all(nodes.Macro)}
    unknown = {
        f"{path.name}: {node.attr}"
        for path in PACKAGED.glob("*.html")
        for node in env.parse(path.read_text("utf-8")).find_all(nodes.Getattr)
        if node.attr not in known | macros
        and not (isinstance(node.node, nodes.Getattr) and node.node.attr == "headings")
    }
    assert not unknown


def test_every_field_of_a_term_page_and_of_a_list_is_shown_by_a_packaged_template() -> None:
    # Drawings are written without a template.
    text = "".join(path.read_text("utf-8") for path in sorted(PACKAGED.glob("*.html"))) + inspect.getsource(drawn)
    unread = {
        f"{value.__name__}.{field.name}"
        for value in VALUES
        for field in fields(value)
        if f".{field.name}" not in text and f'"{field.name}"' not in text
    }
    # For templates of others, and for contents in the margin: ours have no use for them.
    assert unread <= {"Shell.home", "Shell.acronyms", "Shell.language", "Section.level"}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_every_field_is_documented_and_holds_a_value_that_cannot_change(value: type[Any]) -> None:
    tree = ast.parse(inspect.getsource(value)).body[0]
    assert isinstance(tree, ast.ClassDef)
    body = tree.body
    documented = {
        node.target.id
        for node, after in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    }
    own = [field.name for field in fields(value) if field.name in value.__annotations__]
    assert set(own) == documented - {"template", "styles"}
    assert value.__dataclass_params__.frozen
    hints = get_type_hints(value)
    changing = [name for name in own if any(kind in str(hints[name]) for kind in ("list[", "dict[", "set[", "Any"))]
    assert not changing


SITES = {"ours": real, "shared names": lambda: made(SHARED), "questions": lambda: made(HOMONYMS)}


@pytest.fixture(scope="module", params=SITES)
def twice(request: pytest.FixtureRequest) -> tuple[tuple[Page, ...], tuple[Page, ...], Site]:
    """The pages of a glossary, made two times."""
    site = SITES[request.param]()
    return tuple(pages(site)), tuple(pages(site)), site


def test_views_are_equal_by_content_and_so_are_their_hashes_and_digests(
    twice: tuple[tuple[Page, ...], tuple[Page, ...], Site],
) -> None:
    first, second, _ = twice
    assert first
    for one, other in zip(first, second, strict=True):
        assert one.view == other.view
        assert one.view is not other.view
        assert hash(one.view) == hash(other.view)
        assert digest(one.view) == digest(other.view)
    # A removed term and the like may have two addresses for one content.
    assert len({digest(page.view) for page in first}) == len({page.view for page in first})


def test_a_page_follows_from_its_view_alone(twice: tuple[tuple[Page, ...], tuple[Page, ...], Site]) -> None:
    _, found, site = twice
    render, env = renderer(site, previews=False), environment()
    for page in (found[0], found[1], found[2], found[-1]):
        shown = env.get_template(page.view.template).render(
            view=page.view, shell=shell(site, site.addresses.page(page.path))
        )
        assert shown in render(page).html


def test_any_change_of_content_changes_the_digest() -> None:
    page = next(page for page in pages(made(SHARED)) if isinstance(page.view, views.TermPage))
    view = page.view
    assert isinstance(view, views.TermPage)
    changed = [
        replace(view, definition=Markup("<p>Other words.</p>")),
        replace(view, abbreviations=(*view.abbreviations, "XX")),
        replace(view, mistakes=(Markup("a"), Markup("b"))),
        replace(view, mistakes=(Markup("ab"),)),
        replace(view, notes=(Markup("ab"),)),
        replace(view, updated="2024-02-29"),
        replace(view, reviewed=term.ReviewLine(by="A", date="2024-02-29")),
    ]
    assert len({digest(view), *map(digest, changed)}) == len(changed) + 1
    assert digest(view, "en") != digest(view, "de")


def test_what_has_no_order_of_its_own_cannot_be_in_a_view() -> None:
    with pytest.raises(TypeError, match="a view may hold text, numbers, tuples and dataclasses, not set"):
        digest({"a"})
