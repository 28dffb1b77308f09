"""The options for generated pages: every link still leads to a file, wherever the pages are."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from tests.hosts.conftest import Project

URL = "https://test.invalid/a/"
FILES = {
    "docs/index.md": "# Home\n\nOur churn, and the [[ARR]].\n",
    "glossary/termbase.yml": "title: Words\ncategories:\n  - id: money\n    title: Money\n",
    "glossary/churn.yml": "term: Churn\ndefinition: Loss of ARR.\ncategory: money\nrelated: [arr]\nformer_ids: [loss]\n",
    "glossary/arr.yml": "id: arr\nterm: Annual recurring revenue\nabbreviations: [ARR]\ndefinition: Income per year.\n",
}
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"folder": "glossary"},
    {"folder": "glossary", "folders": {"terms": "."}},
    {"folders": {"terms": "glossary", "go": "glossary/go", "api": "glossary/data"}},
    {"folder": "x/y", "omit": ["home", "graph", "categories", "acronyms", "print", "go", "embed", "api"]},
    {"omit": ["exports", "api"], "titles": {"acronyms": "Short forms"}},
    {"exports": ["csv"], "folders": {"embed": "widgets"}},
)


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("pages", OPTIONS, ids=str)
def test_every_link_leads_to_a_file(project: Project, pages: dict[str, Any], flat: bool) -> None:
    config = {
        "site_name": "X",
        "site_url": URL,
        "theme": {"name": "mkdocs"},
        "use_directory_urls": not flat,
        "plugins": ["search", {"termbase": {"pages": pages, "history": False}}],
    }
    made = project({"mkdocs.yml": yaml.safe_dump(config), **FILES}, "--strict")
    assert made.status == 0, made.log
    files = {path.relative_to(made.site).as_posix() for path in made.site.rglob("*") if path.is_file()}
    for part in pages.get("omit", ()):
        assert not any(re.search(rf"(^|/){part}/", file) for file in files), part
    for name in sorted(file for file in files if file.endswith(".html") and file != "404.html"):
        for address in re.findall(r'(?:href|src)="([^"#]+)', (made.site / name).read_text("utf-8")):
            whole = urljoin(URL + name, address)
            if not whole.startswith(URL) or urlsplit(address).scheme == "mailto":
                continue
            place = unquote(urlsplit(whole).path.removeprefix("/a/"))
            assert place in files or (Path(place) / "index.html").as_posix().removeprefix("./") in files, (
                name,
                address,
            )


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({"omit": ["terms"]}, "links lead to them"),
        ({"folders": {"acronyms": "terms"}}, "have the same folder"),
        ({"folder": "../up"}, "pages.folder"),
        ({"exports": ["pdf"]}, "there is no export “pdf”"),
        ({"omit": ["maps"]}, "pages.omit"),
        ({"folders": {"terms": ".", "categories": "churn"}}, "the term “churn” and the overview page of “categories”"),
        ({"folders": {"terms": ".", "graph": "loss"}}, "the former id “loss” and the overview page of “graph”"),
        ({"folders": {"terms": "money", "categories": "."}, "omit": ["home"]}, "the category “money”"),
    ],
)
def test_what_cannot_be_had_is_explained(project: Project, pages: dict[str, Any], expected: str) -> None:
    config = {"site_name": "X", "theme": {"name": "mkdocs"}, "plugins": [{"termbase": {"pages": pages}}]}
    made = project({"mkdocs.yml": yaml.safe_dump(config), **FILES})
    assert made.status == 1
    assert expected in made.log
    assert "Traceback" not in made.log
