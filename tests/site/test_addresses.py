"""One module knows how pages are addressed."""

import ast
from pathlib import Path

import pytest

import termbase
from termbase.model.page_paths import term_path
from termbase.site.addresses import Addresses

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
