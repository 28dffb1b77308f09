"""Relative links in the texts of terms: to existing pages of the site, to terms, or reported."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from termbase.linking.site_pages import SitePages
from termbase.model.diagnostics import Diagnostic
from termbase.site.project import Project, find_project
from tests.conftest import concept, write_all

PAGES = SitePages(
    listed=lambda: (
        "index.md",
        "guide/start.md",
        "guide/churn.md",
        "faq/index.md",
        "old/README.md",
        "files/price.pdf",
        "plan.de.md",
        "en/terms.md",
    ),
)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("guide/start.md", "guide/start.md"), ("guide/start.md#first", "guide/start.md#first"),
        ("./guide/start.md", "guide/start.md"), ("../../docs/guide/start.md", "guide/start.md"),
        ("../../guide/start/", "guide/start.md"), ("../guide/start.html", "guide/start.md"), ("guide/start", "guide/start.md"),
        ("../faq/", "faq/index.md"), ("faq/index.html", "faq/index.md"), ("old/", "old/README.md"), ("index.md", "index.md"),
        ("files/price.pdf", "files/price.pdf"), ("files/pri%63e.pdf?x=1", "files/price.pdf"), ("guide/x/../start.md", "guide/start.md"),
        ("plan.md", "plan.md"), ("../../terms/", "terms.md"),
        ("guide/stat.md", None), ("../guide/", None), ("price.pdf", None), ("../..", None), ("", None), ("start.md", None),
    ],
)  # fmt: skip
def test_an_address_leads_to_a_page_however_it_is_written(address: str, page: str | None) -> None:
    assert PAGES.find(address) == page


TEXTS = {
    "[a](guide/start.md#first)": "guide/start/#first",
    "[a](../../docs/guide/start.md)": "guide/start/",
    "[a](../../guide/churn/)": "guide/churn/",
    "[a](../bay/)": "terms/bay/",
    "[a](bay.md)": "terms/bay/",
    "[a](#bay)": "terms/bay/",
    "[a](../concepts/bay.yml)": "terms/bay/",
    "[a](files/price.pdf)": "files/price.pdf",
    "[a](categories/metrics.md)": "categories/metrics/",
    "[a](terms/)": "terms/",
    "[a](index.md)": "",
}
DEAD = ("../guide/", "guide/stat.md", "../../guide/bay/", "#first", "guide/x/#bay")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relative")
    files = {
        "mkdocs.yml": "site_name: X\nsite_url: https://x.invalid/\ntheme: {name: mkdocs}\nplugins: [{termbase: {history: false}}]\n",
        "glossary/termbase.yml": "title: X\ncategories: [{id: metrics, title: Metrics}]\n",
        "glossary/concepts/bay.yml": concept("Bay", category="metrics"),
        "glossary/concepts/churn.yml": concept("Churn", category="metrics", explanation="\n\n".join(TEXTS)),
        "docs/index.md": "# Home\n", "docs/guide/start.md": "# Start\n", "docs/guide/churn.md": "# Churn guide\n",
        "docs/files/price.pdf": "x",
    }  # fmt: skip
    write_all(folder, files)
    return folder


def _reported(project: Project) -> list[Diagnostic]:
    return [problem for problem in project.check()[1] if problem.code == "TB502"]


def test_links_lead_to_the_page_from_every_page_that_shows_the_text(folder: Path) -> None:
    build(load_config(str(folder / "mkdocs.yml")))
    project = find_project(folder)
    assert project is not None
    assert not _reported(project)
    page = (folder / "site/terms/churn/index.html").read_text("utf-8")
    printed = (folder / "site/print/index.html").read_text("utf-8")
    for text, target in TEXTS.items():
        if target:
            assert f'href="../../{target}"' in page or target.startswith("terms/"), text
        if not target.startswith("terms/bay"):
            assert f'href="../{target}"' in printed, text
    assert page.count('href="../bay/"') >= 4
    assert (folder / "site/files/price.pdf").is_file()


@pytest.mark.parametrize("address", DEAD)
def test_one_that_leads_nowhere_is_reported_with_its_place(folder: Path, address: str) -> None:
    file = folder / "glossary/concepts/lost.yml"
    file.write_text(f"term: Lost\ndefinition: See [this]({address}).\ncategory: metrics\n", "utf-8")
    try:
        project = find_project(folder)
        assert project is not None
        problems, glossary = _reported(project), project.glossary()
    finally:
        file.unlink()
    (problem,) = problems
    assert (problem.code, str(problem.where)) == ("TB502", "glossary/concepts/lost.yml:2:24")
    assert (
        glossary.texts.concepts["lost"].definition.html(lambda target: target.path) == "<p>See <span>this</span>.</p>"
    )
