"""The reference in the manual has every public name and every field that a template sees."""

import dataclasses
import inspect
from pathlib import Path

import html5lib

import termbase
from termbase.site import views
from termbase.site.views import formula_tree, lists, names, parts, reports, term, term_map, view

MODULES = (formula_tree, lists, names, parts, reports, term, term_map, view)


def documented(page: Path) -> dict[str, str]:
    """The text next to each anchor of a page of the reference, by the dotted name that the anchor is."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    found = {}
    for block in tree.iter("div"):
        if "doc-object" not in block.get("class", "").split():
            continue
        heading = next(element for element in block.iter() if element.get("id"))
        found[heading.get("id")] = " ".join(
            "".join(text.itertext()) for part in block.findall("div") for text in part.findall("p")
        )
    return found


def test_the_reference_has_every_public_name_with_its_docstring(site: Path) -> None:
    page = documented(site / "manual/reference/index.html")
    for name in termbase.__all__:
        first = (getattr(termbase, name).__doc__ or "").partition("\n\n")[0].replace("`", "")
        assert name == "ConceptId" or " ".join(first.split()) in " ".join(page[f"termbase.{name}"].split()), name
    assert {path.split(".")[1] for path in page} == set(termbase.__all__)


def test_the_reference_has_every_field_of_every_view(site: Path) -> None:
    page = documented(site / "manual/views/index.html")
    kinds = [
        (module, kind)
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
    ]
    assert {kind.__name__ for _, kind in kinds} >= {name for name in views.__all__ if name[0].isupper()}
    for module, kind in kinds:
        for field in dataclasses.fields(kind):
            if field.name in kind.__annotations__:
                assert page[f"{module.__name__}.{kind.__name__}.{field.name}"].strip(), (kind.__name__, field.name)


def test_headings_of_the_reference_are_anchors_of_one_thing_each(site: Path) -> None:
    for name in ("reference", "views"):
        tree = html5lib.parse((site / f"manual/{name}/index.html").read_text("utf-8"), namespaceHTMLElements=False)
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert ids
        assert len(ids) == len(set(ids)), name
