"""One module knows how pages are addressed."""

import ast
import posixpath
from itertools import product
from pathlib import Path

import pytest

import termbase
from termbase.model.page_paths import term_path
from termbase.site.addresses import Addresses, relative

PACKAGE = Path(termbase.__file__).parent
API = "exports/api.py"
"""The files of the API have folders of their own."""


def test_the_folders_of_pages_are_written_in_one_module() -> None:
    written = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(("terms/", "go/"))
    }
    assert written == {"model/page_paths.py", API}


@pytest.mark.parametrize(
    ("addresses", "term", "terms", "name"),
    [
        (Addresses(), "terms/churn/", "terms/", "go/net-revenue-retention/"),
        (Addresses(directory_urls=False), "terms/churn.html", "terms/index.html", "go/net-revenue-retention.html"),
        (
            Addresses(folder="glossary", folders=(("terms", "words"), ("go", "g"))),
            "glossary/words/churn/", "glossary/words/", "glossary/g/net-revenue-retention/",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_page_has_its_address(addresses: Addresses, term: str, terms: str, name: str) -> None:
    assert addresses.term("churn") == addresses.page(term_path("churn")) == term
    assert addresses.overview("terms") == terms
    assert addresses.go("Net Revenue Retention") == addresses.permalink("net-revenue-retention") == name


def test_a_link_leads_from_any_page_to_any_other() -> None:
    names = ("a", "ab", "terms", "index", "a.html")
    paths = ["/".join(path) for length in (1, 2, 3) for path in product(names, repeat=length)]
    starts = ("", *(f"{path}/" for path in paths), "a.html", "terms/ab.html")
    assert len(starts) == len(paths) + 3 > 3
    for start, target in product(starts, paths):
        folder = posixpath.dirname(start) or "."
        way = posixpath.relpath(target, folder)
        assert relative(start, target) == way
        assert relative(start, f"{target}/#x/y") == ("./#x/y" if way == "." else f"{way}/#x/y")


@pytest.mark.parametrize(
    ("start", "target", "way"),
    [
        ("terms/churn/", "", "../../"),
        ("terms/churn/", "go//churn", "../../go/churn"),
        ("terms/churn/", "go/../terms/arr/", "../arr/"),
        ("terms/./churn/", "terms/arr/", "../arr/"),
        ("", "terms/./arr/", "terms/arr/"),
        ("index/index/", "index//index/", "./"),
    ],
)
def test_a_link_is_as_plain_as_the_paths_of_the_system(start: str, target: str, way: str) -> None:
    assert relative(start, target) == way
